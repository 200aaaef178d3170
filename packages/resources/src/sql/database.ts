import { TtbError } from '@ttb/utils'

export interface SqlResult {
  readonly columns: readonly string[]
  /** The SQL type of each column. */
  readonly types: readonly string[]
  /** Values as JSON knows them: dates and large integers are text, lists are arrays, structs are objects. */
  readonly rows: readonly (readonly unknown[])[]
}

/** A DuckDB database in memory. It loads no extension and reaches no network. */
export interface Database {
  run(sql: string): Promise<void>
  query(sql: string): Promise<SqlResult>
  close(): void
}

/** Opens a database. Throws `query_failed`, in DuckDB's own words, when a query does. Needs the package `@duckdb/node-api`. */
export async function openDatabase(): Promise<Database> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  const inOurWords = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (cause) {
      throw new TtbError((cause as Error).message.trim(), { code: 'query_failed', cause })
    }
  }
  return {
    async run(sql) {
      await inOurWords(connection.run(sql))
    },
    async query(sql) {
      const reader = await inOurWords(connection.runAndReadAll(sql))
      return {
        columns: reader.deduplicatedColumnNames(),
        types: reader.columnTypes().map(String),
        rows: reader.getRowsJson() as unknown[][],
      }
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
