import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TtbError } from '@ttb/utils'
import { COLA, defineRecord } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFolderStore, createParquetFormat, decodeParquet, openSqlSession, type SqlSession } from '../src/index.ts'

it('a table without files has its columns and no rows', async () => {
  const session = await openSqlSession([{ record: COLA, files: [] }])
  expect(await session.query('select brand_name, approval_date, label_images from cola')).toMatchObject({
    types: ['VARCHAR', 'DATE', expect.stringContaining('STRUCT')],
    rows: [],
  })
  session.close()
})

it('a list of records is a view of its own, by the key of the table', async () => {
  const session = await openSqlSession([{ record: COLA, files: [] }])
  expect((await session.query('select * from cola_label_images')).columns.slice(0, 3)).toEqual([
    'ttb_id',
    'type',
    'width_inches',
  ])
  session.close()
})

it("a query that cannot be answered fails in DuckDB's words", async () => {
  const session = await openSqlSession([])
  await expect(session.query('select nothing from nowhere')).rejects.toMatchObject({
    code: 'query_failed',
    message: expect.stringContaining('nowhere'),
  })
  session.close()
})

describe('a session given any SQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-sql-session-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const LABELS = defineRecord({
    name: 'labels',
    doc: 'Labels.',
    key: ['id'],
    fields: {
      id: { type: 'integer', cardinality: 'required', doc: 'Key.' },
      name: { type: 'text', doc: 'Name.' },
    },
  })
  const file = join(folder, 'labels.parquet')
  const secret = join(folder, 'secret.txt')
  let session: SqlSession
  beforeAll(async () => {
    const rows = [
      { id: 1, name: 'OAK' },
      { id: 2, name: null },
    ]
    await createFolderStore({ folder }).write('labels.parquet', createParquetFormat().encode(LABELS, rows))
    writeFileSync(secret, 'not for you')
    session = await openSqlSession([{ record: LABELS, files: [file] }], { outputFile: join(folder, 'out.parquet') })
  })
  afterAll(() => session.close())

  it('answers queries of every form', async () => {
    for (const [sql, rows] of [
      ['select id from labels order by id', [[1], [2]]],
      ['from labels select count(*)::INTEGER', [[2]]],
      ['with x as (select 1 as a) from x', [[1]]],
      ["set variable least = 2; select id from labels where id >= getvariable('least')", [[2]]],
      ['pivot labels on id using max(name)', [['OAK', null]]],
      ['show tables', [['labels']]],
    ] as const)
      expect([sql, (await session.query(sql)).rows]).toEqual([sql, rows])
    expect((await session.query('explain analyze select * from labels')).rows.length).toBe(1)
  })

  for (const sql of [
    "copy labels to '{file}' (format parquet, use_tmp_file false)",
    "explain analyze copy labels to '{file}' (use_tmp_file false)",
    "/* x */ explain analyze copy labels to '{file}' (use_tmp_file false)",
    "prepare q as copy labels to '{file}' (use_tmp_file false)",
    "select 1; copy labels to '{file}' (use_tmp_file false)",
    "copy labels to '{folder}/new.csv'",
    "from read_text('{folder}/secret.txt')",
    "from read_blob('{folder}/*')",
    "from glob('{folder}/*')",
    "from '{folder}/secret.txt'",
    "from read_csv('https://example.org/x.csv')",
    "attach '{folder}/new.duckdb'",
    "export database '{folder}/all'",
    "create persistent secret s (type http, bearer_token 'x')",
    'install httpfs',
    'load httpfs',
    'set enable_external_access = true',
    "set allowed_paths = ['/']",
    'call pragma_version()',
    'delete from labels',
    '',
    ' ; ;',
  ])
    it(`refuses: ${sql || 'nothing'}`, async () => {
      const before = [readFileSync(file), readdirSync(folder)]
      const text = sql.replaceAll('{file}', file).replaceAll('{folder}', folder)
      await expect(session.query(text)).rejects.toMatchObject({ code: 'query_failed' })
      expect([readFileSync(file), readdirSync(folder)]).toEqual(before)
    })

  it('says of a text without a statement that there is none', async () => {
    for (const text of ['', ';', ' ; ;'])
      await expect(session.query(text)).rejects.toThrow('no statement to run; expected a query, such as "select 1"')
  })

  it('writes an answer into its one file, and only an answer', async () => {
    expect(await session.writeParquet('select id, name from labels order by id; ')).toBe(2)
    expect(await decodeParquet(LABELS, readFileSync(join(folder, 'out.parquet')))).toEqual([
      { id: 1, name: 'OAK' },
      { id: 2, name: null },
    ])
    const before = readFileSync(file)
    for (const sql of [`select 1) to '${file}' (use_tmp_file false); --`, 'select 1; select 2', 'explain select 1'])
      await expect(session.writeParquet(sql)).rejects.toMatchObject({ code: 'query_failed' })
    expect(readFileSync(file)).toEqual(before)
  })

  it('gives an answer piece by piece, and breaks it off when told to', async () => {
    const { columns, batches } = await session.stream('select i from range(10000) t(i)')
    let count = 0
    for await (const batch of batches) count += batch.length
    expect([columns, count]).toEqual([['i'], 10_000])
    const stop = new AbortController()
    const endless = session.query('select count(*) from range(100000000000) t(i) where hash(i) = 1', {
      signal: stop.signal,
    })
    stop.abort()
    await expect(endless).rejects.toThrowError(/interrupt/i)
  })
})

describe('a function of a session', () => {
  const ROWS = defineRecord({
    name: 'rows_of',
    doc: 'Rows.',
    key: ['n'],
    fields: {
      n: { type: 'integer', cardinality: 'required', doc: 'Number.' },
      of: { type: 'text', doc: 'Argument.' },
      at: { type: 'timestamp', doc: 'Time.' },
      even: { type: 'boolean', doc: 'Whether it is even.' },
    },
  })
  const asked: string[] = []
  const open = () =>
    openSqlSession([], {
      functions: [
        {
          name: 'rows_of',
          record: ROWS,
          async rows(argument) {
            asked.push(argument)
            if (!/^\d+$/.test(argument)) throw new TtbError(`not a number: ${argument}`, { code: 'invalid_argument' })
            return Array.from({ length: Number(argument) }, (_, n) => ({
              n,
              of: n % 2 ? null : argument,
              at: '2024-01-02T03:04:05.678Z',
              even: n % 2 === 0,
            }))
          },
        },
      ],
    })

  it('gives its rows wherever a table can stand, loaded once', async () => {
    asked.length = 0
    const session = await open()
    expect((await session.query("select * from rows_of('1')")).rows).toEqual([
      [0, '1', '2024-01-02 03:04:05.678+00', true],
    ])
    expect(
      (
        await session.query(
          "select count(*)::INTEGER, count(of)::INTEGER, max(n) from rows_of('50' || '00') where n >= (select max(n) from rows_of('1'))",
        )
      ).rows,
    ).toEqual([[5000, 2500, 4999]])
    expect(asked).toEqual(['1', '5000'])
    session.close()
  })

  it('fails a query with its own words, and takes constants only', async () => {
    const session = await open()
    await expect(session.query("from rows_of('many')")).rejects.toMatchObject({
      code: 'invalid_argument',
      message: 'not a number: many',
    })
    await expect(session.query("from (select '1' as a) x, rows_of(x.a)")).rejects.toMatchObject({
      code: 'query_failed',
    })
    session.close()
  })
})
