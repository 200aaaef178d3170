import { FIELD_TYPES, type Field, type PhysicalType, type RecordDefinition } from '@ttb/utils/records'
import type { SchemaElement } from 'hyparquet'

type Leaf = Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>

/** How each physical type is stored in Parquet. */
const LEAVES: { readonly [P in Exclude<PhysicalType, 'struct'>]: Leaf } = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  double: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  timestamp: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
}

/** The Parquet schema of a record, in pre-order. Lists are the standard three-level LIST. Not to be changed by its users. */
export function parquetSchema(record: RecordDefinition): SchemaElement[] {
  const schema = schemas.get(record) ?? [
    { name: 'root', num_children: Object.keys(record.fields).length },
    ...groupElements(record.fields),
  ]
  schemas.set(record, schema)
  return schema
}

const schemas = new WeakMap<RecordDefinition, SchemaElement[]>()

function groupElements(fields: Readonly<Record<string, Field>>): SchemaElement[] {
  return Object.entries(fields).flatMap(([name, field]) => fieldElements(name, field))
}

function fieldElements(name: string, field: Field): SchemaElement[] {
  if (field.cardinality !== 'list')
    return valueElements(name, field, field.cardinality === 'required' ? 'REQUIRED' : 'OPTIONAL')
  return [
    { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...valueElements('element', field, 'REQUIRED'),
  ]
}

function valueElements(name: string, field: Field, repetition_type: 'REQUIRED' | 'OPTIONAL'): SchemaElement[] {
  const { physical } = FIELD_TYPES[field.type]
  if (physical !== 'struct') return [{ name, repetition_type, ...LEAVES[physical] }]
  const fields = field.fields as Readonly<Record<string, Field>>
  return [{ name, repetition_type, num_children: Object.keys(fields).length }, ...groupElements(fields)]
}
