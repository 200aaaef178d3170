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
import { collision } from './company-tables.ts'
import { type DateRange, dateRows } from './dim-dates.ts'
import {
  COMPANY_ALIASES_QUERY,
  COMPANY_HISTORY_QUERY,
  DIM_COMPANIES_QUERY,
  DIM_PERMITS_QUERY,
  DIM_PRODUCTS_QUERY,
} from './dimension-queries.ts'
import { loadRows } from './sql-relations.ts'
import { locationRows, type OccurringPlace, productTypeRows, qualificationRows } from './static-members.ts'

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
 * Writes every dimension as a file. Needs the relations that {@link makeCompanyTables} leaves, and `fact_products` with all
 * label approvals. Throws `corrupt_data` should two natural keys have one surrogate key.
 */
export async function makeDimensions(
  database: Database,
  workFolder: string,
  years: DateRange,
): Promise<readonly CopiedTable[]> {
  const copied: CopiedTable[] = []
  const copy = async (record: RecordDefinition, query: string): Promise<void> => {
    copied.push(await copyTable(database, record, query, join(workFolder, `${record.name}.parquet`)))
  }
  const copyRows = async (record: RecordDefinition, rows: readonly Row[]): Promise<void> => {
    await loadRows(database, `rows_of_${record.name}`, record, rows, join(workFolder, `${record.name}.jsonl`))
    await copy(record, `SELECT * FROM rows_of_${record.name}`)
  }
  const distinct = async (columns: string): Promise<readonly (readonly unknown[])[]> =>
    (await database.query(`SELECT DISTINCT ${columns} FROM fact_products ORDER BY ALL`)).rows

  const codes = (rows: readonly (readonly unknown[])[]) =>
    rows.flatMap(([code]) => (code === null ? [] : [{ code: code as string, description: null }]))
  const places = (await distinct('holder_country, holder_state, holder_city'))
    .filter((place) => place.some((part) => part !== null))
    .map(([country, state, city]) => ({ country, state, city }) as OccurringPlace)

  await copyRows(DIM_DATES, dateRows(years))
  await copyRows(DIM_LOCATIONS, locationRows(codes(await distinct('origin_code')), places))
  await copyRows(DIM_PRODUCT_TYPES, productTypeRows(codes(await distinct('class_type_code'))))
  await copyRows(DIM_QUALIFICATIONS, qualificationRows())
  await copy(COMPANY_ALIASES, COMPANY_ALIASES_QUERY)
  await copy(DIM_COMPANIES, DIM_COMPANIES_QUERY)
  await copy(DIM_PERMITS, DIM_PERMITS_QUERY)
  await copy(DIM_PRODUCTS, DIM_PRODUCTS_QUERY)
  await database.run(
    `CREATE OR REPLACE VIEW company_aliases AS SELECT * FROM read_parquet('${join(workFolder, 'company_aliases.parquet').replaceAll("'", "''")}')`,
  )
  await copy(COMPANY_HISTORY, COMPANY_HISTORY_QUERY)
  for (const { record, file } of copied) await checkKeys(database, record, file)
  return copied
}

/** Keys made by hashing must be as many as the natural keys they are made from. */
async function checkKeys(database: Database, record: RecordDefinition, file: string): Promise<void> {
  const [key = ''] = record.key
  if (record.fields[key]?.type !== 'surrogate_key' || record.key.length > 1) return
  const { rows } = await database.query(
    `SELECT ${key}::VARCHAR FROM read_parquet('${file.replaceAll("'", "''")}') GROUP BY ${key} HAVING count(*) > 1 LIMIT 1`,
  )
  if (rows[0]) throw collision(record.name, String(rows[0][0]), [])
}
