import type { RecordDefinition } from '@ttb/utils/records'
import { openDatabase, type SqlResult } from './database.ts'
import { emptyTableQuery } from './sql-types.ts'

export interface SqlTable {
  readonly record: RecordDefinition
  /** Paths of Parquet files; none gives a table without rows. */
  readonly files: readonly string[]
}

export interface SqlSession {
  query(sql: string): Promise<SqlResult>
  close(): void
}

/**
 * A DuckDB session in memory with a view for each table, and for each list of records in it a view with a row for each
 * (`certificate_label_images`). Throws `query_failed` with DuckDB's own words. Needs the package `@duckdb/node-api`.
 */
export async function openSqlSession(tables: readonly SqlTable[]): Promise<SqlSession> {
  const database = await openDatabase()
  for (const table of tables) for (const view of viewsOf(table)) await database.run(view)
  return { query: database.query, close: database.close }
}

function viewsOf({ record, files }: SqlTable): string[] {
  const source =
    files.length > 0
      ? `SELECT ${Object.keys(record.fields).map(quoteName).join(', ')} FROM ${readFiles(record, files)}`
      : emptyTableQuery(record)
  const lists = Object.entries(record.fields).filter(([, field]) => field.type === 'record')
  const keys = record.key.map(quoteName).join(', ')
  return [
    `CREATE VIEW ${quoteName(record.name)} AS ${source}`,
    ...lists.map(
      ([name]) =>
        `CREATE VIEW ${quoteName(`${record.name}_${name}`)} AS SELECT ${keys}, unnest(${quoteName(name)}, recursive := true) FROM ${quoteName(record.name)}`,
    ),
  ]
}

/** Older files may lack a column, so the empty table leads and names them all. */
function readFiles(record: RecordDefinition, files: readonly string[]): string {
  const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ')
  return `(${emptyTableQuery(record)} UNION ALL BY NAME SELECT * FROM read_parquet([${list}], union_by_name = true))`
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
