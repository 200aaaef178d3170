import { COLA, defineRecord, label, PAGE_KINDS, type PageKind, pageTable } from '@ttb/utils'
import { contractProblems, recordSchema } from '@ttb/utils/schemas'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPage } from '../../src/index.ts'
import { certificate, detail, searchRow } from './pages.ts'

const PAGES: { readonly [K in PageKind]: Readonly<Record<string, unknown>> } = {
  'cola-detail': detail,
  certificate,
  search: searchRow,
}
const kinds = Object.keys(PAGE_KINDS) as PageKind[]

describe.each(kinds)('a %s page', (kind) => {
  const schema = recordSchema(pageTable(COLA, kind))

  it('gives the columns of its table, in table order, and no other', () => {
    expect(Object.keys(cleanPage(kind, PAGES[kind]).values)).toEqual(Object.keys(pageTable(COLA, kind).fields))
    expect(Object.keys(cleanPage(kind, { ...PAGES[kind], nonsense: 1 }).values)).not.toContain('nonsense')
  })

  it('passes the schema of its table without issues', () => {
    const { values, issues } = cleanPage(kind, PAGES[kind])
    expect(contractProblems(schema, values)).toEqual([])
    expect(issues).toEqual([])
  })

  it('gives its own output again when that is cleaned', () => {
    const { values } = cleanPage(kind, PAGES[kind])
    expect(cleanPage(kind, values).values).toEqual(values)
  })

  it('passes the schema whatever the fields hold, the ID apart', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.object({ maxDepth: 1 }),
    )
    const values = fc.record(Object.fromEntries(Object.keys(PAGES[kind]).map((name) => [name, anything])))
    fc.assert(
      fc.property(values, (given) => {
        const cleaned = cleanPage(kind, { ...given, ttb_id: '24045001000976' })
        expect(contractProblems(schema, cleaned.values)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('cleanPage', () => {
  it('derives the fields that no page shows', () => {
    expect(cleanPage('certificate', certificate).values).toMatchObject({
      received_date: '2024-02-14',
      receipt_method: '001',
      days_to_approval: 16,
      net_contents_ml: [750, 1500],
      alcohol_percent: 13.5,
    })
    expect(cleanPage('cola-detail', detail).values).not.toHaveProperty('days_to_approval')
  })

  it('cleans by kind: text decoded, permits in capitals, file names to the letter', () => {
    expect(cleanPage('cola-detail', detail).values['brand_name']).toBe('MADE & UP')
    const { values } = cleanPage('certificate', certificate)
    expect(values['permit_numbers']).toEqual(['BWN-CA-99999'])
    expect(values['label_images']).toMatchObject([{ filename: 'a  b.jpg' }])
  })

  it('names the field of each issue, the field inside a group too', () => {
    const broken = {
      ...detail,
      approval_date: '2024-02-30',
      contact_phone: 'ask Jo',
      permits: [{ role: 'principal', permit_number: 'PENDING', name: null, address_lines: [] }],
    }
    expect(cleanPage('cola-detail', broken).issues).toEqual([
      { code: 'invalid', field: 'approval_date', text: '2024-02-30' },
      { code: 'not_understood', field: 'permits.permit_number', text: 'PENDING' },
      { code: 'not_understood', field: 'contact_phone', text: 'ask Jo' },
    ])
  })

  it('keeps a code that is not in its table, with an issue', () => {
    const { values, issues } = cleanPage('search', { ...searchRow, class_type_code: '812', origin_code: 'ZZ' })
    expect(values).toMatchObject({ class_type_code: '812', origin_code: 'ZZ' })
    expect(issues).toEqual([
      { code: 'unknown_code', field: 'class_type_code', text: '812' },
      { code: 'unknown_code', field: 'origin_code', text: 'ZZ' },
    ])
  })

  it('says what is wrong with values that derived fields rest on', () => {
    const { values, issues } = cleanPage('certificate', {
      ...certificate,
      net_contents: ['KEG', '12 OZ'],
      alcohol_content: '151',
      application_date: '2024-04-01',
    })
    expect(values).toMatchObject({
      net_contents: ['KEG', '12 OZ'],
      net_contents_ml: [355],
      alcohol_percent: null,
      days_to_approval: null,
    })
    expect(issues.map(({ code, field }) => `${field}: ${code}`)).toEqual([
      'days_to_approval: invalid',
      'net_contents_ml: not_understood',
      'net_contents_ml: assumed',
      'alcohol_percent: ambiguous',
    ])
  })

  it('misses a required value', () => {
    expect(cleanPage('search', { ...searchRow, ttb_id: null }).issues).toEqual([{ code: 'missing', field: 'ttb_id' }])
  })

  it('refuses a record whose derived field no rule derives', () => {
    const record = defineRecord({
      name: 'odd',
      doc: 'Odd.',
      key: ['ttb_id'],
      fields: {
        ttb_id: { type: 'ttb_id', cardinality: 'required', doc: 'ID.', from: { certificate: label('TTB ID') } },
        made_up: { type: 'text', doc: 'Nobody derives it.', derivedFrom: ['ttb_id'] },
      },
    })
    expect(() => cleanPage('certificate', {}, { record })).toThrow('record odd: no rule derives made_up')
  })
})
