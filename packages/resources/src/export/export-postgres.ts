import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { TtbError } from '@ttb/utils'
import { FIELD_TYPES, type Field, type RecordDefinition } from '@ttb/utils/records'
import type { Client } from 'pg'
import { type Database, openDatabase } from '../sql/database.ts'
import type { SqlTable } from '../sql/sql-session.ts'
import { quoteName, quoteText } from '../sql/sql-text.ts'
import { tableDdl } from '../sql/table-ddl.ts'
import { type ExportChoice, exportedRecord, exportQuery } from './exported-tables.ts'

export interface PostgresTarget extends ExportChoice {
  /** `postgres://user:password@host:port/database`; never shown. */
  readonly connectionString: string
  /** Default: `ttb`. Made where it is not there. */
  readonly schema?: string
  readonly signal?: AbortSignal
}

/** What an export changed in a table. */
export interface ExportedTable {
  readonly table: string
  readonly rows: number
  readonly inserted: number
  readonly updated: number
  readonly deleted: number
}

/**
 * Brings tables of a PostgreSQL database to the state of these: new rows are added, changed ones updated by key, others
 * removed, rows that are the same not touched. One transaction: whoever reads sees all tables as before or all as now, also
 * when the export dies in the middle. Two exports into one schema take turns. Tables that are not there are made, with
 * comments and indexes. Throws `conflict` when a table there has other columns, `query_failed` in PostgreSQL's own words.
 */
