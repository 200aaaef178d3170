// Works on a ledger as a process of its own: `<folder> work RUN_ID`, `<folder> run`, or `<folder> block RUN_ID`.
// Each materialization writes a file in two halves, puts it in its place, and tells the journal of the process.
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AssetContext, assetsWith } from '@ttb/assets/definitions'
import { allPartitions, multiPartitions, staticPartitions } from '@ttb/config'
import { openStateStore, systemClock } from '@ttb/resources'
import { definitions } from '../src/definitions/definitions.ts'
import { createEngine } from '../src/run/engine.ts'

/** So many that a run lasts longer than all of the killed processes together. */
const DAYS = 10 * Number(process.env['TTB_KILLS'] ?? 15)
const METHODS = ['001', '002', '003']
const [folder, mode, runId] = process.argv.slice(2) as [string, string, string]

/** What a partition of an asset holds. */
export function contentOf(asset: string, partition: string): string {
  return `${asset} ${partition}\n`.repeat(200)
}

export function versionOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}

export function fileOf(into: string, asset: string, partition: string): string {
  return join(into, 'files', `${asset}@${partition.replace('|', '@')}`)
}

async function materialize({ asset, partition, attempt }: AssetContext<unknown>): Promise<{ dataVersion: string }> {
  const tell = (what: string) =>
    appendFileSync(join(folder, 'journal'), `${what} ${asset} ${partition} ${process.pid}\n`)
  tell('begin')
  // Holds the event loop until it is told to let go.
  while (mode === 'block' && !existsSync(join(folder, 'let-go')));
  const content = contentOf(asset, partition)
  const path = fileOf(folder, asset, partition)
  const temporary = `${path}.${process.pid}.${attempt}`
  const file = await open(temporary, 'w')
  await file.write(content.slice(0, content.length / 2))
  await sleep(5)
  await file.write(content.slice(content.length / 2))
  await file.close()
  await rename(temporary, path)
  tell('end')
  return { dataVersion: versionOf(content) }
}

/** A made-up pipeline of days by 3 methods. */
export function madeUpDefinitions() {
  const asset = assetsWith<unknown>()
  const days = Array.from({ length: DAYS }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10))
  const partitions = multiPartitions([
    staticPartitions(days, { dim: 'date' }),
    staticPartitions(METHODS, { dim: 'method' }),
  ])
  const made = { group: 'made_up', doc: 'Made up.', codeVersion: '1', materialize }
  return definitions<unknown>({
    assets: [
      asset({ ...made, key: 'raw', partitions }),
      asset({ ...made, key: 'clean', partitions, deps: [{ asset: 'raw' }] }),
      asset({ ...made, key: 'total', deps: [{ asset: 'clean', mapping: allPartitions() }] }),
    ],
  })
}

if (folder !== undefined && process.argv[1]?.endsWith('engine-process.ts')) {
  mkdirSync(join(folder, 'files'), { recursive: true })
  const store = openStateStore(join(folder, 'state.db'))
  const engine = createEngine({
    definitions: madeUpDefinitions(),
    ledger: store.ledger,
    clock: systemClock,
    resources: undefined,
    concurrency: 4,
    leaseMs: 300,
    pollMs: 20,
  })
  process.stdout.write('ready\n')
  const summary = mode === 'run' ? await engine.run({ select: ['raw', 'clean', 'total'] }) : await engine.execute(runId)
  process.stdout.write(`${summary.status}\n`)
  await store.close()
}
