import { classTypesDescribed, cleanClassType } from '../../src/codes/class-types.ts'
import { cleanOrigin, originsDescribed } from '../../src/codes/origins.ts'
import type { Subject } from './case.ts'

export const codes: Subject = {
  entry: 'codes',
  sentence: 'The class and type codes and the origin codes of the registry, with families and places.',
  groups: [
    {
      call: 'cleanClassType(given)',
      read: (given) => cleanClassType(given),
      cases: [
        {
          given: '101',
          want: {
            code: '101',
            description: 'STRAIGHT BOURBON WHISKY',
            family: 'whisky',
            commodity: 'distilled_spirits',
            spirit: 'whisky',
          },
        },
        {
          given: '80A',
          want: { code: '80A', description: 'ROSE WINE', family: 'table_wine', commodity: 'wine', spirit: null },
        },
        {
          given: '412i',
          want: { code: '412i', description: null, family: null, commodity: null, spirit: null },
          note: 'its own code beside 412I; no known meaning',
        },
        {
          given: '00',
          want: {
            code: '00',
            description: 'ADMINISTRATIVE WITHDRAWAL',
            family: 'administrative',
            commodity: null,
            spirit: null,
          },
        },
        { given: '0101', want: null, issues: ['unknown_code'] },
        { given: '', want: null },
      ],
    },
    {
      call: 'classTypesDescribed(given)',
      read: (given) => {
        const { value, issues } = classTypesDescribed(given)
        return { value: value?.map(({ code }) => code) ?? null, issues }
      },
      cases: [
        { given: 'BEER', want: ['901', '951'] },
        { given: 'TABLE RED WINE', want: ['80'] },
        { given: 'TABLE', want: null, issues: ['unknown_code'] },
      ],
    },
    {
      call: 'cleanOrigin(given)',
      read: (given) => cleanOrigin(given),
      cases: [
        { given: '01', want: { code: '01', description: 'CALIFORNIA', kind: 'us_state', country: 'US', state: 'CA' } },
        {
          given: '00',
          want: { code: '00', description: 'AMERICAN', kind: 'united_states', country: 'US', state: null },
        },
        {
          given: '4A',
          want: { code: '4A', description: 'PUERTO RICO', kind: 'us_territory', country: 'US', state: 'PR' },
        },
        { given: '51', want: { code: '51', description: 'FRANCE', kind: 'country', country: 'FR', state: null } },
        { given: '5k', want: { code: '5K', description: 'SCOTLAND', kind: 'region', country: 'GB', state: null } },
        {
          given: '73',
          want: { code: '73', description: 'CZECHOSLOVAKIA', kind: 'former_country', country: null, state: null },
        },
        {
          given: 'MC',
          want: { code: 'MC', description: 'MULTIPLE COUNTRIES', kind: 'group', country: null, state: null },
        },
        { given: '1', want: null, issues: ['unknown_code'], note: 'a leading zero is not put back' },
        { given: 'ZZ', want: null, issues: ['unknown_code'] },
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
        { given: 'South Korea', want: ['5D'] },
        { given: 'KOREA', want: null, issues: ['unknown_code'] },
      ],
    },
  ],
}
