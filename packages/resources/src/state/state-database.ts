import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { TtbError } from '@ttb/utils'
import Sqlite from 'libsql'
import { MIGRATIONS } from './migrations.ts'
import type { SqlParameters, StateDatabase } from './sql-connection.ts'

/** Marks a file as ours: "TTBs" in the header of the database. */
const APPLICATION_ID = 0x54_54_42_73
/** How long a call waits for the transaction of another process before it fails. */
const BUSY_TIMEOUT_MS = 10_000

/**
 * Opens a state file, making it and its folder when there is none, and brings its tables up to date.
 * What is written outlives the end of the process, and a power cut unless said otherwise.
 * Throws `invalid_argument` when the file is something else, or was written by a newer version.
 */
export function openStateDatabase(
  path: string,
  { outlives = 'power_cut' }: { readonly outlives?: 'power_cut' | 'process' } = {},
): StateDatabase {
  const location = path === ':memory:' ? path : resolve(path)
  const sqlite = failingAs(`cannot open the state file ${location}`, () => {
    if (location !== ':memory:') mkdirSync(dirname(location), { recursive: true })
    return new Sqlite(location, { timeout: BUSY_TIMEOUT_MS })
  })
  const statements = new Map<string, Sqlite.Statement>()
  const statement = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const made = sqlite.prepare(sql)
    statements.set(sql, made)
    return made
  }
  const guard = <T>(work: () => T) => failingAs(`cannot use the state file ${location}`, work)
  const database: StateDatabase = {
    location,
    run: (sql, parameters = {}) => guard(() => statement(sql).run(parameters).changes),
    get: <T>(sql: string, parameters: SqlParameters = {}) =>
      guard(() => withoutMetadata(statement(sql).get(parameters) as (T & object) | undefined)),
    all: <T>(sql: string, parameters: SqlParameters = {}) => guard(() => statement(sql).all(parameters) as T[]),
    transaction: (work) => guard(() => sqlite.transaction(work).immediate()),
    close: () => {
      statements.clear()
      if (sqlite.open) sqlite.close()
    },
  }
  try {
    guard(() => prepare(sqlite, database))
    // A row that was journalled must outlive a power cut; some thousand such commits a second are far more than we make.
    guard(() => sqlite.pragma(`synchronous = ${outlives === 'power_cut' ? 'FULL' : 'NORMAL'}`))
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

function prepare(sqlite: Sqlite.Database, database: StateDatabase): void {
  refuseForeign(sqlite, database.location)
  if (pragma(sqlite, 'journal_mode') !== 'wal' && database.location !== ':memory:') switchToWal(sqlite)
  if (pragma(sqlite, 'user_version') === MIGRATIONS.length) return
  database.transaction(() => {
    // Another process may have been faster, also with a file of its own kind.
    refuseForeign(sqlite, database.location)
    MIGRATIONS.slice(Number(pragma(sqlite, 'user_version'))).forEach((sql) => {
      sqlite.exec(sql)
    })
    sqlite.pragma(`application_id = ${APPLICATION_ID}`)
    sqlite.pragma(`user_version = ${MIGRATIONS.length}`)
  })
}

/** What a file says of itself, as of one moment: in one statement, as another process may be making it right now. */
const IDENTITY = `SELECT application_id AS application, user_version AS version, (SELECT count(*) FROM sqlite_schema) AS tables
  FROM pragma_application_id, pragma_user_version`

interface Identity {
  readonly application: number
  readonly version: number
  readonly tables: number
}

function refuseForeign(sqlite: Sqlite.Database, location: string): void {
  const refusal = (text: string) => new TtbError(`${location} ${text}`, { code: 'invalid_argument' })
  const expected = 'expected a state file of this program, or no file'
  let identity: Identity
  try {
    identity = sqlite.prepare(IDENTITY).get() as Identity
  } catch (error) {
    if (sqliteCode(error) === 'SQLITE_NOTADB') throw refusal(`is not a database; ${expected}`)
    throw error
  }
  const { application, version, tables } = identity
  const isNew = application === 0 && version === 0 && tables === 0
  if (!isNew && application !== APPLICATION_ID) throw refusal(`is a database of another program; ${expected}`)
  if (version > MIGRATIONS.length)
    throw refusal(
      `has version ${version}; expected at most ${MIGRATIONS.length}: a newer version of this program made it`,
    )
}

/** Two processes that make the file at the same moment: SQLite tells one of them "busy" without waiting. */
function switchToWal(sqlite: Sqlite.Database): void {
  for (let attempt = 1; ; attempt++) {
    try {
      sqlite.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (sqliteCode(error) !== 'SQLITE_BUSY' || attempt === 100) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

function pragma(sqlite: Sqlite.Database, name: string): unknown {
  const [row] = sqlite.pragma(name) as Record<string, unknown>[]
  return row?.[name]
}

/** The driver adds the time that a single row took. */
function withoutMetadata<T extends object>(row: T | undefined): T | undefined {
  if (row) delete (row as { _metadata?: unknown })._metadata
  return row
}

function failingAs<T>(action: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (TtbError.isInstance(error)) throw error
    const code = sqliteCode(error)
    const busy = code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED'
    const reason = busy ? `another process held it for ${BUSY_TIMEOUT_MS} ms` : (error as Error).message
    throw new TtbError(`${action}: ${reason}`, { code: 'storage_failed', retryable: busy, cause: error })
  }
}

function sqliteCode(error: unknown): string {
  return String((error as { readonly code?: unknown } | null)?.code ?? '')
}
