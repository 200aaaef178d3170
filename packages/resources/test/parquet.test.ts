import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COLA, defineRecord, FIELD_TYPES } from '@ttb/utils/records'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createFolderStore,
  decodeParquet,
  encodeParquet,
  type FolderStore,
  openSqlSession,
  type Row,
} from '../src/index.ts'

/** A table with every kind of value, each once alone and once as a list. */
const EVERY_KIND = defineRecord({
  name: 'every_kind',
  doc: 'Every kind.',
  key: ['id'],
  fields: {
    id: { type: 'integer', cardinality: 'required', doc: 'Key.' },
    ...Object.fromEntries(
      Object.keys(FIELD_TYPES)
        .filter((type) => type !== 'record')
        .flatMap((type) => [
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
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('！', '🍷', 'Gewürztraminer', '', 'a\nb', "o'clock"),
)
const valuesOf: Record<string, fc.Arbitrary<unknown>> = {
  date: day,
  integer: fc.integer(),
  decimal: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  boolean: fc.boolean(),
  enum: fc.constantFrom('a', 'b'),
}
const row: fc.Arbitrary<Row> = fc.record({
  ...Object.fromEntries(
    Object.keys(FIELD_TYPES)
      .filter((type) => type !== 'record')
      .flatMap((type) => {
        const value = valuesOf[type] ?? text
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
const rows = fc.array(row, { maxLength: 12 }).map((list) => list.map((item, id) => ({ id, ...item })))

async function toBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

let folder: string
let store: FolderStore
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-parquet-'))
  store = createFolderStore({ folder })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what is written is read back', () => {
  it('by hyparquet, for every kind of value, in row groups of any size', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (written, rowGroupRows) => {
        const file = await toBytes(encodeParquet(EVERY_KIND, written, { rowGroupRows }))
        expect(await decodeParquet(EVERY_KIND, file)).toEqual(written)
      }),
    )
  })

  it('by DuckDB, for every kind of value', async () => {
    const written = fc
      .sample(rows, { numRuns: 30, seed: 5 })
      .flat()
      .map((item, id) => ({ ...item, id }))
    await store.write('every_kind.parquet', encodeParquet(EVERY_KIND, written, { rowGroupRows: 7 }))
    const session = await openSqlSession([{ record: EVERY_KIND, files: [store.filePath('every_kind.parquet')] }])
    const result = await session.query('select * from every_kind order by id')
    session.close()
    expect(result.columns).toEqual(Object.keys(EVERY_KIND.fields))
    const read = result.rows.map((values) =>
      Object.fromEntries(values.map((value, at) => [result.columns[at] as string, value])),
    )
    expect(read).toEqual(written)
  })

  it('with the same bytes each time', async () => {
    const written = fc
      .sample(rows, { numRuns: 5, seed: 6 })
      .flat()
      .map((item, id) => ({ ...item, id }))
    expect(await toBytes(encodeParquet(EVERY_KIND, written))).toEqual(await toBytes(encodeParquet(EVERY_KIND, written)))
  })
})

it('a value of another type is refused, and the message names the table', async () => {
  await expect(toBytes(encodeParquet(EVERY_KIND, [{ id: 'x' }]))).rejects.toThrowError(
    /rows do not fit table every_kind/,
  )
})

describe('SQL sessions', () => {
  it('give a table without files its columns and no rows', async () => {
    const session = await openSqlSession([{ record: COLA, files: [] }])
    expect(await session.query('select brand_name, approval_date, label_images from cola')).toMatchObject({
      types: ['VARCHAR', 'DATE', expect.stringContaining('STRUCT')],
      rows: [],
    })
    session.close()
  })
  it('read older files that lack a column', async () => {
    const older = { ...EVERY_KIND, fields: { id: EVERY_KIND.fields['id'] } } as never
    await store.write('older.parquet', encodeParquet(older, [{ id: 1 }]))
    const session = await openSqlSession([{ record: EVERY_KIND, files: [store.filePath('older.parquet')] }])
    expect((await session.query('select id, one_text from every_kind')).rows).toEqual([[1, null]])
    session.close()
  })
  it("say what DuckDB says of a query it can't answer", async () => {
    const session = await openSqlSession([])
    await expect(session.query('select nothing from nowhere')).rejects.toMatchObject({
      code: 'query_failed',
      message: expect.stringContaining('nowhere'),
    })
    session.close()
  })
})
