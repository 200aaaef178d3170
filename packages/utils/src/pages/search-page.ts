import type { Issue } from '../issues.ts'
import type { SearchRow } from '../records/cola.ts'
import type { RecordDefinition } from '../records/define-record.ts'
import { childrenNamed, findElements, type PageNode, textOf } from './page-tree.ts'
import { findColumns, readSearchRow } from './search-columns.ts'

/** What a page of search results says. */
export interface SearchPage {
  /** Number of the first row shown, from 1; null when there is none. */
  readonly row_from: number | null
  readonly row_to: number | null
  /** Rows the registry lets one page through; at most 1,000. */
  readonly reachable: number
  /** Rows that match. More than `reachable` means that the search was cut off. */
  readonly total_matching: number
  readonly rows: readonly SearchRow[]
  /** Link to the next 20 rows, as printed. Past the end the registry serves the last page again. */
  readonly next_href: string | null
}

const PAGINATION = /\b([\d,]+) to ([\d,]+) of ([\d,]+) \(Total Matching Records: ([\d,]+)\)/i
const NOTHING_FOUND = /\bNo results were found\b/i

/** Reads a page of search results; null when it proves to be none. */
export function readSearchPage(root: PageNode, record: RecordDefinition, issues: Issue[]): SearchPage | null {
  const text = textOf(root)
  const counts = PAGINATION.exec(text)
    ?.slice(1)
    .map((digits) => Number(digits.replaceAll(',', '')))
  if (!counts)
    return NOTHING_FOUND.test(text)
      ? { row_from: null, row_to: null, reachable: 0, total_matching: 0, rows: [], next_href: null }
      : null
  const [rowFrom, rowTo, reachable, total] = counts as [number, number, number, number]
  const rows = readRows(root, record, issues)
  if (rows === null) return null
  if (rows.length !== rowTo - rowFrom + 1)
    issues.push({
      code: 'missing',
      field: 'rows',
      text: `${rows.length} rows where the page says ${rowFrom} to ${rowTo}`,
    })
  const next = findElements(root, 'a').find((link) => /^Next\b/.test(textOf(link)))
  return {
    row_from: rowFrom,
    row_to: rowTo,
    reachable,
    total_matching: total,
    rows: rows as SearchRow[],
    next_href: next?.attributes['href'] ?? null,
  }
}

function readRows(root: PageNode, record: RecordDefinition, issues: Issue[]): Record<string, unknown>[] | null {
  const headingRow = findElements(root, 'tr').find((row) => childrenNamed(row, 'th').length > 1)
  if (!headingRow?.parent) return null
  const headings = childrenNamed(headingRow, 'th').map(textOf)
  const columns = findColumns(record, headings, issues)
  const rows = childrenNamed(headingRow.parent, 'tr')
    .map((row) => childrenNamed(row, 'td').map(textOf))
    .filter((cells) => cells.length > 0)
  return rows.map((cells, row) => {
    if (cells.length !== headings.length)
      issues.push({ code: 'ambiguous', field: `rows[${row}]`, text: cells.join(' | ') })
    return readSearchRow(columns, cells, row, issues)
  })
}
