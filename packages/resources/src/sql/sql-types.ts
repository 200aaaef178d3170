import { FIELD_TYPES, type Field, type PhysicalType, type RecordDefinition } from '@ttb/utils/records'
import { quoteName } from './sql-text.ts'

const SQL_TYPES: { readonly [P in Exclude<PhysicalType, 'struct'>]: string } = {
  string: 'VARCHAR',
  int32: 'INTEGER',
  int64: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMPTZ',
}

/** The DuckDB type of a field. */
export function sqlType(field: Field): string {
  const { physical } = FIELD_TYPES[field.type]
  const one = physical === 'struct' ? structType(field.fields as Readonly<Record<string, Field>>) : SQL_TYPES[physical]
  return field.cardinality === 'list' ? `${one}[]` : one
}

function structType(fields: Readonly<Record<string, Field>>): string {
  return `STRUCT(${Object.entries(fields)
    .map(([name, field]) => `"${name}" ${sqlType(field)}`)
    .join(', ')})`
}

/** A query that gives the columns of a record and no rows. */
export function emptyTableQuery({ fields }: RecordDefinition): string {
  const columns = Object.entries(fields).map(([name, field]) => `CAST(NULL AS ${sqlType(field)}) AS ${quoteName(name)}`)
  return `SELECT ${columns.join(', ')} WHERE false`
}
