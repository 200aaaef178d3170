import { readTtbId } from '@ttb/utils'
import type { FetchEntry, FetchReason, IndexRow, PageKind } from '@ttb/utils/records'

/** The kinds of page that are about one TTB ID. */
export type RecordPageKind = Exclude<PageKind, 'search'>

/** The kinds of page that are fetched for a record. */
export const RECORD_PAGE_KINDS = ['cola-detail', 'certificate'] as const satisfies readonly RecordPageKind[]

export interface DuePage {
  readonly ttbId: string
  readonly kind: RecordPageKind
  readonly reason: FetchReason
}

/** A change shows on the pages of a record at the latest this long after its completed date began. */
const SETTLED_AFTER_MS = 3 * 24 * 60 * 60 * 1000

export interface DueOptions {
  /** Pages last taken before this are due again, `YYYY-MM-DDThh:mm:ss.sssZ`; default: no page is due for its age. */
  readonly agedBefore?: string
}

/**
 * The pages of a listed record that must be fetched: those of which none is held, and those taken before the record got
 * the completed date under which it is listed. An application on paper has no form to fetch.
 *
 * @param entries the manifest's entries for this TTB ID, of all kinds
 */
export function duePagesOf(
  row: IndexRow,
  entries: readonly FetchEntry[],
  { agedBefore = '' }: DueOptions = {},
): DuePage[] {
  return pageKindsOf(row.ttb_id).flatMap((kind): DuePage[] => {
    const taken = settledEntries(entries.filter((entry) => entry.page_kind === kind))
    if (taken.some(({ requested_at }) => isSince(requested_at, row)))
      return taken.every(({ requested_at }) => requested_at < agedBefore)
        ? [{ ttbId: row.ttb_id, kind, reason: 'aged' }]
        : []
    return [{ ttbId: row.ttb_id, kind, reason: taken.length === 0 ? 'new' : 'changed' }]
  })
}

/** The kinds of page that the registry has for a TTB ID: applications on paper were never put into the form. */
export function pageKindsOf(ttbId: string): readonly RecordPageKind[] {
  return readTtbId(ttbId)?.receiptMethod === '001' ? RECORD_PAGE_KINDS : ['cola-detail']
}

/** Whether a page taken then shows the record as it is listed here. */
function isSince(requestedAt: string, { first_observed_at, completed_date }: IndexRow): boolean {
  return (
    requestedAt >= first_observed_at ||
    Date.parse(requestedAt) >= Date.parse(`${completed_date}T00:00:00Z`) + SETTLED_AFTER_MS
  )
}

/** An answer that was not understood, but came so often the same, is what the registry has to say. */
const STEADY_ANSWERS = 3

/** The entries that settle what the registry holds for a page. After any other answer it is asked again. */
function settledEntries(entries: readonly FetchEntry[]): FetchEntry[] {
  return entries.filter(({ outcome, snapshot_key, content_sha256 }) => {
    if (outcome === 'not_found') return true
    if (snapshot_key === null) return false
    if (outcome === 'found') return true
    const same = entries.filter((other) => other.outcome === outcome && other.content_sha256 === content_sha256)
    return outcome === 'unexpected' && same.length >= STEADY_ANSWERS
  })
}
