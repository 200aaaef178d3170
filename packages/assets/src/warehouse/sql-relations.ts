import { writeFile } from 'node:fs/promises'
import { type Database, type Row, sqlType } from '@ttb/resources'
import type { RecordDefinition } from '@ttb/utils/records'

/** Parquet files as a relation; columns that older files lack are null. */
export function readFiles(files: readonly string[]): string {
  return `read_parquet([${files.map(sqlText).join(', ')}], union_by_name = true, hive_partitioning = false)`
}

/** The same where there may be no files: then a relation with the columns of the record and no rows. */
export function filesOrNone({ fields }: RecordDefinition, files: readonly string[]): string {
  if (files.length > 0) return readFiles(files)
  const columns = Object.entries(fields).map(([name, field]) => `CAST(NULL AS ${sqlType(field)}) AS "${name}"`)
  return `(SELECT ${columns.join(', ')} WHERE false)`
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
  await writeFile(file, jsonLines(Object.keys(record.fields), rows))
  const columns = Object.entries(record.fields).map(([name, field]) => `'${name}': ${sqlText(sqlType(field))}`)
  await database.run(
    `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM read_json(${sqlText(file)}, format = 'newline_delimited', columns = {${columns.join(', ')}})`,
  )
}

const LINES_AT_ONCE = 5000

/** A JSON object a line; null is left out. */
function* jsonLines(names: readonly string[], rows: readonly Row[]): Generator<string> {
  for (let from = 0; from < rows.length; from += LINES_AT_ONCE) {
    let lines = ''
    for (const row of rows.slice(from, from + LINES_AT_ONCE)) {
      let members = ''
      for (const name of names) {
        const value = row[name] ?? null
        if (value !== null) members += `${members === '' ? '' : ','}"${name}":${JSON.stringify(value)}`
      }
      lines += `{${members}}\n`
    }
    yield lines
  }
}
