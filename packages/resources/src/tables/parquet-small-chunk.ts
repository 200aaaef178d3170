import type { writeColumn } from 'hyparquet-writer/src/column.js'
import { writeDataPageV2 } from 'hyparquet-writer/src/datapage.js'
import { writeDictionaryPage } from 'hyparquet-writer/src/dictionary.js'

type Chunk = Parameters<typeof writeColumn>[0]
type Written = ReturnType<typeof writeColumn>
type MetaData = NonNullable<Written['chunk']['meta_data']>

/** Bytes before each text where texts lie one after the other. */
const LENGTH_BYTES = 4
/** Characters that UTF-16 does not order as UTF-8 does. */
const ORDERED_OTHERWISE = /[\ud800-\uffff]/

/**
 * A chunk of texts or integers that fits one page, from its distinct values; null for any other, and for values that do
 * not belong, of which `writeColumn` says what is wrong. Its bytes are those that `writeColumn` writes.
 */
export function writeSmallChunk({ writer, column, pageData }: Chunk): Written | null {
  const { type } = column.element
  const isText = column.element.converted_type === 'UTF8'
  if (type === undefined || (!isText && type !== 'INT32')) return null
  const { values } = pageData
  const found = new Map<unknown, number>()
  const distinct: (string | number)[] = []
  const indexes: (number | null)[] = new Array(values.length)
  let valueBytes = 0
  let distinctBytes = 0
  let nulls = 0
  let last: unknown = null // most columns of a day repeat themselves, and comparing is quicker than looking up
  let index: number | undefined
  for (let at = 0; at < values.length; at++) {
    const value = values[at]
    if (value === null || value === undefined) {
      indexes[at] = null
      nulls++
      continue
    }
    if (value !== last) index = found.get(value)
    last = value
    const bytes = isText ? value.length : 4
    if (index === undefined) {
      if (isText ? typeof value !== 'string' || ORDERED_OTHERWISE.test(value) : !isInt32(value)) return null
      index = distinct.length
      found.set(value, index)
      distinct.push(value)
      distinctBytes += bytes
    }
    valueBytes += bytes
    indexes[at] = index
  }
  const count = values.length - nulls
  if (nulls > 0 && pageData.maxDefinitionLevel === 0) return null

  const lengths = isText ? LENGTH_BYTES : 0
  const indexBytes = Math.ceil((count * Math.ceil(Math.log2(distinct.length))) / 8)
  const asDictionary =
    count > 0 && 2 * (distinctBytes + distinct.length * lengths + indexBytes) <= valueBytes + count * lengths
  const stored = isText ? distinct.map((text) => Buffer.from(text as string)) : distinct
  const written = asDictionary ? indexes : indexes.map((index) => (index === null ? null : stored[index]))
  let pageBytes = 0
  for (const value of written)
    if (value !== null && value !== undefined) pageBytes += typeof value === 'number' ? 4 : value.length
  if (pageBytes >= column.pageSize) return null

  const start = writer.offset
  let uncompressedBytes = 0
  if (asDictionary) uncompressedBytes += writeDictionaryPage(writer, column, stored)
  const pageStart = writer.offset
  const encoding = asDictionary ? 'RLE_DICTIONARY' : 'PLAIN'
  const { definitionLevels, repetitionLevels, maxDefinitionLevel } = pageData
  const encoded = { values: written, definitionLevels, repetitionLevels, maxDefinitionLevel }
  uncompressedBytes += writeDataPageV2({ writer, column, encoding, pageData: encoded })
  return {
    chunk: {
      meta_data: {
        type,
        encodings: asDictionary ? ['PLAIN', 'RLE_DICTIONARY'] : ['PLAIN'],
        path_in_schema: column.schemaPath.slice(1).map(({ name }) => name),
        codec: column.codec,
        num_values: BigInt(values.length),
        total_compressed_size: BigInt(writer.offset - start),
        total_uncompressed_size: BigInt(uncompressedBytes),
        data_page_offset: BigInt(pageStart),
        dictionary_page_offset: asDictionary ? BigInt(start) : undefined,
        statistics: statisticsOf(distinct, nulls),
        encoding_stats: [
          ...(asDictionary ? [{ page_type: 'DICTIONARY_PAGE', encoding: 'PLAIN', count: 1 } as const] : []),
          { page_type: 'DATA_PAGE_V2', encoding, count: 1 },
        ],
      } as MetaData, // what is undefined is left out of the file
      file_offset: BigInt(start),
    },
  }
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && value === (value | 0)
}

function statisticsOf(values: readonly (string | number)[], nulls: number) {
  let [min, max] = [values[0], values[0]]
  for (const value of values) {
    if (value < (min as string | number)) min = value
    else if (value > (max as string | number)) max = value
  }
  return { min_value: min, max_value: max, null_count: BigInt(nulls) }
}
