import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { openStorage } from '@ttb/resources'
import { expect, it } from 'vitest'
import { adoptPage, allTables, listRawPartitions, processPartition } from '../src/index.ts'

const KILLS = 50

/** Starts a process that commits without end, and kills it at some moment after it began. */
function commitUntilKilled(folder: string, afterMs: number): Promise<void> {
  const script = new URL('./committing-process.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--conditions=@ttb/source', '--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
    child.once('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`ended with code ${code}`)),
    )
  })
}

it(`after ${KILLS} kills in the middle of commits every partition is whole, and what was left behind is collected`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-killed-'))
  try {
    const storage = openStorage(loadConfig({ overrides: { data: folder } }).config)
    for (const { path, html } of samplePages({ recordsPerDay: 2, days: ['2014-10-28', '2025-03-17'] }))
      await adoptPage(storage, { path, bytes: Buffer.from(html, 'latin1') })
    let partitions = 0
    for await (const raw of listRawPartitions(storage)) {
      await processPartition(storage, raw)
      partitions++
    }

    const check = async (): Promise<Set<string>> => {
      const named = new Set<string>()
      for await (const manifest of storage.tables.listManifests('2-ttb-processed-data/')) {
        for (const record of allTables()) {
          const table = manifest.tables[record.name]
          if (!table) continue
          named.add(table.key)
          expect(await storage.tables.readTable(record, manifest)).toHaveLength(table.rows)
        }
      }
      expect(new Set([...named].map((key) => key.replace(/[^/]*$/, ''))).size).toBe(partitions)
      return named
    }
    for (let killed = 0; killed < KILLS; killed += 2) {
      await Promise.all([0, 1].map(() => commitUntilKilled(folder, Math.random() * 300)))
      await check()
    }
    const named = await check()

    await storage.tables.collectOrphans('2-ttb-processed-data/', { olderThanMs: 0 })
    const left: string[] = []
    for await (const { key } of storage.objects.list('2-ttb-processed-data/'))
      if (key.endsWith('.parquet')) left.push(key)
    expect(new Set(left)).toEqual(named)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 240_000)
