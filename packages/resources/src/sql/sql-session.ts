import type { DuckDBConnection } from '@duckdb/node-api'
import type { RecordDefinition } from '@ttb/utils/records'
import type { ReadOptions } from '../tables/table-format.ts'
import { type Database, databaseOf, inWordsOfDuckdb, openConnection, type SqlResult } from './database.ts'
import { fileQueries } from './file-queries.ts'
import { checkOneQuery, prepareReadOnly } from './read-only-statements.ts'
import { registerFunctions, type SqlFunction } from './sql-functions.ts'
import { literal, quoteName, quoteText } from './sql-text.ts'
import { emptyTableQuery, sqlType } from './sql-types.ts'

export interface SqlTable {
  readonly record: RecordDefinition
  /** Paths of files, of whatever versions of the table's contract; none gives a table without rows. */
  readonly files: readonly string[]
  /** What the files are. Default: Parquet. */
  readonly format?: 'parquet' | 'jsonl'
  /** The version of the contract that a file keeps, as its manifest says: only files without one are asked themselves. */
  readonly contracts?: ReadonlyMap<string, string>
}

export interface QueryOptions {
  /** Breaks the query off. */
  readonly signal?: AbortSignal | undefined
}

/** An answer that comes in as it is read: it need not fit into memory. */
export interface SqlRows extends Omit<SqlResult, 'rows'> {
  readonly batches: AsyncIterable<SqlResult['rows']>
}

/** Statements read and change nothing; all but the last one of a text only prepare for it. */
export interface SqlSession {
  query(sql: string, options?: QueryOptions): Promise<SqlResult>
  stream(sql: string, options?: QueryOptions): Promise<SqlRows>
  /** Writes the answer to one query into the `outputFile` of the session, as Parquet; how many rows it has. */
  writeParquet(sql: string, options?: QueryOptions): Promise<number>
  close(): void
}

export interface SqlSessionOptions extends Pick<ReadOptions, 'migrations'> {
  /** Tables that are made when a query asks for them. */
  readonly functions?: readonly SqlFunction[]
  /** The one file that `writeParquet` may write. */
  readonly outputFile?: string
}

/**
 * A DuckDB session in memory with a view for each table, and for each list of records in it a view with a row for each
 * (`certificate_label_images`). Files of older versions mix with new ones. Whatever SQL it is given, it reads these files
 * and nothing else on this machine, writes none, and reaches no network. Throws `corrupt_data` when a file cannot be read
 * as its table, and `query_failed` with DuckDB's own words. Needs the package `@duckdb/node-api`.
 */
export async function openSqlSession(
  tables: readonly SqlTable[],
  { functions = [], outputFile, ...options }: SqlSessionOptions = {},
): Promise<SqlSession> {
  const { connection, close } = await openConnection()
  const database = databaseOf(connection, close)
  try {
    for (const table of tables) for (const view of await viewsOf(database, table, options)) await database.run(view)
    const { loading } = await registerFunctions(connection, functions)
    await lock(database, [...tables.flatMap(({ files }) => files), ...(outputFile === undefined ? [] : [outputFile])])

    const stream = async (sql: string, { signal }: QueryOptions = {}): Promise<SqlRows> => {
      const release = obey(connection, signal)
      try {
        const prepared = await inWordsOfDuckdb(loading(() => prepareReadOnly(connection, sql)))
        const result = await inWordsOfDuckdb(prepared.stream())
        return {
          columns: result.deduplicatedColumnNames(),
          types: result.columnTypes().map(String),
          batches: batchesOf(result.yieldRowsJson(), release),
        }
      } catch (error) {
        release()
        throw error
      }
    }
    return {
      stream,
      async query(sql, queryOptions) {
        const { columns, types, batches } = await stream(sql, queryOptions)
        const rows: (readonly unknown[])[] = []
        for await (const batch of batches) for (const row of batch) rows.push(row)
        return { columns, types, rows }
      },
      async writeParquet(sql, { signal } = {}) {
        const release = obey(connection, signal)
        try {
          await inWordsOfDuckdb(loading(() => checkOneQuery(connection, sql)))
          const { rows } = await database.query(
            `COPY (${withoutEnd(sql)}\n) TO ${quoteText(outputFile ?? '')} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
          )
          return Number(rows[0]?.[0] ?? 0)
        } finally {
          release()
        }
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

/** How often a query that is to be broken off is told so: one that has not begun yet does not hear it. */
const INTERRUPT_EVERY_MS = 50

/** Breaks off what the connection does when the signal says so, until the function it gives is called. */
function obey(connection: DuckDBConnection, signal: AbortSignal | undefined): () => void {
  signal?.throwIfAborted()
  let again: NodeJS.Timeout | undefined
  const interrupt = (): void => {
    connection.interrupt()
    again = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS)
  }
  signal?.addEventListener('abort', interrupt, { once: true })
  return () => {
    signal?.removeEventListener('abort', interrupt)
    clearInterval(again)
  }
}

async function* batchesOf(
  rows: AsyncIterableIterator<unknown>,
  release: () => void,
): AsyncGenerator<SqlResult['rows']> {
  try {
    for (;;) {
      const { done, value } = await inWordsOfDuckdb(rows.next())
      if (done) return
      yield value as unknown[][]
    }
  } finally {
    release()
  }
}

/** From here on no file but these is opened, no extension loaded, no setting changed. */
async function lock(database: Database, files: readonly string[]): Promise<void> {
  await database.run(`SET allowed_paths = ${literal(files)}`)
  await database.run('SET allow_persistent_secrets = false')
  await database.run('SET enable_external_access = false')
  await database.run('SET lock_configuration = true')
}

async function viewsOf(
  database: Database,
  { record, files, format = 'parquet', contracts }: SqlTable,
  options: Pick<ReadOptions, 'migrations'>,
): Promise<string[]> {
  const lists = Object.entries(record.fields).filter(([, field]) => field.type === 'record')
  const keys = record.key.map(quoteName).join(', ')
  const queries =
    files.length === 0
      ? [emptyTableQuery(record)]
      : format === 'jsonl'
        ? [jsonLinesQuery(record, files)]
        : await fileQueries(database, record, files, { ...options, ...(contracts && { contracts }) })
  return [
    `CREATE VIEW ${quoteName(record.name)} AS ${queries.join(' UNION ALL ')}`,
    ...lists.map(
      ([name]) =>
        `CREATE VIEW ${quoteName(`${record.name}_${name}`)} AS SELECT ${keys}, unnest(${quoteName(name)}, recursive := true) FROM ${quoteName(record.name)}`,
    ),
  ]
}

function jsonLinesQuery({ fields }: RecordDefinition, files: readonly string[]): string {
  const columns = Object.entries(fields).map(([name, field]) => `${quoteName(name)}: ${quoteText(sqlType(field))}`)
  return `SELECT * FROM read_json(${literal(files)}, format = 'newline_delimited', columns = {${columns.join(', ')}})`
}

/** A query without the semicolons after it, as a query within another must be. */
function withoutEnd(sql: string): string {
  return sql.trim().replace(/(?:;\s*)+$/, '')
}
