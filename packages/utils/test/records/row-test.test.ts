import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COLA, defineRecord, type RecordDefinition } from '../../src/records/index.ts'
import { rowTest } from '../../src/records/row-test.ts'
import { recordSchema } from '../../src/records/schemas.ts'

/** Every kind of value, each as one and as a list. */
const EVERY_KIND = defineRecord({
  name: 'every_kind',
  doc: 'Every kind of value.',
  key: ['ttb_id'],
  fields: {
    ttb_id: { type: 'ttb_id', cardinality: 'required', doc: 'A.' },
    text: { type: 'text', doc: 'A.' },
    texts: { type: 'text', cardinality: 'list', doc: 'A.' },
    choice: { type: 'enum', values: ['a', 'b'], doc: 'A.' },
    date: { type: 'date', doc: 'A.' },
    timestamp: { type: 'timestamp', doc: 'A.' },
    integer: { type: 'integer', doc: 'A.' },
    integers: { type: 'integer', cardinality: 'list', doc: 'A.' },
    decimal: { type: 'decimal', doc: 'A.' },
    boolean: { type: 'boolean', doc: 'A.' },
    surrogate_key: { type: 'surrogate_key', doc: 'A.' },
    groups: {
      type: 'record',
      cardinality: 'list',
      doc: 'A.',
      fields: { name: { type: 'text', cardinality: 'required', doc: 'A.' }, size: { type: 'decimal', doc: 'A.' } },
    },
  },
})

const GOOD: Readonly<Record<string, unknown>> = {
  ttb_id: '24002001000001',
  text: 'x',
  texts: ['x', 'y'],
  choice: 'b',
  date: '2024-02-29',
  timestamp: '2024-02-29T01:02:03.004Z',
  integer: -5,
  integers: [0, 2147483647],
  decimal: 0.5,
  boolean: false,
  surrogate_key: '12',
  groups: [{ name: 'x', size: null }],
}

/** Values near the border between good and bad. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    'a',
    'x'.repeat(100_000),
    'x'.repeat(100_001),
    '2023-02-29',
    '2024-02-29',
    '2024-02-29T01:02:03.004Z',
    '2024-02-29T01:02:03Z',
    '24002001000001',
    '24999001000001',
    '9223372036854775807',
    '9223372036854775808',
    0,
    -0,
    1.5,
    2147483647,
    2147483648,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    10n,
    true,
    [],
    [null],
    ['a'],
    ['a', ''],
    [1, 2.5],
    {},
    [{}],
    [{ name: 'x', size: 1 }],
    [{ name: 'x' }],
    [{ name: 'x', size: 1, more: 1 }],
    [[]],
    new Date(0),
  ),
  fc.anything(),
)

describe('the quick test of a row', () => {
  const isGood = rowTest(EVERY_KIND.fields)
  const schema = recordSchema(EVERY_KIND)

  it('is true of a row that keeps the contract', () => {
    expect([isGood(GOOD), schema.safeParse(GOOD).success]).toEqual([true, true])
    const blank = Object.fromEntries(
      Object.entries(EVERY_KIND.fields).map(([name, { cardinality }]) => [name, cardinality === 'list' ? [] : null]),
    )
    expect(isGood({ ...blank, ttb_id: '24002001000001' })).toBe(true)
  })

  it('says what the schema says, whatever stands in any field', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(GOOD)), odd, (name, value) => {
        const row = { ...GOOD, [name]: value }
        expect(isGood(row)).toBe(schema.safeParse(row).success)
      }),
      { numRuns: 3000 },
    )
  })

  it('is never true of what the schema refuses, of whatever shape', () => {
    const rows = fc.oneof(
      fc.anything(),
      fc.subarray(Object.keys(GOOD)).map((names) => Object.fromEntries(names.map((name) => [name, GOOD[name]]))),
      fc.constant({ ...GOOD, more: null }),
      fc.constant([GOOD]),
    )
    fc.assert(
      fc.property(rows, (row) => {
        if (isGood(row)) expect(schema.safeParse(row).success).toBe(true)
      }),
      { numRuns: 1000 },
    )
    const { text, ...without } = GOOD
    for (const row of [without, { ...without, texts2: [] }, { ...GOOD, more: 1 }, Object.create(GOOD)])
      expect(isGood(row)).toBe(schema.safeParse(row).success)
  })

  it('is there for every field of a COLA', () => {
    const fields: RecordDefinition['fields'] = COLA.fields
    const blank = Object.fromEntries(
      Object.entries(fields).map(([name, { cardinality }]) => [name, cardinality === 'list' ? [] : null]),
    )
    expect(rowTest(fields)({ ...blank, ttb_id: '24002001000001' })).toBe(true)
    expect(rowTest(fields)(blank)).toBe(false)
  })
})
