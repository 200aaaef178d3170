/** Days before each month of a common year. */
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const

/** Whether a year of the Gregorian calendar has 366 days. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** How many days a year has. */
export function daysInYear(year: number): 365 | 366 {
  return isLeapYear(year) ? 366 : 365
}

/** How many days a month has, 1 being January. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** `'2024-02-29'` from its parts, or null when the calendar has no such day. */
export function isoDate(year: number, month: number, day: number): string | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day)
  if (!whole || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return null
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** `'2024-12-31'` from 2024 and 366, or null when the year has no such day. */
export function dateOfDayOfYear(year: number, dayOfYear: number): string | null {
  if (!Number.isInteger(dayOfYear) || dayOfYear < 1 || dayOfYear > daysInYear(year)) return null
  const leapDay = isLeapYear(year) ? 1 : 0
  let month = 12
  while (month > 1 && dayOfYear <= daysBefore(month, leapDay)) month--
  return isoDate(year, month, dayOfYear - daysBefore(month, leapDay))
}

/** 366 from `'2024-12-31'`. The date must be a real one, as {@link isoDate} gives it. */
export function dayOfYear(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return daysBefore(month, isLeapYear(year) ? 1 : 0) + day
}

function daysBefore(month: number, leapDay: 0 | 1): number {
  return (DAYS_BEFORE_MONTH[month - 1] as number) + (month > 2 ? leapDay : 0)
}

/** The day so many days after `'2024-02-29'`, or before it when negative. The date must be a real one. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
