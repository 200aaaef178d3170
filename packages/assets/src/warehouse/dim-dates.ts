import { parseFiscalPeriod } from '@ttb/transformations'
import { addDays, dayOfYear, TtbError } from '@ttb/utils'
import type { DateRow } from '@ttb/utils/records'
import { federalHolidays } from './federal-holidays.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

/** The years that TTB IDs can be of. */
export const ALL_YEARS = { startYear: 1955, endYear: 2054 } as const

export interface DateRange {
  readonly startYear: number
  /** Itself included. */
  readonly endYear: number
}

/** Key 0: every date that is not known, or lies outside the years of the dimension. */
const UNKNOWN_DAY: DateRow = {
  date_key: 0,
  date: null,
  year: null,
  quarter: null,
  month: null,
  day_of_month: null,
  day_of_year: null,
  day_of_week: null,
  iso_week: null,
  iso_week_year: null,
  month_name: null,
  day_name: null,
  quarter_name: null,
  fiscal_year: null,
  fiscal_quarter: null,
  fiscal_month: null,
  is_weekend: null,
  is_federal_holiday: null,
  holiday_name: null,
  is_business_day: null,
}

/** Every day of the years, after the unknown one. Throws `invalid_argument` when the years are none. */
export function dateRows({ startYear, endYear }: DateRange = ALL_YEARS): DateRow[] {
  if (
    !(
      Number.isInteger(startYear) &&
      Number.isInteger(endYear) &&
      startYear >= 1900 &&
      endYear <= 2999 &&
      startYear <= endYear
    )
  )
    throw new TtbError(
      `not a range of years: ${startYear} to ${endYear}; expected years from 1900 to 2999, the first not after the last`,
      {
        code: 'invalid_argument',
      },
    )
  const holidays = new Map<string, string>()
  for (let year = startYear; year <= endYear + 1; year++)
    for (const [day, name] of federalHolidays(year)) holidays.set(day, name)
  const rows = [UNKNOWN_DAY]
  for (let day = `${startYear}-01-01`; day <= `${endYear}-12-31`; day = addDays(day, 1))
    rows.push(dateRow(day, holidays))
  return rows
}

function dateRow(date: string, holidays: ReadonlyMap<string, string>): DateRow {
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number]
  const quarter = Math.ceil(month / 3)
  const weekday = weekdayOf(date)
  const week = isoWeek(date, weekday)
  const fiscal = parseFiscalPeriod(date).value
  const holiday = holidays.get(date) ?? null
  return {
    date_key: year * 10_000 + month * 100 + dayOfMonth,
    date,
    year,
    quarter,
    month,
    day_of_month: dayOfMonth,
    day_of_year: dayOfYear(date),
    day_of_week: weekday,
    iso_week: week.week,
    iso_week_year: week.year,
    month_name: MONTHS[month - 1] as string,
    day_name: DAYS[weekday - 1] as string,
    quarter_name: `${year} Q${quarter}`,
    fiscal_year: fiscal?.fiscalYear ?? null,
    fiscal_quarter: fiscal?.fiscalQuarter ?? null,
    fiscal_month: fiscal?.fiscalMonth ?? null,
    is_weekend: weekday >= 6,
    is_federal_holiday: holiday !== null,
    holiday_name: holiday,
    is_business_day: weekday < 6 && holiday === null,
  }
}

/** 1 for Monday to 7 for Sunday. */
function weekdayOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** A week belongs to the year that its Thursday is in. */
function isoWeek(date: string, weekday: number): { readonly year: number; readonly week: number } {
  const thursday = addDays(date, 4 - weekday)
  return { year: Number(thursday.slice(0, 4)), week: Math.ceil(dayOfYear(thursday) / 7) }
}
