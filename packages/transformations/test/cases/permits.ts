import { cleanPermitNumber, parsePermit, parsePermits } from '../../src/values/permits.ts'
import type { Subject } from './case.ts'

export const permits: Subject = {
  entry: 'permits',
  sentence:
    'Plant registry, basic permit and brewer’s numbers: type, state, suffix and number, and what the type means.',
  groups: [
    {
      call: 'cleanPermitNumber(given)',
      read: (given) => cleanPermitNumber(given),
      cases: [
        { given: 'DSP-KY-89', want: 'DSP-KY-89' },
        { given: 'DSP-NC-15011', want: 'DSP-NC-15011' },
        { given: 'BW-NY-123', want: 'BW-NY-123' },
        { given: 'BWN-FL-21062', want: 'BWN-FL-21062' },
        { given: 'BWC-OH-444', want: 'BWC-OH-444' },
        { given: 'BWH-MA-15555', want: 'BWH-MA-15555' },
        { given: 'TPWBH-CA-21051', want: 'TPWBH-CA-21051' },
        { given: 'BR-OR-21186', want: 'BR-OR-21186' },
        { given: 'BR-WI-ABC-567', want: 'BR-WI-ABC-567' },
        { given: 'BR-CA-SIE-1', want: 'BR-CA-SIE-1' },
        { given: 'BR-MD-DOG-15000', want: 'BR-MD-DOG-15000' },
        { given: 'DC-I-418', want: 'DC-I-418' },
        { given: 'NJ-I-21067', want: 'NJ-I-21067' },
        { given: 'NY-P-1999', want: 'NY-P-1999' },
        { given: 'CA-P-22216', want: 'CA-P-22216' },
        { given: 'PR-W-444', want: 'PR-W-444' },
        { given: 'PR-I-608', want: 'PR-I-608' },
        { given: 'BW-IN-3', want: 'BW-IN-3' },
        { given: 'VI-I-5', want: 'VI-I-5' },
        { given: 'dsp-ky-89', want: 'DSP-KY-89' },
        { given: ' DSP - KY - 89 ', want: 'DSP-KY-89' },
        { given: 'DSP KY 89', want: 'DSP-KY-89' },
        { given: 'BW-CA 6348', want: 'BW-CA-6348' },
        { given: 'DSP–KY–89', want: 'DSP-KY-89', note: 'dashes' },
        { given: 'DSP_KY_89', want: 'DSP-KY-89' },
        { given: 'DSP--KY-89', want: 'DSP-KY-89' },
        { given: 'DSP-KY-89.', want: 'DSP-KY-89' },
        { given: 'BWN-FL-00021', want: 'BWN-FL-00021', note: 'zeros stay' },
        { given: 'DSPKY89', want: 'DSP-KY-89', issues: ['assumed'] },
        { given: 'BR-CA15000', want: 'BR-CA-15000', issues: ['assumed'] },
        { given: 'VF-CA-12', want: 'VF-CA-12', issues: ['unknown_code'], note: 'a type that is not in the table' },
        { given: 'CA-X-12', want: 'CA-X-12', issues: ['unknown_code'] },
        { given: 'XX-I-5', want: null, issues: ['invalid'], note: 'no such state' },
        { given: 'DSP-XX-5', want: null, issues: ['invalid'] },
        { given: 'BR-ZZ-ABC-5', want: null, issues: ['invalid'] },
        { given: 'DSP-KY', want: null, issues: ['not_understood'] },
        { given: 'KY-89', want: null, issues: ['not_understood'] },
        { given: '12345', want: null, issues: ['not_understood'] },
        { given: 'DSP-KY-89A', want: null, issues: ['not_understood'] },
        { given: 'PENDING', want: null, issues: ['not_understood'] },
        { given: 'DSP-KY-123456789', want: null, issues: ['not_understood'] },
        { given: 'N/A', want: null, issues: ['not_applicable'] },
        { given: 'I-FL-15078', want: 'FL-I-15078', issues: ['assumed'], note: 'importers have the state first' },
        { given: 'AK-BR-1', want: 'BR-AK-1', issues: ['assumed'], note: 'breweries have it second' },
        { given: 'CA-I1', want: 'CA-I-1', issues: ['assumed'] },
        { given: 'CAI1', want: 'CA-I-1', issues: ['assumed'] },
        { given: '', want: null },
      ],
    },
    {
      call: 'parsePermit(given)',
      read: (given) => parsePermit(given),
      cases: [
        {
          given: 'DSP-KY-89',
          want: {
            permitNumber: 'DSP-KY-89',
            type: 'DSP',
            meaning: 'distilled spirits plant',
            state: 'KY',
            suffix: null,
            number: 89,
          },
        },
        {
          given: 'BR-WI-ABC-567',
          want: {
            permitNumber: 'BR-WI-ABC-567',
            type: 'BR',
            meaning: 'brewery',
            state: 'WI',
            suffix: 'ABC',
            number: 567,
          },
        },
        {
          given: 'DC-I-418',
          want: { permitNumber: 'DC-I-418', type: 'I', meaning: 'importer', state: 'DC', suffix: null, number: 418 },
        },
      ],
    },
    {
      call: 'parsePermits(given)',
      read: (given) => {
        const { value, issues } = parsePermits(given)
        return { value: value?.map(({ permitNumber }) => permitNumber) ?? null, issues }
      },
      cases: [
        { given: 'BR-CA-SIE-1, BR-NC-21029', want: ['BR-CA-SIE-1', 'BR-NC-21029'] },
        { given: 'DSP-KY-89 and DC-I-418', want: ['DSP-KY-89', 'DC-I-418'] },
        { given: 'DSP-KY-89; PENDING', want: ['DSP-KY-89'], issues: ['not_understood'] },
        { given: 'none; nothing', want: null, issues: ['not_understood', 'not_understood'] },
      ],
    },
  ],
}
