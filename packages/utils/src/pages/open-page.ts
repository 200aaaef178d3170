import type { Issue } from '../issues.ts'
import { decodePage, MAX_PAGE_BYTES } from './decode-page.ts'
import { findLayout, findUntitledLayout, type KnownLayout } from './layouts.ts'
import { outcomeOfMessage } from './messages.ts'
import type { Outcome } from './outcomes.ts'
import {
  childrenNamed,
  findElement,
  findElements,
  findTable,
  type PageNode,
  parsePageTree,
  shownText,
  textOf,
} from './page-tree.ts'

interface Opened {
  readonly layout: KnownLayout | null
  readonly issues: Issue[]
}

/** A whole page of a layout that holds data; what the data are is for its reader to say. */
export type PageWithData = Opened & {
  readonly outcome: null
  readonly layout: KnownLayout
  readonly root: PageNode
}

/** A page that holds none, with an issue that says why. */
export type PageWithoutData = Opened & {
  readonly outcome: Exclude<Outcome, 'found'>
  readonly root: PageNode | null
  /** A message page: what it says, empty when it says nothing. */
  readonly message?: string
}

/** Decodes and parses a page, recognises its layout, and judges all that can be judged before its data are read. */
export function openPage(page: Uint8Array | string, contentType?: string | null): PageWithData | PageWithoutData {
  const issues: Issue[] = []
  const without = (
    outcome: PageWithoutData['outcome'],
    issue: Issue,
    { layout = null, root = null, message }: Partial<Pick<PageWithoutData, 'layout' | 'root' | 'message'>> = {},
  ): PageWithoutData => {
    issues.push(issue)
    return { outcome, layout, root, issues, ...(message !== undefined && { message }) }
  }

  if (page.length > MAX_PAGE_BYTES)
    return without('unexpected', { code: 'oversized', text: `more than ${MAX_PAGE_BYTES} bytes` })
  const html = typeof page === 'string' ? page : decode(page, contentType, issues)
  if (html.trim() === '') return without('truncated', { code: 'truncated', text: 'the page is empty' })
  const root = parsePageTree(html)
  if (!root) return without('unexpected', { code: 'unknown_layout', text: 'elements nest too deep' })

  const title = elementText(root, 'title')
  const known = findLayout(title, elementText(root, 'h1'))
  const message = known && isMessage(known) ? messageOf(root) : null
  // A heading like "Error" is not the registry's alone: without a message such a page may be another.
  const layout = known && message !== '' ? known : (findUntitled(root, html) ?? known)
  // A page that refuses an answer does so also when its end is missing.
  if (layout?.marks && layout.outcome && layout.outcome !== 'unexpected')
    return without(
      layout.outcome,
      { code: 'page_message', text: shownText(root) || title || layout.id },
      { layout, root },
    )
  if (!hasEnd(html) && (layout || looksLikePage(root)))
    return without('truncated', { code: 'truncated', text: title }, { layout: layout?.marks ? null : layout, root })
  if (!layout) return without('unexpected', { code: 'unknown_layout', text: title }, { root })
  if (layout.outcome) {
    const text = layout.columns ? `a list of ${layout.columns.join(' and ')}` : title || 'a page without text'
    return without(layout.outcome, { code: 'unknown_layout', text }, { layout, root })
  }
  if (message === null) return { outcome: null, layout, root, issues }
  return without(outcomeOfMessage(message), { code: 'page_message', text: message }, { layout, root, message })
}

function isMessage({ record, id }: KnownLayout): boolean {
  return !record && id !== 'search/results'
}

function messageOf(root: PageNode): string {
  return findElements(root, 'div')
    .filter((node) => node.attributes['class'] === 'errortext')
    .map(textOf)
    .join(' ')
}

function decode(bytes: Uint8Array, contentType: string | null | undefined, issues: Issue[]): string {
  const decoded = decodePage(bytes, contentType)
  issues.push(...decoded.issues)
  return decoded.text
}

function elementText(root: PageNode, name: string): string {
  const element = findElement(root, name)
  return element ? textOf(element) : ''
}

function findUntitled(root: PageNode, source: string): KnownLayout | null {
  const hasColumns = (columns: readonly string[]) => findTable(root, columns) !== null
  return findUntitledLayout({ text: shownText(root), source, hasColumns })
}

function hasEnd(html: string): boolean {
  return /<\/html\s*>/i.test(html.slice(-4096))
}

/** Whether there is any markup of a page at all, so that an unknown text is not taken for a page cut short. */
function looksLikePage(root: PageNode): boolean {
  return childrenNamed(root, 'html').length > 0
}
