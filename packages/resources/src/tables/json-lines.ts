import { TtbError } from '@ttb/utils'
import type { RecordDefinition } from '@ttb/utils/records'
import { jsonReaders } from './json-values.ts'
import { fieldReaders, planReading, type ReadingPlan, readRow } from './reading-plan.ts'
import type { ReadOptions, Row, TableFormat } from './table-format.ts'

const ROWS_A_PIECE = 1000

/** One JSON object a line, its fields in table order. */
export const jsonLinesFormat: TableFormat = {
  name: 'json',
  extension: 'jsonl',
  async *encode(record, rows) {
    const names = Object.keys(record.fields)
    let lines: string[] = []
    const take = (): Uint8Array => {
      const piece = new TextEncoder().encode(lines.join(''))
      lines = []
      return piece
    }
    for await (const row of rows) {
      lines.push(`${JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name] ?? null])))}\n`)
      if (lines.length === ROWS_A_PIECE) yield take()
    }
    yield take()
  },
  async decode(record, file, options) {
    const lines = new TextDecoder().decode(file).split('\n')
    const rows = mapRows(options?.where ?? record.name, lines, parseLine, null).filter((row) => row !== null)
    // A line may leave out what is null, so what the file lacks is what no line has.
    const columns = new Set<string>()
    for (const row of rows) for (const name in row) columns.add(name)
    return readTextRows(record, planTextFile(record, columns, options), rows, options)
  },
}

/** Null for an empty line. */
function parseLine(line: string): Row | null {
  if (line === '') return null
  const value = JSON.parse(line) as unknown
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row
  throw new TtbError(`${line.slice(0, 80)} where an object is expected`, { code: 'corrupt_data' })
}

/** The plan for a file of a text format, which knows the names of its columns at most: a file without rows may have none. */
export function planTextFile(record: RecordDefinition, columns: Iterable<string>, options?: ReadOptions): ReadingPlan {
  const named = new Map([...columns].map((name) => [name, null]))
  return planReading(record, { table: null, contract: null, columns: named.size > 0 ? named : null }, options)
}

/** The rows of a text format, from their values as JSON has them. */
export function readTextRows(
  record: RecordDefinition,
  plan: ReadingPlan,
  rows: readonly Row[],
  options?: ReadOptions,
): Row[] {
  const decoders = decodersOf.get(record) ?? jsonReaders(record.fields)
  decodersOf.set(record, decoders)
  return mapRows(options?.where ?? record.name, rows, readRow, fieldReaders(plan, decoders))
}

const decodersOf = new WeakMap<RecordDefinition, ReturnType<typeof jsonReaders>>()

/**
 * What `read` makes of each row of a file, with what is given to it besides; what is wrong with one says which row of which
 * file it is. A function that lasts is read by faster than one made for the file: its compiled code lasts, too.
 */
export function mapRows<T, R, G>(where: string, rows: readonly T[], read: (row: T, given: G) => R, given: G): R[] {
  const results: R[] = []
  try {
    for (const row of rows) results.push(read(row, given))
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause)
    throw new TtbError(`${where}: row ${results.length + 1}: ${what}`, { code: 'corrupt_data', cause })
  }
  return results
}
