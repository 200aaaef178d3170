// Pages per second of one core, from snapshot to committed Parquet, against extraction alone on the same pages. Seconds are
// those of the processor, over all threads of the process: what a core can do, whatever else the machine does. One process,
// interleaved, median of the rounds. Partitions are of a usual size: a day of one kind of page. Aim: a ratio of 0.7.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { openStorage } from '@ttb/resources'
import { extractPage } from '@ttb/utils/pages'
import { adoptPage, listRawPartitions, processPartition, type RawPartition } from '../src/index.ts'

const RECORDS = Number(process.env['RECORDS'] ?? 500)
const ROUNDS = 15
/** A day of the form edition in use, and one of the edition before it. */
const DAYS = ['2014-10-28', '2025-03-17']

const folder = mkdtempSync(join(tmpdir(), 'ttb-bench-'))
try {
  const storage = openStorage(loadConfig({ overrides: { data: folder } }).config)
  for (const { path, html } of samplePages({ recordsPerDay: RECORDS, days: DAYS }))
    await adoptPage(storage, { path, bytes: Buffer.from(html, 'latin1') })
  for await (const raw of listRawPartitions(storage)) if (raw.partition.kind !== 'search') await measure(raw)

  async function measure(raw: RawPartition): Promise<void> {
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
    for (let round = 0; round <= ROUNDS; round++) {
      for (const name of ['extraction', 'reparse'] as const) {
        const start = process.cpuUsage()
        await subjects[name]()
        const { user, system } = process.cpuUsage(start)
        if (round > 0) rates[name].push((pages.length * 1e6) / (user + system)) // the first round warms up
      }
    }
    const [extraction, reparse] = [median(rates.extraction), median(rates.reparse)]
    console.log(`reparse ${kind} of ${receivedDate} (${pages.length} pages): ${Math.round(reparse)} pages/s`)
    console.log(
      `  ratio to extraction alone (${Math.round(extraction)} pages/s): ${(reparse / extraction).toFixed(2)} (aim: 0.7)`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] as number
}
