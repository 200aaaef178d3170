import { describe, expect, it } from 'vitest'
import { cleanPage, deriveBeverage, mergePages, scoreRecord, validateRecord } from '../../src/index.ts'
import { certificate, detail, searchRow } from './pages.ts'

const row = cleanPage('search', searchRow).values
const detailRow = cleanPage('cola-detail', detail).values
const form = cleanPage('certificate', certificate).values
const record = mergePages({ 'cola-detail': detailRow, certificate: form, search: row }).values

describe('scoreRecord', () => {
  it('reaches every tier with the pages a real record has', () => {
    expect(scoreRecord(record)).toMatchObject({ score: 1, tier: 'premium', missing: [], toNextTier: null })
    expect(scoreRecord(mergePages({ 'cola-detail': detailRow, certificate: form }).values).tier).toBe('premium')
    expect(scoreRecord(mergePages({ certificate: form }).values).tier).toBe('standard')
    expect(scoreRecord(mergePages({ 'cola-detail': detailRow }).values).tier).toBe('basic')
    expect(scoreRecord(mergePages({ search: row }).values).tier).toBe('minimal')
  })

  it('says what is missing, which page would show it, and what the next tier takes', () => {
    const { missing, toNextTier } = scoreRecord(mergePages({ 'cola-detail': detailRow }).values)
    expect(missing).toContainEqual({ field: 'applicant_name', pages: ['certificate'] })
    expect(toNextTier).toEqual({ tier: 'standard', score: 0.7, missingFields: ['applicant_name'] })
  })

  it('takes more than a high score for the best tier', () => {
    const score = scoreRecord({ ...record, brand_name: null })
    expect(score.score).toBeGreaterThan(0.9)
    expect(score).toMatchObject({ tier: 'basic', toNextTier: { missingFields: ['brand_name'] } })
  })

  it('does not count a code that is not in its table', () => {
    expect(scoreRecord({ ...record, class_type_code: '812' }).missing.map(({ field }) => field)).toEqual([
      'class_type_code',
    ])
  })
})

describe('validateRecord', () => {
  it('finds nothing against a sound record', () => {
    expect(validateRecord(record)).toEqual({ isValid: true, issues: [] })
  })

  it('gives every reason, not the first', () => {
    const broken = {
      ...record,
      ttb_id: '24999001000976',
      completed_date: '2024-02-30',
      approval_date: '2024-01-01',
      serial_number: 5,
      class_type_code: '812',
      source_of_product: 'lunar',
      qualifications: 'one',
      permits: [{ role: null, permit_number: 7, name: null, address_lines: [] }],
      nonsense: 1,
    }
    expect(validateRecord(broken).issues.map(({ code, field }) => `${field}: ${code}`)).toEqual([
      'ttb_id: invalid',
      'completed_date: invalid',
      'serial_number: not_understood',
      'permits.role: missing',
      'permits.permit_number: not_understood',
      'source_of_product: invalid',
      'class_type_code: unknown_code',
      'qualifications: not_understood',
      'nonsense: invalid',
      'approval_date: invalid',
      'approval_date: invalid',
    ])
  })

  it('misses the key of an empty record', () => {
    expect(validateRecord({})).toEqual({ isValid: false, issues: [{ code: 'missing', field: 'ttb_id' }] })
  })
})

describe('deriveBeverage', () => {
  it('goes by the code, and by the description where there is none', () => {
    expect(deriveBeverage({ class_type_code: '906' })).toMatchObject({
      is_beer: true,
      is_wine: false,
      is_spirits: false,
      issues: [],
    })
    expect(deriveBeverage({ class_type_description: 'TABLE RED WINE' })).toMatchObject({
      is_wine: true,
      is_beer: false,
    })
  })

  it('does not know what it is not told', () => {
    expect(deriveBeverage({})).toEqual({ beverage: null, is_wine: null, is_beer: null, is_spirits: null, issues: [] })
    expect(deriveBeverage({ class_type_code: '199' })).toMatchObject({
      is_wine: null,
      issues: [{ code: 'unknown_code', field: 'class_type_code' }],
    })
  })

  it('says when another type of product is ticked', () => {
    expect(deriveBeverage({ class_type_code: '101', product_type: 'wine' })).toMatchObject({
      is_spirits: true,
      issues: [
        { code: 'sources_disagree', field: 'product_type', text: 'distilled_spirits by class and type, wine ticked' },
      ],
    })
  })
})
