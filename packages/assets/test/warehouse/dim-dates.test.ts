import { openDatabase } from '@ttb/resources'
import { describe, expect, it } from 'vitest'
import { dateRows } from '../../src/warehouse/dim-dates.ts'
import { federalHolidays } from '../../src/warehouse/federal-holidays.ts'

const rows = dateRows({ startYear: 2015, endYear: 2035 })

describe('dim_dates', () => {
  it('is right for each day of 2015 to 2035, as DuckDB reckons', async () => {
    const database = await openDatabase()
    const { rows: expected } = await database.query(`
      SELECT d::VARCHAR, year(d), quarter(d), month(d), day(d), dayofyear(d), isodow(d), week(d), isoyear(d), monthname(d), dayname(d),
        year(d + INTERVAL 3 MONTH), quarter(d + INTERVAL 3 MONTH), month(d + INTERVAL 3 MONTH), isodow(d) > 5
      FROM (SELECT unnest(generate_series(DATE '2015-01-01', DATE '2035-12-31', INTERVAL 1 DAY))::DATE AS d)`)
    database.close()
    expect(rows.length).toBe(expected.length + 1)
    rows.slice(1).forEach((row, at) => {
      const oracle = (expected[at] as unknown[]).map((value) =>
        typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
      )
      expect([
        row.date,
        row.year,
        row.quarter,
        row.month,
        row.day_of_month,
        row.day_of_year,
        row.day_of_week,
        row.iso_week,
        row.iso_week_year,
        row.month_name,
        row.day_name,
        row.fiscal_year,
        row.fiscal_quarter,
        row.fiscal_month,
        row.is_weekend,
      ]).toEqual(oracle)
    })
  })

  it('has the quarters of the fiscal year by their months', () => {
    const quarterOf = (date: string) => rows.find((row) => row.date === date)
    for (const [date, year, quarter] of [
      ['2023-09-30', 2023, 4],
      ['2023-10-01', 2024, 1],
      ['2024-01-01', 2024, 2],
      ['2024-03-31', 2024, 2],
      ['2024-04-01', 2024, 3],
      ['2024-07-01', 2024, 4],
      ['2024-12-31', 2025, 1],
    ] as const)
      expect(quarterOf(date)).toMatchObject({ fiscal_year: year, fiscal_quarter: quarter })
  })

  it('begins with the unknown day, and has each key once', () => {
    expect(rows[0]).toMatchObject({ date_key: 0, date: null, is_business_day: null })
    expect(new Set(rows.map(({ date_key }) => date_key)).size).toBe(rows.length)
  })

  it('refuses years that are none', () => {
    expect(() => dateRows({ startYear: 2030, endYear: 2015 })).toThrowError(/not a range of years: 2030 to 2015/)
  })
})

describe('federal holidays', () => {
  // As the Office of Personnel Management publishes them: the days on which offices are closed.
  const published: Readonly<Record<string, readonly string[]>> = {
    2015: '01-01 01-19 02-16 05-25 07-03 09-07 10-12 11-11 11-26 12-25'.split(' '),
    2020: '01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25'.split(' '),
    2021: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'.split(' '),
    2022: '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26'.split(' '),
    2023: '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'.split(' '),
    2024: '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'.split(' '),
    2025: '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25'.split(' '),
    2026: '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'.split(' '),
  }
  for (const [year, days] of Object.entries(published)) {
    it(`close offices on the published working days of ${year}`, () => {
      const closed = rows.filter((row) => row.year === Number(year) && row.is_federal_holiday && !row.is_weekend)
      expect(closed.map(({ date }) => date?.slice(5))).toEqual(days)
    })
  }

  it('begin and end in the years of their laws', () => {
    const names = (year: number) => federalHolidays(year).map(([, name]) => name)
    expect(names(2020)).not.toContain('Juneteenth National Independence Day')
    expect(names(1985)).not.toContain('Birthday of Martin Luther King, Jr.')
    expect(federalHolidays(1970)).toContainEqual(['1970-05-30', 'Memorial Day'])
    expect(federalHolidays(1975)).toContainEqual(['1975-10-27', 'Veterans Day'])
  })
})
