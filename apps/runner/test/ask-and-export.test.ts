import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { QUESTIONS } from '@ttb/assets'
import { samplePages } from '@ttb/registry-simulator'
import { arrowFormat, openDatabase } from '@ttb/resources'
import { COLA } from '@ttb/utils/records'
import { beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS, EXIT_CODES, main } from '../src/index.ts'
import { temporaryFolder, ttb, ttbWith } from './ttb.ts'

const folder = temporaryFolder()
const data = join(folder, 'data')
const SQL = 'select ttb_id, brand_name, approval_date, label_image_count from fact_products order by ttb_id'
let ids: string[]

beforeAll(async () => {
  const saved = join(folder, 'saved')
  for (const { path, html } of samplePages({ recordsPerDay: 3, days: ['2025-03-17'] })) {
    mkdirSync(dirname(join(saved, path)), { recursive: true })
    writeFileSync(join(saved, path), html, 'latin1')
  }
  await ttb('adopt', saved, '--data', data)
  await ttb('run', '--data', data)
  const made = await ttb('run', 'ttb_analytics_only', '--from', '2025-03-17', '--to', '2025-03-17', '--data', data)
  expect([made.exit, made.stderr]).toEqual([0, expect.any(String)])
  ids = (await ttb('sql', SQL, '--json', '--data', data)).lines.map((line) => line['ttb_id'] as string)
  expect(ids.length).toBeGreaterThan(2)
}, 240_000)

describe('ttb ask', () => {
  it('lists the ten questions, and answers each', async () => {
    const { stdout } = await ttb('ask')
    for (const { name, question } of QUESTIONS)
      expect(stdout).toMatch(new RegExp(`^  ${name} +${question.replace('?', '\\?')}$`, 'm'))
    for (const { name, parameters, explanation } of QUESTIONS) {
      const given = parameters.flatMap((each) => (each.default === null ? [`--${each.name}`, 'STONE'] : []))
      const answer = await ttb('ask', name, ...given, '--data', data)
      expect([name, answer.exit, answer.stdout]).toEqual([name, 0, expect.stringContaining(explanation)])
      expect((await ttb('ask', name, '--explain')).stdout).toContain('SELECT')
    }
  })
  it('takes an option for each parameter there is', () => {
    const options = COMMANDS.find(({ name }) => name === 'ask')?.options.map(({ flags }) => flags.split(' ')[0])
    for (const { parameters } of QUESTIONS) for (const { name } of parameters) expect(options).toContain(`--${name}`)
  })
  it('says up to when there is something where nothing is recent', async () => {
    expect((await ttb('ask', 'trust', '--today', '2099-01-01', '--data', data)).stderr).toMatch(
      /Counted back from 2099-01-01; the last approval here is of \d{4}-\d{2}-\d{2}.*--today \d{4}/,
    )
  })
  for (const [args, said] of [
    [['trsut'], /did you mean trust\?/],
    [['trust', '--company', 'X'], /question trust takes no --company; expected --today DATE, --days N/],
    [['similar-names'], /needs --name: The name to compare/],
    [['trust', '--days', 'ten'], /days is "ten"; expected a whole number/],
    [['trust', '--today', '2025-02-30'], /expected a day, YYYY-MM-DD/],
    [['similar-names', '--name', 'X', '--commodity', 'beer'], /commodity is "beer"; expected wine, .*, or "" for all/],
  ] as const)
    it(`says what was expected of: ttb ask ${args.join(' ')}`, async () => {
      expect(await ttb('ask', ...args, '--data', data)).toMatchObject({ exit: 2, stderr: expect.stringMatching(said) })
    })
  it('says what to run where no warehouse was built, and nothing else', async () => {
    mkdirSync(join(folder, 'nothing'))
    expect(await ttb('ask', 'trust', '--data', join(folder, 'nothing'))).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringContaining('"ttb run ttb_analytics_only" makes them'),
    })
  })
})

