import { partitionKey, partitionOf } from '@ttb/resources'
import type { Outcome } from '@ttb/utils/pages'
import type { FetchEntry, FetchReason } from '@ttb/utils/records'
import type { DuePage, RecordPageKind } from './due-pages.ts'
import type { FetchResources } from './fetch-resources.ts'
import type { RawPartitionLog } from './raw-partition.ts'
import { storeSnapshot } from './store-snapshot.ts'
import { type WaitOptions, whenOpen } from './when-open.ts'

export interface FetchPageOptions extends WaitOptions {
  /** Store pages compressed. Default: true. */
  readonly compressed?: boolean
}

export interface FetchedPage {
  readonly ttbId: string
  readonly kind: RecordPageKind
  readonly reason: FetchReason
  readonly outcome: Outcome
  readonly requests: number
  readonly sizeBytes: number
  /** Where the page lies; null when none was stored. */
  readonly snapshotKey: string | null
  /** False when it says what the last snapshot says. */
  readonly isNew: boolean
}

/** Fetches one page and stores it beside its earlier snapshots. */
export async function fetchPage(
  { storage, state, client, clock }: FetchResources,
  { ttbId, kind, reason }: DuePage,
  logs: readonly RawPartitionLog[],
  { compressed = true, ...wait }: FetchPageOptions = {},
): Promise<FetchedPage> {
  const partition = partitionOf(ttbId, kind)
  let requests = 0
  let noted: { readonly id: number; readonly entry: FetchEntry } | null = null
  const answer = await whenOpen(clock, wait, () =>
    client.page(kind, ttbId, {
      ...(wait.signal && { signal: wait.signal }),
      onAttempt: async (attempt) => {
        requests++
        const entry: FetchEntry = {
          ttb_id: ttbId,
          page_kind: kind,
          requested_at: attempt.requestedAt,
          attempt: attempt.attempt,
          reason,
          url: attempt.url,
          http_status: attempt.httpStatus,
          outcome: attempt.outcome,
          size_bytes: attempt.sizeBytes,
          content_sha256: null,
          snapshot_key: null,
          error: attempt.error,
        }
        noted = { id: await state.journalAttempt(partitionKey(partition), entry), entry }
      },
    }),
  )
  const fetched = { ttbId, kind, reason, outcome: answer.outcome, requests, sizeBytes: answer.sizeBytes }
  // An answer that is not understood is kept too: a later version may understand it.
  if (answer.outcome !== 'found' && answer.outcome !== 'unexpected')
    return { ...fetched, snapshotKey: null, isNew: false }
  const earlier = logs.find((log) => log.partition.kind === kind)?.entriesOf(ttbId) ?? []
  const snapshot = await storeSnapshot(storage, partition, { ttbId, page: answer.body, compressed }, earlier)
  const { id, entry } = noted as unknown as { readonly id: number; readonly entry: FetchEntry }
  await state.amendAttempt(id, { ...entry, content_sha256: snapshot.contentSha256, snapshot_key: snapshot.key })
  return { ...fetched, snapshotKey: snapshot.key, isNew: snapshot.isNew }
}
