import type { RecordDefinition } from '@ttb/utils/records'
import type { ReadOptions } from '../tables/table-format.ts'
import { openDatabase, type SqlResult } from './database.ts'
import { fileQueries } from './file-queries.ts'
import { quoteName } from './sql-text.ts'
import { emptyTableQuery } from './sql-types.ts'

export interface SqlTable {
  readonly record: RecordDefinition
  /** Paths of Parquet files, of whatever versions of the table's contract; none gives a table without rows. */
  readonly files: readonly string[]
}

export interface SqlSession {
  query(sql: string): Promise<SqlResult>
  close(): void
}

/**
 * A DuckDB session in memory with a view for each table, and for each list of records in it a view with a row for each
 * (`certificate_label_images`). Files of older versions mix with new ones. Throws `corrupt_data` when a file cannot be read
 * as its table, and `query_failed` with DuckDB's own words. Needs the package `@duckdb/node-api`.
 */
export async function openSqlSession(
  tables: readonly SqlTable[],
  options: Pick<ReadOptions, 'migrations'> = {},
): Promise<SqlSession> {
  const database = await openDatabase()
  try {
    for (const { record, files } of tables) {
      const queries = files.length > 0 ? await fileQueries(database, record, files, options) : [emptyTableQuery(record)]
      for (const view of viewsOf(record, queries.join(' UNION ALL '))) await database.run(view)
    }
  } catch (error) {
    database.close()
    throw error
  }
  return { query: database.query, close: database.close }
}

function viewsOf(record: RecordDefinition, source: string): string[] {
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
