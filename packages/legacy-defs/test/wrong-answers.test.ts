import { describe, expect, it } from 'vitest'
import * as old from '../src/generated/ttb_transformations.ts'

/** Each call that is known to have been answered wrongly, with the right answer. */
const ANSWERS: readonly (readonly [
  name: string,
  answer: (given: unknown) => unknown,
  rows: readonly (readonly [unknown, unknown])[],
])[] = [
  [
    'standardize_container_size',
    old.standardize_container_size,
    [
      ['13 L', '13 L'],
      ['2750 ml', '2,750 mL'],
      ['112 oz', '112 fl oz'],
      ['1,000 ml', '1,000 mL'],
      ['16.9 fl oz', '500 mL'],
      ['12 fl. oz.', '355 mL'],
      ['15.5 GAL', '58,674 mL'],
      ['1 pint 9.4 fl oz', '751 mL'],
    ],
  ],
  [
    'parse_percentage',
    old.parse_percentage,
    [
      ['0.5%', 0.5],
      ['1%', 1],
      ['40% ALC/VOL (80 PROOF)', 40],
    ],
  ],
  [
    'extract_alcohol_content',
    old.extract_alcohol_content,
    [
      ['100% AGAVE TEQUILA 40% ALC/VOL', 40],
      ['13,5 %', 13.5],
      ['80 proof', 40],
      ['Alcohol by volume: 12', 12],
    ],
  ],
  [
    'classify_beverage_type',
    old.classify_beverage_type,
    [
      ['STRAIGHT BOURBON WHISKY', 'SPIRITS'],
      ['BRANDY', 'SPIRITS'],
      ['TEQUILA FB', 'SPIRITS'],
      ['SCOTCH WHISKY', 'SPIRITS'],
      ['ROYALE LIQUEUR', 'UNKNOWN'],
      ['VIRGINIA', 'UNKNOWN'],
      ['ORIGINAL', 'UNKNOWN'],
      ['BARLEYWINE', 'UNKNOWN'],
      ['MALT BEVERAGES SPECIALITIES', 'MALT'],
      ['HARD SELTZER', 'MALT'],
      ['101', 'SPIRITS'],
      [null, null],
    ],
  ],
  [
    'parse_flexible_date',
    old.parse_flexible_date,
    [
      [new Date('2024-01-02T10:00:00Z'), '2024-01-02'],
      ['01/02/2024 10:00', '2024-01-02'],
      ['2-Jan-2024', '2024-01-02'],
    ],
  ],
  [
    'parse_decimal',
    old.parse_decimal,
    [
      ['1e5', 100000],
      ['(5)', -5],
      ['3-4', null],
    ],
  ],
  [
    'clean_text',
    old.clean_text,
    [
      ['A <B> C', 'A <B> C'],
      ['AT&amp;T', 'AT&T'],
      [null, ''],
    ],
  ],
  [
    'normalize_state',
    old.normalize_state,
    [
      ['Ohio', 'OH'],
      ['D.C.', 'DC'],
      ['XX', null],
    ],
  ],
  ['extract_zip_code', old.extract_zip_code, [['12345 MAIN ST, TOWN CA 90210', '90210']]],
  ['normalize_address', old.normalize_address, [['SOUTH ST. EAST WEST WINES', 'SOUTH ST. EAST WEST WINES']]],
  [
    'clean_phone_number',
    old.clean_phone_number,
    [
      ['+44 20 7946 0958', '+442079460958'],
      ['(415) 555-1212 x12', '+14155551212;ext=12'],
    ],
  ],
  ['validate_ttb_id', old.validate_ttb_id, [['99999999999999', false]]],
]

describe('what was answered wrongly', () => {
  const cases = ANSWERS.flatMap(([name, answer, rows]) =>
    rows.map(([given, want]) => [name, given, want, answer] as const),
  )
  it.each(cases)('%s(%j) is %j under the old name', (_name, given, want, answer) => {
    expect(answer(given)).toEqual(want)
  })
})
