// Plans and runs a backfill of 4,000 days by 8 keys of an asset that does nothing, and asks for the status of all.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assetsWith } from '@ttb/assets/definitions'
import { multiPartitions, staticPartitions } from '@ttb/config'
import { openStateStore, systemClock } from '@ttb/resources'
import { planBackfill } from '../src/backfill.ts'
import { definitions } from '../src/definitions/definitions.ts'
import { createEngine } from '../src/run/engine.ts'

const DAYS = 4000
const KEYS = 8
const days = Array.from({ length: DAYS }, (_, day) => new Date(Date.UTC(2014, 0, 1 + day)).toISOString().slice(0, 10))
const keys = Array.from({ length: KEYS }, (_, at) => `00${at % 4}-${at < 4 ? 'cola-detail' : 'certificate'}`)
const partitions = multiPartitions([
  staticPartitions(days, { dim: 'date' }),
  staticPartitions(keys, { dim: 'method_type' }),
])

/** How long a part may take for one asset, in milliseconds, on a machine with two cores that does nothing else. */
const LIMITS = { plan: 500, run: 30_000, status: 50 } as const

async function timed<T>(what: string, work: () => Promise<T>, limitMs?: number): Promise<T> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = await work()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  const share = limitMs === undefined ? '' : `, ${(ms / limitMs).toFixed(2)} of the ${limitMs} ms it may take`
  console.log(
    `${what.padEnd(58)} ${ms.toFixed(0).padStart(7)} ms   (${((user + system) / 1000).toFixed(0)} ms of CPU)${share}`,
  )
  return result
}

async function bench(chain: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-bench-'))
  const store = openStateStore(join(folder, 'state.db'))
  try {
    const asset = assetsWith<undefined>()
    const made = { group: 'bench', doc: 'Nothing.', codeVersion: '1', partitions }
    const assets = Array.from({ length: chain }, (_, at) =>
      asset<string>({
        ...made,
        key: `asset_${at}`,
        deps: at === 0 ? [] : [{ asset: `asset_${at - 1}` }],
        materialize: async ({ partition }) => ({ dataVersion: partition, metadata: { rows: 100 } }),
      }),
    )
    const engine = createEngine({
      definitions: definitions({ assets }),
      ledger: store.ledger,
      clock: systemClock,
      resources: undefined,
      concurrency: 8,
    })
    const request = { select: assets.map(({ key }) => key), from: days[0]!, to: days.at(-1)! }
    const units = DAYS * KEYS
    console.log(`\n${DAYS} days by ${KEYS} keys, ${chain} ${chain === 1 ? 'asset' : 'assets'}: ${units} units`)
    const plan = await timed(
      'plan, nothing there',
      () => planBackfill(engine, request),
      chain === 1 ? LIMITS.plan : undefined,
    )
    const runId = await timed('submit', () => engine.submit(plan))
    await timed(
      `run (${chain * units} materializations)`,
      () => engine.execute(runId),
      chain === 1 ? LIMITS.run : undefined,
    )
    await timed('status of all: counts by asset', () => store.ledger.counts(), LIMITS.status)
    await timed('status of all: coverage by day', () => engine.coverage(), chain === 1 ? LIMITS.status : undefined)
    await timed('status of the run', () => store.ledger.stepCounts(runId))
    const again = await timed('plan again, everything there', () => planBackfill(engine, request))
    if (again.units.length > 0) throw new Error(`expected nothing left to do, not ${again.units.length} units`)
    const { rss } = process.memoryUsage()
    const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`
    console.log(`ledger ${megabytes(statSync(join(folder, 'state.db')).size)}, resident memory ${megabytes(rss)}`)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

await bench(1)
await bench(4)
