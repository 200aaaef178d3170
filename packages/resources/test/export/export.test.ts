import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { COLA, CONFLICT_LOG, defineRecord } from '@ttb/utils/records'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  arrowFormat,
  createFolderStore,
  createParquetFormat,
  decodeParquet,
  exportToDuckdb,
  exportToFiles,
  exportToPostgres,
  openDatabase,
  type Row,
  type SqlTable,
} from '../../src/index.ts'
import { EVERY_KIND, someRows } from '../every-kind.ts'
import { type PostgresServer, postgresBinaries, startPostgres } from '../servers/postgres-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'ttb-export-test-'))
const store = createFolderStore({ folder })
let files = 0

async function tableOf(record: SqlTable['record'], rows: readonly Row[]): Promise<SqlTable> {
  const key = `table-${++files}.parquet`
  await store.write(key, createParquetFormat().encode(record, rows))
  return { record, files: [store.filePath(key)] }
}

const LABELS = defineRecord({
  name: 'labels',
  doc: "Labels' names.",
  key: ['id'],
  fields: {
    id: { type: 'integer', cardinality: 'required', doc: 'Key.' },
    company_key: { type: 'surrogate_key', cardinality: 'required', doc: 'Company.' },
    name: { type: 'text', doc: "The label's name." },
    phone: { type: 'phone', personal: true, doc: 'Phone.' },
  },
})
const label = (id: number, name: string | null, key = '9223372036854775807'): Row => ({
  id,
  company_key: key,
  name,
  phone: '202 555 0100',
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('exports to files', () => {
  it('leave out personal fields and rows about them, unless they are asked for', async () => {
    const labels = await tableOf(LABELS, [label(1, 'OAK')])
    const conflict = {
      ttb_id: '24001001000001',
      received_date: '2024-01-01',
      detail_value: 'A',
      certificate_value: 'B',
      search_value: null,
      winner: 'cola-detail',
      rule: 'newest',
    }
    const conflicts = await tableOf(CONFLICT_LOG, [
      { ...conflict, field: 'status', is_personal: false },
      { ...conflict, field: 'phone', is_personal: true },
    ])
    const out = join(folder, 'csv')
    await exportToFiles([labels, conflicts], { folder: out, format: 'csv' })
    expect(readFileSync(join(out, 'labels.csv'), 'utf8')).toBe('id,company_key,name\n1,9223372036854775807,OAK\n')
    expect(readFileSync(join(out, 'conflict_log.csv'), 'utf8')).not.toContain('phone')
    await exportToFiles([labels, conflicts], { folder: out, format: 'csv', personal: true })
    expect(readFileSync(join(out, 'labels.csv'), 'utf8')).toContain('202 555 0100')
    expect(readFileSync(join(out, 'conflict_log.csv'), 'utf8')).toContain('phone')
    expect(COLA.fields.contact_name.personal).toBe(true)
  })

  it('hold every kind of value, as Parquet, Arrow and in a DuckDB database, and the same bytes each time', async () => {
    const rows = someRows(30)
    const table = await tableOf(EVERY_KIND, rows)
    const out = join(folder, 'formats')
    for (const format of ['parquet', 'arrow'] as const) {
      const [made] = await exportToFiles([table], { folder: out, format })
      const bytes = readFileSync(made?.file as string)
      expect(
        await (format === 'parquet' ? decodeParquet(EVERY_KIND, bytes) : arrowFormat.decode(EVERY_KIND, bytes)),
      ).toEqual(rows)
      await exportToFiles([table], { folder: out, format })
      expect(readFileSync(made?.file as string).equals(bytes)).toBe(true)
      expect(existsSync(`${made?.file}.part`)).toBe(false)
    }
    const file = join(out, 'tables.duckdb')
    expect(await exportToDuckdb([table], { file })).toMatchObject([{ table: 'every_kind', rows: 30 }])
    expect(await exportToDuckdb([table], { file })).toMatchObject([{ rows: 30 }])
    const database = await openDatabase()
    await database.run(`ATTACH '${file}' AS made (READ_ONLY)`)
    const read = await database.query('SELECT id, one_surrogate_key, one_text FROM made.every_kind ORDER BY id')
    database.close()
    expect(read.rows).toEqual(rows.map((row) => [row['id'], row['one_surrogate_key'], row['one_text']]))
  })
})

const binaries = postgresBinaries()
if (!binaries) process.stderr.write('skipped: no PostgreSQL (apt-get install postgresql)\n')

describe.skipIf(!binaries)('the export to PostgreSQL', () => {
  let server: PostgresServer
  let client: pg.Client
  beforeAll(async () => {
    server = await startPostgres(binaries as string)
    client = new pg.Client({ connectionString: server.connectionString })
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await server?.stop()
  })
  const read = async (sql: string): Promise<unknown[][]> => (await client.query({ text: sql, rowMode: 'array' })).rows

  it('makes tables with comments and indexes, and adds, changes and removes rows by key', async () => {
    const target = { connectionString: server.connectionString, schema: 'first' }
    expect(
      await exportToPostgres([await tableOf(LABELS, [label(1, 'OAK'), label(2, 'ELM'), label(3, null)])], target),
    ).toEqual([{ table: 'labels', rows: 3, inserted: 3, updated: 0, deleted: 0 }])
    expect(await read('SELECT * FROM first.labels ORDER BY id')).toEqual([
      [1, '9223372036854775807', 'OAK'],
      [2, '9223372036854775807', 'ELM'],
      [3, '9223372036854775807', null],
    ])
    expect(
      await read("SELECT obj_description('first.labels'::regclass), col_description('first.labels'::regclass, 3)"),
    ).toEqual([["Labels' names.", "The label's name."]])
    expect(await read("SELECT indexname FROM pg_indexes WHERE schemaname = 'first' ORDER BY 1")).toEqual([
      ['labels_company_key_idx'],
      ['labels_pkey'],
    ])
    expect(
      await exportToPostgres([await tableOf(LABELS, [label(2, 'ELM'), label(3, 'ASH'), label(4, '')])], target),
    ).toEqual([{ table: 'labels', rows: 3, inserted: 1, updated: 1, deleted: 1 }])
    expect(await read('SELECT id, name FROM first.labels ORDER BY id')).toEqual([
      [2, 'ELM'],
      [3, 'ASH'],
      [4, ''],
    ])
  })

  it('changes nothing the second time: not a row is touched', async () => {
    const target = { connectionString: server.connectionString, schema: 'second' }
    const table = await tableOf(EVERY_KIND, someRows(40))
    await exportToPostgres([table], target)
    const versions = await read('SELECT id, xmin::text, ctid::text FROM second.every_kind ORDER BY id')
    expect(await exportToPostgres([table], target)).toEqual([
      { table: 'every_kind', rows: 40, inserted: 0, updated: 0, deleted: 0 },
    ])
    expect(await read('SELECT id, xmin::text, ctid::text FROM second.every_kind ORDER BY id')).toEqual(versions)
  })

  it('holds every kind of value', async () => {
    const rows = someRows(40)
    await exportToPostgres([await tableOf(EVERY_KIND, rows)], {
      connectionString: server.connectionString,
      schema: 'kinds',
    })
    const { rows: found } = await client.query<Record<string, unknown>>(
      'SELECT *, one_date::text AS one_date, many_date::text[] AS many_date FROM kinds.every_kind ORDER BY id',
    )
    found.forEach((row, at) => {
      const written = rows[at] as Row
      for (const name of [
        'one_text',
        'many_text',
        'one_integer',
        'many_integer',
        'one_boolean',
        'one_decimal',
        'many_decimal',
        'one_surrogate_key',
        'many_surrogate_key',
        'one_date',
        'many_date',
        'groups',
      ])
        expect([at, name, row[name]]).toEqual([at, name, written[name]])
      expect((row['one_timestamp'] as Date | null)?.toISOString() ?? null).toBe(written['one_timestamp'])
    })
  })

  it('refuses a table with other columns, and leaves all as it was', async () => {
    const target = { connectionString: server.connectionString, schema: 'third' }
    await client.query('CREATE SCHEMA third; CREATE TABLE third.labels (id integer PRIMARY KEY, colour text)')
    const other = await tableOf({ ...LABELS, name: 'other_labels' }, [label(1, 'OAK')])
    await expect(exportToPostgres([other, await tableOf(LABELS, [label(1, 'OAK')])], target)).rejects.toThrowError(
      /table third\.labels lacks company_key, lacks name, has colour besides; expected the columns of this version/,
    )
    expect(await read("SELECT table_name FROM information_schema.tables WHERE table_schema = 'third'")).toEqual([
      ['labels'],
    ])
  })

  it('killed in the middle, leaves the old state', async () => {
    const record = { ...LABELS, fields: { id: LABELS.fields.id, name: LABELS.fields.name } }
    const target = { connectionString: server.connectionString }
    await exportToPostgres([await tableOf(record, [{ id: 1, name: 'OLD' }])], target)
    const many = await tableOf(
      record,
      Array.from({ length: 300_000 }, (_, id) => ({ id, name: `NEW ${id}` })),
    )
    for (const afterMs of [0, 300, 900]) {
      const child = fork(
        new URL('./exporting-process.ts', import.meta.url),
        [many.files[0] as string, server.connectionString],
        {
          execArgv: ['--conditions=@ttb/source', '--import', 'tsx'],
        },
      )
      await once(child, 'message')
      await sleep(afterMs)
      child.kill('SIGKILL')
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve()
      await ended
      const [[count, names] = []] = await read(
        "SELECT count(*)::int, count(*) FILTER (WHERE name = 'OLD')::int FROM ttb.labels",
      )
      expect([
        [1, 1],
        [300_000, 0],
      ]).toContainEqual([count, names])
    }
    await exportToPostgres([many], target)
    expect(await read('SELECT count(*)::int FROM ttb.labels')).toEqual([[300_000]])
  })

  it('says in words of PostgreSQL what is wrong, and never a password', async () => {
    const wrong = server.connectionString.replace('ttb@', 'nobody:hush@')
    await expect(exportToPostgres([], { connectionString: wrong })).rejects.toThrowError(
      /PostgreSQL: role "nobody" does not exist/,
    )
    await expect(
      exportToPostgres([], { connectionString: 'postgres://x:hush@127.0.0.1:1/none' }),
    ).rejects.not.toThrowError(/hush/)
  })
})
