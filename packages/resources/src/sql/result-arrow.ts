import type { Field, FieldType, RecordDefinition } from '@ttb/utils/records'
import { arrowFormat } from '../tables/arrow.ts'
import type { Row } from '../tables/table-format.ts'
import type { SqlResult } from './database.ts'

interface ColumnReader {
  readonly type: FieldType
  readonly read: (value: unknown) => unknown
}

const AS_IS = (value: unknown): unknown => value
const NUMBERS: ColumnReader = { type: 'decimal', read: Number }
const MOMENTS: ColumnReader = { type: 'timestamp', read: readMoment }

/** What the types of an answer become; all others become text, as they print. */
const READERS: Readonly<Record<string, ColumnReader>> = {
  VARCHAR: { type: 'text', read: AS_IS },
  BOOLEAN: { type: 'boolean', read: AS_IS },
  TINYINT: { type: 'integer', read: AS_IS },
  SMALLINT: { type: 'integer', read: AS_IS },
  INTEGER: { type: 'integer', read: AS_IS },
  UTINYINT: { type: 'integer', read: AS_IS },
  USMALLINT: { type: 'integer', read: AS_IS },
  UINTEGER: { type: 'surrogate_key', read: String },
  BIGINT: { type: 'surrogate_key', read: String },
  HUGEINT: NUMBERS,
  UBIGINT: NUMBERS,
  FLOAT: NUMBERS,
  DOUBLE: NUMBERS,
  DATE: { type: 'date', read: AS_IS },
  TIMESTAMP: MOMENTS,
  'TIMESTAMP WITH TIME ZONE': MOMENTS,
}

/**
 * An answer as an Arrow IPC file, its columns of the types nearest to those of SQL: sums of large integers become doubles;
 * structs, maps and lists of lists become JSON. Held in memory whole.
 */
export async function encodeArrow({ columns, types, rows }: SqlResult): Promise<Uint8Array> {
  const readers = types.map(readerOf)
  const fields = columns.map((name, at): [string, Field] => {
    const { type, isList } = readers[at] as ListReader
    return [name, { type, cardinality: isList ? 'list' : 'optional', doc: name }]
  })
  const record: RecordDefinition = { name: 'answer', doc: 'An answer.', key: [], fields: Object.fromEntries(fields) }
  const read = rows.map(
    (row): Row => Object.fromEntries(columns.map((name, at) => [name, readCell(row[at], readers[at] as ListReader)])),
  )
  const pieces: Uint8Array[] = []
  for await (const piece of arrowFormat.encode(record, read)) pieces.push(piece)
  return Buffer.concat(pieces)
}

interface ListReader extends ColumnReader {
  readonly isList: boolean
}

function readerOf(sqlType: string): ListReader {
  const isList = sqlType.endsWith('[]')
  const one = isList ? sqlType.slice(0, -2) : sqlType
  const reader = READERS[one] ?? (one.startsWith('DECIMAL') ? NUMBERS : null)
  return reader ? { ...reader, isList } : { type: 'text', read: printed, isList: false }
}

function readCell(value: unknown, { read, isList }: ListReader): unknown {
  if (value === null || value === undefined) return isList ? [] : null
  return isList ? (value as unknown[]).map((each) => (each === null ? null : read(each))) : read(value)
}

function printed(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `2024-01-02 03:04:05.678+00`, as DuckDB writes it, as ISO 8601. */
function readMoment(value: unknown): string {
  const [, day, time] = /^(\S+) ([\d:.]+)(?:\+00)?$/.exec(String(value)) ?? []
  return new Date(`${day}T${time}Z`).toISOString()
}
