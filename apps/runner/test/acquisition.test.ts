import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { createWorld, SCENARIOS, type Simulator, startSimulator } from '@ttb/registry-simulator'
import { openStorage, type PartitionManifest } from '@ttb/resources'
import { REGISTRY_INDEX } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXIT_CODES, main } from '../src/index.ts'
import { temporaryFolder, ttbWith } from './ttb.ts'

const folder = temporaryFolder()
const world = createWorld(SCENARIOS.demo)
const FROM = SCENARIOS.demo.startDate
const TO = '2025-03-05'
let simulator: Simulator
let env: Record<string, string>

beforeAll(async () => {
  const delay = () => Promise.resolve()
  simulator = await startSimulator({ world, time: { now: () => world.endMs + 7 * 86_400_000, delay } })
  env = { TTB_REGISTRY_URL: simulator.url, TTB_REQUEST_INTERVAL_MS: '0' }
})
afterAll(() => simulator.close())

describe('asking the public registry', () => {
  for (const command of ['discover', 'fetch', 'backfill']) {
    it(`is what ttb ${command} does not do without --live, and it says what it would have done`, async () => {
      const { exit, stderr } = await ttbWith({}, command, '--data', join(folder, 'never'), '--from', FROM, '--to', TO)
      expect([exit, stderr]).toEqual([
        EXIT_CODES.failed.code,
        expect.stringMatching(/ttbonline\.gov, one request in 1 s; add --live/),
      ])
    })
  }
  it('needs a contact, and says first which setting that is', async () => {
    const { exit, stderr } = await ttbWith({}, 'fetch', '--live', '--data', join(folder, 'never'))
    expect([exit, stderr]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(/^ttb: no contact for ttbonline\.gov: expected the setting contact \(TTB_CONTACT\) to be /),
    ])
  })
})

describe('ttb backfill', () => {
  const data = join(folder, 'backfill')
  it('shows its plan, then searches and fetches, a JSON line for each thing done', async () => {
    const { exit, stderr, lines } = await ttbWith(env, 'backfill', '--data', data, '--from', FROM, '--to', TO, '--json')
    expect(exit).toBe(0)
    expect(stderr).toMatch(/PLAN +completed 2025-03-03 to 2025-03-05: 3 days\n +about/)
    const expected = [FROM, '2025-03-04', TO].flatMap((day) => simulator.answerKey().completedOn(day))
    const pages = lines.filter(({ event }) => event === 'page')
    expect(new Set(pages.map(({ ttbId }) => ttbId))).toEqual(new Set(expected))
    expect(lines.at(-1)).toMatchObject({
      event: 'done',
      found: { incomplete: 0, rows: expected.length, added: expected.length },
      fetched: { pages: pages.length, requests: pages.length, remaining: 0, outcomes: { found: pages.length } },
    })
  })
  it('done again fetches nothing', async () => {
    const { lines } = await ttbWith(env, 'backfill', '--data', data, '--from', FROM, '--to', TO, '--json')
    expect(lines.at(-1)).toMatchObject({ found: { added: 0, changed: 0 }, fetched: { pages: 0, remaining: 0 } })
  })
  it('leaves pages that tables can be made from', async () => {
    const { exit, stdout } = await ttbWith(env, 'run', '--data', data)
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/rows read +\d+ = \d+ in tables/)])
  })
})

describe('ttb discover and ttb fetch', () => {
  const data = join(folder, 'steps')
  it('do it in two steps, and fetch stops at its budget and goes on', async () => {
    const range = ['--from', FROM, '--to', FROM]
    const searched = await ttbWith(env, 'discover', '--data', data, ...range)
    expect([searched.exit, searched.stdout]).toEqual([
      0,
      expect.stringMatching(/^SEARCHED {2}1 window: .*\nNEXT +ttb fetch\n$/),
    ])
    const some = await ttbWith(env, 'fetch', '--data', data, ...range, '--max-requests', '3')
    expect([some.exit, some.stdout]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(/FETCHED +3 pages in 3 requests \(3 found\), 3 stored\n +\d+ pages still due/),
    ])
    const rest = await ttbWith(env, 'fetch', '--data', data, ...range)
    expect([rest.exit, rest.stdout]).toEqual([0, expect.not.stringMatching(/still due/)])
  })
})

