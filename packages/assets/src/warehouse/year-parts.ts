import { join } from 'node:path'
import { type CopiedTable, copyTable, localFiles } from '@ttb/resources'
import { BRIDGE_PERMITS, CONSOLIDATED, FACT_PRODUCTS, type RecordDefinition } from '@ttb/utils/records'
import { type Build, changedByYear, heldFile, keysOf, replacedDays } from './build.ts'
import type { DayFiles } from './consolidated-days.ts'
import { FACT_TABLES, type FactTable } from './fact-queries.ts'
import { SEEN_PARTS, YEAR_RECORDS_COLUMNS } from './seen-parts.ts'
import { filesOrNone, readFiles } from './sql-relations.ts'

/** Tables that were made, by year and name. */
export type YearTables = ReadonlyMap<string, ReadonlyMap<string, CopiedTable>>

/**
 * Makes the parts of every year with changed days, and leaves a view of each part over all years in the database
 * (`seen_aliases` and so on).
 */
export async function makeParts(build: Build): Promise<YearTables> {
  const { storage, before, database, signal } = build
  const made = new Map<string, ReadonlyMap<string, CopiedTable>>()
  for (const [year, changed] of changedByYear(build)) {
    signal?.throwIfAborted()
    made.set(year, await partsOfYear(build, year, changed))
  }
  for (const { record } of SEEN_PARTS) {
    const kept = (before?.parts[record.name] ?? []).filter(({ year }) => year !== null && !made.has(year))
    const files = await localFiles(
      storage,
      kept.map(({ key }) => key),
    )
    for (const tables of made.values()) {
      const copied = tables.get(record.name)
      if (copied) files.push(copied.file)
    }
    await database.run(`CREATE VIEW ${record.name} AS SELECT * FROM ${filesOrNone(record, files)}`)
  }
  return made
}

const ALIAS_KEY =
  'surrogate_key(alias_natural(principal_permit_number, holder_name_key, holder_address_key)) AS alias_key'

async function partsOfYear(
  build: Build,
  year: string,
  changed: readonly DayFiles[],
): Promise<Map<string, CopiedTable>> {
  const { database, storage, workFolder } = build
  const files = filesOrNone(CONSOLIDATED, await localFiles(storage, keysOf(changed, CONSOLIDATED)))
  // The footers of a day's file take longer to read than its rows: all that is needed of it is read at once.
  await database.run(
    `CREATE TEMP TABLE fresh AS SELECT ${[...YEAR_RECORDS_COLUMNS, 'all_permits'].join(', ')}, ${ALIAS_KEY} FROM ${files}`,
  )
  const load = async (
    table: string,
    record: RecordDefinition,
    columns: readonly string[],
    added: string,
  ): Promise<void> => {
    const held = await heldFile(build, record, year)
    const list = columns.join(', ')
    const all = `SELECT ${list} FROM ${added}`
    if (held === null) return database.run(`CREATE TEMP VIEW ${table} AS ${all}`)
    const kept = `SELECT ${list} FROM ${readFiles([held])} WHERE received_date NOT IN ${replacedDays(build)}`
    await database.run(`CREATE TEMP TABLE kept_${table} AS ${kept} UNION ALL ${all}`)
    await database.run(`CREATE TEMP VIEW ${table} AS SELECT * FROM kept_${table}`)
  }
  const { query } = FACT_TABLES.find(({ record }) => record === BRIDGE_PERMITS) as FactTable
  await database.run(`CREATE TEMP TABLE fresh_permits AS ${query('fresh')}`)
  await load(
    'year_permits',
    BRIDGE_PERMITS,
    ['ttb_id', 'received_date', 'position', 'permit_number', 'is_of_holder'],
    'fresh_permits',
  )
  await load('year_records', FACT_PRODUCTS, [...YEAR_RECORDS_COLUMNS, 'alias_key'], 'fresh')
  const copied = new Map<string, CopiedTable>()
  for (const { record, query: part } of SEEN_PARTS) {
    const file = join(workFolder, `${record.name}-${year}.parquet`)
    copied.set(record.name, await copyTable(database, record, part, file))
  }
  for (const view of ['year_permits', 'year_records']) await database.run(`DROP VIEW ${view}`)
  for (const table of ['fresh', 'fresh_permits', 'kept_year_permits', 'kept_year_records'])
    await database.run(`DROP TABLE IF EXISTS ${table}`)
  return copied
}
