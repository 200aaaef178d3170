import type { Issue } from '../issues.ts'
import { COLA, type SearchRow } from '../records/cola.ts'
import type { RecordDefinition } from '../records/define-record.ts'
import type { FieldType } from '../records/field-types.ts'
import { alignCells } from './align-cells.ts'
import { type CsvRow, splitCsvCells, splitCsvRows } from './csv-rows.ts'
import { decodePage, MAX_PAGE_BYTES } from './decode-page.ts'
import { openPage } from './open-page.ts'
import type { Outcome } from './outcomes.ts'
import { squash } from './page-tree.ts'
import { findColumns, readSearchRow } from './search-columns.ts'

/** Enough of an unknown file to see what it is. */
const MAX_QUOTED_CHARACTERS = 200

/** How an export of search results is read. */
export interface SearchCsvOptions {
  /** The `Content-Type` header, when the file came with one. */
  readonly contentType?: string | null
  /** The record whose rows say what to read. Default: {@link COLA}. */
  readonly record?: RecordDefinition
}

/** What an export of search results says. */
export interface SearchCsv {
  readonly outcome: Outcome
  /** As on a page of search results. Of a truncated file the rows before the cut. */
  readonly rows: readonly SearchRow[]
  /** Rows of the file that could not be read for certain; each has an `ambiguous` issue with its text and is not in `rows`. */
  readonly refused: number
  readonly issues: readonly Issue[]
}

/**
 * What the registry's export of search results says (at most 1,000 rows, of the last search of the session). Never throws
 * and never guesses: a row that can be read in two ways is refused, with its text. An empty file has no rows; a page in
 * place of the file has the outcome of that page.
 *
 * @param csv the file as bytes (its character set is worked out) or as text
 */
export function readSearchCsv(csv: Uint8Array | string, options: SearchCsvOptions = {}): SearchCsv {
  const issues: Issue[] = []
  const none = (outcome: Outcome, issue?: Issue): SearchCsv => {
    if (issue) issues.push(issue)
    return { outcome, rows: [], refused: 0, issues }
  }
  if (csv.length > MAX_PAGE_BYTES)
    return none('unexpected', { code: 'oversized', text: `more than ${MAX_PAGE_BYTES} bytes` })
  const text = (typeof csv === 'string' ? csv : decode(csv, options, issues)).replace(/^\uFEFF/, '')
  if (text.trim() === '') return none('found')

  const header = /^[^\r\n]*/.exec(text)?.[0] as string
  const headings = splitCsvCells(header).map(squash)
  const doubts: Issue[] = []
  const columns = findColumns(options.record ?? COLA, headings, doubts)
  // Rows are told apart by the ID that starts them, so a file of another order cannot be read.
  if (!columns.some(({ name, at }) => name === 'ttb_id' && at === 0)) return notTheFile(text, header)
  issues.push(...doubts)
  if (header === text) return none('truncated', { code: 'truncated', text })
  for (const { name, at } of columns) if (at < 0) issues.push({ code: 'missing', field: name })

  const kinds = headings.map((_, at) => columns.find((column) => column.at === at)?.field.type ?? null)
  const found = splitCsvRows(text.slice(header.length), (cells) => alignCells(cells, kinds) !== null)
  const cut = isCut(text, found.at(-1), kinds) ? found.pop() : undefined
  const rows: SearchRow[] = []
  for (const row of found) {
    const cells = row.overrun ? null : alignCells(row.cells, kinds)
    if (!cells) {
      issues.push({ code: 'ambiguous', text: row.text })
      continue
    }
    if (cells.length < row.cells.length) issues.push({ code: 'assumed', field: `rows[${rows.length}]`, text: row.text })
    const texts = cells.map((cell, at) => (kinds[at] === 'ttb_id' ? bareId(squash(cell)) : squash(cell)))
    rows.push(readSearchRow(columns, texts, rows.length, issues))
  }
  if (cut) issues.push({ code: 'truncated', text: cut.text })
  return { outcome: cut ? 'truncated' : 'found', rows, refused: found.length - rows.length, issues }
}

/**
 * A whole file ends with a line break, and no row of it is short of cells but one that was cut at a line break within. Nor is
 * one that is whole when its quotes are taken for letters: it can be read in two ways.
 */
function isCut(text: string, last: CsvRow | undefined, kinds: readonly (FieldType | null)[]): boolean {
  if (last === undefined) return false
  if (!/[\r\n]$/.test(text)) return true
  return last.cells.length < kinds.length && alignCells(last.text.split(','), kinds) === null
}

/** What came in place of the file: a page, mostly. */
function notTheFile(text: string, header: string): SearchCsv {
  const none = (outcome: Outcome, issues: readonly Issue[]): SearchCsv => ({ outcome, rows: [], refused: 0, issues })
  // An export cut within its header has no column to know it by.
  if (header === text && 'TTB ID'.startsWith(text.slice(0, 6))) return none('truncated', [{ code: 'truncated', text }])
  const { outcome, layout, issues } = openPage(text)
  if (outcome === null)
    return none('unexpected', [
      ...issues,
      { code: 'unknown_layout', text: `a ${layout.kind} page where an export was expected` },
    ])
  if (outcome === 'unexpected' && !layout)
    return none('unexpected', [{ code: 'unknown_layout', text: header.slice(0, MAX_QUOTED_CHARACTERS) }])
  // The registry's word that there is no such record has no meaning here: no record was asked for.
  return none(outcome === 'not_found' ? 'unexpected' : outcome, issues)
}

/** A TTB ID without the single quotes that keep it text in spreadsheets. */
function bareId(cell: string): string {
  return /^'(\d+)'$/.exec(cell)?.[1] ?? cell
}

function decode(bytes: Uint8Array, options: SearchCsvOptions, issues: Issue[]): string {
  const decoded = decodePage(bytes, options.contentType)
  issues.push(...decoded.issues)
  return decoded.text
}
