import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  COLA,
  contractDigest,
  contractOf,
  contractVersion,
  defineRecord,
  ISSUE_LOG,
  label,
  pageTable,
  type RecordDefinition,
} from '../../src/records/index.ts'
import { jsonSchemaOf, recordSchema } from '../../src/records/schemas.ts'

const BEER = defineRecord({
  name: 'beer',
  version: '2.1',
  doc: 'A beer.',
  key: ['name'],
  fields: {
    name: { type: 'text', cardinality: 'required', doc: 'Its name.', fillRate: 1, from: { search: label('NAME') } },
    brewed: { type: 'date', doc: 'Day it was brewed.' },
    style: { type: 'enum', values: ['ale', 'lager'], doc: 'Its style.' },
    strength: { type: 'decimal', unit: 'percent', doc: 'Its strength.' },
    origin: { type: 'code', codes: 'origin', doc: 'Where it is from.' },
    brewer: { type: 'text', personal: true, doc: 'Who brewed it.' },
    labels: {
      type: 'record',
      cardinality: 'list',
      doc: 'Its labels.',
      fields: { width: { type: 'integer', unit: 'pixels', doc: 'Width.' } },
    },
  },
})

describe('the contract of a record', () => {
  it('has all that is promised of its columns, and nothing of how their values are come by', () => {
    expect(contractOf(BEER)).toEqual({
      name: 'beer',
      version: '2.1',
      doc: 'A beer.',
      key: ['name'],
      columns: [
        { name: 'name', type: 'text', storedAs: 'string', cardinality: 'required', doc: 'Its name.' },
        { name: 'brewed', type: 'date', storedAs: 'date', cardinality: 'optional', doc: 'Day it was brewed.' },
        {
          name: 'style',
          type: 'enum',
          storedAs: 'string',
          cardinality: 'optional',
          values: ['ale', 'lager'],
          doc: 'Its style.',
        },
        {
          name: 'strength',
          type: 'decimal',
          storedAs: 'double',
          cardinality: 'optional',
          unit: 'percent',
          doc: 'Its strength.',
        },
        {
          name: 'origin',
          type: 'code',
          storedAs: 'string',
          cardinality: 'optional',
          codes: 'origin',
          doc: 'Where it is from.',
        },
        {
          name: 'brewer',
          type: 'text',
          storedAs: 'string',
          cardinality: 'optional',
          personal: true,
          doc: 'Who brewed it.',
        },
        {
          name: 'labels',
          type: 'record',
          storedAs: 'struct',
          cardinality: 'list',
          doc: 'Its labels.',
          columns: [
            {
              name: 'width',
              type: 'integer',
              storedAs: 'int32',
              cardinality: 'optional',
              unit: 'pixels',
              doc: 'Width.',
            },
          ],
        },
      ],
    })
  })

  const certificate = pageTable(COLA, 'certificate')
  const withColumn = (fields: object): RecordDefinition => ({
    ...certificate,
    fields: { ...certificate.fields, ...fields },
  })
  const versions = [
    ['a table of this product has the version kept for it', certificate, expect.stringMatching(/^\d+\.\d+$/)],
    ['a log too', ISSUE_LOG, expect.stringMatching(/^\d+\.\d+$/)],
    ['a record that says its version has that', { ...certificate, version: '7.3' }, '7.3'],
    ['one with the name of a table but another column has none', withColumn({ extra: BEER.fields.style }), null],
    ['one with the name of a table but another key has none', { ...certificate, key: ['serial_number'] }, null],
    [
      'other wording is the same contract',
      withColumn({ brand_name: { ...COLA.fields.brand_name, doc: 'In other words.' } }),
      contractVersion(certificate),
    ],
    ['any other record has none', COLA, null],
  ] as const
  for (const [name, record, want] of versions) it(`${name}`, () => expect(contractVersion(record)).toEqual(want))

  it('has a digest that moves with any promise', () => {
    const digests = new Set(
      Object.keys(BEER.fields).map((name) => {
        const { [name]: _, ...fields } = BEER.fields as RecordDefinition['fields']
        return contractDigest({ ...BEER, fields })
      }),
    )
    expect(digests.size).toBe(Object.keys(BEER.fields).length)
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{16}$/)
  })
  it('refuses a version that is none when the record is defined', () => {
    expect(() => defineRecord({ ...BEER, version: '2' } as never)).toThrowError(
      'record beer: "2" is no version of a contract; one is "major.minor", from 1.0',
    )
  })
})

describe('a contract as JSON Schema', () => {
  const schema = z.fromJSONSchema(jsonSchemaOf(BEER) as never)
  const row = {
    name: 'X',
    brewed: '2024-02-29',
    style: 'ale',
    strength: 5,
    origin: null,
    brewer: null,
    labels: [{ width: 3 }],
  }

  it('accepts rows of the table, also with columns of a later minor version', () => {
    expect(recordSchema(BEER).safeParse(row).success).toBe(true)
    expect(schema.safeParse(row).success).toBe(true)
    expect(schema.safeParse({ ...row, malt: 'pale', labels: [{ width: null, height: 1 }] }).success).toBe(true)
  })
  for (const [name, change] of Object.entries({
    'a missing column': { style: undefined },
    'a name outside the enum': { style: 'stout' },
    'no list': { labels: null },
    'a fraction in a whole number': { labels: [{ width: 1.5 }] },
    'null in a required column': { name: null },
    'a day that is none': { brewed: 'yesterday' },
  })) {
    it(`refuses ${name}`, () => {
      const changed = JSON.parse(JSON.stringify({ ...row, ...change })) as object
      expect(schema.safeParse(changed).success).toBe(false)
      expect(recordSchema(BEER).safeParse(changed).success).toBe(false)
    })
  }
  it('says what each column means, with its unit', () => {
    expect(jsonSchemaOf(BEER)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'beer',
      description: 'A beer.',
      required: Object.keys(BEER.fields),
      properties: {
        strength: { description: 'Its strength. Unit: percent.' },
        labels: { items: { properties: { width: { description: 'Width. Unit: pixels.' } } } },
      },
    })
  })
})
