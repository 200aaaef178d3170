import { writeFile } from 'node:fs/promises'
import { type Database, jsonLinesFormat, type Row, sqlType } from '@ttb/resources'
import type { RecordDefinition } from '@ttb/utils/records'

/** Parquet files as a relation; columns that older files lack are null. */
export function readFiles(files: readonly string[]): string {
  return `read_parquet([${files.map(sqlText).join(', ')}], union_by_name = true, hive_partitioning = false)`
}

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A list of days as SQL; never empty. */
export function dayList(days: readonly string[]): string {
  return `(${days.map((day) => `DATE '${day}'`).join(', ') || "DATE '0001-01-01'"})`
}

/** Takes rows into the database as a table. */
export async function loadRows(
  database: Database,
  table: string,
  record: RecordDefinition,
  rows: readonly Row[],
  file: string,
): Promise<void> {
  await writeFile(file, jsonLinesFormat.encode(record, rows))
  const columns = Object.entries(record.fields).map(([name, field]) => `'${name}': ${sqlText(sqlType(field))}`)
  await database.run(
    `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM read_json(${sqlText(file)}, format = 'newline_delimited', columns = {${columns.join(', ')}})`,
  )
}
