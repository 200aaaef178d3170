import type { DuckDBConnection } from '@duckdb/node-api'
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

export interface DatabaseOptions {
  /** What queries may hold in memory before they go on on disk. Not a limit of the process. Default: DuckDB's, 80 % of the machine. */
  readonly memoryLimitBytes?: number
  /** Where they go on. Default: nowhere; a query beyond the limit fails. */
  readonly spillFolder?: string
  /** Default: one for each core. */
  readonly threads?: number
}

/** Opens a database. Throws `query_failed`, in DuckDB's own words, when a query does. Needs the package `@duckdb/node-api`. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const { connection, close } = await openConnection(options)
  return databaseOf(connection, close)
}

/** A connection to a new database in memory, for those who need more of DuckDB than {@link Database} shows. */
export async function openConnection({ memoryLimitBytes, spillFolder, threads }: DatabaseOptions = {}): Promise<{
  readonly connection: DuckDBConnection
  close(): void
}> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: spillFolder ?? '',
    ...(memoryLimitBytes !== undefined && { memory_limit: `${Math.round(memoryLimitBytes / 2 ** 20)}MiB` }),
    ...(threads !== undefined && { threads: String(threads) }),
  })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  // Every view looks into the footers of its files again; they do not change.
  await connection.run('SET parquet_metadata_cache = true')
  return {
    connection,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** What most need of a connection. */
export function databaseOf(connection: DuckDBConnection, close: () => void): Database {
  return {
    async run(sql) {
      await inWordsOfDuckdb(connection.run(sql))
    },
    async query(sql) {
      const reader = await inWordsOfDuckdb(connection.runAndReadAll(sql))
      return {
        columns: reader.deduplicatedColumnNames(),
        types: reader.columnTypes().map(String),
        rows: reader.getRowsJson() as unknown[][],
      }
    },
    close,
  }
}

/** What the work gives; throws `query_failed`, with DuckDB's message, when it fails. */
export async function inWordsOfDuckdb<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (TtbError.isInstance(cause)) throw cause
    throw new TtbError((cause as Error).message.trim(), { code: 'query_failed', cause })
  }
}
