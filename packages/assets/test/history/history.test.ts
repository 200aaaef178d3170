import { COLA, type CodePeriod, type IndexRow, type PageSnapshot, pageTable } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { statesOfPage } from '../../src/consolidated/observations.ts'
import { updateCodeHistory } from '../../src/history/code-history.ts'
import { historyOf } from '../../src/history/history-of-pages.ts'
import { statusHistory } from '../../src/history/status-history.ts'

const ttbId = '24001001000001'
const at = (day: string, hour = '12') => `${day}T${hour}:00:00.000Z`
const index = (completed_date: string, seen: string): IndexRow => ({
  ttb_id: ttbId,
  completed_date,
  first_observed_at: seen,
  observed_at: seen,
})
let taken = 0
const snapshot = (requested_at: string | null, status: string, more: Partial<PageSnapshot> = {}): PageSnapshot => ({
  source_key: `page~${++taken}`,
  ttb_id: ttbId,
  page_kind: 'certificate',
  position: taken,
  requested_at,
  content_sha256: `hash ${taken}`,
  status,
  approval_date: '2024-01-05',
  expiration_date: null,
  ...more,
})
const history = (indexRows: IndexRow[], snapshots: PageSnapshot[]) =>
  statusHistory({ ttbId, receivedDate: '2024-01-01', indexRows, snapshots }).map((row) => [
    row.status,
    row.valid_from,
    row.valid_from_basis,
    row.valid_to,
  ])

describe('the history of status', () => {
  it('takes the day of a change from the index, and the status from the pages', () => {
    expect(
      history(
        [index('2024-01-05', at('2024-01-07')), index('2024-03-01', at('2024-03-02'))],
        [snapshot(at('2024-01-08'), 'APPROVED'), snapshot(at('2024-03-03'), 'SURRENDERED')],
      ),
    ).toEqual([
      ['APPROVED', '2024-01-05', 'completed_date', '2024-03-01'],
      ['SURRENDERED', '2024-03-01', 'completed_date', null],
    ])
  })
  it('leaves a page taken on the day of a change, before it, with the status before', () => {
    const rows = [index('2024-01-05', at('2024-01-07')), index('2024-03-01', at('2024-03-02'))]
    const pages = [
      snapshot(at('2024-01-08'), 'APPROVED'),
      snapshot(at('2024-03-01', '08'), 'APPROVED'),
      snapshot(at('2024-03-03'), 'SURRENDERED'),
    ]
    expect(history(rows, pages).map(([status]) => status)).toEqual(['APPROVED', 'SURRENDERED'])
  })
  it('says that a change is listed of which no page says to what', () => {
    expect(
      history(
        [index('2024-01-05', at('2024-01-07')), index('2024-03-01', at('2024-03-02'))],
        [snapshot(at('2024-01-08'), 'APPROVED')],
      ),
    ).toEqual([
      ['APPROVED', '2024-01-05', 'completed_date', '2024-03-01'],
      [null, '2024-03-01', 'completed_date', null],
    ])
  })
  it('goes by what was seen where nothing is listed, and says so', () => {
    expect(history([], [snapshot(at('2024-02-01'), 'APPROVED'), snapshot(at('2024-04-01'), 'REVOKED')])).toEqual([
      ['APPROVED', '2024-01-05', 'approval_date', '2024-04-01'],
      ['REVOKED', '2024-04-01', 'observed', null],
    ])
    expect(history([], [snapshot(null, 'SURRENDERED')])).toEqual([['SURRENDERED', null, 'unknown', null]])
  })
  it('has a new row when the day of expiration changes, which a detail page does not speak of', () => {
    const pages = [
      snapshot(at('2024-02-01'), 'APPROVED', { expiration_date: '2024-06-01' }),
      snapshot(at('2024-02-02'), 'APPROVED', { page_kind: 'cola-detail' }),
      snapshot(at('2024-05-01'), 'APPROVED', { expiration_date: '2024-12-01' }),
    ]
    expect(history([index('2024-01-05', at('2024-01-07'))], pages).length).toBe(2)
  })
})

describe('the history of pages', () => {
  const page = (sha: string, values: Record<string, unknown>) => ({
    sourceKey: sha,
    contentSha256: sha,
    requestedAt: null,
    pageKind: 'certificate',
    row: { ttb_id: ttbId, status: 'APPROVED', brand_name: 'OAK', qualifications: [], ...values },
  })
  const pages = [
    page('a', {}),
    page('b', { status: 'REVOKED' }),
    page('c', { status: 'REVOKED', qualifications: ['No.'], brand_name: null }),
  ]
  const { snapshots, changes } = historyOf(pages, pageTable(COLA, 'certificate'))
  it('has every snapshot and every changed field, with both hashes', () => {
    expect(snapshots.map(({ position, status }) => [position, status])).toEqual([
      [1, 'APPROVED'],
      [2, 'REVOKED'],
      [3, 'REVOKED'],
    ])
    expect(
      changes.map(({ position, field, before, after, before_sha256, after_sha256 }) => [
        position,
        field,
        before,
        after,
        before_sha256 + after_sha256,
      ]),
    ).toEqual([
      [2, 'status', 'APPROVED', 'REVOKED', 'ab'],
      [3, 'brand_name', 'OAK', null, 'bc'],
      [3, 'qualifications', null, '["No."]', 'bc'],
    ])
  })
  it('leads back from the latest state to every earlier one', () => {
    expect(statesOfPage(pages[2]?.row ?? {}, changes)).toEqual(pages.map(({ row }) => row))
  })
})

describe('the history of codes', () => {
  const look = (observedDate: string, codes: Record<string, string>, before: readonly CodePeriod[]) =>
    updateCodeHistory(before, {
      codeTable: 'origin',
      observedDate,
      codes: Object.entries(codes).map(([code, description]) => ({ code, description })),
    })
  it('begins, ends and renames, and is the same after the same look again', () => {
    const first = look('2024-01-01', { '01': 'CALIFORNIA', '4U': 'GREAT BRITAIN' }, [])
    const second = look('2025-01-01', { '01': 'CALIFORNIA', '4U': 'UNITED KINGDOM', '9X': 'NEW' }, first)
    expect(
      second.map(({ code, description, valid_from, valid_to, is_current }) => [
        code,
        description,
        valid_from,
        valid_to,
        is_current,
      ]),
    ).toEqual([
      ['01', 'CALIFORNIA', '2024-01-01', null, true],
      ['4U', 'GREAT BRITAIN', '2024-01-01', '2025-01-01', false],
      ['4U', 'UNITED KINGDOM', '2025-01-01', null, true],
      ['9X', 'NEW', '2025-01-01', null, true],
    ])
    expect(look('2025-01-01', { '01': 'CALIFORNIA', '4U': 'UNITED KINGDOM', '9X': 'NEW' }, second)).toEqual(second)
  })
})
