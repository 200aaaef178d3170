import { join } from 'node:path'
import { type CopiedTable, copyTable, localFiles } from '@ttb/resources'
import { CONSOLIDATED, FACT_CERTIFICATES, FACT_PRODUCTS, type RecordDefinition } from '@ttb/utils/records'
import { type Build, changedByYear, heldFile, keysOf, replacedDays } from './build.ts'
import type { DayFiles } from './consolidated-days.ts'
import { DAY_TABLES, FACT_SOURCE_COLUMNS, FACT_TABLES } from './fact-queries.ts'
import { filesOrNone, readFiles } from './sql-relations.ts'
import type { YearTables } from './year-parts.ts'

/** Tables with the company of a record; no others change when that turns out to be another. */
const WITH_COMPANY: readonly RecordDefinition[] = [FACT_PRODUCTS, FACT_CERTIFICATES]

export interface MadeYears {
  readonly years: YearTables
  /** Days, not changed themselves, with records whose company turned out to be another. */
  readonly rekeyedDays: readonly string[]
  /** For each day with facts in these years a hash of the companies and products that they refer to. */
  readonly links: ReadonlyMap<string, string>
}

/** Makes the tables of every year with changed days or records of another company. Needs what `makeCompanyTables` leaves. */
export async function makeYears(build: Build): Promise<MadeYears> {
  const rekeyedDays = await findRekeyed(build)
  const changed = changedByYear(build)
  const years = new Map<string, ReadonlyMap<string, CopiedTable>>()
  for (const year of [...new Set([...changed.keys(), ...rekeyedDays.map((day) => day.slice(0, 4))])].sort()) {
    build.signal?.throwIfAborted()
    const days = changed.get(year)
    years.set(year, days ? await makeYear(build, year, days) : await rekeyYear(build, year))
  }
  return { years, rekeyedDays, links: await findLinks(build, years) }
}

async function findLinks({ database }: Build, years: YearTables): Promise<ReadonlyMap<string, string>> {
  const files = [...years.values()].flatMap((tables) => tables.get(FACT_PRODUCTS.name)?.file ?? [])
  const { rows } = await database.query(
    `SELECT received_date::VARCHAR, bit_xor(hash(ttb_id, company_key, product_key))::VARCHAR
     FROM ${filesOrNone(FACT_PRODUCTS, files)} GROUP BY received_date`,
  )
  return new Map(rows as [string, string][])
}

async function findRekeyed(build: Build): Promise<string[]> {
  const { database } = build
  const years = await database.query(
    'SELECT DISTINCT year(first_seen_date)::VARCHAR FROM seen_aliases SEMI JOIN moved_aliases USING (alias_key) ORDER BY ALL',
  )
  const held = await Promise.all(years.rows.map(([year]) => heldFile(build, FACT_PRODUCTS, year as string)))
  const files = held.filter((file) => file !== null)
  if (files.length === 0) return []
  const { rows } = await database.query(
    `SELECT DISTINCT received_date::VARCHAR FROM ${readFiles(files)} SEMI JOIN moved_aliases USING (alias_key)
     WHERE received_date NOT IN ${replacedDays(build)} ORDER BY ALL`,
  )
  return rows.flat() as string[]
}

/** All tables of a year: changed records from their days, all others as the warehouse has them. */
async function makeYear(build: Build, year: string, changed: readonly DayFiles[]): Promise<Map<string, CopiedTable>> {
  const { database, storage } = build
  const copied = new Map<string, CopiedTable>()
  const make = async (record: RecordDefinition, added: string | null): Promise<void> => {
    const kept = await keepQuery(build, record, year)
    const all = [kept, added].filter((part) => part !== null)
    if (all.length > 0) copied.set(record.name, await copyYear(build, record, year, all))
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

/** The tables of a year without changed days in which records have another company. */
async function rekeyYear(build: Build, year: string): Promise<Map<string, CopiedTable>> {
  const copied = new Map<string, CopiedTable>()
  for (const record of WITH_COMPANY) {
    const kept = await keepQuery(build, record, year)
    if (kept !== null) copied.set(record.name, await copyYear(build, record, year, [kept]))
  }
  return copied
}

function copyYear(
  { database, workFolder }: Build,
  record: RecordDefinition,
  year: string,
  parts: readonly string[],
): Promise<CopiedTable> {
  const columns = Object.keys(record.fields).map((name) => `"${name}"`)
  const all = parts.map((part) => `SELECT ${columns.join(', ')} FROM (${part})`).join(' UNION ALL ')
  return copyTable(database, record, all, join(workFolder, `${record.name}-${year}.parquet`))
}

/** The rows of a year that stay, with the company as it is known now; null where there are none. */
async function keepQuery(build: Build, record: RecordDefinition, year: string): Promise<string | null> {
  const held = await heldFile(build, record, year)
  if (held === null) return null
  const kept = `SELECT * FROM ${readFiles([held])} WHERE received_date NOT IN ${replacedDays(build)}`
  if (!WITH_COMPANY.includes(record)) return kept
  const company = 'coalesce(m.company_key, k.company_key)'
  const product = `, surrogate_key(product_natural(${company}, k.brand_key, k.fanciful_key)) AS product_key`
  return `SELECT k.* REPLACE (${company} AS company_key${record === FACT_PRODUCTS ? product : ''})
    FROM (${kept}) k LEFT JOIN (SELECT * FROM alias_ties SEMI JOIN moved_aliases USING (alias_key)) m ON m.alias_key = k.alias_key`
}
