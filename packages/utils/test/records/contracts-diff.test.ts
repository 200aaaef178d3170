import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  CONTRACT_RULES,
  type ContractRule,
  contractOf,
  defineRecord,
  diffContracts,
  type FieldRow,
  nextVersion,
  parseContractVersion,
  type RecordDefinition,
} from '../../src/records/index.ts'
import { jsonSchemaOf, recordSchema } from '../../src/records/schemas.ts'

type Rows = Readonly<Record<string, FieldRow>>

function table(fields: Rows, key: readonly string[] = ['id']): RecordDefinition {
  return defineRecord({ name: 'x', doc: 'X.', key, fields } as never)
}

const BASE: Rows = {
  id: { type: 'integer', cardinality: 'required', doc: 'Key.' },
  at: { type: 'integer', cardinality: 'required', doc: 'Place.' },
  name: { type: 'text', doc: 'Name.' },
  size: { type: 'decimal', unit: 'inches', doc: 'Size.' },
  count: { type: 'integer', doc: 'Count.' },
  style: { type: 'enum', values: ['ale', 'lager'], doc: 'Style.' },
  origin: { type: 'code', codes: 'origin', doc: 'Origin.' },
  lines: { type: 'text', cardinality: 'list', doc: 'Lines.' },
  labels: {
    type: 'record',
    cardinality: 'list',
    doc: 'Labels.',
    fields: { kind: { type: 'text', doc: 'Kind.' }, width: { type: 'integer', doc: 'Width.' } },
  },
}
const { name: _, ...withoutName } = BASE
const labels = (fields: Rows): Rows => ({ labels: { ...BASE['labels'], fields } as FieldRow })
const kind: FieldRow = { type: 'text', doc: 'Kind.' }
const width: FieldRow = { type: 'integer', doc: 'Width.' }

/** What is changed, what becomes of the table, and which rules must say so, for which columns. */
const CHANGES: readonly (readonly [string, RecordDefinition, ...`${ContractRule} ${string}`[]])[] = [
  ['nothing', table(BASE)],
  ['wording', table({ ...BASE, name: { type: 'text', doc: 'Other words.' } })],
  ['how often a value is expected', table({ ...BASE, name: { type: 'text', doc: 'Name.', fillRate: 0.5 } })],
  ['the order of columns', table(Object.fromEntries(Object.entries(BASE).reverse()))],
  [
    'the order of the names of an enum',
    table({ ...BASE, style: { ...BASE['style'], values: ['lager', 'ale'] } as FieldRow }),
  ],
  ['a column that may be null is added', table({ ...BASE, malt: { type: 'text', doc: 'Malt.' } }), 'column_added malt'],
  [
    'a list is added',
    table({ ...BASE, malts: { type: 'text', cardinality: 'list', doc: 'Malts.' } }),
    'column_added malts',
  ],
  [
    'a column is added in between',
    table({ id: BASE['id'] as FieldRow, malt: { type: 'text', doc: 'Malt.' }, ...BASE }),
    'column_added malt',
  ],
  [
    'a required column is added',
    table({ ...BASE, malt: { type: 'text', cardinality: 'required', doc: 'M.' } }),
    'required_column_added malt',
  ],
  ['a column is removed', table(withoutName), 'column_removed name'],
  [
    'a column is renamed',
    table({ ...withoutName, title: { type: 'text', doc: 'Name.' } }),
    'column_removed name',
    'column_added title',
  ],
  ['a kind is changed', table({ ...BASE, name: { type: 'date', doc: 'Name.' } }), 'type_changed name'],
  [
    'a kind is changed that is stored the same',
    table({ ...BASE, name: { type: 'code', doc: 'Name.' } }),
    'type_changed name',
  ],
  [
    'a whole number becomes any number',
    table({ ...BASE, count: { type: 'decimal', doc: 'Count.' } }),
    'type_changed count',
  ],
  [
    'null is allowed no more',
    table({ ...BASE, name: { type: 'text', cardinality: 'required', doc: 'N.' } }),
    'requirement_changed name',
  ],
  ['null is allowed now', table({ ...BASE, at: { type: 'integer', doc: 'Place.' } }), 'requirement_changed at'],
  [
    'one value becomes a list',
    table({ ...BASE, name: { type: 'text', cardinality: 'list', doc: 'N.' } }),
    'list_changed name',
  ],
  ['a list becomes one value', table({ ...BASE, lines: { type: 'text', doc: 'Lines.' } }), 'list_changed lines'],
  ['another key', table(BASE, ['id', 'at']), 'key_changed key'],
  ['another unit', table({ ...BASE, size: { type: 'decimal', unit: 'millimetres', doc: 'S.' } }), 'unit_changed size'],
  ['a unit is stated', table({ ...BASE, count: { type: 'integer', unit: 'days', doc: 'C.' } }), 'unit_stated count'],
  ['a unit is stated no more', table({ ...BASE, size: { type: 'decimal', doc: 'Size.' } }), 'unit_changed size'],
  [
    'an enum gains a name',
    table({ ...BASE, style: { type: 'enum', values: ['ale', 'lager', 'stout'], doc: 'S.' } }),
    'values_changed style',
  ],
  [
    'an enum loses a name',
    table({ ...BASE, style: { type: 'enum', values: ['ale'], doc: 'Style.' } }),
    'values_changed style',
  ],
  [
    'another code list',
    table({ ...BASE, origin: { type: 'code', codes: 'class_type', doc: 'O.' } }),
    'codes_changed origin',
  ],
  [
    'a code list is stated',
    table({ ...BASE, name: { type: 'text', codes: 'origin', doc: 'N.' } }),
    'codes_stated name',
  ],
  [
    'a code list is stated no more',
    table({ ...BASE, origin: { type: 'code', doc: 'Origin.' } }),
    'codes_changed origin',
  ],
  [
    'a column turns out to be personal',
    table({ ...BASE, name: { type: 'text', personal: true, doc: 'N.' } }),
    'personal_changed name',
  ],
  ['a group gains a field', table({ ...BASE, ...labels({ kind, width, url: kind }) }), 'column_added labels[].url'],
  [
    'a group gains a required field',
    table({ ...BASE, ...labels({ kind, width, url: { ...kind, cardinality: 'required' } }) }),
    'required_column_added labels[].url',
  ],
  ['a group loses a field', table({ ...BASE, ...labels({ width }) }), 'column_removed labels[].kind'],
  [
    'a field of a group has another unit',
    table({ ...BASE, ...labels({ kind, width: { ...width, unit: 'inches' } }) }),
    'unit_stated labels[].width',
  ],
  ['the order of fields in a group', table({ ...BASE, ...labels({ width, kind }) })],
]

