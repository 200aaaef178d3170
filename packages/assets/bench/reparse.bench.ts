// Pages per second of a core, from snapshot to committed Parquet, against extraction alone on the same pages. Seconds are
// those of the processor, over all threads of the process, which others on the machine disturb less; the ratio by the clock,
// which waiting for the disk is part of, is said too. One process, in turns, with the memory for short-lived things that a
// worker has; the median of the rounds. Partitions are of a usual size, a day of one kind of page, with the log of when
// their pages were fetched. Pages in a folder that is given as an argument (`cola-detail/`, `certificate/`) are measured
// too, those of a kind as one partition. Aim: a ratio of 0.7.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { createFolderStore, type ObjectInfo, openStorage, type PagePartition, type Storage } from '@ttb/resources'
import { extractPage } from '@ttb/utils/pages'
import { createAdoptionLog } from '../src/adopt-log.ts'
import { adoptPage } from '../src/adopt-pages.ts'
import { YOUNG_GENERATION_MB } from '../src/partition-pool.ts'
import { listRawPartitions, processPartition, type RawPartition } from '../src/process-partition.ts'
import { RECORD_PAGE_KINDS, type RecordPageKind } from '../src/raw/due-pages.ts'

const RECORDS = Number(process.env['RECORDS'] ?? 500)
const WARM_UP = 3
const ROUNDS = 15
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
  const sample = storageIn('sample')
  const log = createAdoptionLog(sample)
  for (const { path, html } of samplePages({ recordsPerDay: RECORDS, days: DAYS })) {
    const bytes = Buffer.from(html, 'latin1')
    const { key, outcome } = await adoptPage(sample, { path, bytes })
    if (key !== null) await log.note(key, outcome, bytes, savedAs(key))
  }
  await log.flush()
  for await (const raw of listRawPartitions(sample)) if (raw.partition.kind !== 'search') await measure(sample, raw)

  const saved = process.argv.slice(2).find((argument) => argument.includes('/'))
  for (const kind of saved === undefined ? [] : RECORD_PAGE_KINDS) {
    const all = storageIn(`saved-${kind}`)
    const raw = await onePartition(all, saved as string, kind)
    if (raw.snapshots.length > 0) await measure(all, raw)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function storageIn(name: string): Storage {
  return openStorage(loadConfig({ overrides: { data: join(folder, name) } }).config)
}

/** All saved pages of a kind as if they were of one day. */
async function onePartition(storage: Storage, saved: string, kind: RecordPageKind): Promise<RawPartition> {
  const { objects, paths } = storage
  const log = createAdoptionLog(storage)
  const partition: PagePartition = { receivedDate: '2025-01-01', receiptMethod: '001', kind }
  const source = createFolderStore({ folder: saved })
  const snapshots = []
  for await (const { key } of source.list(`${kind}/`)) {
    const bytes = (await source.readBytes(key)) as Uint8Array
    const { ttb_id: name, outcome } = extractPage(bytes, { kind })
    if (name === null) continue
    const written = await objects.write(paths.rawPageKey(partition, name), bytes)
    await log.note(written.key, outcome, bytes, savedAs(key))
    snapshots.push({ ...written, partition, name, snapshot: 1 })
  }
  await log.flush()
  const fetchLog = await objects.head(paths.fetchLogKey(partition))
  return { partition, snapshots, oldRecords: [], ...(fetchLog && { fetchLog }) }
}

function savedAs(key: string): ObjectInfo {
  return { key, sizeBytes: 0, etag: '', modifiedAt: '2025-06-01T12:00:00.000Z' }
}

async function measure(storage: Storage, raw: RawPartition): Promise<void> {
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
  const [extraction, reparse] = [times.extraction, times.reparse].map((all) =>
    Math.round(pages.length / median(all.map(({ processorS }) => processorS))),
  )
  console.log(`reparse ${kind} of ${receivedDate} (${pages.length} pages): ${reparse} pages/s a core`)
  console.log(
    `  ratio to extraction alone (${extraction} pages/s a core): ${ratio('processorS')} (aim: 0.7; by the clock ${ratio('clockS')})`,
  )
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
