import { isoDate } from '../ttb-id/calendar.ts'

/** Longer than any text of the registry; what is longer is a fault of reading. */
export const MAX_TEXT_LENGTH = 100_000

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether a text is a calendar day `YYYY-MM-DD`, and there is such a day. */
export function isCalendarDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? []
  return year !== undefined && isoDate(Number(year), Number(month), Number(day)) === text
}
