import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { adoptPage, listRawPartitions, processPartition } from '@ttb/assets'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { openStorage } from '@ttb/resources'

const data = mkdtempSync(join(tmpdir(), 'ttb-example-'))
try {
  // Saved pages become Parquet: with pages of your own, `ttb adopt` and `ttb run` do the same.
  const storage = openStorage(loadConfig({ overrides: { data } }).config)
  for (const { path, html } of samplePages({ recordsPerDay: 8 }))
    await adoptPage(storage, { path, bytes: Buffer.from(html, 'latin1') })

  // The manifest of a partition names its files; nothing else in the folder counts.
  const files: string[] = []
  for await (const partition of listRawPartitions(storage)) {
    const { manifest } = await processPartition(storage, partition)
    const table = manifest.tables['certificate']
    if (table) files.push(await storage.localFile(table.key))
  }

  const connection = await (await DuckDBInstance.create()).connect()
  const answer = await connection.runAndReadAll(`
    select product_type, count(*) as labels, min(approval_date) as first, median(days_to_approval) as days
    from read_parquet([${files.map((file) => `'${file}'`).join(', ')}], union_by_name = true)
    group by all order by all`)
  console.table(answer.getRowObjectsJson())
} finally {
  rmSync(data, { recursive: true })
}
