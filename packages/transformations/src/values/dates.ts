import { FIRST_YEAR, isoDate, type Reading } from '@ttb/utils'
import { issue, readText, refused, type SourceText, understood } from './reading.ts'

export interface DateOptions {
  /** Which of two numbers is the month, where the text leaves it open. Default: `month-first`, as in the US. */
  readonly order?: 'month-first' | 'day-first'
  /** The latest year that a two-digit year can mean; the window is the hundred years that end here. Default: 2054. */
  readonly latestYear?: number
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const FULL_MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const WEEKDAY = /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|rsday|sday|urday)?[.,]{0,2} /i
const ZONE_NAME = / \([A-Z ]+\)$/i
const TIME =
  /(?:,? |,|T)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m\.?)? ?(?:Z|UTC|GMT|[ECMP][SD]?T)?(?:[+-]\d{2}:?\d{2})?$/i
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/
const COMPACT = /^(1[7-9]\d{2}|2[01]\d{2})(\d{2})(\d{2})$/
const COMPACT_YEAR_LAST = /^(\d{2})(\d{2})(1[7-9]\d{2}|2[01]\d{2})$/
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/
const DAY_MONTH_YEAR = /^(\d{1,2})(?:st|nd|rd|th)?[- .,/]{0,2}([a-z]{3,9})\.?[- .,/]{0,2}(\d{4}|\d{2})$/i
const MONTH_DAY_YEAR = /^([a-z]{3,9})\.?[- ,]{0,2}(\d{1,2})(?:st|nd|rd|th)?[- ,]{1,2}(\d{4}|\d{2})$/i

/**
 * A calendar day `YYYY-MM-DD` from a date as people write it: `01/02/2024`, `2-Jan-2024`, `January 2, 2024`, `20240102`,
 * ISO 8601; a time of day and a time zone are dropped, the day stays as written. The day must exist.
 * Issues: `invalid` for a day the calendar does not have, `not_understood`, `assumed` for a two-digit year and for eight
 * digits that end in the year (`01022024`).
 */
export function cleanDate(
  text: SourceText,
  { order = 'month-first', latestYear = FIRST_YEAR + 99 }: DateOptions = {},
): Reading<string> {
  return readText(text, (typed) => {
    const plain = typed
      .replace(ZONE_NAME, '')
      .replace(TIME, '')
      .replace(WEEKDAY, '')
      .replace(/ ?\/ ?/g, '/')
    const parts = dateParts(plain, order)
    if (parts === null) return refused('not_understood', typed)
    const { year, month, day } = parts
    const isShort = year.length === 2
    const fullYear = isShort ? yearInWindow(Number(year), latestYear) : Number(year)
    const date = isoDate(fullYear, month, day)
    if (date === null) return refused('invalid', typed)
    const isAssumed = isShort || (!COMPACT.test(plain) && COMPACT_YEAR_LAST.test(plain))
    return understood(date, isAssumed ? [issue('assumed', typed)] : [])
  })
}

/** The year of two digits within the hundred years that end with the latest. */
export function yearInWindow(twoDigits: number, latestYear: number): number {
  return latestYear - ((((latestYear - twoDigits) % 100) + 100) % 100)
}

interface DateParts {
  readonly year: string
  readonly month: number
  readonly day: number
}

function dateParts(text: string, order: NonNullable<DateOptions['order']>): DateParts | null {
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst) return { year: yearFirst[1] as string, month: Number(yearFirst[3]), day: Number(yearFirst[4]) }
  const compact = COMPACT.exec(text)
  if (compact) return { year: compact[1] as string, month: Number(compact[2]), day: Number(compact[3]) }
  const yearLast = YEAR_LAST.exec(text)
  if (yearLast) return inOrder(order, yearLast[1], yearLast[3], yearLast[4] as string)
  const compactYearLast = COMPACT_YEAR_LAST.exec(text)
  if (compactYearLast) return inOrder(order, compactYearLast[1], compactYearLast[2], compactYearLast[3] as string)
  const dayFirst = DAY_MONTH_YEAR.exec(text)
  if (dayFirst) return withMonth(dayFirst[3] as string, dayFirst[2] as string, dayFirst[1] as string)
  const monthFirst = MONTH_DAY_YEAR.exec(text)
  if (monthFirst) return withMonth(monthFirst[3] as string, monthFirst[1] as string, monthFirst[2] as string)
  return null
}

function inOrder(order: DateOptions['order'], one: unknown, two: unknown, year: string): DateParts {
  const [first, second] = [Number(one), Number(two)]
  return order === 'month-first' ? { year, month: first, day: second } : { year, month: second, day: first }
}

function withMonth(year: string, name: string, day: string): DateParts | null {
  const lower = name.toLowerCase()
  const index = lower === 'sept' ? 8 : Math.max(MONTHS.indexOf(lower), FULL_MONTHS.indexOf(lower))
  return index < 0 ? null : { year, month: index + 1, day: Number(day) }
}

/** Days from one `YYYY-MM-DD` to another, negative when the second is earlier. Both must be days that exist. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** Days since 0000-03-01 of the proleptic Gregorian calendar. */
function dayNumber(date: string): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))]
  const marchYear = month < 3 ? year - 1 : year
  const monthsSinceMarch = (month + 9) % 12
  return (
    365 * marchYear +
    Math.floor(marchYear / 4) -
    Math.floor(marchYear / 100) +
    Math.floor(marchYear / 400) +
    Math.floor((153 * monthsSinceMarch + 2) / 5) +
    day -
    1
  )
}