export async function exportToPostgres(
  tables: readonly SqlTable[],
  { connectionString, schema = 'ttb', signal, ...choice }: PostgresTarget,
): Promise<ExportedTable[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString })
  const folder = await mkdtemp(join(tmpdir(), 'ttb-export-'))
  const database = await openDatabase({ spillFolder: join(folder, 'spill') })
  // A connection that breaks fails the query under way; between queries there is nobody else to tell.
  client.on('error', () => undefined)
  try {
    await inOurWords(client.connect())
    await inOurWords(client.query('BEGIN'))
    await inOurWords(client.query(`SELECT pg_advisory_xact_lock(hashtext(${quoteText(`ttb export ${schema}`)}))`))
    await inOurWords(client.query(`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)}`))
    await inOurWords(client.query(`SET LOCAL search_path TO ${quoteName(schema)}`))
    const { rows } = await inOurWords(
      client.query<{ may: boolean }>("SELECT has_schema_privilege($1, 'USAGE') AS may", [schema]),
    )
    if (!rows[0]?.may)
      throw new TtbError(
        `this user of the database may not use schema ${schema}; expected GRANT USAGE, CREATE ON SCHEMA ${schema}`,
        { code: 'query_failed' },
      )
    const exported: ExportedTable[] = []
    for (const table of tables) {
      signal?.throwIfAborted()
      exported.push(await exportTable(client, database, table, { schema, choice, folder }))
    }
    await inOurWords(client.query('COMMIT'))
    return exported
  } finally {
    database.close()
    await client.end()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Place {
  readonly schema: string
  readonly choice: ExportChoice
  readonly folder: string
}

async function exportTable(client: Client, database: Database, table: SqlTable, place: Place): Promise<ExportedTable> {
  const record = exportedRecord(table.record, place.choice)
  await makeTable(client, record, place.schema)
  const [target, staging] = [quoteName(record.name), quoteName(`staged_${record.name}`)]
  await inOurWords(client.query(`CREATE TEMP TABLE ${staging} (LIKE ${target}) ON COMMIT DROP`))
  const rows = await stage(client, database, table, record, staging, place)

  const names = Object.keys(record.fields)
  const columns = names.map(quoteName).join(', ')
  const sameKey = record.key.map((name) => `s.${quoteName(name)} = t.${quoteName(name)}`).join(' AND ')
  const others = names.filter((name) => !record.key.includes(name))
  const changed = (of: string): string => `(${others.map((name) => `${of}.${quoteName(name)}`).join(', ')})`
  const affected = async (sql: string): Promise<number> => (await inOurWords(client.query(sql))).rowCount ?? 0
  const deleted = await affected(
    `DELETE FROM ${target} t WHERE NOT EXISTS (SELECT 1 FROM ${staging} s WHERE ${sameKey})`,
  )
  const updated =
    others.length === 0
      ? 0
      : await affected(
          `UPDATE ${target} t SET ${others.map((name) => `${quoteName(name)} = s.${quoteName(name)}`).join(', ')}
           FROM ${staging} s WHERE ${sameKey} AND ROW${changed('t')} IS DISTINCT FROM ROW${changed('s')}`,
        )
  const inserted = await affected(
    `INSERT INTO ${target} (${columns}) SELECT ${columns} FROM ${staging} s
     WHERE NOT EXISTS (SELECT 1 FROM ${target} t WHERE ${sameKey})`,
  )
  await inOurWords(client.query(`DROP TABLE ${staging}`))
  return { table: record.name, rows, inserted, updated, deleted }
}

/** Makes a table with its comments and indexes, unless it is there; then its columns must be those of the record. */
async function makeTable(client: Client, record: RecordDefinition, schema: string): Promise<void> {
  const { rows } = await inOurWords(
    client.query<{ column_name: string }>(
      'SELECT column_name FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position',
      [schema, record.name],
    ),
  )
  const names = Object.keys(record.fields)
  if (rows.length === 0) {
    await inOurWords(client.query(tableDdl(record, 'postgres')))
    for (const sql of indexes(record)) await inOurWords(client.query(sql))
    return
  }
  const found = rows.map((row) => row.column_name)
  if (found.join() === names.join()) return
  const [missing, more] = [names.filter((name) => !found.includes(name)), found.filter((name) => !names.includes(name))]
  const differences = [...missing.map((name) => `lacks ${name}`), ...more.map((name) => `has ${name} besides`)]
  throw new TtbError(
    `table ${schema}.${record.name} ${differences.join(', ') || 'has its columns in another order'}; expected the columns of this version: drop the table, or export into another schema`,
    { code: 'conflict' },
  )
}

/** An index for each column by which tables are joined, and for the names and days that are asked for. */
function indexes({ name, key, fields }: RecordDefinition): string[] {
  const joined = Object.entries(fields).filter(
    ([column, { type }]) =>
      column !== key[0] &&
      (type === 'surrogate_key' ||
        type === 'ttb_id' ||
        /_date_key$/.test(column) ||
        ['brand_key', 'received_date'].includes(column)),
  )
  return joined.map(
    ([column]) => `CREATE INDEX ${quoteName(`${name}_${column}_idx`)} ON ${quoteName(name)} (${quoteName(column)})`,
  )
}

/** Copies the rows into the staging table, by way of a CSV file; how many they are. */
async function stage(
  client: Client,
  database: Database,
  table: SqlTable,
  record: RecordDefinition,
  staging: string,
  { choice, folder }: Place,
): Promise<number> {
  const query = await exportQuery(database, table, choice)
  if (query === null) return 0
  const file = join(folder, `${record.name}.csv`)
  const cells = Object.entries(record.fields).map(
    ([name, field]) => `${cellOf(quoteName(name), field)} AS ${quoteName(name)}`,
  )
  await database.run(
    `COPY (SELECT ${cells.join(', ')} FROM (${query})) TO ${quoteText(file)} (FORMAT csv, HEADER false)`,
  )
  const { from } = await import('pg-copy-streams')
  const stream = client.query(from(`COPY ${staging} FROM STDIN (FORMAT csv)`))
  await inOurWords(pipeline(createReadStream(file), stream))
  await rm(file)
  return stream.rowCount
}

/** A value as PostgreSQL reads it from CSV: lists as arrays, lists of records as JSON. It has no character NUL. */
function cellOf(column: string, field: Field): string {
  const { physical } = FIELD_TYPES[field.type]
  if (physical === 'struct') return `replace(to_json(${column})::VARCHAR, '\\u0000', '')`
  if (field.cardinality === 'list') {
    const element = `'"' || replace(replace(replace(e::VARCHAR, chr(0), ''), '\\', '\\\\'), '"', '\\"') || '"'`
    return `'{' || array_to_string(list_transform(${column}, lambda e: ${element}), ',') || '}'`
  }
  return physical === 'string' ? `replace(${column}, chr(0), '')` : column
}

async function inOurWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (TtbError.isInstance(cause)) throw cause
    throw new TtbError(`PostgreSQL: ${(cause as Error).message.trim()}`, { code: 'query_failed', cause })
  }
}