describe('the difference of two contracts', () => {
  for (const [name, after, ...want] of CHANGES) {
    const changes = want.map((text) => CONTRACT_RULES[text.split(' ')[0] as ContractRule].change)
    const change = changes.includes('breaking') ? 'breaking' : (changes[0] ?? 'none')
    it(`is ${change}: ${name}`, () => {
      const difference = diffContracts(contractOf(table(BASE)), contractOf(after))
      expect(difference.reasons.map(({ rule, column }) => `${rule} ${column}`)).toEqual(want)
      expect(difference.change).toBe(change)
    })
  }
  it('is breaking when how a kind is stored changes under all its columns', () => {
    const after = contractOf(table(BASE))
    const columns = after.columns.map((column) =>
      column.name === 'size' ? { ...column, storedAs: 'string' as const } : column,
    )
    expect(diffContracts(contractOf(table(BASE)), { ...after, columns })).toEqual({
      change: 'breaking',
      reasons: [{ rule: 'storage_changed', column: 'size', detail: 'double -> string' }],
    })
  })
  it('names every change, the graver deciding', () => {
    const after = table({ ...withoutName, malt: { type: 'text', doc: 'Malt.' } }, ['at', 'id'])
    expect(diffContracts(contractOf(table(BASE)), contractOf(after))).toEqual({
      change: 'breaking',
      reasons: [
        { rule: 'column_removed', column: 'name', detail: 'text, optional' },
        { rule: 'column_added', column: 'malt', detail: 'text, optional' },
        { rule: 'key_changed', column: 'key', detail: 'id -> at, id' },
      ],
    })
  })
  it('has an example here of every rule', () => {
    const shown = CHANGES.flatMap(([, , ...want]) => want.map((text) => text.split(' ')[0]))
    expect(new Set([...shown, 'storage_changed'])).toEqual(new Set(Object.keys(CONTRACT_RULES)))
  })
})

