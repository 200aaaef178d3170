import { addDays, formatTtbId, isReceiptMethod, type ReceiptMethod, readTtbId } from '@ttb/utils'
import type { FetchEntry } from '@ttb/utils/records'

/** Days after receipt at which the gaps of a day are worth another look: approval takes days to months. */
export const RESCAN_DAYS = [3, 7, 15, 30, 60, 120, 200] as const

/** The sequence numbers of one day and method of receipt. */
export interface SequenceView {
  readonly receivedDate: string
  readonly receiptMethod: ReceiptMethod
  /** Records of which a page is held. */
  readonly known: number
  /** The highest sequence number among them; 0 when there is none. */
  readonly highest: number
  /**
   * The numbers below it that are not known. Most will never be: an application that is rejected, withdrawn or pending is
   * not shown.
   */
  readonly gaps: readonly number[]
  /** Those that were not tried since the last time they were worth it. */
  readonly dueGaps: readonly number[]
  /** The next day on which they are; null after the last. */
  readonly nextRescan: string | null
}

/**
 * What is known of the numbers of one day and method of receipt, from the manifest of its detail pages.
 *
 * @param today `YYYY-MM-DD`
 */
export function viewSequence(
  receivedDate: string,
  receiptMethod: ReceiptMethod,
  entries: readonly FetchEntry[],
  today: string,
): SequenceView {
  const known = new Set<number>()
  const triedOn = new Map<number, string>()
  for (const { ttb_id, outcome, requested_at } of entries) {
    const sequence = readTtbId(ttb_id)?.sequence
    if (sequence === undefined) continue
    if (outcome === 'found') known.add(sequence)
    // Only a clear answer counts as a try: a timeout says nothing about the number.
    else if (outcome === 'not_found') {
      const day = requested_at.slice(0, 10)
      if (day > (triedOn.get(sequence) ?? '')) triedOn.set(sequence, day)
    }
  }
  const highest = Math.max(0, ...known)
  const gaps = Array.from({ length: highest }, (_, at) => at + 1).filter((sequence) => !known.has(sequence))
  const rescans = RESCAN_DAYS.map((days) => addDays(receivedDate, days))
  const lastRescan = rescans.findLast((day) => day <= today)
  const dueGaps = lastRescan === undefined ? [] : gaps.filter((sequence) => (triedOn.get(sequence) ?? '') < lastRescan)
  return {
    receivedDate,
    receiptMethod,
    known: known.size,
    highest,
    gaps,
    dueGaps,
    nextRescan: rescans.find((day) => day > today) ?? null,
  }
}

/** The TTB ID of a number of a day. */
export function ttbIdOf({ receivedDate, receiptMethod }: SequenceView, sequence: number): string {
  return formatTtbId({ receivedDate, receiptMethod, sequence })
}

/** Whether a day's IDs carry sequence numbers that can be counted: those of before 1997 have no receipt method. */
export function hasSequence(receiptMethod: string | null): receiptMethod is ReceiptMethod {
  return receiptMethod !== null && isReceiptMethod(receiptMethod)
}
