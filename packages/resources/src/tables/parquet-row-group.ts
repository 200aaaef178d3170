import type { RecordDefinition } from '@ttb/utils/records'
import { type FileMetaData, type SchemaTree, parquetSchema as schemaTree } from 'hyparquet'
import type { ParquetWriter } from 'hyparquet-writer'
import { writeColumn } from 'hyparquet-writer/src/column.js'
import { encodeNestedValues } from 'hyparquet-writer/src/dremel.js'
import { listLevels } from './parquet-levels.ts'
import { writeSmallChunk } from './parquet-small-chunk.ts'
import { columnEncoders } from './row-codec.ts'
import type { Row } from './table-format.ts'

type Column = Parameters<typeof writeColumn>[0]['column']
type Written = ReturnType<typeof writeColumn>

/** A column of the table, with its leaves: the columns that Parquet stores. */
interface TableColumn {
  readonly name: string
  readonly encode: (value: unknown) => unknown
  readonly leaves: readonly { readonly path: SchemaTree[]; readonly column: Column }[]
}

/**
 * Writes row groups, byte for byte as `writer.write` would. That looks at every value a dozen times, which for the table
 * of one day, dozens of columns that are empty or repeat themselves, is most of the work.
 */
export function createGroupWriter(
  writer: ParquetWriter,
  record: RecordDefinition,
  pageBytes: number,
): (rows: readonly Row[]) => void {
  const columns = columnsOf(writer, record, pageBytes)
  return (rows) => {
    const start = writer.writer.offset
    const chunks: Written[] = []
    for (const { name, encode, leaves } of columns) {
      const values = rows.map((row) => encode(row[name]))
      for (const { path, column } of leaves) {
        const chunk = {
          writer: writer.writer,
          column,
          pageData: listLevels(path, values) ?? encodeNestedValues(path, values),
        }
        chunks.push(writeSmallChunk(chunk) ?? writeColumn(chunk))
      }
    }
    let totalBytes = 0n
    for (const { chunk } of chunks) totalBytes += chunk.meta_data?.total_uncompressed_size ?? 0n
    writer.pendingIndexes.push(...chunks)
    writer.num_rows += BigInt(rows.length)
    writer.row_groups.push({
      columns: chunks.map(({ chunk }) => chunk),
      total_byte_size: totalBytes,
      num_rows: BigInt(rows.length),
      total_compressed_size: BigInt(writer.writer.offset - start),
    })
  }
}

/**
 * The columns of a record, kept from file to file. They are small, but code that is compiled for objects of their make lasts
 * as long as there are some: made anew for each file, they had the whole of the encoding compiled again every few files.
 */
function columnsOf(writer: ParquetWriter, record: RecordDefinition, pageBytes: number): readonly TableColumn[] {
  const held = kept.get(record)
  if (held && held.codec === writer.codec && held.pageBytes === pageBytes) return held.columns
  const columns = tableColumns(writer, record, pageBytes)
  kept.set(record, { codec: writer.codec, pageBytes, columns })
  return columns
}

interface Kept {
  readonly codec: ParquetWriter['codec']
  readonly pageBytes: number
  readonly columns: readonly TableColumn[]
}

const kept = new WeakMap<RecordDefinition, Kept>()

function tableColumns(writer: ParquetWriter, record: RecordDefinition, pageSize: number): TableColumn[] {
  const { schema, codec, statistics: stats } = writer
  const compressors = writer.compressors as Column['compressors']
  const root = schemaTree({ schema } as FileMetaData)
  const encoders = columnEncoders(record)
  return root.children.map((child) => {
    const { name } = child.element
    const leaves = leafPaths([root, child]).map((path) => {
      const schemaPath = path.map(({ element }) => element)
      const columnName = schemaPath
        .slice(1)
        .map((element) => element.name)
        .join('.')
      const element = schemaPath[schemaPath.length - 1] as Column['element']
      const indexes = { columnIndex: true, offsetIndex: true }
      return { path, column: { columnName, element, schemaPath, codec, compressors, stats, pageSize, ...indexes } }
    })
    return { name, encode: encoders.get(name) as TableColumn['encode'], leaves }
  })
}

function leafPaths(path: SchemaTree[]): SchemaTree[][] {
  const { children } = path[path.length - 1] as SchemaTree
  return children.length === 0 ? [path] : children.flatMap((child) => leafPaths([...path, child]))
}
