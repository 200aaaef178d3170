import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dateOfDayOfYear,
  dayOfYear,
  daysInYear,
  formatTtbId,
  isoDate,
  isTtbId,
  parseTtbId,
  RECEIPT_METHODS,
  type ReceiptMethod,
  readTtbId,
  TtbError,
} from '../../src/index.ts'

const READ = [
  [
    'an e-filed ID',
    { given: '24002001000001', want: { year: 2024, receivedDate: '2024-01-02', receiptMethod: '001', sequence: 1 } },
  ],
  ['the last day of a leap year', { given: '24366001001583', want: { receivedDate: '2024-12-31', sequence: 1583 } }],
  ['a paper ID of the last century', { given: '99001002000012', want: { year: 1999, receiptMethod: '002' } }],
  ['the first year of the window', { given: '55001000000001', want: { year: 1955 } }],
  ['the last year of the window', { given: '54001000000001', want: { year: 2054 } }],
  ['a year after 2030, where the old code turned to 1931', { given: '31001001000001', want: { year: 2031 } }],
  [
    'eight digits of before 1997',
    { given: '91033600', want: { receivedDate: '1991-02-02', receiptMethod: null, sequence: 600 } },
  ],
  [
    'nine digits of before 1997',
    { given: '960310103', want: { receivedDate: '1996-01-31', receiptMethod: null, sequence: 103 } },
  ],
  ['sequence 0', { given: '24002001000000', want: { sequence: 0 } }],
] as const

const REFUSED = [
  ['day 999', '99999999999999'],
  ['day 366 of a common year', '23366001000001'],
  ['day 0', '24000001000001'],
  ['an unknown receipt method', '24002004000001'],
  ['too few digits', '2400'],
  ['fifteen digits', '240020010000011'],
  ['white space around', ' 24002001000001'],
  ['letters', '24002001O00001'],
  ['nothing', ''],
] as const

describe('readTtbId', () => {
  for (const [name, { given, want }] of READ) it(`reads ${name}`, () => expect(readTtbId(given)).toMatchObject(want))
  for (const [name, given] of REFUSED) it(`refuses ${name}`, () => expect(readTtbId(given)).toBeNull())

  it('slides its century with the latest year asked for', () => {
    expect(readTtbId('55001001000001', { latestYear: 2055 })?.year).toBe(2055)
    expect(readTtbId('99001001000001', { latestYear: 2026 })?.year).toBe(1999)
    expect(readTtbId('27001001000001', { latestYear: 2026 })).toBeNull()
  })

  it('takes any text without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof isTtbId(text) === 'boolean'))
  })
})

it('parseTtbId says what it was given and what it expected', () => {
  expect(() => parseTtbId('2400')).toThrowError(/not a TTB ID: "2400"; expected 14 digits/)
  try {
    parseTtbId('2400')
  } catch (error) {
    expect(TtbError.isInstance(error) && error.code).toBe('invalid_ttb_id')
  }
})

it('parse after format gives the same parts, for every day and method', () => {
  const anyDay = fc
    .integer({ min: 1960, max: 2054 })
    .chain((year) => fc.integer({ min: 1, max: daysInYear(year) }).map((day) => dateOfDayOfYear(year, day) as string))
  fc.assert(
    fc.property(
      anyDay,
      fc.constantFrom(...(Object.keys(RECEIPT_METHODS) as ReceiptMethod[])),
      fc.integer({ min: 0, max: 999_999 }),
      (receivedDate, receiptMethod, sequence) => {
        expect(parseTtbId(formatTtbId({ receivedDate, receiptMethod, sequence }))).toMatchObject({
          receivedDate,
          receiptMethod,
          sequence,
        })
      },
    ),
  )
})

it('formatTtbId refuses what makes no ID', () => {
  expect(() => formatTtbId({ receivedDate: '2024-01-02', receiptMethod: '001', sequence: 1_000_000 })).toThrowError(
    /no TTB ID/,
  )
  expect(() => formatTtbId({ receivedDate: '2024-01-02', receiptMethod: '001', sequence: -1 })).toThrowError(
    /no TTB ID/,
  )
  expect(() => formatTtbId({ receivedDate: '2024-02-30', receiptMethod: '001', sequence: 1 })).toThrowError(/no TTB ID/)
})

describe('calendar', () => {
  it('goes from day of year to date and back', () => {
    for (const year of [1900, 1999, 2000, 2023, 2024]) {
      for (let day = 1; day <= daysInYear(year); day++)
        expect(dayOfYear(dateOfDayOfYear(year, day) as string)).toBe(day)
      expect(dateOfDayOfYear(year, daysInYear(year) + 1)).toBeNull()
    }
  })
  it('knows the days that are not', () => {
    expect([
      isoDate(2023, 2, 29),
      isoDate(2024, 2, 30),
      isoDate(2024, 13, 1),
      isoDate(2024, 4, 31),
      isoDate(2024.5, 1, 1),
      isoDate(1900, 2, 29),
    ]).toEqual([null, null, null, null, null, null])
    expect(isoDate(2024, 2, 29)).toBe('2024-02-29')
  })
})
