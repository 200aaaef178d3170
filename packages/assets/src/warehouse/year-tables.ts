import { join } from 'node:path'
import { type CopiedTable, copyTable, type Database, type Storage } from '@ttb/resources'
import { CONSOLIDATED, FACT_PRODUCTS, type RecordDefinition } from '@ttb/utils/records'
import { makeCompanyTables } from './company-tables.ts'
import type { DayFiles } from './consolidated-days.ts'
import { DAY_TABLES, FACT_SOURCE_COLUMNS, FACT_TABLES, type FactTable } from './fact-queries.ts'
import { dayList, readFiles } from './sql-relations.ts'
import type { WarehouseState } from './warehouse-state.ts'

/** A build of the warehouse under way. */
export interface Build {
  readonly storage: Storage
  readonly database: Database
  readonly workFolder: string
  /** The warehouse to go on from; null for a build over everything. */
  readonly before: WarehouseState | null
  /** Days of receipt to take in, and days that are no more. */
  readonly changed: readonly DayFiles[]
  readonly gone: readonly string[]
  readonly signal?: AbortSignal
}

/** The tables of years that were made, by year and name. */
export type YearTables = ReadonlyMap<string, ReadonlyMap<string, CopiedTable>>

export interface MadeYears {
  readonly years: YearTables
  /** Days, not changed themselves, with records whose company turned out to be another. */
  readonly rekeyedDays: readonly string[]
}

/**
 * Finds the companies of all records, then makes the tables of every year with changed days or records of another company.
 * Leaves in the database what dimensions are made from: see `makeCompanyTables`, and `fact_products` with all records.
 */
export async function makeYears(build: Build): Promise<MadeYears> {
  const { storage, database, before, changed, gone, workFolder, signal } = build
  const replaced = dayList([...changed.map(({ day }) => day), ...gone])
  const heldFacts = await heldFiles(build, FACT_PRODUCTS.name)
  await makeSources(build, heldFacts, replaced)
  await makeCompanyTables(database, workFolder)

  const rekeyedDays = await findRekeyed(build, heldFacts, replaced)
  const byYear = new Map<string, DayFiles[]>()
  for (const day of [...gone, ...rekeyedDays]) byYear.set(day.slice(0, 4), [])
  for (const file of changed) {
    const year = file.day.slice(0, 4)
    byYear.set(year, [...(byYear.get(year) ?? []), file])
  }
  const years = new Map<string, ReadonlyMap<string, CopiedTable>>()
  for (const [year, files] of [...byYear].sort(([one], [other]) => (one < other ? -1 : 1))) {
    signal?.throwIfAborted()
    years.set(year, await makeYear(build, year, files, replaced))
  }
  const kept = (before?.tables[FACT_PRODUCTS.name] ?? []).filter(({ year }) => year !== null && !years.has(year))
  const files = await localFiles(
    storage,
    kept.map(({ key }) => key),
  )
  const made = [...years.values()].flatMap((tables) => tables.get(FACT_PRODUCTS.name)?.file ?? [])
  await database.run(`CREATE VIEW fact_products AS SELECT * FROM ${readFiles([...files, ...made])}`)
  return { years, rekeyedDays }
}

const HOLDER_COLUMNS = [
  'holder_name',
  'holder_name_key',
  'holder_address_key',
  'holder_street',
  'holder_city',
  'holder_state',
  'holder_zip',
  'holder_country',
]

/** The relations `approvals` and `record_permits` over all records: those that stay as the warehouse has them, and the changed. */
async function makeSources(build: Build, heldFacts: readonly string[], replaced: string): Promise<void> {
  const { database, storage, changed } = build
  const files = await localFiles(storage, keysOf(changed, CONSOLIDATED))
  const fresh = files.length > 0 ? readFiles(files) : null
  const { query } = FACT_TABLES.find(({ record }) => record.name === 'bridge_permits') as FactTable
  const union = (held: readonly string[], columns: string, added: string | null): string =>
    [
      ...(held.length > 0 ? [`SELECT ${columns} FROM ${readFiles(held)} WHERE received_date NOT IN ${replaced}`] : []),
      ...(added ? [`SELECT ${columns} FROM ${added}`] : []),
    ].join(' UNION ALL ')
  const approvals = ['ttb_id', 'received_date', 'approval_date', 'principal_permit_number', ...HOLDER_COLUMNS].join(
    ', ',
  )
  await database.run(`CREATE VIEW approvals AS ${union(heldFacts, approvals, fresh)}`)
  const permits = 'ttb_id, received_date, position, permit_number, is_of_holder'
  const heldPermits = await heldFiles(build, 'bridge_permits')
  await database.run(`CREATE VIEW record_permits AS ${union(heldPermits, permits, fresh && `(${query(fresh)})`)}`)
}

