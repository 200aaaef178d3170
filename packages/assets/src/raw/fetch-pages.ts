import { partitionKey, partitionOf, type Storage } from '@ttb/resources'
import { readTtbId } from '@ttb/utils'
import type { Outcome } from '@ttb/utils/pages'
import type { FetchEntry, FetchReason, IndexRow } from '@ttb/utils/records'
import { listPendingDays, type PendingDay, readIndexState } from '../discovery/index-partition.ts'
import { settledMarks } from '../discovery/unrouted-days.ts'
import { type DueOptions, type DuePage, duePagesOf, RECORD_PAGE_KINDS, type RecordPageKind } from './due-pages.ts'
import type { FetchResources } from './fetch-resources.ts'
import { fetchLabelImages } from './label-images.ts'
import { flushJournal, flushJournals, openRawPartition, type RawPartitionLog } from './raw-partition.ts'
import { storeSnapshot } from './store-snapshot.ts'
import { readStoredPage } from './stored-page.ts'
import { type WaitOptions, whenOpen } from './when-open.ts'

export interface FetchOptions extends WaitOptions {
  /** Days of completion to look at, both included. Default: every day with pages that may be due. */
  readonly from?: string
  readonly to?: string
  /** Look at every day of the index in the range, not only those marked since their pages were last fetched. */
  readonly all?: boolean
  /** Fetch pages again that were last taken so long ago. Default: never for their age alone. */
  readonly refetchAfterDays?: number | null
  /** Fetch the pictures that a form shows along with it. Default: false. */
  readonly labelImages?: boolean
  /** Store pages compressed. Default: true. */
  readonly compressed?: boolean
  /** Stop before a page once so many requests were made. */
  readonly maxRequests?: number
  /** Stop before a page once the clock shows this, in milliseconds. */
  readonly untilMs?: number
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

export interface FetchedDay {
  readonly completedDate: string
  /** Pages that were due when the day was looked at. */
  readonly due: number
  readonly pages: readonly FetchedPage[]
  /** Pages still due: the registry gave no answer that settles them, or the budget was spent. */
  readonly remaining: number
}

export type FetchProgress =
  /** Pages of a day of completion that are due and now being fetched. */
  | { readonly kind: 'day'; readonly completedDate: string; readonly due: number }
  | { readonly kind: 'page'; readonly page: FetchedPage }
  | { readonly kind: 'day-done'; readonly day: FetchedDay }

/**
 * Fetches the pages that the registry index says are due, day of completion by day, one request at a time. Each page is
 * stored before it is yielded, and each request noted before that, so that a kill at any moment loses nothing and
 * finished work is not done again.
 *
 * @throws `untrusted_server` and what storage throws. A block makes it wait, and say so; it never hurries.
 */
export async function* fetchDue(resources: FetchResources, options: FetchOptions = {}): AsyncGenerator<FetchProgress> {
  const { storage, state } = resources
  await flushJournals(storage, state)
  const budget = createBudget(resources, options)
  for await (const { completedDate, marks } of daysToFetch(storage, options)) {
    options.signal?.throwIfAborted()
    const { rows: listed, fingerprint } = await readIndexState(storage, completedDate)
    const groups = groupByReceipt(listed)
    const pages: FetchedPage[] = []
    let due = 0
    let remaining = 0
    for (const rows of groups) {
      const lease = createLease(resources, leaseKey(rows[0] as IndexRow))
      if (!(await lease.hold())) {
        // Another process is at it. What is left of it then is found when the day is looked at again.
        remaining += rows.length
        continue
      }
      const logs = await openLogs(resources, rows[0] as IndexRow)
      const aged = agedBefore(resources, options)
      const duePages = rows.flatMap((row) =>
        duePagesOf(
          row,
          logs.flatMap((log) => log.entriesOf(row.ttb_id)),
          aged,
        ),
      )
      due += duePages.length
      try {
        if (duePages.length > 0) yield { kind: 'day', completedDate, due: duePages.length }
        for (const page of duePages) {
          if (budget.isSpent()) {
            remaining++
            continue
          }
          options.signal?.throwIfAborted()
          await lease.hold()
          const fetched = await fetchPage(resources, page, logs, options)
          budget.spend(fetched.requests)
          pages.push(fetched)
          if (options.labelImages === true) await fetchImagesOf(resources, fetched, options)
          if (!isSettled(fetched.outcome)) remaining++
          yield { kind: 'page', page: fetched }
        }
      } finally {
        await lease.release()
        for (const { partition } of logs) await flushJournal(storage, state, partitionKey(partition))
      }
    }
    if (remaining === 0) await storage.objects.remove(settledMarks(marks, fingerprint).map(({ key }) => key))
    yield { kind: 'day-done', day: { completedDate, due, pages, remaining } }
    if (budget.isSpent()) return
  }
}

/** The pictures of a form that was just stored. What could not be fetched stands in their log. */
async function fetchImagesOf(resources: FetchResources, page: FetchedPage, wait: WaitOptions): Promise<void> {
  if (page.kind !== 'certificate' || page.outcome !== 'found' || page.snapshotKey === null) return
  const form = await readStoredPage(resources.storage.objects, page.snapshotKey)
  if (form) await fetchLabelImages(resources, page.ttbId, form, wait)
}

/** Fetches one page and stores it beside its earlier snapshots. */
export async function fetchPage(
  { storage, state, client, clock }: FetchResources,
  { ttbId, kind, reason }: DuePage,
  logs: readonly RawPartitionLog[],
  { compressed = true, ...wait }: FetchOptions = {},
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

/** Longer than the longest pause between two pages, but for a block; then another process waits as well. */
const LEASE_MS = 15 * 60 * 1000

function leaseKey({ ttb_id }: IndexRow): string {
  const id = readTtbId(ttb_id)
  return `fetch ${id?.receivedDate}|${id?.receiptMethod}`
}

function createLease({ state, clock }: FetchResources, key: string) {
  let heldSinceMs = Number.NEGATIVE_INFINITY
  return {
    /** Takes the lease, or keeps it; asking the store only once in a while. */
    async hold(): Promise<boolean> {
      const nowMs = clock.now()
      if (nowMs - heldSinceMs < LEASE_MS / 3) return true
      const isHeld = await state.takeLease(key, { nowMs, leaseMs: LEASE_MS })
      if (isHeld) heldSinceMs = nowMs
      return isHeld
    },
    release: () => state.releaseLease(key),
  }
}

/** The age from which on a page is due again. */
export function agedBefore(
  { clock }: Pick<FetchResources, 'clock'>,
  { refetchAfterDays = null }: Pick<FetchOptions, 'refetchAfterDays'>,
): DueOptions {
  if (refetchAfterDays === null) return {}
  return { agedBefore: new Date(clock.now() - refetchAfterDays * 86_400_000).toISOString() }
}

function isSettled(outcome: Outcome): boolean {
  return outcome === 'found' || outcome === 'not_found'
}

async function* daysToFetch(storage: Storage, { from, to, all = false }: FetchOptions): AsyncGenerator<PendingDay> {
  const wanted = (day: string) => (from === undefined || day >= from) && (to === undefined || day <= to)
  if (!all) {
    for await (const pending of listPendingDays(storage)) if (wanted(pending.completedDate)) yield pending
    return
  }
  const { tables, paths } = storage
  for await (const { partition } of tables.listManifests(paths.indexPrefix))
    if (wanted(partition)) yield { completedDate: partition, marks: [] }
}

/** Rows by the day and method of receipt, so that a manifest is opened once. */
function groupByReceipt(rows: readonly IndexRow[]): IndexRow[][] {
  const groups = new Map<string, IndexRow[]>()
  for (const row of rows) {
    const id = readTtbId(row.ttb_id)
    const key = `${id?.receivedDate}|${id?.receiptMethod}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group)
}

function openLogs({ storage, state }: FetchResources, { ttb_id }: IndexRow): Promise<RawPartitionLog[]> {
  return Promise.all(RECORD_PAGE_KINDS.map((kind) => openRawPartition(storage, state, partitionOf(ttb_id, kind))))
}

function createBudget({ clock }: FetchResources, { maxRequests, untilMs }: FetchOptions) {
  let spent = 0
  return {
    spend(requests: number): void {
      spent += requests
    },
    isSpent: (): boolean =>
      (maxRequests !== undefined && spent >= maxRequests) || (untilMs !== undefined && clock.now() >= untilMs),
  }
}
