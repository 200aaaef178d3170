import { PassThrough } from 'node:stream'
import { FIELD_TYPES, type Field, type PhysicalType, type RecordDefinition } from '@ttb/utils/records'
import { contractMetadata } from './file-contract.ts'
import { decodeParquet } from './parquet.ts'
import { columnEncoders, timeOfDate } from './row-codec.ts'
import type { TableFormat } from './table-format.ts'

/** A field of a `parquetjs-lite` schema; the package has no types of its own. */
interface LiteField {
  readonly type?: string
  readonly optional?: boolean
  readonly repeated?: boolean
  readonly compression?: string
  readonly statistics?: boolean
  readonly fields?: Readonly<Record<string, LiteField>>
}

interface LiteModule {
  readonly ParquetSchema: new (fields: Readonly<Record<string, LiteField>>) => unknown
  readonly ParquetWriter: {
    openStream(
      schema: unknown,
      stream: PassThrough,
      options: { readonly rowGroupSize: number; readonly pageIndex: boolean },
    ): Promise<{
      appendRow(row: object): Promise<void>
      setMetadata(key: string, value: string): void
      close(): Promise<void>
    }>
  }
}

const LITE_TYPES: { readonly [P in Exclude<PhysicalType, 'struct'>]: string } = {
  string: 'UTF8',
  int32: 'INT32',
  int64: 'EXACT_INT64',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP_MILLIS',
}

/** What it gets wrong statistics of. */
const WITHOUT_STATISTICS: ReadonlySet<PhysicalType> = new Set(['string', 'date', 'timestamp', 'int64'])

/**
 * Parquet written by `parquetjs-lite`, for those who must. Its known faults are fenced off: no statistics on text and
 * days (they are wrong), no page index, days as midnights, each row awaited; its reader is not used. Slower, and larger files.
 */
export function createParquetjsLiteFormat({
  compression,
  rowGroupRows,
}: {
  readonly compression: 'snappy' | 'none'
  readonly rowGroupRows: number
}): TableFormat {
  return {
    name: 'parquetjs-lite',
    extension: 'parquet',
    async *encode(record, rows) {
      const lite = (await import('parquetjs-lite' as string).then(
        (module: { default?: LiteModule }) => module.default ?? module,
      )) as LiteModule
      await addExactInt64()
      const schema = new lite.ParquetSchema(
        liteFields(record.fields, compression === 'snappy' ? 'SNAPPY' : 'UNCOMPRESSED'),
      )
      const stream = new PassThrough()
      const written = writeAll(lite, schema, stream, record, rows, rowGroupRows)
      written.catch((error: Error) => stream.destroy(error))
      yield* stream as AsyncIterable<Uint8Array>
      await written
    },
    decode: decodeParquet,
  }
}

/** Its own INT64 loses the digits beyond 2^53; this one takes a BigInt as it is. Columns of it have no statistics. */
async function addExactInt64(): Promise<void> {
  const types = (await import('parquetjs-lite/lib/types.js' as string)) as {
    readonly PARQUET_LOGICAL_TYPES: Record<string, unknown>
  }
  types.PARQUET_LOGICAL_TYPES['EXACT_INT64'] ??= {
    primitiveType: 'INT64',
    originalType: 'EXACT_INT64',
    toPrimitive: (value: bigint) => value,
  }
}

async function writeAll(
  lite: LiteModule,
  schema: unknown,
  stream: PassThrough,
  record: RecordDefinition,
  rows: Parameters<TableFormat['encode']>[1],
  rowGroupSize: number,
): Promise<void> {
  const writer = await lite.ParquetWriter.openStream(schema, stream, { rowGroupSize, pageIndex: false })
  for (const [key, value] of contractMetadata(record)) writer.setMetadata(key, value)
  // It refuses the negative integers of days before 1970, but takes them as midnights.
  const encoders = [
    ...columnEncoders(record, { date: (date) => new Date(timeOfDate(date)), timestamp: (moment) => new Date(moment) }),
  ]
  for await (const row of rows) {
    await writer.appendRow(
      Object.fromEntries(
        encoders.map(([name, encode]) => [name, liteValue(record.fields[name] as Field, encode(row[name]))]),
      ),
    )
  }
  await writer.close()
  stream.end()
}

function liteFields(fields: Readonly<Record<string, Field>>, compression: string): Record<string, LiteField> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, liteField(field, compression)]))
}

function liteField(field: Field, compression: string): LiteField {
  const { physical } = FIELD_TYPES[field.type]
  const one: LiteField =
    physical === 'struct'
      ? { fields: liteFields(field.fields as Readonly<Record<string, Field>>, compression) }
      : {
          type: LITE_TYPES[physical],
          compression,
          ...(WITHOUT_STATISTICS.has(physical) && { statistics: false }),
        }
  if (field.cardinality === 'list')
    return { type: 'LIST', fields: { list: { repeated: true, fields: { element: one } } } }
  return { ...one, optional: field.cardinality === 'optional' }
}

/** Lists as the package wants them: `{ list: [{ element }] }`, and nothing where there is nothing. */
function liteValue(field: Field, value: unknown): unknown {
  if (field.cardinality === 'list')
    return { list: (value as unknown[]).map((element) => ({ element: liteGroup(field, element) })) }
  return value === null ? undefined : liteGroup(field, value)
}

function liteGroup(field: Field, value: unknown): unknown {
  if (!field.fields || value === null) return value
  return Object.fromEntries(
    Object.entries(field.fields).map(([name, child]) => [
      name,
      liteValue(child as Field, (value as Record<string, unknown>)[name]),
    ]),
  )
}