describe('ttb sql', () => {
  it('lists every table with its rows and its meaning', async () => {
    const { stdout } = await ttb('sql', '--tables', '--data', data)
    for (const name of ['fact_products', 'consolidated', 'certificate', 'registry_index', 'fetch_log'])
      expect(stdout).toMatch(new RegExp(`^  ${name} +[\\d,]+  \\S`, 'm'))
  })
  it('gives the same answer in every format, in a file or not', async () => {
    const lines = (await ttb('sql', SQL, '--format', 'jsonl', '--data', data)).lines
    expect(JSON.parse((await ttb('sql', SQL, '--format', 'json', '--data', data)).stdout)).toEqual(lines)
    const csv = await ttb('sql', SQL, '--format', 'csv', '--data', data)
    expect(csv.stdout.split('\r\n')[0]).toBe('ttb_id,brand_name,approval_date,label_image_count')
    for (const format of ['csv', 'json', 'jsonl', 'parquet', 'arrow']) {
      const file = join(folder, `answer.${format}`)
      const { exit, stdout, stderr } = await ttb('sql', SQL, '--output', file, '--data', data)
      expect([exit, stdout, stderr]).toEqual([0, '', `${ids.length} rows in ${file}\n`])
      expect(existsSync(`${file}.part`)).toBe(false)
    }
    expect(readFileSync(join(folder, 'answer.csv'), 'utf8')).toBe(csv.stdout)
    const arrow = await arrowFormat.decode(
      { ...COLA, fields: { ttb_id: COLA.fields.ttb_id } },
      readFileSync(join(folder, 'answer.arrow')),
    )
    expect(arrow.map((row) => row['ttb_id'])).toEqual(ids)
    const database = await openDatabase()
    const parquet = await database.query(`select ttb_id from '${join(folder, 'answer.parquet')}' order by ttb_id`)
    database.close()
    expect(parquet.rows.map(([id]) => id)).toEqual(ids)
  })
  it('shows nulls, counts rows, and says how many it left out', async () => {
    const { stdout } = await ttb('sql', 'select null as a, i from range(1234) t(i)', '--data', data)
    expect(stdout).toContain(' null ')
    expect(stdout).toMatch(/\n\(50 of 1,234 rows; 1,184 left out: --rows all shows them\)\n$/)
    expect((await ttb('sql', "select repeat('x', 100) as long", '--data', data)).stdout).toMatch(
      /x…\n\(1 row; 1 cell cut at …: --format csv has it whole\)\n$/,
    )
  })
  it('says which tables are empty because nothing was made of their kind, and what makes them', async () => {
    const bare = join(folder, 'bare')
    mkdirSync(bare)
    const { exit, lines, stderr } = await ttb('sql', 'select count(*) as n from certificate', '--json', '--data', bare)
    expect([exit, lines, stderr]).toEqual([
      0,
      [{ n: '0' }],
      `ttb: not made yet in ${bare}: certificate; "ttb run" makes it\n`,
    ])
    expect((await ttb('sql', 'select count(*) from quarantine', '--data', data)).stderr).toBe('')
  })
  it('names the file that cannot be written, and why', async () => {
    for (const [file, why] of [
      [join(folder, 'no-such-folder', 'x.csv'), 'no such file or directory'],
      [join(data, 'state.db', 'x.csv'), 'not a directory'],
    ] as const)
      expect(await ttb('sql', 'select 1', '--output', file, '--data', data)).toMatchObject({
        exit: 1,
        stderr: `ttb: --output ${file}: cannot be written: ${why}\n`,
      })
  })
  it('ends when whoever reads has gone', async () => {
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(gone) })
    let stderr = ''
    const args = ['sql', 'select i from range(1000000) t(i)', '--format', 'csv', '--data', data]
    const host = { stdout, stderr: { write: (text: string) => (stderr += text) }, env: {}, on: () => undefined }
    expect([await main(args, host), stderr]).toEqual([EXIT_CODES.interrupted.code, ''])
  })
  it('leaves a file as it was when the query fails', async () => {
    const file = join(folder, 'kept.csv')
    writeFileSync(file, 'kept')
    expect((await ttb('sql', 'select nothing from fact_products', '--output', file, '--data', data)).exit).toBe(1)
    expect([readFileSync(file, 'utf8'), existsSync(`${file}.part`)]).toEqual(['kept', false])
  })
  for (const [args, said, code = 1] of [
    [['select * from fact_product'], /no table "fact_product"; did you mean fact_products/],
    [['select brand_nam from fact_products'], /"brand_name"/],
    [['select 1', '--output', 'x.foo'], /expected --format, or a name that ends in \.csv/, 2],
    [['select 1', '--json', '--format', 'csv'], /--json is --format jsonl/, 2],
    [['select 1', '--rows', 'many'], /--rows: "many"; expected a number, or all/, 2],
    [["from read_text('/etc/hostname')"], /disabled by configuration/],
    [
      ["drop view fact_products; create table fact_products as select 1; attach 'x.db'"],
      /ATTACH is not possible here|disabled/,
    ],
  ] as const)
    it(`says what is wrong with: ttb sql ${args.join(' ')}`, async () => {
      expect(await ttb('sql', ...args, '--data', data)).toMatchObject({
        exit: code,
        stderr: expect.stringMatching(said),
      })
    })
  it('says what makes a table that is not made', async () => {
    expect((await ttb('sql', 'from fact_products', '--data', join(folder, 'nothing'))).stderr).toMatch(
      /not made yet in .*: fact_products; "ttb run ttb_analytics_only" makes it/,
    )
  })
  it('gives the provenance of a record', async () => {
    const { lines } = await ttb(
      'sql',
      `select value, page_kind, raw_text from provenance('${ids[0]}') where field = 'approval_date'`,
      '--json',
      '--data',
      data,
    )
    expect(lines).toMatchObject([{ page_kind: 'cola-detail', value: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }])
  })
})

