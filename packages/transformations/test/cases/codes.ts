import type { ClassType } from '../../src/codes/class-types.ts'
import { classTypesDescribed, cleanClassType } from '../../src/codes/class-types.ts'
import type { Origin } from '../../src/codes/origins.ts'
import { cleanOrigin, originsDescribed } from '../../src/codes/origins.ts'
import type { Subject } from './case.ts'

const classType = (
  code: string,
  description: string | null,
  family: ClassType['family'],
  commodity: ClassType['commodity'],
  spirit: ClassType['spirit'] = null,
): ClassType => ({ code, description, family, commodity, spirit })

const spirits = (
  code: string,
  description: string,
  family: ClassType['family'],
  spirit: ClassType['spirit'] = null,
): ClassType => classType(code, description, family, 'distilled_spirits', spirit)

const origin = (
  code: string,
  description: string,
  kind: Origin['kind'],
  country: string | null = null,
  state: string | null = null,
): Origin => ({ code, description, kind, country, state })

export const codes: Subject = {
  entry: 'codes',
  sentence: 'The class and type codes and the origin codes of the registry, with families and places.',
  groups: [
    {
      call: 'cleanClassType(given)',
      read: (given) => cleanClassType(given),
      cases: [
        { given: '101', want: spirits('101', 'STRAIGHT BOURBON WHISKY', 'whisky', 'whisky') },
        { given: '80A', want: classType('80A', 'ROSE WINE', 'table_wine', 'wine') },
        { given: '80a', want: classType('80A', 'ROSE WINE', 'table_wine', 'wine'), note: 'a small letter' },
        {
          given: '412i',
          want: classType('412i', null, null, null),
          note: 'its own code beside 412I; no known meaning',
        },
        { given: '412I', want: classType('412I', null, null, null) },
        { given: '199', want: classType('199', null, null, null), note: 'one of ten codes without a known meaning' },
        { given: '\u00a0101\r\n', want: spirits('101', 'STRAIGHT BOURBON WHISKY', 'whisky', 'whisky') },
        { given: '0', want: classType('0', 'ADMINISTRATIVE WITHDRAWAL', 'administrative', null) },
        { given: '00', want: classType('00', 'ADMINISTRATIVE WITHDRAWAL', 'administrative', null) },
        { given: '000', want: classType('000', 'ADMINISTRATIVE WITHDRAWAL', 'administrative', null) },
        { given: '0000', want: null, issues: ['unknown_code'] },
        { given: '0101', want: null, issues: ['unknown_code'], note: 'a zero too many is not taken off' },
        { given: '080', want: null, issues: ['unknown_code'], note: 'nor is one that a spreadsheet put before it' },
        { given: '101.0', want: null, issues: ['unknown_code'], note: 'a spreadsheet took it for a number' },
        { given: '80 A', want: null, issues: ['unknown_code'], note: 'a code has no blank in it' },
        { given: 'CT 101', want: null, issues: ['unknown_code'] },
        { given: '101 STRAIGHT BOURBON WHISKY', want: null, issues: ['unknown_code'], note: 'a code alone' },
        { given: '999', want: null, issues: ['unknown_code'] },
        { given: '88A', want: null, issues: ['unknown_code'], note: 'only some codes have letters' },
        { given: '104', want: spirits('104', 'RUM LEMON FLAVORED', 'rum', 'rum'), note: 'among the whiskies' },
        { given: '166', want: spirits('166', 'AMERICAN SINGLE MALT WHISKEY', 'whisky', 'whisky') },
        {
          given: '641',
          want: spirits('641', 'WHISKY SPECIALTIES', 'specialty', 'whisky'),
          note: 'whisky among the liqueurs',
        },
        { given: '645', want: spirits('645', 'LIQUEURS (WHISKY)', 'liqueur', 'whisky') },
        { given: '691', want: spirits('691', 'WHISKY SPECIALTIES', 'specialty', 'whisky'), note: 'imported' },
        { given: '695', want: spirits('695', 'LIQUEURS (WHISKY)', 'liqueur', 'whisky'), note: 'imported' },
        { given: '605', want: spirits('605', 'SLOE GIN', 'liqueur'), note: 'a liqueur, not a gin' },
        { given: '632', want: spirits('632', 'BLACKBERRY FLAVORED BRANDY', 'brandy', 'brandy') },
        { given: '701', want: spirits('701', 'WHISKY MANHATTAN (48 PROOF UP)', 'cocktail', 'whisky') },
        { given: '753', want: spirits('753', 'WHISKY SOUR  (48 PROOF UP)', 'cocktail', 'whisky'), note: 'verbatim' },
        { given: '773', want: spirits('773', 'WHISKY SOUR UNDER 48 PROOF', 'cocktail', 'whisky') },
        { given: '700', want: spirits('700', 'COCKTAILS 48 PROOF UP', 'cocktail'), note: 'of no one spirit' },
        {
          given: '951',
          want: classType('951', 'BEER', 'malt_beverage', 'malt_beverage'),
          note: 'imported; 901 is domestic',
        },
        { given: '976', want: spirits('976', 'BITTERS - BEVERAGE*', 'bitters'), note: 'between beer and tequila' },
        { given: '977', want: spirits('977', 'TEQUILA FB', 'agave_spirits', 'agave'), note: 'FB: bottled abroad' },
        { given: '978', want: spirits('978', 'TEQUILA USB', 'agave_spirits', 'agave'), note: 'USB: bottled in the US' },
        {
          given: '990',
          want: classType('990', 'NON ALCOHOL MIXES', 'non_alcoholic_mix', 'non_alcoholic'),
        },
        { given: '', want: null },
        { given: 'N/A', want: null, issues: ['not_applicable'] },
      ],
    },
    {
      call: 'classTypesDescribed(given)',
      read: (given) => {
        const { value, issues } = classTypesDescribed(given)
        return { value: value?.map(({ code }) => code) ?? null, issues }
      },
      cases: [
        { given: 'BEER', want: ['901', '951'], note: 'domestic and imported' },
        { given: 'VODKA', want: ['350', '360', '370'] },
        { given: 'ADMINISTRATIVE WITHDRAWAL', want: ['0', '00', '000'] },
        { given: 'TABLE RED WINE', want: ['80'] },
        { given: 'Straight Bourbon Whiskey', want: ['101'], note: 'whisky either way' },
        { given: 'american single malt whisky', want: ['166'] },
        { given: 'DESSERT/PORT/SHERRY (COOKING) WINE', want: ['88'], note: 'punctuation does not count' },
        { given: 'WHISKY SOUR (48 PROOF UP)', want: ['703', '753'], note: 'blanks do not count' },
        { given: 'TEQUILA FB', want: ['977'] },
        { given: 'TEQUILA', want: null, issues: ['unknown_code'], note: 'the suffix is part of it' },
        { given: 'WHISKY BOTTLED IN BOND', want: null, issues: ['unknown_code'], note: 'so is (BIB)' },
        { given: 'TABLE', want: null, issues: ['unknown_code'] },
        { given: 'BEERS', want: null, issues: ['unknown_code'] },
        { given: 'ROOT BEER', want: null, issues: ['unknown_code'], note: 'never a part' },
        { given: '101', want: null, issues: ['unknown_code'], note: 'a code is no description' },
      ],
    },
    {
      call: 'cleanOrigin(given)',
      read: (given) => cleanOrigin(given),
      cases: [
        { given: '01', want: origin('01', 'CALIFORNIA', 'us_state', 'US', 'CA') },
        { given: '00', want: origin('00', 'AMERICAN', 'united_states', 'US') },
        { given: '4E', want: origin('4E', 'ALASKA', 'us_state', 'US', 'AK'), note: 'not among the other states' },
        { given: '4A', want: origin('4A', 'PUERTO RICO', 'us_territory', 'US', 'PR') },
        { given: '08', want: origin('08', 'GEORGIA', 'us_state', 'US', 'GA') },
        { given: '6E', want: origin('6E', 'GEORGIA', 'country', 'GE') },
        { given: '51', want: origin('51', 'FRANCE', 'country', 'FR') },
        { given: '5k', want: origin('5K', 'SCOTLAND', 'region', 'GB'), note: 'a small letter' },
        { given: ' 81 ', want: origin('81', 'MEXICO', 'country', 'MX') },
        { given: '8F', want: origin('8F', 'PARAQUAY', 'country', 'PY'), note: 'verbatim, misspelt' },
        { given: '73', want: origin('73', 'CZECHOSLOVAKIA', 'former_country') },
        { given: 'MC', want: origin('MC', 'MULTIPLE COUNTRIES', 'group') },
        { given: 'ZY', want: origin('ZY', 'ADMIN CODE', 'administrative') },
        { given: '8N', want: origin('8N', 'SINGANI', 'not_a_place'), note: 'a spirit, in the list of places' },
        { given: '5E', want: origin('5E', 'IRELAND', 'country', 'IE'), note: 'no power of ten' },
        { given: '1', want: null, issues: ['unknown_code'], note: 'a leading zero is not put back' },
        { given: '001', want: null, issues: ['unknown_code'] },
        { given: '5O', want: origin('5O', 'SLOVAK REPUBLIC', 'country', 'SK'), note: 'the letter O' },
        { given: '50', want: origin('50', 'ITALY', 'country', 'IT'), note: 'the digit' },
        { given: 'CA', want: null, issues: ['unknown_code'], note: 'a USPS code is none' },
        { given: 'ZZ', want: null, issues: ['unknown_code'] },
        { given: '', want: null },
      ],
    },
    {
      call: 'originsDescribed(given)',
      read: (given) => {
        const { value, issues } = originsDescribed(given)
        return { value: value?.map(({ code }) => code) ?? null, issues }
      },
      cases: [
        { given: 'GEORGIA', want: ['08', '6E'], note: 'a state and a country' },
        { given: 'Republic of Georgia', want: ['6E'] },
        { given: 'South Korea', want: ['5D'] },
        { given: 'KOREA', want: null, issues: ['unknown_code'] },
        { given: 'AMERICAN', want: ['00'] },
        { given: 'U.S.A.', want: ['00'], note: 'in use; the registry has AMERICAN' },
        { given: 'South Africa', want: ['91'], note: 'in use; the registry adds (UNION OF)' },
        { given: 'SOUTH AFRICA (UNION OF)', want: ['91'] },
        { given: 'PARAGUAY', want: ['8F'], note: 'in use; the registry misspells it' },
        { given: 'PARAQUAY', want: ['8F'] },
        { given: 'Bosnia–Herzegovina', want: ['8E'], note: 'punctuation does not count' },
        { given: 'AMERICA', want: null, issues: ['unknown_code'] },
        { given: 'NEW', want: null, issues: ['unknown_code'], note: 'never a part' },
      ],
    },
  ],
}
