import type { FetchEntry } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { viewSequence } from '../../src/raw/sequence-gaps.ts'

const entry = (sequence: number, outcome: string, day: string): FetchEntry => ({
  ttb_id: `26001001${String(sequence).padStart(6, '0')}`,
  page_kind: 'cola-detail',
  requested_at: `${day}T06:00:00.000Z`,
  attempt: 1,
  reason: 'new',
  url: null,
  http_status: 200,
  outcome,
  size_bytes: 1,
  content_sha256: null,
  snapshot_key: null,
  error: null,
})
const FOUND = [entry(1, 'found', '2026-01-20'), entry(4, 'found', '2026-01-20')]
const view = (entries: FetchEntry[], today: string) => viewSequence('2026-01-01', '001', entries, today)

describe('the sequence of a day', () => {
  it('knows what was found, up to where, and what lies between', () =>
    expect(view(FOUND, '2026-01-02')).toMatchObject({ known: 2, highest: 4, gaps: [2, 3], dueGaps: [] }))
  it('has no gaps where nothing is known', () =>
    expect(view([], '2026-01-10')).toMatchObject({ known: 0, highest: 0, gaps: [] }))
  it.each([
    ['2026-01-03', [], '2026-01-04'],
    ['2026-01-04', [2, 3], '2026-01-08'],
    ['2026-04-30', [2, 3], '2026-05-01'],
    ['2026-07-20', [2, 3], null],
  ])('on %s the gaps due are %j, the next rescan is on %s', (today, dueGaps, nextRescan) =>
    expect(view(FOUND, today)).toMatchObject({ dueGaps, nextRescan }),
  )
  it('counts a clear no as a try, until the next rescan', () => {
    const tried = [...FOUND, entry(2, 'not_found', '2026-01-05'), entry(3, 'not_found', '2026-01-05')]
    expect(view(tried, '2026-01-06').dueGaps).toEqual([])
    expect(view(tried, '2026-01-08').dueGaps).toEqual([2, 3])
  })
  it.each(['transient', 'blocked', 'maintenance', 'truncated', 'session_expired', 'wrong_record', 'unexpected'])(
    'does not take %s for a no',
    (outcome) => expect(view([...FOUND, entry(2, outcome, '2026-01-06')], '2026-01-06').dueGaps).toEqual([2, 3]),
  )
  it('goes as far as the records do: there is no ceiling', () =>
    expect(view([entry(1583, 'found', '2026-01-20')], '2026-01-20').gaps).toHaveLength(1582))
})
