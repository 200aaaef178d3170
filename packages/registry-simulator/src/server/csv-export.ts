import type { SearchRow } from '@ttb/utils'
import { RESULT_COLUMNS } from '../pages/search-results-page.ts'

/**
 * The export of a search as the registry writes it: IDs in single quotes, double quotes around what holds a comma or
 * a quote, and line breaks within names left as they are. Nothing found: an empty file.
 */
export function renderCsv(rows: readonly SearchRow[]): string {
  if (rows.length === 0) return ''
  const headings = RESULT_COLUMNS.map(([heading]) => heading).join(',')
  const lines = rows.map((row) =>
    RESULT_COLUMNS.map(([, column, show]) => (column === 'ttbId' ? `'${show(row)}'` : cell(show(row)))).join(','),
  )
  return `${[headings, ...lines].join('\n')}\n`
}

function cell(text: string): string {
  return /[,"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
