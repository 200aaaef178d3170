import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { samplePages } from '@ttb/registry-simulator'
import { describe, expect, it, vi } from 'vitest'
import { COMMANDS, EXIT_CODES } from '../src/index.ts'
import { temporaryFolder, ttb } from './ttb.ts'

const folder = temporaryFolder()
const saved = join(folder, 'saved')
for (const { path, html } of samplePages({ recordsPerDay: 2 })) {
  mkdirSync(dirname(join(saved, path)), { recursive: true })
  writeFileSync(join(saved, path), html, 'latin1')
}
const data = join(folder, 'data')
const FORM = join(saved, '2014-10-28/001-certificate/14301001000001.html')
const CUT = join(saved, '2025-03-18/001-cola-detail/25077001000900.html')

describe('ttb', () => {
  it('lists every command in its help', async () => {
    const { exit, stdout } = await ttb('--help')
    expect(exit).toBe(0)
    for (const { name } of COMMANDS) expect(stdout).toMatch(new RegExp(`^ +${name} `, 'm'))
  })
  it('has help with examples for every command', async () => {
    for (const { name, examples } of COMMANDS) {
      const { exit, stdout } = await ttb(name, '--help')
      expect(exit).toBe(0)
      for (const example of examples) expect(stdout).toContain(example)
    }
  })
  it('documents exactly the commands it has', () => {
    const page = readFileSync(new URL('../../../docs/reference/commands.md', import.meta.url), 'utf8')
    expect([...page.matchAll(/^## `ttb (\w+)/gm)].map((match) => match[1])).toEqual(COMMANDS.map(({ name }) => name))
    for (const { code, doc } of Object.values(EXIT_CODES)) expect(page).toContain(`| ${code} | ${doc} |`)
  })
  for (const args of [
    ['frobnicate'],
    ['parse'],
    ['parse', '--kind', 'label', 'x.html'],
    ['run', '--no-such-option'],
    ['sql'],
    ['sql', ' '],
    ['export', 'mysql'],
  ]) {
    it(`says what is wrong with: ttb ${args.join(' ')}`, async () => {
      const { exit, stderr } = await ttb(...args)
      expect([exit, stderr]).toEqual([EXIT_CODES.usage.code, expect.stringMatching(/^error: .*\n/)])
    })
  }
})

describe('ttb parse', () => {
  it('prints one JSON line a file, in the order given', async () => {
    const { exit, lines } = await ttb('parse', '--json', FORM, CUT)
    expect(exit).toBe(EXIT_CODES.failed.code)
    expect(lines.map((line) => Object.keys(line))).toEqual(
      [1, 2].map(() => ['file', 'kind', 'layout', 'ttb_id', 'values', 'issues', 'outcome']),
    )
    expect(lines).toMatchObject([
      {
        file: FORM,
        kind: 'certificate',
        ttb_id: '14301001000001',
        outcome: 'found',
        values: { form_edition: '07/2012' },
      },
      { file: CUT, kind: 'cola-detail', outcome: 'truncated', values: {} },
    ])
  })
  it('shows a person what the page says', async () => {
    const { exit, stdout } = await ttb('parse', FORM)
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(/found, certificate, TTB ID 14301001000001[\s\S]*brand_name +\S/),
    ])
  })
  it('reads a page that is stored compressed, as the raw store does', async () => {
    const stored = join(folder, '14301001000001.html.gz')
    writeFileSync(stored, gzipSync(readFileSync(FORM)))
    const [plain, compressed] = (await ttb('parse', '--json', FORM, stored)).lines
    expect(compressed).toEqual({ ...plain, file: stored })
    writeFileSync(stored, gzipSync(readFileSync(FORM)).subarray(0, 500))
    expect((await ttb('parse', stored)).stderr).toMatch(/the compressed file is cut short/)
  })
  it('holds a page to the kind asked for', async () => {
    const { lines } = await ttb('parse', '--kind', 'cola-detail', '--json', FORM)
    expect(lines).toMatchObject([{ outcome: 'unexpected', kind: 'certificate', values: {} }])
  })
})

describe('from a folder of saved pages to an answer', () => {
  it('adopts, runs and answers', async () => {
    const plan = await ttb('adopt', saved, '--data', data, '--dry-run')
    expect(plan.stdout).toContain('Nothing was written.')
    expect(existsSync(data)).toBe(false)

    const adopted = await ttb('adopt', saved, '--data', data)
    expect([adopted.exit, adopted.stdout]).toEqual([0, expect.stringMatching(/27 pages in[\s\S]*27 adopted/)])
    expect((await ttb('adopt', saved, '--data', data)).stdout).toMatch(/0 adopted[\s\S]*27 there already/)

    const made = await ttb('run', '--data', data)
    expect([made.exit, made.stdout]).toEqual([
      0,
      expect.stringMatching(/11 made, 0 up to date[\s\S]*27 = 25 found \+ 2 others/),
    ])
    expect((await ttb('run', '--data', data)).stdout).toContain('0 made, 11 up to date')
    expect((await ttb('run', '--data', data, '--json')).lines).toHaveLength(11)

    const answer = await ttb(
      'sql',
      '--data',
      data,
      '--json',
      'select count(*) as labels, min(approval_date) as first from certificate',
    )
    expect(answer.lines).toMatchObject([{ labels: '10', first: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }])
    expect(
      (
        await ttb(
          'sql',
          '--data',
          data,
          '--format',
          'csv',
          "select ttb_id, outcome from page where outcome <> 'found' order by all",
        )
      ).stdout,
    ).toBe('ttb_id,outcome\r\n25077001000900,truncated\r\n25077001000901,not_found\r\n')
    expect((await ttb('sql', '--data', data, 'select 1 as one')).stdout).toMatch(/one\n[ ─]+\n +1/)
  })
  it('says what to do when there is nothing yet', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    expect(await ttb('run', '--data', empty)).toMatchObject({
      exit: 1,
      stderr: expect.stringMatching(/no pages in .*"ttb adopt FOLDER/),
    })
    expect(await ttb('adopt', empty, '--data', data)).toMatchObject({
      exit: 1,
      stderr: expect.stringMatching(/nothing to adopt in .*: it is empty; expected a folder or bucket/),
    })
    expect(await ttb('adopt', join(folder, 'nowhere'), '--data', data)).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('not a folder that can be read'),
    })
    expect((await ttb('sql', '--data', empty, '--json', 'select count(*) as n from certificate')).lines).toEqual([
      { n: '0' },
    ])
  })
  it("says DuckDB's words of a query that fails", async () => {
    expect(await ttb('sql', '--data', data, 'selekt 1')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('selekt'),
    })
  })
})

