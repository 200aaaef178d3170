import type { Issue } from '../issues.ts'
import type { SearchRow } from '../records/cola.ts'
import { type Field, pageFieldNames, type RecordDefinition } from '../records/define-record.ts'
import { labelKey } from './label-key.ts'
import { readOne } from './page-values.ts'

/** A field that results of a search show, and the column it stands in; -1 when there is none. */
export interface SearchColumn {
  readonly name: string
  readonly field: Field
  readonly at: number
}

/** Which field stands in which column, by the headings. A heading that no field claims is an issue. */
export function findColumns(record: RecordDefinition, headings: readonly string[], issues: Issue[]): SearchColumn[] {
  const columns = pageFieldNames(record, 'search').map((name): SearchColumn => {
    const field = record.fields[name] as Field
    return { name, field, at: headings.findIndex((heading) => claims(field, heading)) }
  })
  headings.forEach((heading, at) => {
    if (!columns.some((column) => column.at === at)) issues.push({ code: 'unclaimed_label', text: heading })
  })
  return columns
}

/** One row of results from the text of its cells. */
export function readSearchRow(
  columns: readonly SearchColumn[],
  cells: readonly string[],
  row: number,
  issues: Issue[],
): SearchRow {
  const values = columns.map(({ name, field, at }) => [
    name,
    readOne(`rows[${row}].${name}`, field, cells[at] ?? '', issues),
  ])
  return Object.fromEntries(values) as SearchRow
}

function claims(field: Field, heading: string): boolean {
  const locator = field.from?.search
  return locator?.by === 'column' && locator.labels.some((text) => labelKey(text) === labelKey(heading))
}
