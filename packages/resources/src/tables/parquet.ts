import { TtbError } from '@ttb/utils'
import type { RecordDefinition } from '@ttb/utils/records'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { parquetColumns } from './column-shapes.ts'
import { contractMetadata, fileContract } from './file-contract.ts'
import { createGroupWriter } from './parquet-row-group.ts'
import { parquetSchema } from './parquet-schema.ts'
import { fieldReaders, planReading, readRow } from './reading-plan.ts'
import { columnDecoders } from './row-codec.ts'
import type { ReadOptions, Row, TableFormat } from './table-format.ts'

export interface ParquetOptions {
  readonly compression?: 'snappy' | 'zstd' | 'none'
  /** Rows of one row group: what is held in memory while writing, and what a query can skip. Default: 20,000. */
  readonly rowGroupRows?: number
}

/** Small enough for the page index to leave out most of a row group. */
const PAGE_BYTES = 128 * 1024

/**
 * A record's rows as a Parquet file, in pieces of one row group, so that memory holds one group and not the table.
 * Rows must keep the record's contract; a value of another type throws `corrupt_data`.
 */
export async function* encodeParquet(
  record: RecordDefinition,
  rows: Iterable<Row> | AsyncIterable<Row>,
  { rowGroupRows = 20_000, compression = 'snappy' }: ParquetOptions = {},
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({
    writer: bytes,
    schema: parquetSchema(record),
    createdBy: '@ttb/resources',
    kvMetadata: contractMetadata(record).map(([key, value]) => ({ key, value })),
    ...(await codecOf(compression)),
  })
  const writeRows = createGroupWriter(writer, record, PAGE_BYTES)
  const take = (): Uint8Array => {
    const chunk = bytes.getBytes().slice()
    bytes.index = 0
    return chunk
  }
  let group: Row[] = []
  const writeGroup = (): void => {
    try {
      writeRows(group)
    } catch (cause) {
      throw new TtbError(
        `rows do not fit table ${record.name}: ${cause instanceof Error ? cause.message : String(cause)}`,
        { code: 'corrupt_data', cause },
      )
    }
    group = []
  }
  for await (const row of rows) {
    if (group.push(row) < rowGroupRows) continue
    writeGroup()
    yield take()
  }
  if (group.length > 0) writeGroup()
  await writer.finish()
  yield take()
}

/** The rows of a Parquet file, as {@link TableFormat.decode} promises. */
export async function decodeParquet(
  record: RecordDefinition,
  file: Uint8Array,
  options: ReadOptions = {},
): Promise<Record<string, unknown>[]> {
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer
  const metadata = parquetMetadata(buffer)
  const said = fileContract((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value]))
  const plan = planReading(record, { ...said, columns: parquetColumns(metadata) }, options)
  // Columns nobody asks for are not decoded: a newer version may store them in a way unknown here.
  const columns = [...plan.sources.values()].flatMap((source) => ('column' in source ? [source.column] : []))
  const rows = await parquetReadObjects({
    file: buffer,
    metadata,
    compressors,
    ...(plan.ignored.length > 0 && { columns }),
  })
  const readers = fieldReaders(plan, columnDecoders(record))
  return rows.map((row) => readRow(row, readers))
}

/** The default format: Parquet written by hyparquet-writer, which is strict about types and fast enough. */
export function createParquetFormat(options: ParquetOptions = {}): TableFormat {
  return {
    name: 'hyparquet',
    extension: 'parquet',
    encode: (record, rows) => encodeParquet(record, rows, options),
    decode: decodeParquet,
  }
}

async function codecOf(
  compression: 'snappy' | 'zstd' | 'none',
): Promise<Pick<ConstructorParameters<typeof ParquetWriter>[0], 'codec' | 'compressors'>> {
  if (compression === 'snappy') return { codec: 'SNAPPY' }
  if (compression === 'none') return { codec: 'UNCOMPRESSED' }
  zstd ??= loadZstd()
  return { codec: 'ZSTD', compressors: { ZSTD: await zstd } }
}

/** Loaded once: loading it again would take the memory away from under the first. */
let zstd: Promise<(input: Uint8Array) => Uint8Array> | undefined

async function loadZstd(): Promise<(input: Uint8Array) => Uint8Array> {
  const { compress, init } = await import('@bokuweb/zstd-wasm')
  await init()
  return (input) => compress(input, ZSTD_LEVEL)
}

const ZSTD_LEVEL = 3
