/** A row of an export as it stands in the file, with the line breaks within its values. */
export interface CsvRow {
  readonly text: string
  readonly cells: readonly string[]
  /** Whether lines follow that can be no part of it, since it was whole before them. */
  readonly overrun: boolean
}

const LINE_BREAK = /\r\n|\n|\r/
/** The TTB ID that starts a row: in single quotes as the registry writes it, or bare as other tools save it. */
const QUOTED_START = /^"?'\d{8,14}'"?(?:,|$)/
const BARE_START = /^"?\d{8,14}"?(?:,|$)/
/** Far more than the lines of any name. */
const MAX_LINES = 20

/**
 * The rows of an export below its header. The registry does not mark line breaks within names, so a line that does not
 * start with a TTB ID continues the row before it.
 *
 * @param isWhole whether cells make a whole row already
 */
export function splitCsvRows(text: string, isWhole: (cells: readonly string[]) => boolean): CsvRow[] {
  const lines = text.split(LINE_BREAK)
  const start = lines.some((line) => QUOTED_START.test(line)) ? QUOTED_START : BARE_START
  const rows: { lines: string[]; overrun: boolean }[] = []
  for (const line of lines) {
    const row = rows.at(-1)
    if (start.test(line) || (!row && line.trim() !== '')) rows.push({ lines: [line], overrun: false })
    else if (row) {
      if (line.trim() !== '')
        row.overrun ||= row.lines.length >= MAX_LINES || isWhole(splitCsvCells(row.lines.join('\n').trimEnd()))
      row.lines.push(line)
    }
  }
  return rows.map(({ lines: own, overrun }) => {
    const joined = own.join('\n').trimEnd()
    return { text: joined, cells: splitCsvCells(joined), overrun }
  })
}

/**
 * The cells of a row. Double quotes are the format's only around what needs them (a comma, a quote, a line break); all
 * others belong to the name, as in `"THE BEST" WINE`.
 */
export function splitCsvCells(row: string): string[] {
  const cells: string[] = []
  for (let at = 0; at <= row.length; at++) {
    const closing = row[at] === '"' ? closingQuote(row, at) : -1
    const quoted = closing < 0 ? '' : row.slice(at + 1, closing)
    if (/[,"\n]/.test(quoted)) {
      cells.push(quoted.replaceAll('""', '"'))
      at = closing + 1
    } else {
      const comma = row.indexOf(',', at)
      const end = comma < 0 ? row.length : comma
      cells.push(row.slice(at, end))
      at = end
    }
  }
  return cells
}

/** Where the quotes opened here close, right before a comma or the end; -1 when they do not. */
function closingQuote(row: string, opening: number): number {
  let at = row.indexOf('"', opening + 1)
  while (at >= 0 && row[at + 1] === '"') at = row.indexOf('"', at + 2)
  return at >= 0 && (at + 1 === row.length || row[at + 1] === ',') ? at : -1
}