describe('ttb sql on the registry index', () => {
  const data = join(folder, 'index')
  const count = async () =>
    (await ttbWith(env, 'sql', '--data', data, '--json', 'select count(*)::int as n from registry_index')).lines
  it('counts what was listed: what runs have brought to days of receipt, and what was discovered since', async () => {
    const listed = (...days: readonly string[]) => days.flatMap((day) => simulator.answerKey().completedOn(day)).length
    const place = { ...env, TTB_PARTITION_START_DATE: FROM }
    const ran = await ttbWith(place, 'run', 'ttb_discovery', '--data', data, '--from', FROM, '--to', FROM)
    expect([ran.exit, await count()]).toEqual([0, [{ n: listed(FROM) }]])
    expect((await ttbWith(env, 'discover', '--data', data, '--from', TO, '--to', TO)).exit).toBe(0)
    expect(await count()).toEqual([{ n: listed(FROM, TO) }])
  })
  it('shows a record under each date it was listed under', async () => {
    const { tables, paths } = openStorage(loadConfig({ overrides: { data } }).config)
    const manifest = (await tables.readManifest(paths.indexFolder(FROM))) as PartitionManifest
    const [row] = await tables.readTable(REGISTRY_INDEX, manifest)
    const [{ n } = { n: 0 }] = (await count()) as { n: number }[]
    const of = { asset: 'ttb_registry_index', partition: '2025-03-10', fingerprint: 'f'.repeat(64), counts: {} }
    await tables.commit(paths.indexFolder('2025-03-10'), of, [
      { record: REGISTRY_INDEX, rows: [{ ...row, completed_date: '2025-03-10', status: 'SURRENDERED' }] },
    ])
    const sql = `select completed_date::text as day from registry_index where ttb_id = '${row?.['ttb_id']}' order by day`
    const { lines } = await ttbWith(env, 'sql', '--data', data, '--json', sql)
    expect([lines, await count()]).toEqual([[{ day: FROM }, { day: '2025-03-10' }], [{ n: n + 1 }]])
  })
})

describe('ttb gaps', () => {
  it('shows what is known of the numbers of a day, and tries those that are due', async () => {
    const data = join(folder, 'gaps')
    const shown = await ttbWith(env, 'gaps', '--data', data, '--from', FROM)
    expect(shown.stdout).toMatch(/^2025-03-03 001 {2}none known: no page/)
    const probed = await ttbWith(env, 'gaps', '--data', data, '--from', FROM, '--probe', '--json')
    expect(probed.lines).toEqual([expect.objectContaining({ receivedDate: FROM, dueGaps: [] })])
    expect(probed.lines[0]?.['known']).toBeGreaterThan(3)
  })
  it('stops when its budget is spent, and says so', async () => {
    const args = ['gaps', '--data', join(folder, 'few-gaps'), '--from', FROM, '--probe', '--max-requests', '3']
    const before = simulator.requests.length
    const { exit, stdout, stderr } = await ttbWith(env, ...args)
    expect(simulator.requests.length - before).toBe(3)
    expect([exit, stdout, stderr]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(/^2025-03-03 001 {2}\d known of 1 to \d/),
      'ttb: stopped after 3 requests; the same command goes on from there\n',
    ])
  })
  for (const args of [
    [],
    ['--from', FROM, '--method', '007'],
    ['--from', '2025-02-30'],
    ['--from', '2025-13-01'],
    ['--from', '2025-03-05', '--to', '2025-03-03'],
  ]) {
    it(`says what is wrong with: ttb gaps ${args.join(' ')}`, async () => {
      const { exit, stderr } = await ttbWith(env, 'gaps', '--data', join(folder, 'gaps'), ...args)
      expect([exit, stderr]).toEqual([EXIT_CODES.failed.code, expect.stringMatching(/^ttb: --/)])
    })
  }
})

describe('a range or a budget that is none', () => {
  for (const args of [
    ['--from', 'yesterday'],
    ['--from', '2025-03-05', '--to', '2025-03-03'],
    ['--max-requests', 'few'],
    ['--hours', '-1'],
  ]) {
    it(`is refused: ${args.join(' ')}`, async () => {
      const { exit, stderr } = await ttbWith(env, 'fetch', '--data', join(folder, 'wrong'), ...args)
      expect([exit, stderr.split('\n').at(-2)]).toEqual([EXIT_CODES.failed.code, expect.stringMatching(/^ttb: --/)])
    })
  }
})

describe('ttb simulate', () => {
  it('serves a registry until it is told to stop', async () => {
    let stop = (): void => undefined
    let stdout = ''
    const ended = new Promise<number>((resolve, reject) => {
      const shown = (text: string): void => {
        stdout += text
        const url = /runs at (\S+)/.exec(stdout)?.[1]
        if (!url) return
        fetch(`${url}/colasonline/publicSearchColasBasic.do`, { headers: { accept: 'text/html' } }).then(
          async (answer) => {
            expect(await answer.text()).toContain('Search for COLAs')
            stop()
          },
          reject,
        )
      }
      const host = {
        stdout: { write: shown },
        stderr: { write: () => undefined },
        env: {},
        on: (signal: string, listener: () => void) => {
          if (signal === 'SIGINT') stop = listener
        },
      }
      main(['simulate', '--port', '0'], host).then(resolve, reject)
    })
    expect(await ended).toBe(0)
  })
})
