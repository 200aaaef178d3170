import { FIELD_TYPES, type Field, type PhysicalType, type RecordDefinition } from '@ttb/utils/records'
import type * as Arrow from 'apache-arrow'
import { arrowColumns } from './column-shapes.ts'
import { contractMetadata, fileContract } from './file-contract.ts'
import { planReading } from './reading-plan.ts'
import { columnDecoders, columnEncoders, timeOfDate } from './row-codec.ts'
import type { Row, TableFormat } from './table-format.ts'

/** Arrow IPC files: for tools that take tables as they lie in memory. Held in memory whole while it is made. */
export const arrowFormat: TableFormat = {
  name: 'arrow',
  extension: 'arrow',
  async *encode(record, rows) {
    const arrow = await import('apache-arrow')
    const all: Row[] = []
    for await (const row of rows) all.push(row)
    yield arrow.tableToIPC(arrowTable(arrow, record, all), 'file')
  },
  async decode(record, file, options) {
    const arrow = await import('apache-arrow')
    const table = arrow.tableFromIPC(file)
    const { schema } = table
    const plan = planReading(record, { ...fileContract(schema.metadata), columns: arrowColumns(schema) }, options)
    const decoders = columnDecoders(record)
    const readers = [...plan.sources].map(([name, source]) => {
      const decode = decoders.get(name) as (value: unknown) => unknown
      if ('value' in source) return [name, () => source.value ?? decode(null)] as const
      const column = table.getChild(source.column)
      return [name, (at: number) => decode(plainValue(column?.get(at)))] as const
    })
    return Array.from({ length: table.numRows }, (_, at) =>
      Object.fromEntries(readers.map(([name, read]) => [name, read(at)])),
    )
  },
}

/** A record's rows as an Arrow table. */
export function arrowTable(arrow: typeof Arrow, record: RecordDefinition, rows: readonly Row[]): Arrow.Table {
  const schema = arrowSchema(arrow, record)
  if (rows.length === 0) return new arrow.Table(schema)
  const encoders = columnEncoders(record, { date: timeOfDate, timestamp: Date.parse })
  const columns = schema.fields.map((field) => {
    const encode = encoders.get(field.name) as (value: unknown) => unknown
    const builder = arrow.makeBuilder({ type: field.type, nullValues: [null, undefined] })
    for (const row of rows) builder.append(encode(row[field.name]))
    return [field.name, builder.finish().toVector()] as const
  })
  return new arrow.Table(schema, Object.fromEntries(columns))
}

/** The Arrow schema of a record, with the contract it stands for in its metadata. */
export function arrowSchema(arrow: typeof Arrow, record: RecordDefinition): Arrow.Schema {
  return new arrow.Schema(arrowFields(arrow, record.fields), new Map(contractMetadata(record)))
}

function arrowFields(arrow: typeof Arrow, fields: Readonly<Record<string, Field>>): Arrow.Field[] {
  return Object.entries(fields).map(([name, field]) => {
    const one = arrowType(arrow, field)
    const type = field.cardinality === 'list' ? new arrow.List(new arrow.Field('element', one, true)) : one
    return new arrow.Field(name, type, field.cardinality === 'optional')
  })
}

function arrowType(arrow: typeof Arrow, field: Field): Arrow.DataType {
  const types: { readonly [P in PhysicalType]: () => Arrow.DataType } = {
    string: () => new arrow.Utf8(),
    int32: () => new arrow.Int32(),
    int64: () => new arrow.Int64(),
    double: () => new arrow.Float64(),
    boolean: () => new arrow.Bool(),
    date: () => new arrow.DateDay(),
    timestamp: () => new arrow.Timestamp(arrow.TimeUnit.MILLISECOND, 'UTC'),
    struct: () => new arrow.Struct(arrowFields(arrow, field.fields as Readonly<Record<string, Field>>)),
  }
  return types[FIELD_TYPES[field.type].physical]()
}

/** Lists and groups of Arrow as arrays and objects. */
function plainValue(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  // A list is a vector; a group can be iterated too, but over pairs of name and value.
  if ('getChildAt' in value) return [...(value as unknown as Iterable<unknown>)].map(plainValue)
  return Object.fromEntries(
    [...(value as Iterable<[string, unknown]>)].map(([name, child]) => [name, plainValue(child)]),
  )
}
