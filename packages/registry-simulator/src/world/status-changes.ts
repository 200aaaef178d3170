import { TtbError } from '@ttb/utils'
import { weekday } from '../calendar.ts'
import { createRandom, type Random, seedOf } from '../random.ts'
import { change, type Lifecycle, type StatusEvent } from './lifecycle.ts'
import type { Scenario } from './scenario.ts'

export interface Period {
  readonly firstDay: number
  /** Not included. */
  readonly endDay: number
}

/** Days after approval before a record may change: it has been seen as approved by then. */
const SEEN_AFTER_DAYS = 3

/**
 * Surrenders and revokes records until changes make up the scenario's share of the period's completions, and some in
 * the years before. Throws `invalid_argument` when there are too few records to change.
 */
export function addStatusChanges(scenario: Scenario, lifecycles: readonly Lifecycle[], period: Period): void {
  const random = createRandom(seedOf(scenario.seed, 'changes'))
  const days = Array.from({ length: period.endDay - period.firstDay }, (_, at) => period.firstDay + at)
  const workdays = days.filter((day) => weekday(day) % 6 !== 0)
  const completed = lifecycles
    .flatMap(({ events }) => events)
    .filter(({ day }) => day >= period.firstDay && day < period.endDay)
  const approvals = completed.filter(({ status }) => status === 'APPROVED').length
  const wanted = Math.ceil((approvals * scenario.statusChangeShare) / (1 - scenario.statusChangeShare))
  let missing = wanted - (completed.length - approvals)
  for (const lifecycle of shuffled(random, lifecycles)) {
    if (missing > 0) {
      const day = workdays.length > 0 ? random.pick(workdays) : period.firstDay
      if (addChange(random, lifecycle, day)) missing--
    } else if (random.chance(0.2)) {
      const approvedDay = (lifecycle.events[0] as StatusEvent).day
      const day = approvedDay + random.between(90, 1500)
      if (day < period.firstDay && weekday(day) % 6 !== 0) addChange(random, lifecycle, day)
    }
  }
  if (missing > 0)
    throw new TtbError(
      `scenario ${scenario.name}: ${missing} more records are needed for statusChangeShare ${scenario.statusChangeShare}; expected more olderRecords than ${scenario.olderRecords}`,
      { code: 'invalid_argument' },
    )
}

/** Whether the record could change on the day: it is approved, and has not changed otherwise. */
export function addChange(random: Random, lifecycle: Lifecycle, day: number): boolean {
  const [approved, later] = lifecycle.events as [StatusEvent, StatusEvent?]
  if (approved.day + SEEN_AFTER_DAYS >= day || lifecycle.events.length > 2) return false
  // A certificate can be surrendered before or after it ends by itself.
  if (later && later.status !== 'EXPIRED') return false
  const event = change(random, random.chance(0.98) ? 'SURRENDERED' : 'REVOKED', day)
  if (later && later.day >= day) lifecycle.events.splice(1, 1, event)
  else lifecycle.events.push(event)
  return true
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const deck = [...items]
  for (let at = deck.length - 1; at > 0; at--) {
    const other = random.between(0, at)
    ;[deck[at], deck[other]] = [deck[other] as T, deck[at] as T]
  }
  return deck
}
