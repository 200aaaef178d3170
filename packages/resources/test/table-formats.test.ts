import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { parquetMetadata } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFolderStore, decodeParquet, type FolderStore, openSqlSession, tableFormat } from '../src/index.ts'
import { anyRows, EVERY_KIND, someRows } from './every-kind.ts'

const DEFAULTS = {
  outputFormat: 'parquet',
  parquetEngine: 'hyparquet',
  compression: 'snappy',
  rowGroupRows: 7,
} as const
const FORMATS = {
  parquet: tableFormat(DEFAULTS),
  'parquet, ZSTD': tableFormat({ ...DEFAULTS, compression: 'zstd' }),
  'parquet, not compressed': tableFormat({ ...DEFAULTS, compression: 'none' }),
  'parquet by DuckDB': tableFormat({ ...DEFAULTS, parquetEngine: 'duckdb', compression: 'zstd' }),
  'parquet by parquetjs-lite': tableFormat({ ...DEFAULTS, parquetEngine: 'parquetjs-lite' }),
  'JSON lines': tableFormat({ ...DEFAULTS, outputFormat: 'json' }),
  CSV: tableFormat({ ...DEFAULTS, outputFormat: 'csv' }),
  'Arrow IPC': tableFormat({ ...DEFAULTS, outputFormat: 'arrow' }),
}

async function toBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

let folder: string
let store: FolderStore
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-formats-'))
  store = createFolderStore({ folder })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

for (const [name, format] of Object.entries(FORMATS)) {
  describe(`a table as ${name}`, () => {
    it('is read as it was written, for every kind of value', async () => {
      const numRuns = format.name === 'duckdb' ? 5 : 60
      await fc.assert(
        fc.asyncProperty(anyRows, async (written) => {
          expect(await format.decode(EVERY_KIND, await toBytes(format.encode(EVERY_KIND, written)))).toEqual(written)
        }),
        { numRuns },
      )
    })

    it('has the same bytes each time', async () => {
      const written = someRows(40)
      expect(await toBytes(format.encode(EVERY_KIND, written))).toEqual(
        await toBytes(format.encode(EVERY_KIND, written)),
      )
    })

    it('gives rows of an older version the fields it lacks', async () => {
      const older = { ...EVERY_KIND, fields: { id: EVERY_KIND.fields['id'] } } as never
      const [row] = await format.decode(EVERY_KIND, await toBytes(format.encode(older, [{ id: 1 }])))
      expect(row).toMatchObject({ id: 1, one_text: null, many_text: [], groups: [] })
      expect(Object.keys(row ?? {})).toEqual(Object.keys(EVERY_KIND.fields))
    })

    if (format.extension !== 'parquet') return
    it('is read the same by DuckDB and by hyparquet, cell by cell', async () => {
      const written = someRows(60)
      const key = `${format.name}-${name.replaceAll(/\W+/g, '-')}.parquet`
      await store.write(key, format.encode(EVERY_KIND, written))
      expect(await decodeParquet(EVERY_KIND, (await store.readBytes(key)) as Uint8Array)).toEqual(written)
      const session = await openSqlSession([{ record: EVERY_KIND, files: [store.filePath(key)] }])
      const result = await session.query('select * from every_kind order by id')
      // The predicate must find what a wrong order of text in the statistics would prune.
      const found = await session.query("select count(*) from every_kind where one_text = '🍷'")
      session.close()
      expect(result.columns).toEqual(Object.keys(EVERY_KIND.fields))
      expect(
        result.rows.map((values) =>
          Object.fromEntries(values.map((value, at) => [result.columns[at] as string, isoMoments(value)])),
        ),
      ).toEqual(written)
      expect(Number(found.rows[0]?.[0])).toBe(written.filter((row) => row['one_text'] === '🍷').length)
    })
  })
}

/** DuckDB prints moments in words of its own. */
function isoMoments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(isoMoments)
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/.test(value)
    ? new Date(value.replace('+00', 'Z')).toISOString()
    : value
}

it('the default engine writes what pruning needs: row groups, statistics, page indexes, logical types', async () => {
  const rows = someRows(20).flatMap((row, group) =>
    Array.from({ length: 100 }, (_, at) => ({
      ...row,
      id: group * 100 + at,
      one_text: `${'long'.repeat(200)}${group}${at}`,
    })),
  )
  const file = await toBytes(tableFormat({ ...DEFAULTS, rowGroupRows: 800 }).encode(EVERY_KIND, rows))
  const metadata = parquetMetadata(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer)
  expect(metadata.row_groups.map((group) => Number(group.num_rows))).toEqual([800, 800, 400])
  const columns = new Map(
    metadata.row_groups[1]?.columns.map((column) => [column.meta_data?.path_in_schema.join('.'), column]),
  )
  expect(columns.get('id')?.meta_data?.statistics).toMatchObject({ min_value: 800, max_value: 1599, null_count: 0n })
  expect(columns.get('one_text')?.column_index_offset).toBeDefined()
  expect(metadata.schema.find(({ name }) => name === 'one_date')).toMatchObject({
    logical_type: { type: 'DATE' },
    repetition_type: 'OPTIONAL',
  })
  expect(metadata.schema.find(({ name }) => name === 'id')?.repetition_type).toBe('REQUIRED')
})

it('the default engine refuses a value of another type, naming the table', async () => {
  await expect(toBytes(FORMATS.parquet.encode(EVERY_KIND, [{ id: 'x' }]))).rejects.toThrowError(
    /rows do not fit table every_kind/,
  )
})

it('an engine that cannot do what is asked says so', () => {
  expect(() => tableFormat({ ...DEFAULTS, parquetEngine: 'parquetjs-lite', compression: 'zstd' })).toThrowError(
    /cannot write compression "zstd"/,
  )
})