describe('versions', () => {
  for (const [version, change, want] of [
    ['1.4', 'none', '1.4'],
    ['1.9', 'additive', '1.10'],
    ['1.9', 'breaking', '2.0'],
  ] as const)
    it(`${version} after a change that is ${change} is ${want}`, () => expect(nextVersion(version, change)).toBe(want))
  for (const text of ['', '1', '0.1', '1.0.0', '01.0', '1.00', 'v1.0', '1.0\n'])
    it(`refuses ${JSON.stringify(text)}`, () =>
      expect(() => parseContractVersion(text)).toThrowError(/is no version of a contract/))
})

describe('a change that is not breaking keeps both promises', () => {
  const cardinality = fc.constantFrom('required', 'optional', 'list')
  const simple: fc.Arbitrary<FieldRow> = fc.oneof(
    fc.record({
      type: fc.constantFrom('text', 'integer', 'decimal', 'boolean', 'date'),
      cardinality,
      doc: fc.constant('D.'),
    }),
    fc.record({
      type: fc.constant('enum'),
      values: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
      cardinality,
      doc: fc.constant('D.'),
    }),
  ) as fc.Arbitrary<FieldRow>
  const names = fc.constantFrom('b', 'c', 'd', 'e')
  const fields = (of: fc.Arbitrary<FieldRow>) => fc.dictionary(names, of, { maxKeys: 4 })
  const group: fc.Arbitrary<FieldRow> = fc.record({
    type: fc.constant('record'),
    cardinality: fc.constant('list'),
    doc: fc.constant('D.'),
    fields: fields(simple).filter((members) => Object.keys(members).length > 0),
  }) as fc.Arbitrary<FieldRow>
  const any = fields(fc.oneof({ arbitrary: simple, weight: 3 }, group))
  const key: Rows = { id: { type: 'integer', cardinality: 'required', doc: 'Key.' } }
  /** A table, and the same with some columns added and, now and then, one removed, of another cardinality, or replaced. */
  const pair = fc
    .tuple(any, any, fc.array(fc.nat(19), { minLength: 4, maxLength: 4 }))
    .map(([before, other, fates]) => {
      const kept = Object.entries(before).flatMap(([name, row], at): [string, FieldRow][] => {
        if (fates[at] === 0) return []
        if (fates[at] === 1) return [[name, other[name] ?? row]]
        if (fates[at] !== 2 || row.type === 'record') return [[name, row]]
        return [[name, { ...row, cardinality: row.cardinality === 'required' ? 'optional' : 'required' }]]
      })
      const removed = Object.keys(before).filter((_name, at) => fates[at] === 0)
      const added = Object.entries(other).filter(([name]) => !removed.includes(name))
      return [table({ ...key, ...before }), table({ ...key, ...Object.fromEntries([...added, ...kept]) })] as const
    })

  it('to who reads the older version, and to files written under it', () => {
    let kept = 0
    fc.assert(
      fc.property(pair, fc.infiniteStream(fc.nat()), ([before, after], numbers) => {
        if (diffContracts(contractOf(before), contractOf(after)).change === 'breaking') return
        kept++
        const pick = (count: number): number => (numbers.next().value as number) % count
        const row = rowOf(after, pick)
        expect(recordSchema(after).safeParse(row).success).toBe(true)
        expect(z.fromJSONSchema(jsonSchemaOf(before) as never).safeParse(row).success).toBe(true)
        expect(recordSchema(after).safeParse(completed(after.fields, rowOf(before, pick))).success).toBe(true)
      }),
      { numRuns: 400 },
    )
    expect(kept).toBeGreaterThan(50)
  })
})

function rowOf({ fields }: Pick<RecordDefinition, 'fields'>, pick: (count: number) => number): Record<string, unknown> {
  const VALUES: Readonly<Record<string, unknown>> = {
    text: 'x',
    integer: 7,
    decimal: 1.5,
    boolean: true,
    date: '2024-02-29',
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const one = (): unknown => {
        if (field.fields) return rowOf({ fields: field.fields as RecordDefinition['fields'] }, pick)
        return field.values ? field.values[pick(field.values.length)] : VALUES[field.type]
      }
      if (field.cardinality === 'list') return [name, Array.from({ length: pick(3) }, one)]
      return [name, field.cardinality === 'required' || pick(2) === 0 ? one() : null]
    }),
  )
}

/** As readers complete the rows of older files. */
function completed(fields: RecordDefinition['fields'], row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const value = row[name] ?? (field.cardinality === 'list' ? [] : null)
      const members = field.fields as RecordDefinition['fields'] | undefined
      return [name, members ? (value as Record<string, unknown>[]).map((each) => completed(members, each)) : value]
    }),
  )
}
