import type { PageKind } from '../records/page-kinds.ts'
import { indexDetail } from './index-detail.ts'
import { indexForm } from './index-form.ts'
import { ATTACHMENT_ERROR, MAINTENANCE_NOTICE } from './messages.ts'
import type { Outcome } from './outcomes.ts'
import type { PageIndex } from './page-index.ts'
import type { PageNode } from './page-tree.ts'

/** A shape that pages have: how it is recognised, and what a page of it is. */
export interface Layout {
  readonly id: string
  readonly kind: PageKind | null
  /** Recognised by the text of `<title>`, or of the first `<h1>` where the title says nothing. */
  readonly title?: RegExp
  readonly heading?: RegExp
  /** Recognised by the headings of a table, where title and heading say nothing. */
  readonly columns?: readonly string[]
  /** Recognised, where nothing else is known, by its text or by its source, in a page of hardly any text. */
  readonly marks?: { readonly text: RegExp; readonly source?: RegExp }
  /** What such a page is, where the layout alone says so; else the message on the page does. */
  readonly outcome?: Exclude<Outcome, 'found'>
  /** A record page: how its DOM is read, and the labels without which it is none. */
  readonly record?: { readonly index: (root: PageNode) => PageIndex; readonly proof: readonly string[] }
}

/** The text of a block page is a few hundred characters; the shortest record page has more than a thousand. */
const MAX_MARKED_CHARACTERS = 1000

/** The registry's code lists, each with the headings of its table. */
export const CODE_LIST_COLUMNS = {
  'class-type': ['Class/Type Code', 'Description'],
  origin: ['Origin Code', 'Description'],
} as const

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
  { id: 'code-list/class-type', kind: null, columns: CODE_LIST_COLUMNS['class-type'], outcome: 'unexpected' },
  { id: 'code-list/origin', kind: null, columns: CODE_LIST_COLUMNS.origin, outcome: 'unexpected' },
  {
    id: 'block/bot-defence',
    kind: null,
    marks: {
      text: /what code is in the image|human visitor|automated spam submission|please enable javascript|your support id is|requested url was rejected/i,
      source: /\bbobcmn\b|\bUiwV\b/,
    },
    outcome: 'blocked',
  },
  { id: 'maintenance/notice', kind: null, marks: { text: MAINTENANCE_NOTICE }, outcome: 'maintenance' },
  { id: 'attachment/error', kind: null, marks: { text: ATTACHMENT_ERROR }, outcome: 'session_expired' },
  // Served for any path, also one that does not exist: a frame for scripts, without a word of its own.
  {
    id: 'shell/no-text',
    kind: null,
    marks: { text: /^(?:[^.]*\b(?:enable|without) javascript\b.*)?$/is },
    outcome: 'unexpected',
  },
] as const satisfies readonly Layout[]

export type LayoutId = (typeof LAYOUTS)[number]['id']

/** A layout of the list. */
export type KnownLayout = Layout & { readonly id: LayoutId }

const KNOWN: readonly KnownLayout[] = LAYOUTS

/** The layout of a page by its title or heading; null when none is known. */
export function findLayout(title: string, heading: string): KnownLayout | null {
  return KNOWN.find((layout) => layout.title?.test(title)) ?? KNOWN.find((one) => one.heading?.test(heading)) ?? null
}

/**
 * The layout of a page whose title and heading say nothing. Marks count only in a page of hardly any text, so that a
 * value of a record (a brand named HUMAN VISITOR) is never one.
 */
export function findUntitledLayout(page: {
  readonly text: string
  readonly source: string
  readonly hasColumns: (columns: readonly string[]) => boolean
}): KnownLayout | null {
  const marked =
    page.text.length <= MAX_MARKED_CHARACTERS &&
    KNOWN.find(({ marks }) => marks && (marks.text.test(page.text) || marks.source?.test(page.source)))
  return marked || (KNOWN.find(({ columns }) => columns && page.hasColumns(columns)) ?? null)
}
