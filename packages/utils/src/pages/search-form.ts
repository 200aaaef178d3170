import type { Issue } from '../issues.ts'
import { openPage } from './open-page.ts'
import type { Outcome } from './outcomes.ts'

/** Whether a page is the search form of the registry, ready to be filled in. */
export interface SearchForm {
  readonly outcome: Outcome
  readonly issues: readonly Issue[]
}

/**
 * Whether a page is the search form without a message, which is what a new session starts from. A form with a message
 * has the outcome of that message: `session_expired` when the session is refused.
 */
export function readSearchForm(
  page: Uint8Array | string,
  { contentType }: { readonly contentType?: string | null } = {},
): SearchForm {
  const opened = openPage(page, contentType)
  const { outcome, layout, issues } = opened
  if (outcome !== null && layout?.id === 'search/message' && opened.message === '')
    return { outcome: 'found', issues: issues.filter(({ code }) => code !== 'page_message') }
  if (outcome !== null && outcome !== 'not_found') return { outcome, issues }
  return { outcome: 'unexpected', issues: [...issues, { code: 'unknown_layout', text: 'without the search form' }] }
}
