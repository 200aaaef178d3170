import {
  CODE_TABLES,
  contractVersion,
  FIELD_TYPES,
  type Field,
  type PhysicalType,
  type RecordDefinition,
} from '@ttb/utils/records'
import { literal, quoteName, quoteText } from './sql-text.ts'
import { sqlType } from './sql-types.ts'

interface Dialect {
  readonly typeOf: (field: Field) => string
  /** Whether every name in a list column is one of these. */
  readonly within: (column: string, names: readonly string[]) => string
}

const POSTGRES_TYPES: { readonly [P in Exclude<PhysicalType, 'struct'>]: string } = {
  string: 'text',
  int32: 'integer',
  int64: 'bigint',
  double: 'double precision',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp with time zone',
}

function postgresType(field: Field): string {
  const { physical } = FIELD_TYPES[field.type]
  if (physical === 'struct') return 'jsonb'
  return field.cardinality === 'list' ? `${POSTGRES_TYPES[physical]}[]` : POSTGRES_TYPES[physical]
}

/** What the dialects of SQL say differently. In PostgreSQL a list of records is one `jsonb`. */
const DIALECTS = {
  postgres: {
    typeOf: postgresType,
    within: (column, names) => `${column} <@ ARRAY[${names.map(quoteText).join(', ')}]`,
  },
  duckdb: {
    typeOf: sqlType,
    within: (column, names) => `list_has_all(${literal(names)}, ${column})`,
  },
} as const satisfies Readonly<Record<string, Dialect>>

export type SqlDialect = keyof typeof DIALECTS

/** The dialects that `tableDdl` writes. */
export const SQL_DIALECTS = Object.keys(DIALECTS) as SqlDialect[]

/** The statements that create the table of a record, empty, with every promise a database can hold and every comment. */
export function tableDdl(record: RecordDefinition, dialect: SqlDialect): string {
  const table = quoteName(record.name)
  const fields = Object.entries(record.fields)
  const lines = [
    ...fields.map(([name, field]) => columnLine(quoteName(name), field, DIALECTS[dialect])),
    keyLine(record),
  ]
  const comments = fields.map(
    ([name, field]) => `COMMENT ON COLUMN ${table}.${quoteName(name)} IS ${quoteText(commentOf(field))};`,
  )
  const version = contractVersion(record)
  const title = version === null ? record.doc : `${record.doc} Contract ${version}.`
  return [
    `CREATE TABLE ${table} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`,
    `COMMENT ON TABLE ${table} IS ${quoteText(title)};`,
    ...comments,
    '',
  ].join('\n')
}

function columnLine(name: string, field: Field, { typeOf, within }: Dialect): string {
  const parts = [name, typeOf(field), ...(field.cardinality === 'optional' ? [] : ['NOT NULL'])]
  if (field.values) {
    const names = field.values.map(quoteText).join(', ')
    parts.push(`CHECK (${field.cardinality === 'list' ? within(name, field.values) : `${name} IN (${names})`})`)
  }
  return parts.join(' ')
}

/** A primary key holds no nulls; where a key may, rows are unique all the same. */
function keyLine({ key, fields }: RecordDefinition): string {
  const required = key.every((name) => fields[name]?.cardinality === 'required')
  return `${required ? 'PRIMARY KEY' : 'UNIQUE'} (${key.map(quoteName).join(', ')})`
}

function commentOf({ doc, unit, codes, personal }: Field): string {
  return [doc, unit && `Unit: ${unit}.`, codes && `Codes: ${CODE_TABLES[codes]}.`, personal && 'Personal.']
    .filter(Boolean)
    .join(' ')
}
