import { join } from 'node:path'
import { type CopiedTable, copyTable, type Database, type Row } from '@ttb/resources'
import {
  COMPANY_ALIASES,
  COMPANY_HISTORY,
  DIM_COMPANIES,
  DIM_DATES,
  DIM_LOCATIONS,
  DIM_PERMITS,
  DIM_PRODUCT_TYPES,
  DIM_PRODUCTS,
  DIM_QUALIFICATIONS,
  type RecordDefinition,
} from '@ttb/utils/records'
import { type Build, heldFile } from './build.ts'
import { collision } from './company-tables.ts'
import { type DateRange, dateRows } from './dim-dates.ts'
import {
  COMPANY_ALIASES_QUERY,
  COMPANY_HISTORY_QUERY,
  DIM_COMPANIES_QUERY,
  DIM_PERMITS_QUERY,
} from './dimension-queries.ts'
import { dimProductsQuery } from './product-tables.ts'
import { loadRows, readFiles } from './sql-relations.ts'
import { locationRows, type OccurringPlace, productTypeRows, qualificationRows } from './static-members.ts'
import type { YearTables } from './year-parts.ts'

/** Every table that is one file, in the order they are made. */
export const DIMENSIONS: readonly RecordDefinition[] = [
  DIM_DATES,
  DIM_LOCATIONS,
  DIM_PRODUCT_TYPES,
  DIM_QUALIFICATIONS,
  COMPANY_ALIASES,
  DIM_COMPANIES,
  DIM_PERMITS,
  DIM_PRODUCTS,
  COMPANY_HISTORY,
]

/**
 * Writes every dimension as a file, but for those that depend on no record and that the warehouse has. Needs the parts of all
 * years, and the relations that `makeCompanyTables` leaves. Throws `corrupt_data` should two natural keys have one surrogate
 * key.
 */
export async function makeDimensions(
  build: Build,
  parts: YearTables,
  years: DateRange,
): Promise<readonly CopiedTable[]> {
  const { database, workFolder, signal } = build
  const copied: CopiedTable[] = []
  const copy = async (record: RecordDefinition, query: string): Promise<void> => {
    signal?.throwIfAborted()
    copied.push(await copyTable(database, record, query, join(workFolder, `${record.name}.parquet`)))
  }
  const copyRows = async (record: RecordDefinition, rows: readonly Row[]): Promise<void> => {
    await loadRows(database, `rows_of_${record.name}`, record, rows, join(workFolder, `${record.name}.jsonl`))
    await copy(record, `SELECT * FROM rows_of_${record.name}`)
  }
  const seen = async (kind: string, columns: string): Promise<readonly (readonly unknown[])[]> =>
    (await database.query(`SELECT DISTINCT ${columns} FROM seen_codes WHERE kind = '${kind}' ORDER BY ALL`)).rows
  const codes = async (kind: string) =>
    (await seen(kind, 'member')).map(([code]) => ({ code: code as string, description: null }))
  const places = (await seen('place', 'country, state, city')).map(
    ([country, state, city]) => ({ country, state, city }) as OccurringPlace,
  )

  if (build.before === null) {
    await copyRows(DIM_DATES, dateRows(years))
    await copyRows(DIM_QUALIFICATIONS, qualificationRows())
  }
  await copyRows(DIM_LOCATIONS, locationRows(await codes('origin'), places))
  await copyRows(DIM_PRODUCT_TYPES, productTypeRows(await codes('class_type')))
  await copy(COMPANY_ALIASES, await goOn(build, COMPANY_ALIASES, COMPANY_ALIASES_QUERY, 'alias_key', 'touched_aliases'))
  await copy(DIM_COMPANIES, await goOn(build, DIM_COMPANIES, DIM_COMPANIES_QUERY, 'company_key', 'touched_companies'))
  await copy(DIM_PERMITS, DIM_PERMITS_QUERY)
  await copy(DIM_PRODUCTS, await dimProductsQuery(build, parts))
  await copy(
    COMPANY_HISTORY,
    await goOn(build, COMPANY_HISTORY, COMPANY_HISTORY_QUERY, 'company_key', 'touched_companies'),
  )
  for (const table of copied) await checkKeys(database, table)
  return copied
}

/** The rows of a dimension that are made, the unknown member among them, and those that the warehouse has of what was not touched. */
async function goOn(
  build: Build,
  record: RecordDefinition,
  made: string,
  key: string,
  touched: string,
): Promise<string> {
  const held = await heldFile(build, record, null)
  if (held === null) return made
  return `${made} UNION ALL BY NAME SELECT * FROM ${readFiles([held])} WHERE ${key} <> 0 AND ${key} NOT IN (SELECT ${key} FROM ${touched})`
}

/** What surrogate keys are made from, where it stands in the dimension in columns of its own. */
const NATURAL_KEYS: Readonly<Record<string, string>> = {
  [DIM_LOCATIONS.name]: 'natural_key',
  [DIM_PRODUCT_TYPES.name]: 'class_type_code',
  [DIM_QUALIFICATIONS.name]: 'qualification_code',
  [COMPANY_ALIASES.name]: "concat_ws('|', principal_permit_number, holder_name_key, holder_address_key)",
  [DIM_COMPANIES.name]: 'natural_key',
  [DIM_PERMITS.name]: 'permit_number',
  [DIM_PRODUCTS.name]: "concat_ws('|', company_key, brand_key, fanciful_key)",
}

/**
 * Checks that a dimension has one row for each surrogate key: its rows are one for each natural key, the unknown member among
 * them. Throws `corrupt_data`, naming the natural keys, where two share one.
 */
export async function checkKeys(
  database: Database,
  { record, file }: Pick<CopiedTable, 'record' | 'file'>,
): Promise<void> {
  const natural = NATURAL_KEYS[record.name]
  if (natural === undefined) return
  const [key = ''] = record.key
  const { rows } = await database.query(
    `SELECT ${key}::VARCHAR, list(coalesce(${natural}::VARCHAR, 'unknown') ORDER BY ALL) FROM ${readFiles([file])}
     WHERE ${key} IN (SELECT ${key} FROM ${readFiles([file])} GROUP BY ${key} HAVING count(*) > 1)
     GROUP BY ${key} ORDER BY ALL LIMIT 1`,
  )
  if (rows[0]) throw collision(record.name, String(rows[0][0]), rows[0][1] as string[])
}
