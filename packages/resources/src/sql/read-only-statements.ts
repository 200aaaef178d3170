import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'
import { TtbError } from '@ttb/utils'

/**
 * Kinds of statement that change nothing but this session. CREATE and DROP are of tables in memory: a PIVOT is made of them.
 * A COPY is not among them: it could write over the files that may be read.
 */
const ALLOWED = ['SELECT', 'EXPLAIN', 'SET', 'CREATE', 'DROP']

/**
 * Runs all statements of a text but the last, and prepares that one. Throws `query_failed` for statements that do more than
 * read, and when there is none.
 */
export async function prepareReadOnly(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const { StatementType } = await import('@duckdb/node-api')
  const { EXPLAIN } = StatementType
  // Of nothing but semicolons the parser makes an error without words.
  if (/^[\s;]*$/.test(sql)) throw noStatement()
  const statements = await connection.extractStatements(sql)
  for (let at = 0; at < statements.count; at++) {
    const prepared = await statements.prepare(at)
    const kind = StatementType[prepared.statementType] ?? 'unknown'
    if (!ALLOWED.includes(kind)) throw refused(kind)
    // EXPLAIN ANALYZE runs what it explains.
    if (prepared.statementType === EXPLAIN && !(await explainsQuery(connection, sql, StatementType.SELECT)))
      throw refused('EXPLAIN of anything but one query')
    if (at === statements.count - 1) return prepared
    await prepared.run()
  }
  throw noStatement()
}

function noStatement(): TtbError {
  return new TtbError('no statement to run; expected a query, such as "select 1"', { code: 'query_failed' })
}

/** Throws `query_failed` unless a text is one query, with rows as its answer. */
export async function checkOneQuery(connection: DuckDBConnection, sql: string): Promise<void> {
  const { StatementType } = await import('@duckdb/node-api')
  const statements = await connection.extractStatements(sql)
  if (statements.count === 1 && (await statements.prepare(0)).statementType === StatementType.SELECT) return
  throw new TtbError('expected one query (SELECT, FROM, WITH), whose answer is to be written', { code: 'query_failed' })
}

async function explainsQuery(connection: DuckDBConnection, sql: string, select: number): Promise<boolean> {
  const explained = /^\s*explain\s*(?:analyze\b|\([^()]*\))?([\s\S]*)$/i.exec(sql)?.[1]
  if (explained === undefined) return false
  const statements = await connection.extractStatements(explained)
  return statements.count === 1 && (await statements.prepare(0)).statementType === select
}

function refused(kind: string): TtbError {
  return new TtbError(
    `${kind.replaceAll('_', ' ')} is not possible here: the tables are read only; expected a query (SELECT, FROM, WITH, SHOW, DESCRIBE, SUMMARIZE, PIVOT, EXPLAIN)`,
    { code: 'query_failed' },
  )
}
