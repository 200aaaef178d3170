import type { ReceiptMethod } from '@ttb/utils'
import { DAY_MS, weekday } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { ClassType, Origin } from './code-lists.ts'

export type Status = 'APPROVED' | 'SURRENDERED' | 'EXPIRED' | 'REVOKED'

/** One status of a record, from when the registry shows it. */
export interface StatusEvent {
  readonly status: Status
  /** The completed date that goes with it, as a number of days since 1970. */
  readonly day: number
  /** When the registry shows it, milliseconds since 1970. */
  readonly fromMs: number
}

/** All that is kept of a record; its pages are made from it when they are asked for. */
export interface Lifecycle {
  readonly ttbId: string
  readonly receivedDay: number
  /** Null for the short IDs of before 1997. */
  readonly receiptMethod: ReceiptMethod | null
  readonly sequence: number
  readonly companyId: number
  readonly classType: ClassType
  readonly origin: Origin
  /** Day on which the certificate ends by itself, where TTB set one. */
  readonly expirationDay: number | null
  /** In order of time; the first is the approval. */
  readonly events: StatusEvent[]
}

/** A record as the registry shows it at some time: at this one of its events. */
export interface Sighting {
  readonly lifecycle: Lifecycle
  readonly event: StatusEvent
}

/** An approval is visible 48 hours later. */
export const APPROVAL_VISIBLE_AFTER_MS = 2 * DAY_MS
const HOUR_MS = 3_600_000

/** The approval of a record on a day, at some time of a working day in Washington. */
export function approval(random: Random, day: number): StatusEvent {
  return { status: 'APPROVED', day, fromMs: workingTime(random, day) + APPROVAL_VISIBLE_AFTER_MS }
}

/** A later change of status, shown at once. */
export function change(random: Random, status: Status, day: number): StatusEvent {
  return { status, day, fromMs: workingTime(random, day) }
}

/** The end of a certificate that was given for a time: midnight in Washington. */
export function expiry(day: number): StatusEvent {
  return { status: 'EXPIRED', day, fromMs: day * DAY_MS + 5 * HOUR_MS }
}

/** 8 to 17 o'clock in Washington, where the day is the same as in UTC. */
function workingTime(random: Random, day: number): number {
  return day * DAY_MS + 13 * HOUR_MS + Math.floor(random.next() * 9 * HOUR_MS)
}

/** The day itself, the Friday before a Saturday, the Monday after a Sunday. */
export function workday(day: number): number {
  const name = weekday(day)
  return name === 6 ? day - 1 : name === 0 ? day + 1 : day
}

/** What the registry shows of a record at a time; null while it shows nothing. */
export function sightingAt(lifecycle: Lifecycle, atMs: number): Sighting | null {
  const event = lifecycle.events.findLast(({ fromMs }) => fromMs <= atMs)
  return event ? { lifecycle, event } : null
}
