import { FIELD_TYPES, type Field, type PhysicalType } from '@ttb/utils/records'
import { mapRows, planTextFile, readTextRows } from './json-lines.ts'
import type { Row, TableFormat } from './table-format.ts'

const ROWS_A_PIECE = 1000

type ReadText = (text: string) => unknown

interface CellReader {
  readonly column: string
  /** Where it stands in a line. */
  readonly at: number
  readonly read: ReadText
}

/** What a cell says as JSON has it; what it cannot be is left as text, for the check of values to refuse. */
const READ: { readonly [P in PhysicalType]: ReadText } = {
  string: (text) => text,
  date: (text) => text,
  timestamp: (text) => text,
  int32: readNumber,
  int64: (text) => text,
  double: readNumber,
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  struct: (text) => JSON.parse(text) as unknown,
}

/** CSV after RFC 4180 with a line of headings. An empty cell is null, `""` is the empty text; lists are JSON. */
export const csvFormat: TableFormat = {
  name: 'csv',
  extension: 'csv',
  async *encode(record, rows) {
    const names = Object.keys(record.fields)
    let lines = [formatCsvLine(names)]
    const take = (): Uint8Array => {
      const piece = new TextEncoder().encode(lines.join(''))
      lines = []
      return piece
    }
    for await (const row of rows) {
      lines.push(formatCsvLine(names.map((name) => row[name])))
      if (lines.length >= ROWS_A_PIECE) yield take()
    }
    yield take()
  },
  async decode(record, file, options) {
    const { parse } = await import('csv-parse/sync')
    const [headings = [], ...lines] = parse(Buffer.from(file), {
      cast: (text, { quoting }) => (text === '' && !quoting ? null : text),
      relax_column_count: true,
    }) as (string | null)[][]
    const columns = headings.map(String)
    const plan = planTextFile(record, columns, options)
    const cellReaders: CellReader[] = [...plan.sources].flatMap(([name, source]) =>
      'column' in source
        ? [{ column: source.column, at: columns.indexOf(source.column), read: readerOf(record.fields[name] as Field) }]
        : [],
    )
    const rows = mapRows(options?.where ?? record.name, lines, readCells, cellReaders)
    return readTextRows(record, plan, rows, options)
  },
}

/** One line of CSV, with its end of line. */
export function formatCsvLine(values: readonly unknown[]): string {
  return `${values.map(formatCell).join(',')}\r\n`
}

function formatCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function readerOf(field: Field): ReadText {
  return field.cardinality === 'list' ? READ.struct : READ[FIELD_TYPES[field.type].physical]
}

function readNumber(text: string): unknown {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
}

function readCells(cells: readonly (string | null)[], readers: readonly CellReader[]): Row {
  return Object.fromEntries(readers.map(({ column, at, read }) => [column, readCell(read, cells[at])]))
}

function readCell(read: ReadText, text: string | null | undefined): unknown {
  return text === null || text === undefined ? null : read(text)
}
