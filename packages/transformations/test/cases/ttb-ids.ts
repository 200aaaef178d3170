import { cleanTtbId, parseTtbIdText } from '../../src/values/ttb-ids.ts'
import type { Subject } from './case.ts'

export const ttbIds: Subject = {
  entry: 'ttb-ids',
  sentence: 'TTB IDs as typed or exported: 14 digits, or the 8 and 9 of before 1997.',
  groups: [
    {
      call: 'cleanTtbId(given)',
      read: (given) => cleanTtbId(given),
      cases: [
        { given: '24045001000976', want: '24045001000976' },
        { given: "'24045001000976'", want: '24045001000976', note: 'as the registry exports it' },
        { given: '24045 001 000976', want: '24045001000976' },
        { given: '24045-001-000976', want: '24045001000976' },
        { given: ' 24045001000976\n', want: '24045001000976' },
        { given: '23001001000001', want: '23001001000001' },
        { given: '24366001000001', want: '24366001000001', note: 'day 366 of a leap year' },
        { given: '24045000000000', want: '24045000000000', note: 'a sequence of zero' },
        { given: '24045002000001', want: '24045002000001' },
        { given: '24045003000001', want: '24045003000001' },
        { given: '91033600', want: '91033600', note: '8 digits' },
        { given: '960310103', want: '960310103', note: '9 digits' },
        { given: '55001001000001', want: '55001001000001' },
        { given: '5012001000123', want: '05012001000123', issues: ['assumed'], note: 'a spreadsheet dropped the zero' },
        { given: '99999999999999', want: null, issues: ['invalid'], note: 'day 999' },
        { given: '23366001000001', want: null, issues: ['invalid'], note: '2023 had 365 days' },
        { given: '24000001000001', want: null, issues: ['invalid'], note: 'no day 0' },
        { given: '24045004000976', want: null, issues: ['invalid'], note: 'no receipt method 004' },
        { given: '24045999000976', want: null, issues: ['invalid'] },
        { given: '91999600', want: null, issues: ['invalid'] },
        { given: '9999999999999', want: null, issues: ['invalid'] },
        { given: '2.4045E+13', want: null, issues: ['not_understood'], note: 'a spreadsheet lost the digits' },
        { given: '2400', want: null, issues: ['not_understood'] },
        { given: '240450010009761', want: null, issues: ['not_understood'], note: '15 digits' },
        { given: '2024045001000976', want: null, issues: ['not_understood'] },
        { given: 'TTB 24045001000976', want: null, issues: ['not_understood'] },
        { given: '２４０４５００１０００９７６', want: null, issues: ['not_understood'], note: 'full-width digits' },
        { given: 'N/A', want: null, issues: ['not_applicable'] },
        { given: '', want: null },
      ],
    },
    {
      call: 'parseTtbIdText(given)',
      read: (given) => parseTtbIdText(given),
      cases: [
        {
          given: '24045001000976',
          want: {
            id: '24045001000976',
            year: 2024,
            dayOfYear: 45,
            receivedDate: '2024-02-14',
            receiptMethod: '001',
            sequence: 976,
          },
        },
        {
          given: '91033600',
          want: {
            id: '91033600',
            year: 1991,
            dayOfYear: 33,
            receivedDate: '1991-02-02',
            receiptMethod: null,
            sequence: 600,
          },
        },
        {
          given: '66045001000976',
          want: {
            id: '66045001000976',
            year: 1966,
            dayOfYear: 45,
            receivedDate: '1966-02-14',
            receiptMethod: '001',
            sequence: 976,
          },
          note: 'no record is older than 1955',
        },
      ],
    },
    {
      call: 'cleanTtbId(given, { latestYear: 2100 })',
      read: (given) => cleanTtbId(given, { latestYear: 2100 }),
      cases: [{ given: '00366001000001', want: null, issues: ['invalid'], note: '2100 is no leap year' }],
    },
  ],
}
