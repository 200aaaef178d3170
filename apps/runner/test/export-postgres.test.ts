import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { WAREHOUSE_TABLES } from '@ttb/assets'
import { samplePages } from '@ttb/registry-simulator'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type PostgresServer,
  postgresBinaries,
  startPostgres,
} from '../../../packages/resources/test/servers/postgres-server.ts'
import { EXIT_CODES } from '../src/index.ts'
import { type TtbRun, temporaryFolder, ttb, ttbWith } from './ttb.ts'

const binaries = postgresBinaries()
if (!binaries) process.stderr.write('skipped: no PostgreSQL (apt-get install postgresql)\n')

interface ExportedRow {
  readonly table: string
  readonly rows: number
  readonly inserted: number
  readonly updated: number
  readonly deleted: number
}

describe.skipIf(!binaries)('ttb export postgres', () => {
  const data = join(temporaryFolder(), 'data')
  const PASSWORD = 'hush-hush'
  let server: PostgresServer
  let client: pg.Client
  let url: URL

  beforeAll(async () => {
    const saved = join(dirname(data), 'saved')
    for (const { path, html } of samplePages({ recordsPerDay: 3, days: ['2025-03-17'] })) {
      mkdirSync(dirname(join(saved, path)), { recursive: true })
      writeFileSync(join(saved, path), html, 'latin1')
    }
    for (const args of [['adopt', saved], ['run'], ['run', 'ttb_analytics_only']])
      expect((await ttb(...args, '--data', data)).exit).toBe(0)
    server = await startPostgres(binaries as string)
    client = new pg.Client({ connectionString: server.connectionString })
    await client.connect()
    await client.query(`CREATE ROLE writer LOGIN PASSWORD '${PASSWORD}'; GRANT CREATE ON DATABASE postgres TO writer`)
    url = new URL(server.connectionString)
    url.username = 'writer'
    url.password = PASSWORD
  }, 120_000)
  afterAll(async () => {
    await client?.end()
    await server?.stop()
  })

  const read = async (sql: string): Promise<unknown[][]> => (await client.query({ text: sql, rowMode: 'array' })).rows
  const exported = (...args: readonly string[]) =>
    ttbWith({ TTB_POSTGRES_URL: url.href }, 'export', 'postgres', '--data', data, ...args)
  const expectSecret = ({ stdout, stderr }: TtbRun) => {
    for (const secret of [PASSWORD, url.href, 'postgres://']) expect(`${stdout}${stderr}`).not.toContain(secret)
  }
  const columnsOf = (schema: string, table: string) =>
    read(
      `SELECT column_name FROM information_schema.columns WHERE table_schema = '${schema}' AND table_name = '${table}'`,
    )

  it('writes every table of the warehouse, and says where, but not with what password', async () => {
    const counts = WAREHOUSE_TABLES.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM ${name}`)
    const { lines: stored } = await ttb('sql', counts.join(' UNION ALL '), '--json', '--data', data)
    const first = await exported('--json')
    expect([first.exit, first.stderr]).toEqual([0, ''])
    expectSecret(first)
    const rows = first.lines as unknown as ExportedRow[]
    expect(rows.map(({ table }) => table).sort()).toEqual(WAREHOUSE_TABLES.map(({ name }) => name).sort())
    for (const { table, rows: count, inserted, updated, deleted } of rows) {
      expect([table, inserted, updated, deleted]).toEqual([table, count, 0, 0])
      expect([table, stored.find(({ name }) => name === table)?.['rows']]).toEqual([table, count])
      expect([table, await read(`SELECT count(*)::int FROM ttb."${table}"`)]).toEqual([table, [[count]]])
    }
    expect(rows.find(({ table }) => table === 'fact_products')?.rows).toBeGreaterThan(2)
  })

  it('changes nothing the second time: not a row is touched', async () => {
    const versions = () => read('SELECT ttb_id, xmin::text, ctid::text FROM ttb.fact_products ORDER BY ttb_id')
    const before = await versions()
    const again = await exported('--json')
    expect(again.exit).toBe(0)
    for (const row of again.lines) expect(row).toMatchObject({ inserted: 0, updated: 0, deleted: 0 })
    expect(await versions()).toEqual(before)

    const shown = await exported()
    expectSecret(shown)
    expect(shown.stdout).toMatch(
      new RegExp(
        `fact_products [\\s\\S]*in schema ttb of ${url.host}/postgres; names, .* left out \\(--personal takes`,
      ),
    )
  })

  it('takes in with --personal what names people, and only then', async () => {
    const chosen = ['--tables', 'consolidated', '--to']
    expect((await exported(...chosen, 'plain')).exit).toBe(0)
    const personal = await exported(...chosen, 'personal', '--personal')
    expect([personal.exit, personal.stdout]).toEqual([0, expect.not.stringContaining('left out')])
    const plain = (await columnsOf('plain', 'consolidated')).flat()
    const all = (await columnsOf('personal', 'consolidated')).flat()
    expect(plain).not.toContain('contact_name')
    expect(all).toEqual(expect.arrayContaining([...plain, 'contact_name']))
    const { lines } = await ttb(
      ...['sql', '--json', '--data', data],
      'select ttb_id, contact_name from consolidated order by ttb_id',
    )
    expect(lines.filter((line) => line['contact_name'] !== null).length).toBeGreaterThan(0)
    expect(await read('SELECT ttb_id, contact_name FROM personal.consolidated ORDER BY ttb_id')).toEqual(
      lines.map((line) => [line['ttb_id'], line['contact_name']]),
    )
  })

  it('does not mix both in one schema: it says what is different, and leaves all as it was', async () => {
    const { exit, stdout, stderr } = await exported('--tables', 'consolidated', '--to', 'plain', '--personal')
    expect([exit, stdout, stderr]).toEqual([
      EXIT_CODES.failed.code,
      '',
      expect.stringMatching(/table plain\.consolidated lacks .*contact_name.*drop the table, or export into another/),
    ])
    expect((await columnsOf('plain', 'consolidated')).flat()).not.toContain('contact_name')
  })

  it('shows no password when it fails either', async () => {
    const failing = ['--tables', 'dim_dates', '--to']
    await client.query('CREATE SCHEMA closed')
    const refused = await exported(...failing, 'closed')
    expect([refused.exit, refused.stderr]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(
        /^ttb: this user of the database may not use schema closed; expected GRANT USAGE, CREATE ON SCHEMA closed$/m,
      ),
    ])
    expectSecret(refused)
    url.pathname = '/no_such'
    const missing = await exported(...failing, 'ttb')
    url.pathname = '/postgres'
    expect([missing.exit, missing.stderr]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(/database "no_such" does not exist/),
    ])
    expectSecret(missing)
  })
})
