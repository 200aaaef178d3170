import fc from 'fast-check'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { expect, it } from 'vitest'
import type { Row } from '../src/index.ts'
import { createGroupWriter } from '../src/tables/parquet-row-group.ts'
import { parquetSchema } from '../src/tables/parquet-schema.ts'
import { columnEncoders } from '../src/tables/row-codec.ts'
import { anyRows, EVERY_KIND, someRows } from './every-kind.ts'

type WriteGroups = (writer: ParquetWriter, groups: readonly (readonly Row[])[], pageBytes: number) => void

const ours: WriteGroups = (writer, groups, pageBytes) => {
  const writeGroup = createGroupWriter(writer, EVERY_KIND, pageBytes)
  for (const rows of groups) writeGroup(rows)
}

const theirs: WriteGroups = (writer, groups, pageBytes) => {
  for (const rows of groups) {
    const columnData = [...columnEncoders(EVERY_KIND)].map(([name, encode]) => ({
      name,
      data: rows.map((row) => encode(row[name])),
      columnIndex: true,
    }))
    writer.write({ columnData, rowGroupSize: rows.length, pageSize: pageBytes })
  }
}

async function fileOf(
  write: WriteGroups,
  groups: readonly (readonly Row[])[],
  pageBytes = 128 * 1024,
): Promise<Buffer> {
  const writer = new ParquetWriter({ writer: new ByteWriter(), schema: parquetSchema(EVERY_KIND) })
  write(writer, groups, pageBytes)
  await writer.finish()
  return Buffer.from(writer.writer.getBytes())
}

it('row groups have the bytes that the library itself would write', async () => {
  const groups = fc.array(
    anyRows.filter((rows) => rows.length > 0),
    { minLength: 1, maxLength: 2 },
  )
  await fc.assert(
    fc.asyncProperty(groups, fc.constantFrom(16, 128 * 1024), async (each, pageBytes) =>
      (await fileOf(ours, each, pageBytes)).equals(await fileOf(theirs, each, pageBytes)),
    ),
    { numRuns: 60 },
  )
})

it.each([
  ['all differ', (at: number) => `text ${at}`],
  ['are all the same', () => 'text'],
  ['repeat each other', (at: number) => `text ${at % 7}`],
  ['are missing', () => null],
  ['are missing here and there', (at: number) => (at % 3 === 0 ? null : `text ${at % 50}`)],
  ['are ordered otherwise in UTF-16', (at: number) => ['🍷', '！', 'ß'][at % 3]],
  ['are empty', () => ''],
])('texts that %s have the bytes that the library itself would write', async (_, textOf) => {
  const rows = someRows(20).flatMap((row, block) =>
    Array.from({ length: 20 }, (_, at) => ({ ...row, id: block * 20 + at, one_text: textOf(block * 20 + at) })),
  )
  for (const pageBytes of [100, 128 * 1024])
    expect((await fileOf(ours, [rows], pageBytes)).equals(await fileOf(theirs, [rows], pageBytes))).toBe(true)
})

it.each([
  ['a text for an integer', { id: 'x' }],
  ['no key', { id: null }],
  ['an integer of 64 bits', { id: 2 ** 40 }],
  ['a number for a text', { id: 1, one_text: 5 }],
  ['nothing in a list', { id: 1, many_text: [null] }],
])('%s is refused as the library refuses it', async (_, row) => {
  const [blank] = someRows(1)
  const message = async (write: WriteGroups): Promise<string> => {
    try {
      await fileOf(write, [[{ ...blank, ...row }]])
    } catch (error) {
      return (error as Error).message
    }
    return 'accepted'
  }
  expect(await message(ours)).toBe(await message(theirs))
  expect(await message(ours)).not.toBe('accepted')
})
