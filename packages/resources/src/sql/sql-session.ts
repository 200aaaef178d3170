import { TtbError } from '@ttb/utils'
import type { RecordDefinition } from '@ttb/utils/records'
import { emptyTableQuery } from './sql-types.ts'

export interface SqlTable {
  readonly record: RecordDefinition
  /** Paths of Parquet files; none gives a table without rows. */
  readonly files: readonly string[]
}

export interface SqlResult {
  readonly columns: readonly string[]
  /** The SQL type of each column. */
  readonly types: readonly string[]
  /** Values as JSON knows them: dates and large integers are text, lists are arrays, structs are objects. */
  readonly rows: readonly (readonly unknown[])[]
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
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const database = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await database.connect()
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (cause) {
      throw new TtbError((cause as Error).message.trim(), { code: 'query_failed', cause })
    }
  }
  for (const table of tables) for (const view of viewsOf(table)) await run(() => connection.run(view))
  return {
    async query(sql) {
      const reader = await run(() => connection.runAndReadAll(sql))
      return {
        columns: reader.deduplicatedColumnNames(),
        types: reader.columnTypes().map(String),
        rows: reader.getRowsJson() as unknown[][],
      }
    },
    close() {
      connection.closeSync()
      database.closeSync()
    },
  }
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
