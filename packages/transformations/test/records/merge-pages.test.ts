import { COLA } from '@ttb/utils'
import { contractProblems, recordSchema } from '@ttb/utils/schemas'
import { describe, expect, it } from 'vitest'
import { cleanPage, type MergePagesOptions, mergePages } from '../../src/index.ts'
import { certificate, detail, searchRow } from './pages.ts'

const pages = {
  'cola-detail': cleanPage('cola-detail', detail).values,
  certificate: cleanPage('certificate', certificate).values,
  search: cleanPage('search', searchRow).values,
}

function mergeWith(change: { detail?: object; certificate?: object; search?: object }, options?: MergePagesOptions) {
  return mergePages(
    {
      'cola-detail': { ...pages['cola-detail'], ...change.detail },
      certificate: { ...pages.certificate, ...change.certificate },
      search: { ...pages.search, ...change.search },
    },
    options,
  )
}

describe('mergePages', () => {
  it('gives every field of the record from the page that has it', () => {
    const { values, conflicts, issues } = mergePages(pages)
    expect(Object.keys(values)).toEqual(Object.keys(COLA.fields))
    expect(contractProblems(recordSchema(COLA), values)).toEqual([])
    expect(values).toMatchObject({
      vendor_code: '12345',
      wine_vintage: '2021',
      permit_number: 'BWN-CA-99999',
      net_contents_ml: [750, 1500],
    })
    expect({ conflicts, issues }).toEqual({ conflicts: [], issues: [] })
  })

  it('finds no conflict in case, punctuation, order of lists, or silence', () => {
    const merged = mergeWith({
      detail: { brand_name: 'Made &  Up.', fanciful_name: null },
      certificate: { fanciful_name: 'X' },
    })
    expect(merged.conflicts).toEqual([])
    expect(merged.values['fanciful_name']).toBe('X')
  })

  it('keeps what each page says, who won and by which rule', () => {
    const { values, conflicts, issues } = mergeWith({ certificate: { brand_name: 'OTHER' } })
    expect(values['brand_name']).toBe('MADE & UP')
    expect(conflicts).toEqual([
      {
        field: 'brand_name',
        sources: [
          { page: 'cola-detail', value: 'MADE & UP' },
          { page: 'certificate', value: 'OTHER' },
          { page: 'search', value: 'MADE & UP' },
        ],
        winner: 'cola-detail',
        rule: 'prefer_cola_detail',
      },
    ])
    expect(issues).toEqual([
      {
        code: 'sources_disagree',
        field: 'brand_name',
        text: 'cola-detail: "MADE & UP"; certificate: "OTHER"; search: "MADE & UP"',
      },
    ])
  })

  it('prefers the form when told to', () => {
    const { values, conflicts } = mergeWith(
      { certificate: { brand_name: 'OTHER' } },
      { conflictResolution: 'prefer_certificate' },
    )
    expect(values['brand_name']).toBe('OTHER')
    expect(conflicts).toMatchObject([{ winner: 'certificate', rule: 'prefer_certificate' }])
  })

  it('unites lists when told to merge', () => {
    const { values, conflicts } = mergeWith(
      { certificate: { grape_varietals: ['SYRAH', 'Merlot'] } },
      { conflictResolution: 'merge' },
    )
    expect(values['grape_varietals']).toEqual(['Syrah', 'Grenache', 'Merlot'])
    expect(conflicts).toMatchObject([{ field: 'grape_varietals', winner: null, rule: 'merge' }])
  })

  it('takes a status from the page fetched later', () => {
    const fetchedAt = { 'cola-detail': '2024-04-01T00:00:00Z', certificate: '2025-04-01T00:00:00Z' }
    const { values, conflicts } = mergeWith({ certificate: { status: 'SURRENDERED' } }, { fetchedAt })
    expect(values['status']).toBe('SURRENDERED')
    expect(conflicts).toMatchObject([{ field: 'status', winner: 'certificate', rule: 'newest' }])
    expect(mergeWith({ certificate: { status: 'SURRENDERED' } }).values['status']).toBe('APPROVED')
  })

  it('derives from merged values', () => {
    const { values } = mergePages({
      'cola-detail': pages['cola-detail'],
      certificate: { ...pages.certificate, approval_date: null, days_to_approval: null },
    })
    expect(values['days_to_approval']).toBe(16)
  })

  it('merges one page alone, and passes over absent ones', () => {
    expect(mergePages({ search: pages.search, certificate: null }).values).toMatchObject({
      brand_name: 'MADE & UP',
      qualifications: [],
      status: null,
    })
  })

  it('refuses pages of two records, and no pages', () => {
    expect(() => mergeWith({ search: { ttb_id: '24045001000977' } })).toThrow('expected pages of one ttb_id')
    expect(() => mergePages({})).toThrow('got none')
  })
})
