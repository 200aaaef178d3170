import { formatCsvLine, type SqlResult } from '@ttb/resources'
import Table from 'cli-table3'

/** Where nothing is known of the width of the screen. */
const MAX_CELL = 60
/** A column of text is not made narrower than this to fit. */
const MIN_CELL = 8
const SEPARATOR = ' │ '.length

const NUMBER_TYPE = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/

export interface TableOptions {
  /** Columns of the screen; a row that cannot fit is shown as a list of its values. Default: as wide as it takes. */
  readonly width?: number | undefined
  /** How a null is shown. Default: as nothing. */
  readonly nullText?: string
}

export interface ShownTable {
  readonly text: string
  /** Cells that were cut, each ending in `…`. */
  readonly cut: number
}

/** A result as aligned text: numbers to the right, long values cut. */
export function formatTable(result: SqlResult, options: TableOptions = {}): string {
  return showTable(result, options).text
}

/** As {@link formatTable}, with how many cells were cut. */
export function showTable(
  { columns, types, rows }: SqlResult,
  { width, nullText = '' }: TableOptions = {},
): ShownTable {
  const cells = rows.map((row) => row.map((value) => cellText(value, nullText)))
  const isNumber = types.map((type) => NUMBER_TYPE.test(type))
  const wanted = columns.map((name, at) =>
    Math.max(displayWidth(name), ...cells.map((row) => Math.min(displayWidth(row[at] as string), MAX_CELL))),
  )
  const widths = width === undefined ? wanted : fit(wanted, isNumber, width)
  if (widths === null) return showRecords(columns, cells, width as number)
  let cut = 0
  const cutTo = (text: string, max: number): string => {
    if (displayWidth(text) <= max) return text
    cut++
    return cutText(text, max)
  }
  const table = new Table({
    head: columns.map((name, at) => cutText(name, widths[at] as number)),
    colAligns: isNumber.map((number) => (number ? 'right' : 'left')),
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
  for (const row of cells) table.push(row.map((text, at) => cutTo(text, widths[at] as number)))
  const lines = table.toString().split('\n')
  return { text: lines.map((line) => line.trimEnd()).join('\n'), cut }
}

/** The widths at which the columns fit, the widest narrowed first; null when they cannot. */
function fit(wanted: readonly number[], isNumber: readonly boolean[], screen: number): number[] | null {
  const room = screen - SEPARATOR * wanted.length
  const least = wanted.map((width, at) => (isNumber[at] ? width : Math.min(width, MIN_CELL)))
  const widths = [...wanted]
  let excess = widths.reduce((sum, width) => sum + width, 0) - room
  while (excess > 0) {
    const spare = widths.map((width, at) => (width > (least[at] as number) ? width : 0))
    const widest = spare.indexOf(Math.max(...spare))
    if (spare[widest] === 0) return null
    widths[widest] = (widths[widest] as number) - 1
    excess--
  }
  return widths
}

/** Each row as lines of name and value, for more columns than a screen has room for. */
function showRecords(columns: readonly string[], rows: readonly (readonly string[])[], width: number): ShownTable {
  const nameWidth = Math.max(...columns.map(displayWidth))
  const room = Math.max(MIN_CELL, width - nameWidth - 4)
  let cut = 0
  const blocks = rows.map((row, at) => {
    const lines = row.map((text, column) => {
      const isCut = displayWidth(text) > room
      if (isCut) cut++
      return `  ${(columns[column] as string).padEnd(nameWidth)}  ${isCut ? cutText(text, room) : text}`.trimEnd()
    })
    return [` row ${at + 1} `.padEnd(Math.min(width, nameWidth + 12), '─'), ...lines].join('\n')
  })
  return { text: blocks.join('\n'), cut }
}

function cellText(value: unknown, nullText: string): string {
  if (value === null || value === undefined) return nullText
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** Text without what would move the cursor, colour the screen or turn the direction of writing. */
function printable(text: string): string {
  return text
    .replace(/\r?\n/g, '↵')
    .replace(
      /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

/** East Asian characters and pictures take two columns of a screen, marks on a letter none. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const MARK = /\p{Mn}|\p{Me}|[\u200b-\u200d]/u

function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let width = 0
  for (const character of text) width += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}

function cutText(text: string, max: number): string {
  if (displayWidth(text) <= max) return text
  let [shown, width] = ['', 0]
  for (const character of text) {
    width += displayWidth(character)
    if (width > max - 1) break
    shown += character
  }
  return `${shown}…`
}

/** A result as CSV after RFC 4180, with a line of headings. */
export function formatCsv({ columns, rows }: Pick<SqlResult, 'columns' | 'rows'>): string {
  return [columns, ...rows].map(formatCsvLine).join('')
}
