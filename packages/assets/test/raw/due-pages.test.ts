import type { FetchEntry, IndexRow } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { duePagesOf } from '../../src/raw/due-pages.ts'

const row = (ttbId: string): IndexRow => ({
  ttb_id: ttbId,
  completed_date: '2026-03-02',
  first_observed_at: '2026-03-04T06:00:00.000Z',
  observed_at: '2026-03-04T06:00:00.000Z',
})
const entry = (page_kind: string, requested_at: string, outcome = 'found', content = 'a'): FetchEntry => ({
  ttb_id: '26001001000001',
  page_kind,
  requested_at,
  attempt: 1,
  reason: 'new',
  url: null,
  http_status: 200,
  outcome,
  size_bytes: 1,
  content_sha256: content,
  snapshot_key: outcome === 'not_found' ? null : 'key',
  error: null,
})
const FORM = 'certificate: new'
const DETAIL = 'cola-detail: new'
const both = (requestedAt: string, outcome?: string) => [
  entry('cola-detail', requestedAt, outcome),
  entry('certificate', requestedAt, outcome),
]

describe('the pages of a listed record that are due', () => {
  it('are also those taken too long ago, where an age is given', () => {
    const taken = both('2026-03-05T00:00:00.000Z')
    const due = (agedBefore: string) =>
      duePagesOf(row('26001001000001'), taken, { agedBefore }).map(({ reason }) => reason)
    expect(due('2026-03-05T00:00:00.000Z')).toEqual([])
    expect(due('2026-09-01T00:00:00.000Z')).toEqual(['aged', 'aged'])
  })
  it.each<[string, { id?: string; entries: FetchEntry[]; want: string[] }]>([
    ['both of a record never fetched', { entries: [], want: [DETAIL, FORM] }],
    ['the detail page alone of an application on paper', { id: '26001002000001', entries: [], want: [DETAIL] }],
    ['the detail page alone of an ID of before 1997', { id: '91033600', entries: [], want: [DETAIL] }],
    ['none once both were taken after it was listed', { entries: both('2026-03-04T07:00:00.000Z'), want: [] }],
    ['none when both were taken long after the change', { entries: both('2026-03-05T00:00:00.000Z'), want: [] }],
    [
      'both when they were taken before it was listed, though after the day began: the change may not have shown',
      { entries: both('2026-03-03T23:00:00.000Z'), want: ['cola-detail: changed', 'certificate: changed'] },
    ],
    ['the one that is missing', { entries: [entry('cola-detail', '2026-03-04T07:00:00.000Z')], want: [FORM] }],
    [
      'none of which the registry said that there is no such record',
      { entries: both('2026-03-04T07:00:00.000Z', 'not_found'), want: [] },
    ],
    ...(['blocked', 'maintenance', 'session_expired', 'truncated', 'wrong_record', 'transient'] as const).map(
      (outcome): [string, { entries: FetchEntry[]; want: string[] }] => [
        `both after an answer that is ${outcome}: it says nothing about the record`,
        { entries: both('2026-03-04T07:00:00.000Z', outcome), want: [DETAIL, FORM] },
      ],
    ),
    [
      'none that was found but could not be stored any more',
      { entries: [{ ...entry('cola-detail', '2026-03-04T07:00:00.000Z'), snapshot_key: null }], want: [DETAIL, FORM] },
    ],
    [
      'none that came three times the same and was not understood: it is kept for a later version',
      {
        entries: [1, 2, 3].flatMap((hour) => both(`2026-03-04T0${hour + 6}:00:00.000Z`, 'unexpected')),
        want: [],
      },
    ],
    [
      'both that were not understood, and not the same each time',
      {
        entries: [1, 2, 3].flatMap((hour) =>
          ['cola-detail', 'certificate'].map((kind) =>
            entry(kind, `2026-03-04T0${hour + 6}:00:00.000Z`, 'unexpected', String(hour)),
          ),
        ),
        want: [DETAIL, FORM],
      },
    ],
  ])('%s', (_, { id = '26001001000001', entries, want }) => {
    expect(duePagesOf(row(id), entries).map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual(want)
  })
})
