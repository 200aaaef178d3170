import { ISSUE_CODES, isTtbId } from '@ttb/utils'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { subjects } from '../cases/index.ts'
import { ALL_CLEANERS, NUMBER_CLEANERS, TEXT_CLEANERS } from './cleaners.ts'

/** The words and signs of all cases, shuffled: texts that are nearly right reach further into a function than noise. */
const pieces = [
  ...new Set(
    subjects.flatMap(({ groups }) =>
      groups.flatMap(({ cases }) =>
        cases.flatMap(({ given }) => (typeof given === 'string' ? given.split(/(?<=[\W_])|(?=[\W_])/) : [])),
      ),
    ),
  ),
]
const givens = subjects.flatMap(({ groups }) =>
  groups.flatMap(({ cases }) => cases.map(({ given }) => given).filter((given) => typeof given === 'string')),
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...givens), fc.constantFrom('', ' ', ', ', ' / '), fc.constantFrom(...givens))
    .map((parts) => parts.join('')),
)
const RUNS = { numRuns: 400 }

describe.each(Object.entries(ALL_CLEANERS))('%s', (_name, clean) => {
  it('gives a value or a reason for any text, and never throws', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { value, issues } = clean(given)
        for (const { code, text: quoted } of issues) {
          expect(Object.keys(ISSUE_CODES)).toContain(code)
          expect((quoted ?? '').length).toBeLessThanOrEqual(201)
        }
        if (value === null && issues.length === 0) expect(given.replace(/[\s\p{Cc}\p{Cf}]|&\w+;|&#\w+;/gu, '')).toBe('')
      }),
      RUNS,
    )
  })

  it('refuses a text longer than any field', () => {
    const { value, issues } = clean('a'.repeat(100_001))
    expect(value).toBeNull()
    expect(issues.map(({ code }) => code)).toEqual(['invalid'])
  })
})

describe.each(Object.entries(TEXT_CLEANERS))('%s', (_name, clean) => {
  it('leaves its own output as it is', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { value } = clean(given)
        if (value !== null) expect(clean(value).value).toBe(value)
      }),
      RUNS,
    )
  })
})

describe.each(Object.entries(NUMBER_CLEANERS))('%s', (_name, clean) => {
  it('reads what it gives as the same number', () => {
    fc.assert(
      fc.property(
        fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.integer().map(String)),
        (given) => {
          const { value } = clean(given)
          if (value === null) return
          expect(Number.isFinite(value)).toBe(true)
          expect(clean(String(value)).value).toBe(value)
        },
      ),
      RUNS,
    )
  })
})

/** What the kinds of value promise of every value. */
const KINDS: Readonly<Record<string, (value: never) => boolean>> = {
  cleanText: (value: string) =>
    value === value.normalize('NFC') && value === value.trim() && !/\s\s|[\n\r\t\u00a0]/.test(value),
  cleanDate: (value: string) => /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(value),
  cleanPhone: (value: string) => /^\+\d{5,15}(?:;ext=\d{1,7})?$/.test(value),
  cleanEmail: (value: string) => /^[^\s@]+@[^\s@A-Z]+\.[^\s@.A-Z]{2,}$/.test(value) && value.length <= 254,
  cleanUrl: (value: string) => /^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value),
  cleanZip: (value: string) => /^\d{5}$/.test(value),
  cleanState: (value: string) => /^[A-Z]{2}$/.test(value),
  cleanPermitNumber: (value: string) => /^[A-Z]{1,6}-[A-Z]{1,6}-(?:[A-Z&]{1,6}-)?\d{1,8}$/.test(value),
  cleanTtbId: isTtbId,
  cleanAlcoholPercent: (value: number) => value >= 0 && value <= 97.2,
  cleanNetContents: (value: readonly number[]) =>
    value.length > 0 &&
    value.every((size) => Number.isInteger(size) && size >= 10 && size <= 1_000_000) &&
    new Set(value).size === value.length,
  cleanPercent: (value: number) => value >= 0 && value <= 100,
  cleanVintage: (value: number) => value >= 1780 && value <= 2054,
  cleanInteger: Number.isSafeInteger,
}

describe.each(Object.entries(KINDS))('%s', (name, isOfKind) => {
  it('gives only values of its kind', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { value } = (ALL_CLEANERS[name] as (typeof ALL_CLEANERS)[string])(given)
        if (value !== null) expect(value).toSatisfy(isOfKind as (value: unknown) => boolean)
      }),
      RUNS,
    )
  })
})
