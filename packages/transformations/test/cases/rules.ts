import type { IssueCode } from '@ttb/utils'

/** A call of an old rule: what it once answered, where that was wrong, and what it answers now. */
export interface RuleCase {
  readonly rule: string
  readonly given: unknown
  readonly options?: Readonly<Record<string, unknown>>
  readonly want: unknown
  readonly issues?: readonly IssueCode[]
  /** The old answer, in its own words; absent where it was right. */
  readonly was?: string
  readonly why?: string
}

const rows = (rule: string, cases: readonly Omit<RuleCase, 'rule'>[]): readonly RuleCase[] =>
  cases.map((row) => ({ rule, ...row }))

export const ruleCases: readonly RuleCase[] = [
  ...rows('clean_text', [
    { given: 'A <B> C', was: '"A C"', want: 'A <B> C', why: 'text between angle brackets is text' },
    { given: 'AT&amp;T', was: 'unchanged', want: 'AT&T', why: 'references are decoded' },
    { given: '  A  B ', want: 'A B' },
    { given: '', want: null, was: '""', why: 'blank is no value' },
  ]),
  ...rows('normalize_whitespace', [
    { given: ' A \n B ', want: 'A B' },
    { given: ' ', want: null, was: '""', why: 'blank is no value' },
  ]),
  ...rows('extract_numbers', [
    { given: 'BATCH 007, 12.5 L', want: ['007', '12.5'] },
    { given: '12.5 L', options: { include_decimals: false }, want: ['12', '5'] },
  ]),
  ...rows('clean_phone', [
    { given: '+44 20 7946 0958', was: '442079460958', want: '+442079460958', why: 'the country code is kept' },
    {
      given: '(415) 555-1212 x12',
      was: '415555121212',
      want: '+14155551212;ext=12',
      why: 'an extension is no part of the number',
    },
  ]),
  ...rows('parse_date', [
    { given: '01/02/2024 10:00', was: 'None', want: '2024-01-02', why: 'a time of day is dropped' },
    { given: '2-Jan-2024', was: 'None', want: '2024-01-02', why: 'the month by name' },
    {
      given: new Date(Date.UTC(2024, 0, 2, 10)),
      was: 'the datetime itself',
      want: '2024-01-02',
      why: 'a day is asked for; in UTC',
    },
    { given: '2024-01-02T10:00:00', want: '2024-01-02' },
    { given: '13/02/2024', options: { day_first: true }, want: '2024-02-13' },
  ]),
  ...rows('format_date_iso', [{ given: '01/02/2024', want: '2024-01-02' }]),
  ...rows('parse_decimal', [
    { given: '1e5', was: '15.00', want: 100000, why: 'an exponent' },
    { given: '(5)', was: '5.00', want: -5, why: 'brackets are minus' },
    { given: '3-4', was: 'None', want: null, issues: ['not_understood'], why: 'the same, and says why' },
    { given: '1.005', options: { precision: 2 }, want: 1.01 },
  ]),
  ...rows('parse_percentage', [
    { given: '0.5%', was: '50', want: 0.5, why: 'the sign says what it is' },
    { given: '1%', was: '100', want: 1, why: 'the sign says what it is' },
    { given: '40% ALC/VOL (80 PROOF)', was: '4080', want: 40, why: 'two numbers are not one' },
  ]),
  ...rows('clean_currency', [{ given: '$1,234.50', want: 1234.5 }]),
  ...rows('validate_ttb_id', [
    { given: '99999999999999', was: 'True', want: false, issues: ['invalid'], why: 'no year has a day 999' },
    { given: '24045001000976', want: true },
  ]),
  ...rows('validate_email', [
    { given: 'info@ttb.gov', want: true },
    { given: 'info@ttb', want: false, issues: ['invalid'] },
  ]),
  ...rows('validate_url', [
    { given: 'https://ttb.gov', want: true },
    { given: 'javascript:alert(1)', want: false, issues: ['invalid'] },
  ]),
  ...rows('normalize_address', [
    {
      given: 'SOUTH ST. EAST WEST WINES',
      was: 'S ST. E W WINES',
      want: 'SOUTH ST. EAST WEST WINES',
      why: 'the name of a firm is left alone',
    },
    { given: '123 SOUTH MAIN STREET', want: '123 S MAIN ST' },
  ]),
  ...rows('extract_zip_code', [
    { given: '12345 MAIN ST, TOWN CA 90210', was: '12345', want: '90210', why: 'a house number is no ZIP code' },
  ]),
  ...rows('normalize_state', [
    { given: 'Ohio', was: 'OHIO', want: 'OH', why: 'all states are known, not four' },
    { given: 'D.C.', was: 'D.C.', want: 'DC', why: 'all states are known, not four' },
    { given: 'XX', was: 'XX', want: null, issues: ['unknown_code'], why: 'no such state' },
  ]),
  ...rows('classify_beverage_type', [
    { given: 'STRAIGHT BOURBON WHISKY', was: 'UNKNOWN', want: 'SPIRITS', why: 'by class, never by substring' },
    { given: 'BRANDY', was: 'UNKNOWN', want: 'SPIRITS', why: 'by class, never by substring' },
    { given: 'TEQUILA FB', was: 'UNKNOWN', want: 'SPIRITS', why: 'by class, never by substring' },
    { given: 'SCOTCH WHISKY', was: 'UNKNOWN', want: 'SPIRITS', why: 'by class, never by substring' },
    { given: 'ROYALE LIQUEUR', was: 'BEER', want: null, issues: ['not_understood'], why: 'no class; has ALE in it' },
    { given: 'VIRGINIA', was: 'SPIRITS', want: null, issues: ['not_understood'], why: 'no class; has GIN in it' },
    { given: 'ORIGINAL', was: 'SPIRITS', want: null, issues: ['not_understood'], why: 'no class; has GIN in it' },
    { given: 'BARLEYWINE', was: 'WINE', want: null, issues: ['not_understood'], why: 'no class; has WINE in it' },
    { given: 'MALT BEVERAGES SPECIALITIES', was: 'UNKNOWN', want: 'MALT', why: 'by class' },
    { given: 'HARD SELTZER', was: 'UNKNOWN', want: 'MALT', issues: ['assumed'], why: 'mostly; some are wine' },
    { given: '906', want: 'MALT' },
    { given: '80A', want: 'WINE' },
  ]),
  ...rows('extract_alcohol_content', [
    { given: '100% AGAVE TEQUILA 40% ALC/VOL', was: '100', want: 40, why: 'agave is not alcohol' },
    { given: '13,5 %', was: '5', want: 13.5, why: 'a decimal comma' },
    { given: '80 proof', was: 'None', want: 40, why: 'proof is twice the percentage' },
    { given: 'Alcohol by volume: 12', was: 'None', want: 12, why: 'the words before the number' },
  ]),
  ...rows('standardize_container_size', [
    { given: '13 L', was: '3L', want: '13 L', why: 'all its digits' },
    { given: '2750 ml', was: '750ml', want: '2,750 mL', why: 'all its digits' },
    {
      given: '112 oz',
      was: '12oz',
      want: '112 fl oz',
      issues: ['assumed'],
      why: 'all its digits; a fluid ounce is assumed',
    },
    { given: '1,000 ml', was: '000ml', want: '1,000 mL', why: 'a comma that groups' },
    { given: '16.9 fl oz', was: 'None', want: '500 mL', why: 'US units' },
    { given: '12 fl. oz.', was: 'None', want: '355 mL', why: 'US units' },
    { given: '15.5 GAL', was: 'None', want: '58,674 mL', why: 'US units' },
    { given: '1 pint 9.4 fl oz', was: 'None', want: '751 mL', why: 'amounts that add up' },
    { given: '750 ML/1.5 L', want: '750 mL; 1.5 L' },
  ]),
  ...rows('validate_product_class', [
    { given: '101', want: { is_valid: true, code: '101', description: 'STRAIGHT BOURBON WHISKY' } },
    { given: '1', want: { is_valid: false, code: '1', description: null }, issues: ['unknown_code'] },
  ]),
  ...rows('validate_origin_code', [
    { given: '01', want: { is_valid: true, code: '01', description: 'CALIFORNIA' } },
    { given: 'ZZ', want: { is_valid: false, code: 'ZZ', description: null }, issues: ['unknown_code'] },
  ]),
]
