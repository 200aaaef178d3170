import { FIELD_TYPES, type Field, type PhysicalType } from '@ttb/utils/records'
import type { DataType, Schema } from 'apache-arrow'
import { type FileMetaData, parquetSchema, type SchemaElement, type SchemaTree } from 'hyparquet'

/** How a column of a file is stored, as far as reading depends on it. */
export interface ColumnShape {
  /** A physical type or, where it is none of ours, the file's own name of the type. */
  readonly stored: PhysicalType | (string & {})
  readonly list: boolean
  /** Of a struct. */
  readonly members?: ReadonlyMap<string, ColumnShape>
}

/** Every reason why a column cannot be read as a field; members that only one of them has are no reason. */
export function shapeProblems(name: string, field: Field, shape: ColumnShape): string[] {
  const want = describe({ stored: FIELD_TYPES[field.type].physical, list: field.cardinality === 'list' })
  const found = describe(shape)
  if (want !== found) return [`${name} is ${found} where ${want} is expected`]
  return Object.entries(field.fields ?? {}).flatMap(([member, row]) => {
    const stored = shape.members?.get(member)
    if (stored) return shapeProblems(`${name}[].${member}`, row as Field, stored)
    return row.cardinality === 'required' ? [`${name}[].${member} is required and not there`] : []
  })
}

/** The columns of a Parquet file. */
export function parquetColumns(metadata: FileMetaData): Map<string, ColumnShape> {
  return parquetMembers(parquetSchema(metadata))
}

function parquetMembers({ children }: SchemaTree): Map<string, ColumnShape> {
  return new Map(children.map((child) => [child.element.name, parquetShape(child)]))
}

function parquetShape(tree: SchemaTree): ColumnShape {
  const element = tree.element.converted_type === 'LIST' ? tree.children[0]?.children[0] : undefined
  if (element) return { ...parquetShape(element), list: true }
  if (tree.children.length > 0) return { stored: 'struct', list: false, members: parquetMembers(tree) }
  return { stored: parquetType(tree.element), list: tree.element.repetition_type === 'REPEATED' }
}

/** By type and converted type, which every writer still notes. */
const PARQUET_TYPES: Readonly<Record<string, PhysicalType>> = {
  'BYTE_ARRAY UTF8': 'string',
  'BYTE_ARRAY ENUM': 'string',
  INT32: 'int32',
  'INT32 INT_32': 'int32',
  INT64: 'int64',
  'INT64 INT_64': 'int64',
  'INT32 DATE': 'date',
  'INT64 TIMESTAMP_MILLIS': 'timestamp',
  'INT64 TIMESTAMP_MICROS': 'timestamp',
  DOUBLE: 'double',
  BOOLEAN: 'boolean',
}

function parquetType({ type, converted_type }: SchemaElement): string {
  const name = [type, converted_type].filter(Boolean).join(' ')
  return PARQUET_TYPES[name] ?? name
}

/** The columns of an Arrow table. */
export function arrowColumns({ fields }: Pick<Schema, 'fields'>): Map<string, ColumnShape> {
  return new Map(fields.map(({ name, type }) => [name, arrowShape(type)]))
}

/** By the name of the type without its parameters: `Timestamp<MILLISECOND, UTC>`. */
const ARROW_TYPES: Readonly<Record<string, PhysicalType>> = {
  Utf8: 'string',
  LargeUtf8: 'string',
  Int32: 'int32',
  Int64: 'int64',
  Date32: 'date',
  Timestamp: 'timestamp',
  Float64: 'double',
  Bool: 'boolean',
}

function arrowShape(type: DataType): ColumnShape {
  const name = String(type)
  const children = type.children as DataType['children'] | null
  if (name.startsWith('List<') && children?.[0]) return { ...arrowShape(children[0].type), list: true }
  if (name.startsWith('Struct<'))
    return { stored: 'struct', list: false, members: arrowColumns({ fields: children ?? [] }) }
  return { stored: ARROW_TYPES[name.replace(/<.*/s, '')] ?? name, list: false }
}

function describe({ stored, list }: ColumnShape): string {
  return list ? `a list of ${stored}` : stored
}
