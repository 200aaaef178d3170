import type { PageKind } from '../records/page-kinds.ts'
import { indexDetail } from './index-detail.ts'
import { indexForm } from './index-form.ts'
import type { PageIndex } from './page-index.ts'
import type { PageNode } from './page-tree.ts'

/** What an answer of the registry is, whatever was asked. Only `not_found` means that there is no such record. */
export const OUTCOMES = {
  found: 'a whole page of a known kind, about what was asked for',
  not_found: 'the registry says that there is no such record',
  blocked: 'a page of the bot defence',
  maintenance: 'the registry is closed for maintenance',
  session_expired: 'the session is over; a new one may succeed',
  truncated: 'the page ends before its end',
  wrong_record: 'a record, but of another TTB ID',
  transient: 'a passing fault of the server',
  unexpected: 'none of these: not a page of the registry, or a message that is not known',
} as const

export type Outcome = keyof typeof OUTCOMES

export interface Layout {
  readonly id: string
  readonly kind: PageKind | null
  /** Recognised by the text of `<title>`, or of the first `<h1>` where the title says nothing. */
  readonly title: RegExp
  readonly heading?: RegExp
  /** A record page: how its DOM is read, and the labels without which it is none. Absent: the page is a message. */
  readonly record?: { readonly index: (root: PageNode) => PageIndex; readonly proof: readonly string[] }
}

/** Every layout known. A page of another layout gives no values. */
export const LAYOUTS = [
  {
    id: 'cola-detail/strong-labels',
    kind: 'cola-detail',
    title: /\bApplication Detail$/i,
    heading: /^COLA Detail$/i,
    record: {
      index: indexDetail,
      proof: ['TTB ID', 'Status', 'Serial #', 'Class/Type Code', 'Brand Name', 'Approval Date'],
    },
  },
  {
    id: 'certificate/label-divs',
    kind: 'certificate',
    title: /^OMB No\. 1513-0020$/i,
    record: { index: indexForm, proof: ['TTB ID', 'CT', 'OR', 'SERIAL NUMBER', 'BRAND NAME', 'STATUS'] },
  },
  { id: 'search/results', kind: 'search', title: /\bSearch Results$/i, heading: /^Search Results: COLAs$/i },
  {
    id: 'search/message',
    kind: 'search',
    title: /\bPublic COLA Registry (?:Advanced )?Search$/i,
    heading: /^Search for COLAs$/i,
  },
  { id: 'error/message', kind: null, title: /\bError Message$/i, heading: /^Error$/i },
] as const satisfies readonly Layout[]

export type LayoutId = (typeof LAYOUTS)[number]['id']

/** The layout of a page by its title or heading; null when none is known. */
export function findLayout(title: string, heading: string): (Layout & { readonly id: LayoutId }) | null {
  return (
    LAYOUTS.find((layout) => layout.title.test(title)) ??
    ((LAYOUTS as readonly Layout[]).find((layout) => layout.heading?.test(heading)) as (typeof LAYOUTS)[number]) ??
    null
  )
}
