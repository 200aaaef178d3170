import { createHash } from 'node:crypto'
import { partitionOf, type Row, type Storage } from '@ttb/resources'
import { cleanPage } from '@ttb/transformations'
import type { Issue } from '@ttb/utils'
import { extractPage, type Outcome } from '@ttb/utils/pages'
import type { FetchEntry, RecordDefinition } from '@ttb/utils/records'
import { contractProblems, recordSchema } from '@ttb/utils/schemas'
import { rankOfOldRecord, readOldRecord } from '../old-records/read-old-record.ts'
import { readOldRecordKey } from '../old-records/stored-old-record.ts'
import { pageTables } from '../page-tables.ts'
import type { RecordPageKind } from '../raw/due-pages.ts'
import { contentHash, goneSince, readStoredPage } from '../raw/stored-page.ts'

/** A snapshot of a page of a record, or the record of the earlier system that stands for it, read anew. */
export interface RecordPage {
  readonly kind: RecordPageKind
  readonly snapshotKey: string
  /** Counts the snapshots of the page, from 1. */
  readonly snapshot: number
  /** SHA-256 of its bytes, as tables name it. */
  readonly sha256: string
  /** SHA-256 of what it says, without what the site changes from one fetch to the next. */
  readonly contentSha256: string
  /** When it was first served; null where no request for it is known. */
  readonly requestedAt: string | null
  readonly outcome: Outcome
  readonly layout: string | null
  /** What is printed, by field; empty for a page that is no record. */
  readonly texts: Row
  /** What the table of its kind holds of it; null for a page that is no record. */
  readonly row: Row | null
  /** Why the row is not in the table but in quarantine. */
  readonly problems: readonly string[]
  /** All that is doubtful, on the page and in its values. */
  readonly issues: readonly Issue[]
}

interface WhichPages {
  readonly ttbId: string
  readonly kind: RecordPageKind
  /** The requests for pages of this TTB ID and kind. */
  readonly entries: readonly FetchEntry[]
  readonly record: RecordDefinition
}

/**
 * Every snapshot of one kind of page of a TTB ID, from first to last. Where there is none, the records that the earlier
 * system took from pages that are not here, the one that counts last.
 */
export async function readRecordPages({ objects, paths }: Storage, of: WhichPages): Promise<RecordPage[]> {
  const { ttbId, kind } = of
  const pages: RecordPage[] = []
  const oldRecords: { readonly page: RecordPage; readonly rank: string }[] = []
  for await (const { key } of objects.list(`${paths.rawFolder(partitionOf(ttbId, kind))}${ttbId}`)) {
    const snapshot = paths.readRawPageKey(key)
    const old = snapshot ? null : readOldRecordKey(paths, key)
    if (snapshot?.name !== ttbId && old?.ttbId !== ttbId) continue
    const bytes = old ? await objects.readBytes(key) : await readStoredPage(objects, key)
    if (bytes === null) throw goneSince(key)
    if (snapshot) pages.push(readPage(of, { key, snapshot: snapshot.snapshot, bytes }))
    else
      oldRecords.push({
        page: readOldPage(of, { key, snapshot: old?.snapshot ?? 1, bytes }),
        rank: `${rankOfOldRecord(bytes)} ${key}`,
      })
  }
  if (pages.length > 0) return pages.sort((one, other) => one.snapshot - other.snapshot)
  return oldRecords.sort((one, other) => (one.rank < other.rank ? -1 : 1)).map(({ page }) => page)
}

interface Stored {
  readonly key: string
  readonly snapshot: number
  readonly bytes: Uint8Array
}

function readPage(of: WhichPages, stored: Stored): RecordPage {
  const { outcome, layout, values, issues } = extractPage(stored.bytes, {
    kind: of.kind,
    ttbId: of.ttbId,
    record: of.record,
  })
  const said = { outcome, layout, texts: values as Row, issues }
  return pageOf(of, stored, said, contentHash(stored.bytes))
}

function readOldPage(of: WhichPages, stored: Stored): RecordPage {
  const { outcome, layout, values, issues } = readOldRecord(stored.bytes, of.kind, of.ttbId)
  return pageOf(of, stored, { outcome, layout, texts: values, issues }, sha256Of(stored.bytes))
}

function pageOf(
  { kind, entries, record }: WhichPages,
  { key, snapshot, bytes }: Stored,
  { outcome, layout, texts, issues }: Pick<RecordPage, 'outcome' | 'layout' | 'texts' | 'issues'>,
  contentSha256: string,
): RecordPage {
  const cleaned = outcome === 'found' ? cleanPage(kind, texts, { record }) : null
  return {
    kind,
    snapshotKey: key,
    snapshot,
    sha256: sha256Of(bytes),
    contentSha256,
    requestedAt: entries.find((entry) => entry.snapshot_key === key)?.requested_at ?? null,
    outcome,
    layout,
    texts: cleaned ? texts : {},
    row: cleaned ? cleaned.values : null,
    problems: cleaned ? contractProblems(recordSchema(pageTables(record)[kind]), cleaned.values) : [],
    issues: [...issues, ...(cleaned?.issues ?? [])],
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
