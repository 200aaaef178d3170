// Pages per second of a core, from snapshot to committed Parquet, against extraction alone on the same pages. Seconds are
// those of the processor, over all threads of the process, which others on the machine disturb less; the ratio by the clock,
// which waiting for the disk is part of, is said too. One process, in turns, with the memory for short-lived things that a
// worker has; the median of the rounds. Partitions are of a usual size, a day of one kind of page, with the log of when
// their pages were fetched. Where saved pages of the registry are (in the folder that is given, or beside the repository),
// a day of the same size is made of them, each again and again under other TTB IDs, and measured too. Aim: a ratio of 0.7.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adoptAll, listRawPartitions, processPartition, type RawPartition } from '@ttb/assets'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { createMemoryStore, type ObjectStore, openStorage, type Storage } from '@ttb/resources'
import { extractPage } from '@ttb/utils/pages'
import { YOUNG_GENERATION_MB } from '../src/partition-pool.ts'

const RECORDS = Number(process.env['RECORDS'] ?? 500)
/** Real pages lie beside the repository on some machines; they are never part of it. */
const SAVED =
  process.argv[2] ??
  process.env['TTB_CAPTURES'] ??
  new URL('../../../../shared/registry-captures/', import.meta.url).pathname
const WARM_UP = 6
const ROUNDS = 25
/** A day of the form edition in use, and one of the edition before it. */
const DAYS = ['2014-10-28', '2025-03-17']

// A young generation is three semi-spaces, and Node takes their size on the command line only.
const semiSpace = `--max-semi-space-size=${YOUNG_GENERATION_MB / 3}`
if (!process.execArgv.includes(semiSpace)) {
  const args = [semiSpace, ...process.execArgv, ...process.argv.slice(1)]
  process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1)
}

const folder = mkdtempSync(join(tmpdir(), 'ttb-bench-'))
try {
  const made = createMemoryStore()
  for (const { path, html } of samplePages({ recordsPerDay: RECORDS, days: DAYS }))
    await made.write(path, Buffer.from(html, 'latin1'))
  await measureAll(await adopted('sample', made), 'simulated pages')
  if (existsSync(SAVED))
    await measureAll(await adopted('saved', await dayOfSavedPages(RECORDS)), 'pages of the registry')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

interface Adopted {
  readonly storage: Storage
  readonly partitions: readonly RawPartition[]
}

/** The partitions of records that a folder of pages gives. */
async function adopted(name: string, source: ObjectStore): Promise<Adopted> {
  const storage = openStorage(loadConfig({ overrides: { data: join(folder, name) } }).config)
  for await (const _ of adoptAll(storage, source));
  const partitions: RawPartition[] = []
  for await (const raw of listRawPartitions(storage)) if (raw.partition.kind !== 'search') partitions.push(raw)
  return { storage, partitions }
}

/** Saved pages as a store to adopt: so many of each kind, of one day, the TTB ID of each on its page wherever it stood. */
async function dayOfSavedPages(count: number): Promise<ObjectStore> {
  const store = createMemoryStore()
  for (const kind of ['cola-detail', 'certificate'] as const) {
    const pages = readdirSync(join(SAVED, kind))
      .filter((file) => file.endsWith('.html'))
      .map((file) => ({ html: readFileSync(join(SAVED, kind, file), 'latin1'), file }))
      .map(({ html, file }) => ({ html, ttbId: extractPage(html, { kind }).ttb_id ?? file }))
      .filter(({ ttbId }) => /^\d{14}$/.test(ttbId))
    for (let at = 0; at < count; at++) {
      const { html, ttbId } = pages[at % pages.length] as (typeof pages)[number]
      const other = `25076001${String(at + 1).padStart(6, '0')}`
      await store.write(`2025-03-17/001-${kind}/${other}.html`, Buffer.from(html.replaceAll(ttbId, other), 'latin1'))
    }
  }
  return store
}

/** Each partition, and what all of them take together. */
async function measureAll({ storage, partitions }: Adopted, what: string): Promise<void> {
  const total = { extraction: 0, reparse: 0 }
  for (const raw of partitions) {
    const { extraction, reparse } = await measure(storage, raw, what)
    total.extraction += extraction
    total.reparse += reparse
  }
  const pages = partitions.reduce((sum, { snapshots }) => sum + snapshots.length, 0)
  console.log(`reparse all ${pages} ${what}: ${Math.round(pages / total.reparse)} pages/s a core`)
  console.log(`  ratio to extraction alone: ${(total.extraction / total.reparse).toFixed(2)} (aim: 0.7)`)
}

/** Seconds of the processor that a partition takes, extracted alone and parsed again. */
async function measure(
  storage: Storage,
  raw: RawPartition,
  what: string,
): Promise<{ readonly extraction: number; readonly reparse: number }> {
  const pages: Uint8Array[] = []
  for (const { key } of raw.snapshots) pages.push((await storage.objects.readBytes(key)) as Uint8Array)
  const { kind, receivedDate } = raw.partition
  const subjects = {
    extraction: async () => {
      for (const page of pages) extractPage(page, { kind })
    },
    reparse: async () => {
      await processPartition(storage, raw, { force: true })
    },
  }
  const times = { extraction: [] as Time[], reparse: [] as Time[] }
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const name of ['extraction', 'reparse'] as const) {
      const time = await timeOf(subjects[name])
      if (round >= WARM_UP) times[name].push(time)
    }
  }
  const ratio = (by: keyof Time) =>
    median(times.reparse.map((time, round) => (times.extraction[round] as Time)[by] / time[by])).toFixed(2)
  const secondsOf = (all: readonly Time[]) => median(all.map(({ processorS }) => processorS))
  const seconds = { extraction: secondsOf(times.extraction), reparse: secondsOf(times.reparse) }
  const rateOf = (taken: number) => `${Math.round(pages.length / taken)} pages/s a core`
  console.log(`reparse ${kind} of ${receivedDate} (${pages.length} ${what}): ${rateOf(seconds.reparse)}`)
  console.log(
    `  ratio to extraction alone (${rateOf(seconds.extraction)}): ${ratio('processorS')} (by the clock ${ratio('clockS')})`,
  )
  return seconds
}

interface Time {
  readonly processorS: number
  readonly clockS: number
}

async function timeOf(work: () => Promise<void>): Promise<Time> {
  const [used, start] = [process.cpuUsage(), performance.now()]
  await work()
  const clockS = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(used)
  return { processorS: (user + system) / 1e6, clockS }
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] as number
}
