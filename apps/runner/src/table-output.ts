import { formatCsvLine, type SqlResult } from '@ttb/resources'
import Table from 'cli-table3'

const MAX_CELL = 60

const NUMBER_TYPE = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/

/** A result as aligned text: numbers to the right, long values cut, nulls empty. */
export function formatTable({ columns, types, rows }: SqlResult): string {
  const table = new Table({
    head: [...columns],
    colAligns: types.map((type) => (NUMBER_TYPE.test(type) ? 'right' : 'left')),
    style: { head: [], border: [], compact: true, 'padding-left': 1, 'padding-right': 1 },
    chars: {
      'top-left': '',
      top: '',
      'top-mid': '',
      'top-right': '',
      left: ' ',
      right: '',
      'left-mid': ' ',
      mid: '─',
      'mid-mid': '┼',
      'right-mid': '',
      middle: '│',
      'bottom-left': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-right': '',
    },
  })
  for (const row of rows) table.push(row.map(formatCell))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

function formatCell(value: unknown): string {
  const text =
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text
}

/** A result as CSV after RFC 4180, with a line of headings. */
export function formatCsv({ columns, rows }: SqlResult): string {
  return [columns, ...rows].map(formatCsvLine).join('')
}
