import type { Issue } from '../issues.ts'
import { CODE_LIST_COLUMNS } from './layouts.ts'
import { openPage } from './open-page.ts'
import type { Outcome } from './outcomes.ts'
import { childrenNamed, findTable, type PageNode, textOf } from './page-tree.ts'

export type CodeListName = keyof typeof CODE_LIST_COLUMNS

/** A code with what the registry says it means; null where it says nothing. Codes are text: `0`, `00` and `000` are three. */
export interface CodeListRow {
  readonly code: string
  readonly description: string | null
}

/** What a page of a code list says. */
export interface CodeList {
  readonly outcome: Outcome
  readonly list: CodeListName
  readonly rows: readonly CodeListRow[]
  readonly issues: readonly Issue[]
}

/**
 * The codes that a lookup page of the registry lists, in its order. Never throws; a page that is no whole list of this
 * kind has another outcome than `found`, no rows, and an issue that says why.
 *
 * @param page the page as bytes (its character set is worked out) or as text
 */
export function readCodeList(
  page: Uint8Array | string,
  list: CodeListName,
  { contentType }: { readonly contentType?: string | null } = {},
): CodeList {
  const opened = openPage(page, contentType)
  const { issues } = opened
  const none = (outcome: Outcome, issue?: Issue): CodeList => {
    if (issue) issues.push(issue)
    return { outcome, list, rows: [], issues }
  }
  const listed = opened.root && findTable(opened.root, CODE_LIST_COLUMNS[list])
  if (opened.outcome === 'truncated') return none('truncated')
  if (!listed) {
    if (opened.outcome === null || opened.layout?.columns)
      return none('unexpected', { code: 'unknown_layout', text: `without ${CODE_LIST_COLUMNS[list].join(' and ')}` })
    return none(opened.outcome === 'not_found' ? 'unexpected' : opened.outcome)
  }
  const doubts: Issue[] = []
  const rows = listed.flatMap((row) => readRow(row, doubts))
  if (rows.length === 0) return none('unexpected', { code: 'unknown_layout', text: 'a code list without codes' })
  const encoding = issues.filter(({ code }) => code === 'encoding')
  return { outcome: 'found', list, rows, issues: [...encoding, ...doubts, ...contradictions(rows)] }
}

function readRow(row: PageNode, issues: Issue[]): CodeListRow[] {
  const cells = childrenNamed(row, 'td').map(textOf)
  const [code, description] = cells
  if (cells.every((text) => text === '')) return []
  if (cells.length !== 2 || !code) {
    issues.push({ code: 'ambiguous', text: cells.join(' | ') })
    return []
  }
  return [{ code, description: description || null }]
}

/** A code that is listed with two meanings keeps both rows: which one holds is not for the reader of a page to say. */
function contradictions(rows: readonly CodeListRow[]): Issue[] {
  const known = new Map<string, string | null>()
  return rows.flatMap(({ code, description }, at): Issue[] => {
    if (!known.has(code)) known.set(code, description)
    const first = known.get(code)
    if (first === description) return []
    return [{ code: 'ambiguous', field: `rows[${at}]`, text: `${code}: ${first ?? ''} | ${description ?? ''}` }]
  })
}