describe('ttb demo', () => {
  it('ends at once, and leaves no server behind, where nothing can be written', async () => {
    const servers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'TCPServerWrap').length
    const before = servers()
    expect(await ttb('demo', '--data', join(FORM, 'data'))).toMatchObject({
      exit: 1,
      stderr: expect.stringMatching(/^ttb: cannot open the state file .*: not a directory/),
    })
    await vi.waitFor(() => expect(servers()).toBe(before))
  })
  it('refuses a place that holds pages of others, and leaves it as it is', async () => {
    const own = join(folder, 'own')
    await ttb('adopt', saved, '--data', own)
    const before = readdirSync(own, { recursive: true }).sort()
    expect(await ttb('demo', '--data', own)).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^ttb: .*own holds pages that are not of the demo \(1-ttb-raw-data\/.*\): .*; expected --data with a new folder/,
      ),
    })
    expect(readdirSync(own, { recursive: true }).sort()).toEqual(before)
  })
  it.each([
    ['a search of another time', 'registry-index/2026-06-01/20260601T060000000Z_x.csv.gz'],
    ['a page of another record', '2025-03-03/001-cola-detail/25062001999999.html.gz'],
    ['a record of the earlier system', '2025-03-03/001-cola-detail/25062001000001.old-extracted.json'],
  ])('refuses a place with %s', async (_, key) => {
    const own = join(folder, key.replaceAll('/', '-'))
    const file = join(own, '1-ttb-raw-data', key)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
    expect(await ttb('demo', '--data', own)).toMatchObject({ exit: 1, stderr: expect.stringContaining(key) })
  })
  it('ends with what was met, what came out, where it is and what to type next, and then has nothing to fetch', async () => {
    const demo = join(folder, 'demo')
    const first = await ttb('demo', '--data', demo)
    expect([first.exit, first.stderr]).toEqual([
      0,
      expect.stringMatching(/^2025-03-07 {2}the registry refuses us; .*\n$/),
    ])
    const [, listed, expected] = /SEARCHED {2}(\d+) of the (\d+) records/.exec(first.stdout) ?? []
    expect(Number(listed)).toBeGreaterThan(100)
    expect(listed).toBe(expected)
    expect(first.stdout).toMatch(/MET .*no answer in time.*refused as a robot/)
    for (const word of ['CAME OUT', 'JOINED', 'FILES', 'ASKED', 'median_days', 'NEXT'])
      expect(first.stdout).toContain(word)
    const again = await ttb('demo', '--data', demo, '--json')
    const tables = { fact_products: Number(expected), dim_companies: expect.any(Number) }
    expect(again.lines).toMatchObject([{ pages: 0, made: 0, units: 0, counts: { quarantined: 0 }, tables }])
    // By day of completion and by day of receipt the same rows are stored twice, and counted once.
    const query =
      'select count(*)::int as n, count(distinct (ttb_id, completed_date))::int as distinct_n from registry_index'
    const [index] = (await ttb('sql', '--data', demo, '--json', query)).lines
    expect(index).toEqual({ n: index?.['distinct_n'], distinct_n: expect.any(Number) })
    expect(Number(index?.['n'])).toBeGreaterThanOrEqual(Number(expected))
  }, 180_000)
})

describe('ttb fields', () => {
  it('prints the tables, and the fields of one', async () => {
    expect((await ttb('fields')).stdout).toMatch(/^cola_detail .*\ncertificate .*\nsearch /)
    expect((await ttb('fields', 'certificate')).stdout).toContain('`net_contents_ml`')
    expect(await ttb('fields', 'beer')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('no table "beer"; there are cola_detail'),
    })
  })
})
