import type { Reading } from '@ttb/utils'
import { cleanDate } from './dates.ts'
import { refused, type SourceText, understood } from './reading.ts'

/** Where a day lies in the fiscal year of the US Government, which is named for the year it ends in. */
export interface FiscalPeriod {
  readonly fiscalYear: number
  /** 1 from October, 2 from January, 3 from April, 4 from July; up to fiscal year 1976, 1 from July and so on. */
  readonly fiscalQuarter: 1 | 2 | 3 | 4
  /** 1 is October and 12 September; up to fiscal year 1976, 1 is July and 12 June. */
  readonly fiscalMonth: number
}

/** Fiscal years have begun in October since this day; those of July 1843 to June 1976 began in July. */
const FIRST_OCTOBER_YEAR = '1976-10-01'
const TRANSITION_QUARTER = '1976-07-01'
const FIRST_JULY_YEAR = '1843-07-01'

/**
 * The fiscal period of a date. Issues as `cleanDate` of the `dates` entry, and `not_applicable` for the three months
 * from July 1976, which belong to no fiscal year, and for days before July 1843.
 * Source: 31 U.S.C. 1102; Congressional Budget Act of 1974, section 501.
 */
export function parseFiscalPeriod(date: SourceText): Reading<FiscalPeriod> {
  const reading = cleanDate(date)
  const { value: day, issues } = reading
  if (day === null) return { value: null, issues }
  if (day < FIRST_JULY_YEAR || (day >= TRANSITION_QUARTER && day < FIRST_OCTOBER_YEAR))
    return refused('not_applicable', day)
  const [year, month] = day.split('-').map(Number) as [number, number]
  const firstMonth = day < FIRST_OCTOBER_YEAR ? 7 : 10
  const fiscalMonth = ((month - firstMonth + 12) % 12) + 1
  return understood(
    {
      fiscalYear: month >= firstMonth ? year + 1 : year,
      fiscalQuarter: Math.ceil(fiscalMonth / 3) as FiscalPeriod['fiscalQuarter'],
      fiscalMonth,
    },
    issues,
  )
}
