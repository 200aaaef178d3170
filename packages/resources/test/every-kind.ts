import { defineRecord, FIELD_TYPES } from '@ttb/utils/records'
import fc from 'fast-check'
import type { Row } from '../src/index.ts'

const SIMPLE_TYPES = Object.keys(FIELD_TYPES).filter((type) => type !== 'record')

/** A table with every kind of value, each once alone and once as a list, and a group of fields. */
export const EVERY_KIND = defineRecord({
  name: 'every_kind',
  doc: 'Every kind.',
  key: ['id'],
  fields: {
    id: { type: 'integer', cardinality: 'required', doc: 'Key.' },
    ...Object.fromEntries(
      SIMPLE_TYPES.flatMap((type) => [
        [`one_${type}`, { type, doc: 'One.', ...(type === 'enum' && { values: ['a', 'b'] }) }],
        [`many_${type}`, { type, cardinality: 'list', doc: 'Many.', ...(type === 'enum' && { values: ['a', 'b'] }) }],
      ]),
    ),
    groups: {
      type: 'record',
      cardinality: 'list',
      doc: 'Groups.',
      fields: {
        name: { type: 'text', doc: 'Name.' },
        day: { type: 'date', doc: 'Day.' },
        lines: { type: 'text', cardinality: 'list', doc: 'Lines.' },
      },
    },
  } as never,
})

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const moment = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('！', '🍷', 'Gewürztraminer', '', 'a\nb', "o'clock", 'null', '"quoted", with comma', '[]', '12'),
)
const VALUES: Record<string, fc.Arbitrary<unknown>> = {
  date: day,
  timestamp: moment,
  integer: fc.integer(),
  decimal: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  boolean: fc.boolean(),
  enum: fc.constantFrom('a', 'b'),
  surrogate_key: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
}

const row: fc.Arbitrary<Row> = fc.record({
  ...Object.fromEntries(
    SIMPLE_TYPES.flatMap((type) => {
      const value = VALUES[type] ?? text
      return [
        [`one_${type}`, fc.option(value)],
        [`many_${type}`, fc.array(value, { maxLength: 3 })],
      ]
    }),
  ),
  groups: fc.array(fc.record({ name: fc.option(text), day: fc.option(day), lines: fc.array(text, { maxLength: 2 }) }), {
    maxLength: 2,
  }),
})

function numbered(list: readonly Row[]): Row[] {
  return list.map((item, id) => ({ id, ...item }))
}

/** Any few rows of the table. */
export const anyRows = fc.array(row, { maxLength: 12 }).map(numbered)

/** So many rows, the same each time. */
export function someRows(count: number): Row[] {
  return numbered(fc.sample(row, { numRuns: count, seed: 5 }))
}
