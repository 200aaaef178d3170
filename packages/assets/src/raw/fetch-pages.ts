import { partitionKey, partitionOf, type Storage } from '@ttb/resources'
import { readTtbId } from '@ttb/utils'
import type { Outcome } from '@ttb/utils/pages'
import type { IndexRow } from '@ttb/utils/records'
import { listPendingDays, type PendingDay, readIndexState } from '../discovery/index-partition.ts'
import { settledMarks } from '../discovery/unrouted-days.ts'
import { type DueOptions, duePagesOf, pageKindsOf, RECORD_PAGE_KINDS } from './due-pages.ts'
import { type FetchedPage, type FetchPageOptions, fetchPage } from './fetch-page.ts'
import type { FetchResources } from './fetch-resources.ts'
import { fetchLabelImages, listFormsWithDueImages } from './label-images.ts'
import { isToEnd, unlessToEnd } from './nothing-more.ts'
import { flushJournal, flushJournals, openRawPartition, type RawPartitionLog } from './raw-partition.ts'

export interface FetchOptions extends FetchPageOptions {
  /** Days of completion to look at, both included. Default: every day with pages that may be due. */
  readonly from?: string
  readonly to?: string
  /** Look at every day of the index in the range, not only those marked since their pages were last fetched. */
  readonly all?: boolean
  /** Fetch pages again that were last taken so long ago. Default: never for their age alone. */
  readonly refetchAfterDays?: number | null
  /** Fetch the pictures that forms show, each until it has a clear answer. Default: false. */
  readonly labelImages?: boolean
}

export interface FetchedDay {
  readonly completedDate: string
  /** Pages that were due when the day was looked at. */
  readonly due: number
  readonly pages: readonly FetchedPage[]
  /** Pages still due: the registry gave no answer that settles them, or nothing more was to be begun. */
  readonly remaining: number
  /** Pictures that were asked for. */
  readonly images: number
  /** Pictures still due, for the same reasons. */
  readonly remainingImages: number
}

export type FetchProgress =
  /** Pages of a day of completion that are due and now being fetched. */
  | { readonly kind: 'day'; readonly completedDate: string; readonly due: number }
  | { readonly kind: 'page'; readonly page: FetchedPage }
  | { readonly kind: 'day-done'; readonly day: FetchedDay }
  /** A day of completion that was not looked at, since nothing more was to be begun; pages of it may be due. */
  | { readonly kind: 'day-left'; readonly completedDate: string }

/**
 * Fetches the pages that the registry index says are due, day of completion by day, one request at a time. Each page is
 * stored before it is yielded, and each request noted before that, so that a kill at any moment loses nothing and
 * finished work is not done again. When the signal is aborted with `NothingMore`, what was asked for is kept, and what is
 * left is told before the end.
 *
 * @throws the reason of the signal while there is something left to fetch; `untrusted_server` and what storage throws. A
 * block makes it wait, and say so; it never hurries.
 */
export async function* fetchDue(resources: FetchResources, options: FetchOptions = {}): AsyncGenerator<FetchProgress> {
  const { storage, state } = resources
  const { signal } = options
  await flushJournals(storage, state)
  let isLeft = false
  for await (const { completedDate, marks } of daysToFetch(storage, options)) {
    if (isToEnd(signal)) {
      isLeft = true
      yield { kind: 'day-left', completedDate }
      continue
    }
    const { rows: listed, fingerprint } = await readIndexState(storage, completedDate)
    const groups = groupByReceipt(listed)
    const pages: FetchedPage[] = []
    const images = { requested: 0, due: 0 }
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
          const fetched = await unlessToEnd(signal, async () => {
            await lease.hold()
            return fetchPage(resources, page, logs, options)
          })
          if (fetched === null || !isSettled(fetched.outcome)) remaining++
          if (fetched === null) continue
          pages.push(fetched)
          yield { kind: 'page', page: fetched }
        }
        if (options.labelImages === true) {
          const got = await fetchImages(resources, rows, () => lease.hold(), options)
          images.requested += got.requested
          images.due += got.due
        }
      } finally {
        await lease.release()
        for (const { partition } of logs) await flushJournal(storage, state, partitionKey(partition))
      }
    }
    if (remaining + images.due > 0) isLeft = true
    else await storage.objects.remove(settledMarks(marks, fingerprint).map(({ key }) => key))
    const day = { completedDate, due, pages, remaining, images: images.requested, remainingImages: images.due }
    yield { kind: 'day-done', day }
  }
  if (isLeft) signal?.throwIfAborted()
}

/** Fetches the pictures that forms of a group show and that have no clear answer yet; what could not be fetched stands in their log. */
async function fetchImages(
  resources: FetchResources,
  rows: readonly IndexRow[],
  hold: () => Promise<unknown>,
  options: FetchOptions,
): Promise<{ readonly requested: number; readonly due: number }> {
  const { storage, state } = resources
  const partition = partitionOf((rows[0] as IndexRow).ttb_id, 'certificate')
  const { receivedDate, receiptMethod } = partition
  const ttbIds = new Set(rows.map(({ ttb_id }) => ttb_id).filter((id) => pageKindsOf(id).includes('certificate')))
  const count = { requested: 0, due: 0 }
  if (receivedDate === null || receiptMethod === null || ttbIds.size === 0) return count
  const { entries } = await openRawPartition(storage, state, partition)
  for await (const { ttbId, form, due } of listFormsWithDueImages(
    storage,
    { receivedDate, receiptMethod },
    entries,
    ttbIds,
  )) {
    const got = await unlessToEnd(options.signal, async () => {
      await hold()
      return fetchLabelImages(resources, ttbId, form, options)
    })
    count.requested += got?.requested ?? 0
    count.due += got?.due ?? due.length
  }
  return count
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
