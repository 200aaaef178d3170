import { TtbError } from '@ttb/utils'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

/** The kinds of file that {@link decodeForeignRows} reads, by the end of their names. */
export const FOREIGN_FORMATS = ['parquet', 'csv', 'json', 'jsonl'] as const

export type ForeignFormat = (typeof FOREIGN_FORMATS)[number]

/**
 * What a file of any columns holds, as plain JSON values: days and moments as ISO 8601, whole numbers too large for a
 * number as text, `NaN` as null. Rows of a table; of JSON, whatever it is. Throws `corrupt_data`, naming the file.
 */
export async function decodeForeignRows(file: Uint8Array, format: ForeignFormat, where: string): Promise<unknown> {
  try {
    return await READERS[format](file)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new TtbError(`${where}: cannot be read as ${format}: ${message}`, { code: 'corrupt_data', cause })
  }
}

const READERS: { readonly [F in ForeignFormat]: (file: Uint8Array) => unknown } = {
  async parquet(file) {
    const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer
    return plain(await parquetReadObjects({ file: buffer, compressors }))
  },
  async csv(file) {
    const { parse } = await import('csv-parse/sync')
    return parse(Buffer.from(file), { bom: true, columns: true, cast: (text) => (text === '' ? null : text) })
  },
  json: (file) => parseJson(textOf(file)),
  jsonl: (file) =>
    textOf(file)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseJson),
}

function textOf(file: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(file)
}

/** Python writes numbers that JSON has no word for. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const mended = text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g, (part) =>
      part[0] === '"' ? part : 'null',
    )
    if (mended === text) throw error
    return JSON.parse(mended)
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : value.toISOString().replace(/T00:00:00\.000Z$/, '')
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (Array.isArray(value)) return value.map(plain)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
}
