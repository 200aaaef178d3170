import { describe, expect, it } from 'vitest'
import { addressKey } from '../../src/consolidated/holder.ts'
import { companyNameKey, nameKey } from '../../src/consolidated/names.ts'
import { permitsOfRecord, principalPermit } from '../../src/consolidated/permits-of-record.ts'
import { qualificationPart } from '../../src/consolidated/qualification-parts.ts'

const cases = <G, W>(
  table: Readonly<Record<string, { readonly given: G; readonly want: W }>>,
  make: (given: G) => W,
): void => {
  for (const [name, { given, want }] of Object.entries(table)) it(name, () => expect(make(given)).toEqual(want))
}

describe('a name for comparing', () => {
  cases(
    {
      'has no accents and no punctuation': { given: 'Château  d’Or, "Réserve"', want: 'CHATEAU DOR RESERVE' },
      'has one word for and': { given: 'Salt & Smoke', want: 'SALT AND SMOKE' },
      'has no leading the': { given: 'THE OLD OAK', want: 'OLD OAK' },
      'keeps a name that is only that': { given: 'The', want: 'THE' },
      'is null where nothing is left': { given: ' -- ', want: null },
    },
    nameKey,
  )
})

describe("a company's name for comparing", () => {
  cases(
    {
      'has no legal form': { given: 'OLD OAK, L.L.C.', want: 'OLD OAK' },
      'has none of several': { given: 'TWO RIVERS & CO., INCORPORATED', want: 'TWO RIVERS' },
      'takes letters apart for the same': { given: 'OLD OAK L. P.', want: 'OLD OAK' },
      'keeps a name that is a legal form': { given: 'INC', want: 'INC' },
      'keeps such a word within': { given: 'COMPANY OF WOLVES LLC', want: 'COMPANY OF WOLVES' },
    },
    companyNameKey,
  )
})

describe('an address for comparing', () => {
  cases(
    {
      'has the street as the USPS writes it, and the ZIP code': {
        given: ['12 Stone Avenue', 'DAYTON OH 45402'],
        want: '12 STONE AVE|45402',
      },
      'is the same however it is parted': {
        given: ['12 STONE AVE.', 'DAYTON, OH 45402-1234'],
        want: '12 STONE AVE|45402',
      },
      'has all its words where it cannot be taken apart': { given: ['Rue du Vin'], want: 'RUE DU VIN' },
      'is null for none': { given: [], want: null },
    },
    addressKey,
  )
})

describe('a qualification', () => {
  cases(
    {
      'is a standard sentence by its beginning': {
        given:
          'TTB has not reviewed this label for type size, characters per inch or contrasting background. The responsible industry member must …',
        want: { qualification_code: 'type_size_not_reviewed', comment: null },
      },
      'has its comment in brackets at the end': {
        given:
          'This certificate is operative for the release of not more than the following number of bottle cases/ kegs. (160 cases)',
        want: { qualification_code: 'limited_release', comment: '160 cases' },
      },
      'does not take the brackets of a sentence for a comment': {
        given:
          'When labels are printed the net contents must include "FL" (fluid ounces) in your statement. Example 12 fl. oz.',
        want: { qualification_code: 'fluid_ounces', comment: null },
      },
      'is all comment where it is not standard': {
        given: 'Remove the word SULFITES.',
        want: { qualification_code: null, comment: 'Remove the word SULFITES.' },
      },
    },
    qualificationPart,
  )
})

describe('the permits of a record', () => {
  const holder = { role: 'principal', permit_number: 'DSP-KY-1', name: 'OLD OAK LLC', address_lines: [] } as const
  const other = { role: 'other', permit_number: 'DSP-KY-2', name: 'SOMEBODY ELSE INC', address_lines: [] } as const
  it('are those of all sources, each once, with whose they are', () => {
    expect(
      permitsOfRecord({
        detail: { permits: [other, holder] },
        certificate: { permit_numbers: ['DSP-KY-1', 'KY-I-9'] },
        search: { permit_number: 'KY-I-9' },
        holderNameKey: 'OLD OAK',
      }),
    ).toEqual([
      { permit_number: 'DSP-KY-2', role: 'other', is_of_holder: false },
      { permit_number: 'DSP-KY-1', role: 'principal', is_of_holder: true },
      { permit_number: 'KY-I-9', role: 'listed', is_of_holder: true },
    ])
  })
  it('are led by that of the principal place of business', () => {
    const permits = permitsOfRecord({
      detail: { permits: [other, holder] },
      certificate: null,
      search: null,
      holderNameKey: 'OLD OAK',
    })
    expect(principalPermit(permits)).toBe('DSP-KY-1')
    expect(principalPermit([])).toBe(null)
  })
})