async function findRekeyed(build: Build, heldFacts: readonly string[], replaced: string): Promise<string[]> {
  if (heldFacts.length === 0) return []
  const aliases = await heldFiles(build, 'company_aliases')
  await build.database.run(
    `CREATE TABLE rekeyed AS SELECT h.alias_key FROM ${readFiles(aliases)} h JOIN alias_ties t USING (alias_key)
     WHERE h.company_key <> t.company_key`,
  )
  const { rows } = await build.database.query(
    `SELECT DISTINCT received_date::VARCHAR FROM ${readFiles(heldFacts)} SEMI JOIN rekeyed USING (alias_key)
     WHERE received_date NOT IN ${replaced} ORDER BY 1`,
  )
  return rows.flat() as string[]
}

/** All tables of a year: changed records from their days, all others as the warehouse has them. */
async function makeYear(
  { database, workFolder, before, storage }: Build,
  year: string,
  changed: readonly DayFiles[],
  replaced: string,
): Promise<Map<string, CopiedTable>> {
  const copied = new Map<string, CopiedTable>()
  const make = async (record: RecordDefinition, added: string | null): Promise<void> => {
    const held = before?.tables[record.name]?.find((file) => file.year === year)
    const parts = [
      ...(held ? [keepQuery(record.name, await storage.localFile(held.key), replaced)] : []),
      ...(added === null ? [] : [added]),
    ]
    if (parts.length === 0) return
    const columns = Object.keys(record.fields).map((name) => `"${name}"`)
    const all = parts.map((part) => `SELECT ${columns.join(', ')} FROM (${part})`).join(' UNION ALL ')
    copied.set(record.name, await copyTable(database, record, all, join(workFolder, `${record.name}-${year}.parquet`)))
  }
  const files = await localFiles(storage, keysOf(changed, CONSOLIDATED))
  if (files.length > 0) {
    const columns = FACT_SOURCE_COLUMNS.map((name) => `"${name}"`).join(', ')
    await database.run(`CREATE TEMP TABLE day_rows AS SELECT ${columns} FROM ${readFiles(files)}`)
  }
  for (const { record, query } of FACT_TABLES) await make(record, files.length > 0 ? query('day_rows') : null)
  await database.run('DROP TABLE IF EXISTS day_rows')
  for (const record of DAY_TABLES) {
    const own = await localFiles(storage, keysOf(changed, record))
    await make(record, own.length > 0 ? `SELECT * FROM ${readFiles(own)}` : null)
  }
  return copied
}

/** The rows of a year that stay, with the company as it is known now. */
function keepQuery(table: string, file: string, replaced: string): string {
  const kept = `SELECT * FROM ${readFiles([file])} WHERE received_date NOT IN ${replaced}`
  if (table !== 'fact_products' && table !== 'fact_certificates') return kept
  const company = 'coalesce(m.company_key, 0)'
  const product = `, surrogate_key(product_natural(${company}, k.brand_key, k.fanciful_key)) AS product_key`
  return `SELECT k.* REPLACE (${company} AS company_key${table === 'fact_products' ? product : ''})
    FROM (${kept}) k LEFT JOIN alias_map m ON m.alias_key = k.alias_key`
}

function keysOf(days: readonly DayFiles[], { name }: RecordDefinition): string[] {
  return days.flatMap(({ keys }) => keys[name] ?? [])
}

async function heldFiles({ storage, before }: Build, table: string): Promise<string[]> {
  return localFiles(
    storage,
    (before?.tables[table] ?? []).map(({ key }) => key),
  )
}

async function localFiles(storage: Storage, keys: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const key of keys) files.push(await storage.localFile(key))
  return files
}
