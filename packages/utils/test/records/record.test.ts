import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type CertificatePage,
  CODE_TABLES,
  COLA,
  type Cola,
  type ColaDetailPage,
  DIM_COMPANIES,
  defineRecord,
  describeRecord,
  FETCH_LOG,
  FIELD_TYPES,
  type FieldType,
  ISSUE_LOG,
  label,
  PAGE_KINDS,
  PAGE_LOG,
  type PageKind,
  pageFieldNames,
  pageTable,
  QUARANTINE_LOG,
  type SearchRow,
} from '../../src/records/index.ts'
import { contractProblems, recordSchema } from '../../src/records/schemas.ts'

const RECORDS = [COLA, PAGE_LOG, ISSUE_LOG, QUARANTINE_LOG, FETCH_LOG, DIM_COMPANIES]
const fields = Object.entries(COLA.fields)

describe('the field table polices itself', () => {
  it('has a place on a page, or a source to derive from, for every field', () => {
    expect(fields.filter(([, field]) => !field.from && !field.derivedFrom).map(([name]) => name)).toEqual([])
  })
  it('claims each label of a page kind once', () => {
    for (const kind of Object.keys(PAGE_KINDS) as PageKind[]) {
      const claimed = fields.flatMap(([, field]) => {
        const locator = field.from?.[kind]
        // Choices and blanks share the label of their boxes, the applicant readers share one block.
        return locator && locator.by !== 'choice' && locator.by !== 'blank' && locator.by !== 'reader'
          ? locator.labels
          : []
      })
      expect(claimed.filter((text, at) => claimed.indexOf(text) !== at)).toEqual([])
    }
  })
  it('uses every kind of value and every code table', () => {
    const all = RECORDS.flatMap((record) =>
      Object.values(record.fields).flatMap((field) => [field, ...Object.values(field.fields ?? {})]),
    )
    expect(new Set(all.map((field) => field.type))).toEqual(new Set(Object.keys(FIELD_TYPES)))
    expect(new Set(all.flatMap((field) => field.codes ?? []))).toEqual(new Set(Object.keys(CODE_TABLES)))
  })
  it('expects a fill rate of every field that a page shows', () => {
    expect(fields.filter(([, field]) => field.from && field.fillRate === undefined).map(([name]) => name)).toEqual([])
  })
  it('describes every field, also those within records', () => {
    for (const record of RECORDS) {
      const text = describeRecord(record)
      for (const [name, field] of Object.entries(record.fields)) {
        expect(text).toContain(`\`${name}\``)
        for (const child of Object.keys(field.fields ?? {})) expect(text).toContain(`\`${name}[].${child}\``)
      }
    }
  })
})

describe('defineRecord', () => {
  const text = { type: 'text', doc: 'Some text.' } as const
  const refused = [
    ['a name in another case', { fields: { brandName: text }, key: [] }, /brandName: a field name is snake_case/],
    ['an unknown kind', { fields: { a: { ...text, type: 'txt' } }, key: [] }, /a: no such kind of value: "txt"/],
    ['an optional key', { fields: { a: text }, key: ['a'] }, /a: a key must be required/],
    [
      'a derived field without its source',
      { fields: { a: { ...text, derivedFrom: ['b'] } }, key: [] },
      /a: derived from "b", which is no field/,
    ],
    [
      'an enum without values',
      { fields: { a: { ...text, type: 'enum' } }, key: [] },
      /a: an enum, and only an enum, names its values/,
    ],
    [
      'a field both shown and derived',
      { fields: { b: text, a: { ...text, from: { search: label('A') }, derivedFrom: ['b'] } }, key: [] },
      /not both/,
    ],
    ['a fill rate in percent', { fields: { a: { ...text, fillRate: 95 } }, key: [] }, /between 0 and 1, not 95/],
    ['a field without a sentence', { fields: { a: { ...text, doc: ' ' } }, key: [] }, /needs a sentence/],
  ] as const
  for (const [name, input, message] of refused) {
    it(`refuses ${name}`, () =>
      expect(() => defineRecord({ name: 'x', doc: 'X.', ...input } as never)).toThrowError(message))
  }
  it('names every problem, not the first', () => {
    expect(() => defineRecord({ name: 'x', doc: 'X.', key: [], fields: { A: text, B: text } })).toThrowError(/A:.*B:/)
  })
})

describe('types derive from the rows', () => {
  it('by kind, cardinality, values and pages', () => {
    expectTypeOf<Cola['ttb_id']>().toEqualTypeOf<string>()
    expectTypeOf<Cola['brand_name']>().toEqualTypeOf<string | null>()
    expectTypeOf<Cola['product_type']>().toEqualTypeOf<'wine' | 'distilled_spirits' | 'malt_beverage' | null>()
    expectTypeOf<CertificatePage['label_images'][number]['width_inches']>().toEqualTypeOf<number | null>()
    expectTypeOf<ColaDetailPage['permits'][number]['role']>().toEqualTypeOf<'principal' | 'other'>()
    expectTypeOf<SearchRow>().not.toHaveProperty('contact_name')
    expectTypeOf<CertificatePage>().not.toHaveProperty('net_contents_ml')
    const kind: FieldType = 'text'
    expect(kind).toBe('text')
  })
})

describe('pageTable', () => {
  it('has the fields a page shows and those derived from nothing else', () => {
    expect(Object.keys(pageTable(COLA, 'search').fields)).toEqual([
      'ttb_id',
      'received_date',
      'receipt_method',
      ...pageFieldNames(COLA, 'search').slice(1),
    ])
    expect(Object.keys(pageTable(COLA, 'certificate').fields)).toContain('net_contents_ml')
    expect(Object.keys(pageTable(COLA, 'cola-detail').fields)).not.toContain('days_to_approval')
  })
})

describe('the contract of a table', () => {
  const table = defineRecord({
    name: 'x',
    doc: 'X.',
    key: ['ttb_id'],
    fields: {
      ttb_id: { type: 'ttb_id', cardinality: 'required', doc: 'ID.' },
      day: { type: 'date', doc: 'Day.' },
      names: { type: 'text', cardinality: 'list', doc: 'Names.' },
      count: { type: 'integer', doc: 'Count.' },
    },
  })
  const good = { ttb_id: '24002001000001', day: '2024-02-29', names: ['A'], count: 3 }
  it('accepts what keeps it', () => {
    expect(contractProblems(recordSchema(table), good)).toEqual([])
    expect(contractProblems(recordSchema(table), { ...good, day: null, count: null, names: [] })).toEqual([])
  })
  it('names every way in which a row breaks it', () => {
    const problems = contractProblems(recordSchema(table), {
      ttb_id: '99999999999999',
      day: '2023-02-29',
      names: null,
      count: 1.5,
      other: 1,
    })
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['ttb_id', 'day', 'names', 'count', 'row'])
  })
})