describe('ttb inspect', () => {
  it('shows every value with its page, and one field with its snapshot', async () => {
    const all = await ttb('inspect', ids[0] as string, '--data', data)
    expect([all.exit, all.stdout]).toEqual([
      0,
      expect.stringMatching(/VALUES[\s\S]*\[cola-detail: "Brand Name"; text\]/),
    ])
    for (const title of ['CONFLICTS', 'STATUS HISTORY', 'CHANGES', 'INDEX', 'REQUESTS'])
      expect(all.stdout).toContain(`\n${title}`)
    const one = await ttb('inspect', ids[0] as string, '--field', 'brand_name', '--data', data)
    expect(one.stdout).toMatch(/\nbrand_name\n {2}value [\s\S]* SHA-256 +[0-9a-f]{64}\n/)
    expect((await ttb('inspect', ids[0] as string, '--field', 'brandname', '--data', data)).stderr).toContain(
      'did you mean brand_name',
    )
  })
})

describe('data that are not there', () => {
  const misspelt = join(folder, 'misspelt')
  for (const args of [
    ['sql', 'select 1'],
    ['sql', '--tables'],
    ['ask', 'trust'],
    ['inspect', '24002001000001'],
    ['quarantine', 'list'],
    ['export', 'parquet', '--to', join(folder, 'none')],
    ['status'],
    ['runs'],
    ['check'],
  ])
    it(`are said not to be, and nothing is made in their place: ttb ${args.join(' ').replace(folder, '')}`, async () => {
      expect(await ttb(...args, '--data', misspelt)).toMatchObject({
        exit: 1,
        stdout: '',
        stderr: expect.stringMatching(/^ttb: no data in .*misspelt: there is no such folder; "ttb demo", .*\n$/),
      })
      expect(existsSync(misspelt)).toBe(false)
    })
})

describe('ttb export', () => {
  it('writes files, twice the same, without what names a person', async () => {
    const to = join(folder, 'files')
    const args = ['export', 'csv', '--to', to, '--tables', 'fact_products,consolidated', '--data', data]
    expect((await ttb(...args)).stdout).toMatch(/fact_products +│ +\d+\n[\s\S]*left out \(--personal takes them in\)/)
    const bytes = readFileSync(join(to, 'consolidated.csv'), 'utf8')
    expect(bytes).not.toContain('contact_name')
    await ttb(...args)
    expect(readFileSync(join(to, 'consolidated.csv'), 'utf8')).toBe(bytes)
    expect(readdirSync(to).sort()).toEqual(['consolidated.csv', 'fact_products.csv'])
    await ttb(...args, '--personal')
    expect(readFileSync(join(to, 'consolidated.csv'), 'utf8')).toContain('contact_name')
  })
  it('makes a DuckDB database of every table of the warehouse', async () => {
    const file = join(folder, 'cola.duckdb')
    const { exit, lines } = await ttb('export', 'duckdb', '--to', file, '--json', '--data', data)
    expect([exit, statSync(file).isFile()]).toEqual([0, true])
    expect(lines.find((line) => line['table'] === 'fact_products')).toMatchObject({ rows: ids.length })
  })
  it('names the place that cannot be written, and why', async () => {
    const to = join(data, 'state.db', 'files')
    expect(await ttb('export', 'csv', '--to', to, '--data', data)).toMatchObject({
      exit: 1,
      stderr: `ttb: --to ${to}: cannot be written: not a directory\n`,
    })
  })
  for (const [args, said] of [
    [['csv'], /^ttb: --to is missing: expected the folder of the files\n$/],
    [['duckdb'], /^ttb: --to is missing: expected the file of the database\n$/],
    [['postgres'], /expected the setting postgresUrl \(TTB_POSTGRES_URL/],
    [['csv', '--to', 'x', '--tables', 'fact_product'], /no table "fact_product"; did you mean fact_products/],
  ] as const)
    it(`says what was expected of: ttb export ${args.join(' ')}`, async () => {
      expect(await ttb('export', ...args, '--data', data)).toMatchObject({
        exit: 2,
        stderr: expect.stringMatching(said),
      })
    })
  it('never shows the password of a database', async () => {
    const env = { TTB_POSTGRES_URL: 'postgres://someone:hush@127.0.0.1:1/none' }
    const { exit, stdout, stderr } = await ttbWith(env, 'export', 'postgres', '--data', data)
    expect([exit, `${stdout}${stderr}`]).toEqual([1, expect.not.stringContaining('hush')])
    expect((await ttbWith(env, 'config')).stdout).not.toContain('hush')
  })
})
