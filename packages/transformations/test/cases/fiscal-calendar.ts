import { parseFiscalPeriod } from '../../src/values/fiscal-calendar.ts'
import type { Subject } from './case.ts'

const period = (fiscalYear: number, fiscalQuarter: number, fiscalMonth: number) => ({
  fiscalYear,
  fiscalQuarter,
  fiscalMonth,
})

export const fiscalCalendar: Subject = {
  entry: 'fiscal-calendar',
  sentence: 'The fiscal year, quarter and month of the US Government for a day.',
  groups: [
    {
      call: 'parseFiscalPeriod(given)',
      read: (given) => parseFiscalPeriod(given),
      cases: [
        { given: '2024-01-01', want: period(2024, 2, 4), note: 'January to March is the second quarter' },
        { given: '2024-02-29', want: period(2024, 2, 5) },
        { given: '2024-03-31', want: period(2024, 2, 6) },
        { given: '2024-04-01', want: period(2024, 3, 7) },
        { given: '2024-05-15', want: period(2024, 3, 8) },
        { given: '2024-06-30', want: period(2024, 3, 9) },
        { given: '2024-07-01', want: period(2024, 4, 10) },
        { given: '2024-08-15', want: period(2024, 4, 11) },
        { given: '2024-09-30', want: period(2024, 4, 12), note: 'the last day of fiscal year 2024' },
        { given: '2024-10-01', want: period(2025, 1, 1), note: 'the first day of fiscal year 2025' },
        { given: '2024-11-15', want: period(2025, 1, 2) },
        { given: '2024-12-31', want: period(2025, 1, 3) },
        { given: '10/01/2024', want: period(2025, 1, 1) },
        { given: '2024-02-30', want: null, issues: ['invalid'] },
        { given: 'Q1', want: null, issues: ['not_understood'] },
        { given: '', want: null },
      ],
    },
  ],
}
