// The whole warehouse from generated consolidated records, against a bare DuckDB script that does only the joins and copies
// on the same files; then one more day on top of that history. Each in a process of its own, for its peak memory.
//   node --conditions=@ttb/source --import tsx bench/warehouse.bench.ts [rows]
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '@ttb/config'
import { openDatabase, openStorage } from '@ttb/resources'
import { generateConsolidated } from './generate-consolidated.ts'

/** One day of receipt a week, with the records of all of it: the count of records is what is measured, not that of files. */
const DAYS = 20 * 52
const MEMORY_BYTES = 1_000 * 2 ** 20
const [, , given = '3000000', mode, folder = ''] = process.argv
const rows = Number(given)

const storageOf = (at: string) => openStorage(loadConfig({ overrides: { data: at } }).config)

/** Only the joins and copies: plain keys, one pass, no companies found, nothing checked, hashed or committed. */
async function bare(): Promise<void> {
  const { changedDays } = await import('../src/warehouse/consolidated-days.ts')
  const { FACT_SOURCE_COLUMNS, FACT_TABLES } = await import('../src/warehouse/fact-queries.ts')
  const { ALIAS_EVIDENCE, COMPANY_HISTORY_QUERY, DIM_PRODUCTS_QUERY, PERMIT_OCCURRENCES } = await import(
    '../src/warehouse/dimension-queries.ts'
  )
  const { readFiles } = await import('../src/warehouse/sql-relations.ts')
  const { keyMacros } = await import('../src/warehouse/surrogate-key.ts')
  const target = join(folder, 'bare')
  mkdirSync(target, { recursive: true })
  const { changed } = await changedDays(storageOf(folder), null)
  const database = await openDatabase({ memoryLimitBytes: MEMORY_BYTES, spillFolder: join(target, 'spill') })
  const copy = (query: string, name: string) =>
    database.run(
      `COPY (${query}) TO '${join(target, `${name}.parquet`)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 60000)`,
    )
  for (const macro of keyMacros({ startYear: 1955, endYear: 2054 })) await database.run(macro)
  const files = changed.map(({ keys }) => join(folder, keys['consolidated'] as string))
  await database.run(`CREATE VIEW approvals AS SELECT * FROM ${readFiles(files)}`)
  await database.run(`CREATE TABLE alias_evidence AS ${ALIAS_EVIDENCE}`)
  await database.run(
    'CREATE TABLE alias_map AS SELECT alias_natural, surrogate_key(alias_natural) AS alias_key, surrogate_key(principal_permit_number) AS company_key FROM alias_evidence',
  )
  await database.run(
    'CREATE TABLE company_aliases AS SELECT * FROM alias_evidence JOIN alias_map USING (alias_natural)',
  )
  const years = new Map<string, string[]>()
  for (const [at, { day }] of changed.entries())
    years.set(day.slice(0, 4), [...(years.get(day.slice(0, 4)) ?? []), files[at] as string])
  for (const [year, own] of years) {
    await database.run(
      `CREATE OR REPLACE TEMP TABLE day_rows AS SELECT ${FACT_SOURCE_COLUMNS.map((name) => `"${name}"`).join(', ')} FROM ${readFiles(own)}`,
    )
    for (const { record, query } of FACT_TABLES)
      await copy(`SELECT * FROM (${query('day_rows')}) ORDER BY ${record.key.join(', ')}`, `${record.name}-${year}`)
  }
  await database.run('DROP TABLE day_rows')
  const pattern = (name: string) => `read_parquet('${join(target, `${name}-*.parquet`)}')`
  await database.run(`CREATE VIEW fact_products AS SELECT * FROM ${pattern('fact_products')}`)
  await database.run(`CREATE VIEW record_permits AS SELECT * FROM ${pattern('bridge_permits')}`)
  await copy('SELECT * FROM company_aliases ORDER BY alias_key', 'company_aliases')
  await copy(
    'SELECT company_key, count(*), min(first_seen_date), max(last_seen_date), arg_max(holder_name, last_order) FROM company_aliases GROUP BY ALL ORDER BY 1',
    'dim_companies',
  )
  await copy(`${PERMIT_OCCURRENCES} ORDER BY permit_number`, 'dim_permits')
  await copy(`SELECT * FROM (${DIM_PRODUCTS_QUERY}) ORDER BY product_key`, 'dim_products')
  await copy(`SELECT * FROM (${COMPANY_HISTORY_QUERY}) ORDER BY 1, 2, 3`, 'company_history')
  database.close()
}

async function ours(): Promise<void> {
  const { buildWarehouse } = await import('../src/warehouse/build-warehouse.ts')
  const build = await buildWarehouse(storageOf(folder), {
    memoryLimitBytes: MEMORY_BYTES,
    workFolder: join(folder, 'work'),
  })
  console.error(JSON.stringify(build.counts))
  console.error(
    `${build.changedDays.length} days taken in, ${build.rekeyedDays.length} with other companies, ${build.written.length} files written`,
  )
}

/** A new day, and another version of a few days of earlier years, as when old certificates are surrendered. */
async function nextDay(): Promise<void> {
  const { paths } = storageOf(folder)
  const perDay = Math.ceil(rows / DAYS)
  await generateConsolidated(folder, paths, { rows: perDay, firstDay: '2025-01-02', days: 1, everyDays: 7 })
  for (const firstDay of ['2008-06-05', '2015-06-04', '2019-06-06', '2023-06-08', '2024-06-06'])
    await generateConsolidated(folder, paths, { rows: perDay, firstDay, days: 1, everyDays: 7, salt: 5 })
}

function measure(what: string): { seconds: number; peakMiB: number } {
  const out = execFileSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), given, what, folderOf],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    },
  )
  return JSON.parse(out.trim().split('\n').at(-1) as string)
}

let folderOf = folder
if (mode === undefined) {
  folderOf = mkdtempSync(join(tmpdir(), 'ttb-warehouse-bench-'))
  try {
    measure('generate')
    const [theirs, mine] = [measure('bare'), measure('ours')]
    measure('prepare-day')
    const day = measure('ours')
    console.log(`${rows} consolidated records of ${DAYS} days`)
    console.log(`bare script       ${theirs.seconds.toFixed(1)} s, peak ${theirs.peakMiB} MiB`)
    console.log(`whole warehouse   ${mine.seconds.toFixed(1)} s, peak ${mine.peakMiB} MiB`)
    console.log(
      `ratio             ${(mine.seconds / theirs.seconds).toFixed(2)} (aim: at most 1.5), peak aim: under 2560 MiB`,
    )
    console.log(`one more day      ${day.seconds.toFixed(1)} s, peak ${day.peakMiB} MiB (aim: under 20 s)`)
  } finally {
    rmSync(folderOf, { recursive: true, force: true })
  }
} else {
  const start = performance.now()
  if (mode === 'generate')
    await generateConsolidated(folder, storageOf(folder).paths, {
      rows,
      firstDay: '2005-01-06',
      days: DAYS,
      everyDays: 7,
    })
  else if (mode === 'prepare-day') await nextDay()
  else if (mode === 'bare') await bare()
  else await ours()
  const seconds = (performance.now() - start) / 1000
  console.log(JSON.stringify({ seconds, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024) }))
}
