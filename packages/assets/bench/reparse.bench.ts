// Pages per second of one thread, from snapshot to committed Parquet, against extraction alone on the same pages. One
// process, in turns, with the memory for short-lived things that a worker has; the median of the rounds. Partitions are of
// a usual size: a day of one kind of page. Pages in a folder that is given as an argument (`cola-detail/`, `certificate/`)
// are measured too, those of a kind as one partition. Aim: a ratio of 0.7.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { createFolderStore, openStorage, type PagePartition, type Storage } from '@ttb/resources'
import { extractPage } from '@ttb/utils/pages'
import {
  adoptPage,
  listRawPartitions,
  processPartition,
  type RawPartition,
  RECORD_PAGE_KINDS,
  type RecordPageKind,
} from '../src/index.ts'
import { YOUNG_GENERATION_MB } from '../src/partition-pool.ts'

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
  for (const { path, html } of samplePages({ recordsPerDay: RECORDS, days: DAYS }))
    await adoptPage(sample, { path, bytes: Buffer.from(html, 'latin1') })
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
async function onePartition({ objects, paths }: Storage, saved: string, kind: RecordPageKind): Promise<RawPartition> {
  const partition: PagePartition = { receivedDate: '2025-01-01', receiptMethod: '001', kind }
  const source = createFolderStore({ folder: saved })
  const snapshots = []
  for await (const { key } of source.list(`${kind}/`)) {
    const bytes = (await source.readBytes(key)) as Uint8Array
    const name = extractPage(bytes, { kind }).ttb_id
    if (name === null) continue
    const written = await objects.write(paths.rawPageKey(partition, name), bytes)
    snapshots.push({ ...written, partition, name, snapshot: 1 })
  }
  return { partition, snapshots, oldRecords: [] }
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
  const rates = { extraction: [] as number[], reparse: [] as number[] }
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const name of ['extraction', 'reparse'] as const) {
      const start = performance.now()
      await subjects[name]()
      if (round >= WARM_UP) rates[name].push((pages.length * 1000) / (performance.now() - start))
    }
  }
  const ratio = median(rates.reparse.map((rate, round) => rate / (rates.extraction[round] as number)))
  const [extraction, reparse] = [rates.extraction, rates.reparse].map((all) => Math.round(median(all)))
  console.log(`reparse ${kind} of ${receivedDate} (${pages.length} pages): ${reparse} pages/s`)
  console.log(`  ratio to extraction alone (${extraction} pages/s): ${ratio.toFixed(2)} (aim: 0.7)`)
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] as number
}
