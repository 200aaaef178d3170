import { partitionOf } from '@ttb/resources'
import type { ReceiptMethod } from '@ttb/utils'
import type { Outcome } from '@ttb/utils/pages'
import type { FetchEntry } from '@ttb/utils/records'
import { pageKindsOf } from './due-pages.ts'
import { type FetchedPage, type FetchPageOptions, fetchPage } from './fetch-page.ts'
import type { FetchResources } from './fetch-resources.ts'
import { flushJournals, openRawPartition, type RawPartitionLog } from './raw-partition.ts'
import { type SequenceView, ttbIdOf, viewSequence } from './sequence-gaps.ts'

/** A search by completed date finds every record, so numbers past the highest known one are tried only this far. */
export const BEYOND = 20

export interface ProbedDay {
  readonly view: SequenceView
  readonly pages: readonly FetchedPage[]
}

/** What is known of the numbers of a day and method of receipt. */
export async function readSequence(
  { storage, state, clock }: Pick<FetchResources, 'storage' | 'state' | 'clock'>,
  receivedDate: string,
  receiptMethod: ReceiptMethod,
): Promise<{ readonly view: SequenceView; readonly log: RawPartitionLog }> {
  const log = await openRawPartition(storage, state, { receivedDate, receiptMethod, kind: 'cola-detail' })
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  return { view: viewSequence(receivedDate, receiptMethod, log.entries, today), log }
}

/**
 * Tries the numbers of one day and method of receipt that are not known and due, and those past the highest known one
 * until 20 of them in a row are not there. Only a clear "no such record" counts as one that is not.
 */
export async function probeGaps(
  resources: FetchResources,
  receivedDate: string,
  receiptMethod: ReceiptMethod,
  options: FetchPageOptions = {},
): Promise<ProbedDay> {
  const { view, log } = await readSequence(resources, receivedDate, receiptMethod)
  const pages: FetchedPage[] = []
  const probe = async (sequence: number): Promise<Outcome> => {
    options.signal?.throwIfAborted()
    const ttbId = ttbIdOf(view, sequence)
    const page = await fetchPage(resources, { ttbId, kind: 'cola-detail', reason: 'probe' }, [log], options)
    pages.push(page)
    if (page.outcome === 'found') await askForOthers(ttbId)
    return page.outcome
  }
  const logs = new Map<string, RawPartitionLog>()
  /** Asks for the other pages of a record, if no clear answer is known. */
  const askForOthers = async (ttbId: string): Promise<void> => {
    for (const kind of pageKindsOf(ttbId).filter((other) => other !== 'cola-detail')) {
      const other =
        logs.get(kind) ?? (await openRawPartition(resources.storage, resources.state, partitionOf(ttbId, kind)))
      logs.set(kind, other)
      if (other.entriesOf(ttbId).some(isClear)) continue
      options.signal?.throwIfAborted()
      pages.push(await fetchPage(resources, { ttbId, kind, reason: 'probe' }, [other], options))
    }
  }
  try {
    // A probe that ended between the pages of a record, or got no answer, leaves one that no gap speaks of any more.
    for (const ttbId of foundByProbe(log)) await askForOthers(ttbId)
    for (const sequence of view.dueGaps) await probe(sequence)
    for (let sequence = view.highest + 1, misses = 0; isBeyondDue(view) && misses < BEYOND; sequence++) {
      const outcome = await probe(sequence)
      if (outcome === 'not_found') misses++
      else if (outcome === 'found') misses = 0
      // The registry gives no clear answers now; the next rescan asks again.
      else break
    }
  } finally {
    await flushJournals(resources.storage, resources.state)
  }
  return { view, pages }
}

/** Whether numbers past the highest known one are worth a try. */
export function isBeyondDue({ dueGaps, known }: SequenceView): boolean {
  return dueGaps.length > 0 || known === 0
}

/** The records that a probe has found. */
export function foundByProbe({ entries }: RawPartitionLog): ReadonlySet<string> {
  return new Set(
    entries.filter(({ reason, outcome }) => reason === 'probe' && outcome === 'found').map(({ ttb_id }) => ttb_id),
  )
}

/** Whether a request has an answer that settles it. */
export function isClear({ outcome }: FetchEntry): boolean {
  return outcome === 'found' || outcome === 'not_found'
}
