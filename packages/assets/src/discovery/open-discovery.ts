import type { Clock, StateStore } from '@ttb/resources'
import { type DiscoveryRange, daysOf, type SearchWindow } from './search-windows.ts'

/** A discovery that has begun: what it has still to search. */
export interface OpenDiscovery {
  /** Windows that were not searched to their end, in order of time. */
  readonly windows: readonly SearchWindow[]
  /** How far the first of them has come, where it is a day that is searched in parts. */
  readonly day: OpenDay | null
}

/** A day of more rows than one search lets through, some parts of which were searched. */
export interface OpenDay {
  /** Rows the registry says the day holds. */
  readonly total: number
  /** When it said so. */
  readonly observedAt: string
  /** Parts that were not searched yet, in order. */
  readonly left: readonly SearchWindow[]
  /** Where the answers lie that list the rows of the others. */
  readonly answers: readonly string[]
  /** The first of them that came; empty while none has. */
  readonly sourceKey: string
  /** Why one of the others is not complete; null when all are. */
  readonly reason: string | null
}

export interface OpenDiscoveryResources {
  readonly state: Pick<StateStore, 'getCursor' | 'setCursor'>
  readonly clock: Pick<Clock, 'now'>
}

/** What was found longer ago may have changed, and is searched again. */
const GOES_ON_WITHIN_MS = 7 * 24 * 60 * 60 * 1000

/** What a discovery of just this range that was ended has still to search; null where there is none. */
export async function readOpenDiscovery(
  { state, clock }: OpenDiscoveryResources,
  range: DiscoveryRange,
): Promise<OpenDiscovery | null> {
  const noted = await state.getCursor(cursorOf(range))
  if (!noted) return null
  const { notedAtMs, ...open } = JSON.parse(noted) as OpenDiscovery & { readonly notedAtMs: number }
  if (clock.now() - notedAtMs > GOES_ON_WITHIN_MS) return null
  // The answers that list what was observed are looked for among those of the same date.
  const isOfToday = open.day?.observedAt.slice(0, 10) === new Date(clock.now()).toISOString().slice(0, 10)
  return isOfToday ? open : { ...open, day: null }
}

/** Notes what a discovery has still to search; null when it has come to its end. */
export async function noteOpenDiscovery(
  { state, clock }: OpenDiscoveryResources,
  range: DiscoveryRange,
  open: OpenDiscovery | null,
): Promise<void> {
  await state.setCursor(cursorOf(range), open ? JSON.stringify({ ...open, notedAtMs: clock.now() }) : '')
}

/**
 * The days of completion that a discovery of just this range, which was ended, has still to search; null where the next one
 * begins with the first.
 */
export async function listDaysLeft(
  resources: OpenDiscoveryResources,
  range: DiscoveryRange,
): Promise<readonly string[] | null> {
  const open = await readOpenDiscovery(resources, range)
  return open && [...new Set(open.windows.flatMap(daysOf))].sort()
}

function cursorOf({ from, to }: DiscoveryRange): string {
  return `registry-index.open ${from} ${to}`
}
