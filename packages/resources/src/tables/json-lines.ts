import type { RecordDefinition } from '@ttb/utils/records'
import type { Row, TableFormat } from './table-format.ts'

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
  async decode(record, file) {
    const lines = new TextDecoder().decode(file).split('\n')
    return lines.filter((line) => line !== '').map((line) => completeRow(record, JSON.parse(line) as Row))
  },
}

/** A row with every field of its record: what an older file lacks is null, or an empty list. */
export function completeRow(record: RecordDefinition, row: Row): Row {
  return Object.fromEntries(
    Object.entries(record.fields).map(([name, field]) => [
      name,
      row[name] ?? (field.cardinality === 'list' ? [] : null),
    ]),
  )
}
