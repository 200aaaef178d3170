import { addDays } from '@ttb/utils'

/** A holiday on a fixed day, or on the nth of some weekday in a month; `nth` -1 is the last. Weekdays: 1 Monday to 7 Sunday. */
type When =
  | { readonly month: number; readonly day: number }
  | { readonly month: number; readonly weekday: number; readonly nth: number }

interface Rule {
  readonly name: string
  readonly when: When
  /** First and last year in which it is so. */
  readonly from?: number
  readonly to?: number
}

/** Source: 5 U.S.C. 6103 and the laws it replaced (Uniform Monday Holiday Act, from 1971), for federal offices. */
const RULES: readonly Rule[] = [
  { name: "New Year's Day", when: { month: 1, day: 1 } },
  { name: 'Birthday of Martin Luther King, Jr.', when: { month: 1, weekday: 1, nth: 3 }, from: 1986 },
  { name: "Washington's Birthday", when: { month: 2, day: 22 }, to: 1970 },
  { name: "Washington's Birthday", when: { month: 2, weekday: 1, nth: 3 }, from: 1971 },
  { name: 'Memorial Day', when: { month: 5, day: 30 }, to: 1970 },
  { name: 'Memorial Day', when: { month: 5, weekday: 1, nth: -1 }, from: 1971 },
  { name: 'Juneteenth National Independence Day', when: { month: 6, day: 19 }, from: 2021 },
  { name: 'Independence Day', when: { month: 7, day: 4 } },
  { name: 'Labor Day', when: { month: 9, weekday: 1, nth: 1 } },
  { name: 'Columbus Day', when: { month: 10, weekday: 1, nth: 2 }, from: 1971 },
  { name: 'Veterans Day', when: { month: 11, day: 11 }, to: 1970 },
  { name: 'Veterans Day', when: { month: 10, weekday: 1, nth: 4 }, from: 1971, to: 1977 },
  { name: 'Veterans Day', when: { month: 11, day: 11 }, from: 1978 },
  { name: 'Thanksgiving Day', when: { month: 11, weekday: 4, nth: 4 } },
  { name: 'Christmas Day', when: { month: 12, day: 25 } },
]

/**
 * The federal holidays of a year by day; one on a Saturday is kept on the Friday before, one on a Sunday on the Monday
 * after, and both days are holidays. New Year's Day on a Saturday is kept in the year before.
 */
export function federalHolidays(year: number): [day: string, name: string][] {
  return RULES.filter(({ from = 0, to = 9999 }) => year >= from && year <= to).flatMap(({ name, when }) => {
    const day = dayOf(year, when)
    const weekday = weekdayOf(day)
    const kept = weekday === 6 ? addDays(day, -1) : weekday === 7 ? addDays(day, 1) : null
    const itself: [string, string] = [day, name]
    return kept === null ? [itself] : [itself, [kept, `${name} (observed)`] satisfies [string, string]]
  })
}

function dayOf(year: number, when: When): string {
  const first = `${year}-${String(when.month).padStart(2, '0')}-01`
  if ('day' in when) return addDays(first, when.day - 1)
  const toFirst = (when.weekday - weekdayOf(first) + 7) % 7
  if (when.nth > 0) return addDays(first, toFirst + 7 * (when.nth - 1))
  const fifth = addDays(first, toFirst + 28)
  return fifth.slice(0, 7) === first.slice(0, 7) ? fifth : addDays(fifth, -7)
}

function weekdayOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}
