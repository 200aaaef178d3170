import { isoDate, TtbError } from '@ttb/utils'

/** A day: `YYYY-MM-DD`, or a `Date`, of which the day in UTC counts. */
export type OldDate = string | Date

/** The day as `YYYY-MM-DD`. Throws `invalid_argument` for what is none. */
export function dayOf(date: OldDate): string {
  const text = typeof date === 'string' ? date : Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10)
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (day !== undefined && isoDate(Number(year), Number(month), Number(day)) === text) return text
  throw new TtbError(`not a date: ${JSON.stringify(date)}; expected YYYY-MM-DD or a Date`, { code: 'invalid_argument' })
}
