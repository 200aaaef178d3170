import type { Reading } from '@ttb/utils'
import { cleanDate } from './dates.ts'
import { mapReading, type SourceText } from './reading.ts'

/** Where a day lies in the fiscal year of the US Government, which begins on 1 October and is named for the year it ends in. */
export interface FiscalPeriod {
  readonly fiscalYear: number
  /** 1 from October, 2 from January, 3 from April, 4 from July. */
  readonly fiscalQuarter: 1 | 2 | 3 | 4
  /** 1 is October, 12 is September. */
  readonly fiscalMonth: number
}

/** The fiscal period of a date. Issues as `cleanDate` of the `dates` entry. Source: 31 U.S.C. 1102. */
export function parseFiscalPeriod(date: SourceText): Reading<FiscalPeriod> {
  return mapReading(cleanDate(date), (day) => {
    const [year, month] = day.split('-').map(Number) as [number, number]
    const fiscalMonth = ((month + 2) % 12) + 1
    return {
      fiscalYear: month >= 10 ? year + 1 : year,
      fiscalQuarter: Math.ceil(fiscalMonth / 3) as FiscalPeriod['fiscalQuarter'],
      fiscalMonth,
    }
  })
}
