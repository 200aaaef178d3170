import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { TtbError } from '@ttb/utils'
import { FIELD_TYPES, type PhysicalType, type RecordDefinition } from '@ttb/utils/records'
import type { Row } from '../tables/table-format.ts'

/** A table that is made when a query asks for it: `FROM name('argument')`. */
export interface SqlFunction {
  readonly name: string
  /** Its columns; no lists, groups or days among them. */
  readonly record: RecordDefinition
  /** The rows for an argument. Asked once for each argument of a session; what it throws fails the query. */
  readonly rows: (argument: string) => Promise<readonly Row[]>
}

/** Functions of a connection, whose rows are loaded when a query needs them. */
export interface SqlFunctions {
  /** What the work gives, begun again each time it has asked for rows that were not there yet. */
  loading<T>(work: () => Promise<T>): Promise<T>
}

/** How many rows DuckDB takes at a time. */
const CHUNK_ROWS = 2048

/**
 * Makes functions known to a connection. DuckDB asks for the columns of a function when it plans a query, and cannot wait
 * for rows then: so the plan fails at first, the rows are loaded, and it is planned again. Nothing has been run until then.
 */
export async function registerFunctions(
  connection: DuckDBConnection,
  functions: readonly SqlFunction[],
): Promise<SqlFunctions> {
  const held = new Map<string, readonly Row[]>()
  const wanted: { readonly key: string; readonly load: () => Promise<readonly Row[]> }[] = []
  for (const each of functions) await register(connection, each, held, wanted)
  return {
    async loading(work) {
      for (;;) {
        try {
          return await work()
        } catch (error) {
          const missing = wanted.splice(0)
          if (missing.length === 0) throw error
          for (const { key, load } of missing) held.set(key, await load())
        }
      }
    },
  }
}

async function register(
  connection: DuckDBConnection,
  { name, record, rows }: SqlFunction,
  held: Map<string, readonly Row[]>,
  wanted: { readonly key: string; readonly load: () => Promise<readonly Row[]> }[],
): Promise<void> {
  const duckdb = await import('@duckdb/node-api')
  const columns = Object.entries(record.fields).map(([field, { type }]) => ({
    field,
    ...columnOf(duckdb, FIELD_TYPES[type].physical),
  }))
  connection.registerTableFunction(
    duckdb.DuckDBTableFunction.create({
      name,
      parameterTypes: [duckdb.VARCHAR],
      bindFunction(info) {
        const argument = String(info.getParameter(0) ?? '')
        for (const { field, type } of columns) info.addResultColumn(field, type)
        const key = `${name}\n${argument}`
        const found = held.get(key)
        if (found) info.setBindData({ rows: found })
        else {
          wanted.push({ key, load: () => rows(argument) })
          info.setError(`${name}(${JSON.stringify(argument)}) is not loaded`)
        }
      },
      initFunction: (info) => info.setInitData({ at: 0 }),
      mainFunction(info, output) {
        const { rows: all } = info.bindData as { readonly rows: readonly Row[] }
        const position = info.initData as { at: number }
        const chunk = all.slice(position.at, position.at + CHUNK_ROWS)
        position.at += chunk.length
        output.rowCount = chunk.length
        if (chunk.length === 0) return
        columns.forEach(({ field, encode }, at) => {
          output.setColumnValues(
            at,
            chunk.map((row) => (row[field] === null || row[field] === undefined ? null : encode(row[field]))),
          )
        })
      },
    }),
  )
}

function columnOf(
  duckdb: typeof import('@duckdb/node-api'),
  physical: PhysicalType,
): { readonly type: DuckDBType; readonly encode: (value: unknown) => DuckDBValue } {
  switch (physical) {
    case 'string':
      return { type: duckdb.VARCHAR, encode: String }
    case 'int32':
      return { type: duckdb.INTEGER, encode: Number }
    case 'boolean':
      return { type: duckdb.BOOLEAN, encode: Boolean }
    case 'timestamp':
      return {
        type: duckdb.TIMESTAMPTZ,
        encode: (value) => new duckdb.DuckDBTimestampTZValue(BigInt(Date.parse(value as string)) * 1000n),
      }
    default:
      throw new TtbError(`a function cannot give columns stored as ${physical}`, { code: 'invalid_definition' })
  }
}
