// What a warehouse comes to at least: a bare DuckDB script with only the joins and copies. Plain keys, one pass, no companies
// found, nothing checked, hashed or committed.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Storage } from '@ttb/resources'
import { changedDays } from '../src/warehouse/consolidated-days.ts'
import { DAY_TABLES, FACT_SOURCE_COLUMNS, FACT_TABLES } from '../src/warehouse/fact-queries.ts'
import { readFiles } from '../src/warehouse/sql-relations.ts'
import { keyMacros } from '../src/warehouse/surrogate-key.ts'

const ORDERED = 'SELECT *, record_order(received_date, ttb_id) AS ord'
const latest = (columns: string) =>
  columns
    .split(' ')
    .map((column) => `arg_max_null(${column}, ord) AS ${column}`)
    .join(', ')
const SEEN =
  'count(*)::INTEGER AS record_count, min(received_date) AS first_seen_date, max(received_date) AS last_seen_date'
const ALIAS = 'alias_natural(principal_permit_number, holder_name_key, holder_address_key)'
const ALIASES = `
  SELECT ${ALIAS} AS alias_natural, any_value(principal_permit_number) AS principal_permit_number,
    ${latest('holder_name holder_street holder_city holder_state holder_zip holder_country')}, ${SEEN},
    min(approval_date) AS first_approval_date, arg_min(ttb_id, ord) AS first_ttb_id, max(ord) AS last_order
  FROM (${ORDERED} FROM approvals) GROUP BY ${ALIAS}`
const PRODUCTS = `
  SELECT product_key, any_value(company_key), any_value(brand_key), any_value(fanciful_key),
    ${latest('brand_name fanciful_name class_type_code origin_code commodity')}, ${SEEN},
    min(approval_date), arg_min(ttb_id, ord), arg_max(ttb_id, ord)
  FROM (${ORDERED} FROM fact_products WHERE product_key <> 0) GROUP BY product_key`
const COMPANIES = `
  SELECT company_key, count(*), min(first_seen_date), max(last_seen_date), arg_max(holder_name, last_order)
  FROM company_aliases GROUP BY ALL`
const COMPANY_HISTORY = `
  WITH changes AS (
    SELECT company_key, permit_key, alias_key, received_date, record_order(received_date, ttb_id) AS ord, lag(alias_key) OVER w AS before
    FROM fact_products WINDOW w AS (PARTITION BY company_key, permit_key ORDER BY record_order(received_date, ttb_id))),
  begun AS (
    SELECT * FROM changes WHERE before IS NULL OR before <> alias_key
    QUALIFY ord = max(ord) OVER (PARTITION BY company_key, permit_key, received_date))
  SELECT b.company_key, b.permit_key, b.received_date, lead(b.received_date) OVER w, a.holder_name, a.holder_street, a.holder_city
  FROM begun b JOIN company_aliases a USING (alias_key) WINDOW w AS (PARTITION BY b.company_key, b.permit_key ORDER BY b.ord)`

export async function runBareScript(storage: Storage, folder: string, memoryLimitBytes: number): Promise<void> {
  const target = join(folder, 'bare')
  mkdirSync(target, { recursive: true })
  const { changed } = await changedDays(storage, null)
  const database = await openDatabase({ memoryLimitBytes, spillFolder: join(target, 'spill') })
  const copy = (query: string, name: string) =>
    database.run(
      `COPY (${query}) TO '${join(target, `${name}.parquet`)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 60000)`,
    )
  for (const macro of keyMacros({ startYear: 1955, endYear: 2054 })) await database.run(macro)
  const filesOf = (days: typeof changed, table: string) =>
    days.flatMap(({ keys }) => (keys[table] === undefined ? [] : join(folder, keys[table])))
  await database.run(`CREATE VIEW approvals AS SELECT * FROM ${readFiles(filesOf(changed, 'consolidated'))}`)
  await database.run(
    `CREATE TABLE company_aliases AS SELECT *, surrogate_key(alias_natural) AS alias_key, surrogate_key(principal_permit_number) AS company_key FROM (${ALIASES})`,
  )
  await database.run('CREATE TABLE alias_map AS SELECT alias_natural, alias_key, company_key FROM company_aliases')
  for (const year of new Set(changed.map(({ day }) => day.slice(0, 4)))) {
    const own = changed.filter(({ day }) => day.startsWith(year))
    const columns = FACT_SOURCE_COLUMNS.map((name) => `"${name}"`).join(', ')
    await database.run(
      `CREATE OR REPLACE TEMP TABLE day_rows AS SELECT ${columns} FROM ${readFiles(filesOf(own, 'consolidated'))}`,
    )
    for (const { record, query } of FACT_TABLES)
      await copy(`SELECT * FROM (${query('day_rows')}) ORDER BY ${record.key.join(', ')}`, `${record.name}-${year}`)
    for (const { name, key } of DAY_TABLES) {
      const files = filesOf(own, name)
      if (files.length > 0)
        await copy(`SELECT * FROM ${readFiles(files)} ORDER BY ${key.join(', ')}`, `${name}-${year}`)
    }
  }
  await database.run('DROP TABLE day_rows')
  const pattern = (name: string) => `read_parquet('${join(target, `${name}-*.parquet`)}')`
  await database.run(`CREATE VIEW fact_products AS SELECT * FROM ${pattern('fact_products')}`)
  await copy('SELECT * FROM company_aliases ORDER BY alias_key', 'company_aliases')
  await copy(`SELECT * FROM (${COMPANIES}) ORDER BY 1`, 'dim_companies')
  await copy(
    `SELECT permit_number, ${SEEN} FROM ${pattern('bridge_permits')} GROUP BY ALL ORDER BY permit_number`,
    'dim_permits',
  )
  await copy(`SELECT * FROM (${PRODUCTS}) ORDER BY product_key`, 'dim_products')
  await copy(`SELECT * FROM (${COMPANY_HISTORY}) ORDER BY 1, 2, 3`, 'company_history')
  database.close()
}
