import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { createWorld, SCENARIOS, type Simulator, startSimulator } from '@ttb/registry-simulator'
import { openStorage, type PartitionManifest } from '@ttb/resources'
import { REGISTRY_INDEX } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { run as gaps } from '../src/commands/gaps.ts'
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
        EXIT_CODES.usage.code,
        expect.stringMatching(/ttbonline\.gov, one request in 1 s; add --live/),
      ])
    })
  }
  it('needs a contact, and says first which setting that is', async () => {
    const { exit, stderr } = await ttbWith({}, 'fetch', '--live', '--data', join(folder, 'never'))
    expect([exit, stderr]).toEqual([
      EXIT_CODES.usage.code,
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

describe('a budget', () => {
  const range = ['--from', FROM, '--to', TO]
  const left = (line: Record<string, unknown> | undefined) => {
    const { found, fetched } = line as Record<string, Record<string, number>>
    return { search: found?.['daysLeft'], days: fetched?.['daysLeft'], pages: fetched?.['remaining'] }
  }

  it('counts the requests of a whole backfill, which says what is left and goes on without asking twice', async () => {
    const data = join(folder, 'portions')
    const before = simulator.requests.length
    const asked = () => simulator.requests.slice(before)
    const backfill = (...options: string[]) => ttbWith(env, 'backfill', '--data', data, ...range, '--json', ...options)

    // The form of the search, and no search yet.
    const first = await backfill('--max-requests', '1')
    expect([first.exit, first.stderr]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(/\nttb: stopped after 1 request; the same command goes on from there\n$/),
    ])
    expect(left(first.lines.at(-1))).toEqual({ search: 3, days: 0, pages: 0 })
    // The search with its export, which is worth nothing without it; no page.
    const second = await backfill('--max-requests', '2')
    expect([second.exit, left(second.lines.at(-1))]).toEqual([EXIT_CODES.failed.code, { search: 0, days: 3, pages: 0 }])
    const endpoints = asked().map(({ endpoint }) => endpoint)
    expect(endpoints).toEqual(['search-form', 'search-form', 'search', 'export'])

    let rest = await ttbWith(env, 'fetch', '--data', data, ...range, '--json', '--max-requests', '11')
    expect(rest.exit).toBe(EXIT_CODES.failed.code)
    expect(asked()).toHaveLength(4 + 11)
    for (let portions = 0; rest.exit !== 0; portions++) {
      expect(portions).toBeLessThan(40)
      rest = await ttbWith(env, 'fetch', '--data', data, ...range, '--json', '--max-requests', '11')
    }
    const pages = asked().slice(4)
    expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length)
    const listed = [FROM, '2025-03-04', TO].flatMap((day) => simulator.answerKey().completedOn(day))
    expect(new Set(pages.map(({ ttbId }) => ttbId))).toEqual(new Set(listed))
    expect(left(rest.lines.at(-1))).toEqual({ search: 0, days: 0, pages: 0 })
  })

  it('is no failure where it was just enough', async () => {
    const data = join(folder, 'enough')
    const { exit, stderr } = await ttbWith(env, 'discover', '--data', data, ...range, '--max-requests', '2')
    expect([exit, stderr]).toEqual([0, expect.not.stringMatching(/stopped/)])
  })

  it('says in words what a discovery has left, and that the next one goes on', async () => {
    const world = createWorld(SCENARIOS.ci)
    const time = { now: () => world.endMs + 7 * 86_400_000, delay: () => Promise.resolve() }
    const crowded = await startSimulator({ world, time })
    onTestFinished(() => crowded.close())
    const place = { ...env, TTB_REGISTRY_URL: crowded.url, TTB_DATA: join(folder, 'crowded') }
    const discover = (...options: string[]) =>
      ttbWith(place, 'discover', '--from', SCENARIOS.ci.startDate, '--to', '2025-03-30', ...options)
    const some = await discover('--max-requests', '4')
    expect([some.exit, some.stdout]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(
        /^SEARCHED .*\n +\d+ days not searched to the end; the next run goes on from there\nNEXT +ttb fetch\n$/,
      ),
    ])
    const rest = await discover()
    expect([rest.exit, rest.stderr]).toEqual([
      0,
      expect.stringMatching(/\ngoes on with a search that was stopped: \d+ of 28 days left\n/),
    ])
    const searches = crowded.requests.filter(({ endpoint }) => endpoint === 'search')
    const whole = await startSimulator({ world, time })
    onTestFinished(() => whole.close())
    await ttbWith(
      { ...place, TTB_REGISTRY_URL: whole.url, TTB_DATA: join(folder, 'whole') },
      ...['discover', '--from', SCENARIOS.ci.startDate, '--to', '2025-03-30'],
    )
    expect(searches).toHaveLength(whole.requests.filter(({ endpoint }) => endpoint === 'search').length)
  })

  it('of hours that are over begins nothing', async () => {
    const slow = await startSimulator({
      world,
      time: {
        now: () => world.endMs + 7 * 86_400_000,
        delay: () => new Promise((resolve) => setTimeout(resolve, 400)),
      },
    })
    onTestFinished(() => slow.close())
    const place = { ...env, TTB_REGISTRY_URL: slow.url, TTB_DATA: join(folder, 'hours') }
    const { exit, stdout, stderr } = await ttbWith(place, 'backfill', ...range, '--hours', '0.0003')
    expect([exit, stdout, stderr]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(/still due; the next run goes on from there|not searched to the end/),
      expect.stringMatching(/\nttb: stopped after 0\.0003 h; the same command goes on from there\n$/),
    ])
    expect(slow.requests.filter(({ answeredAtMs }) => answeredAtMs === null)).toEqual([])
  })

  it('is what pictures count for too', async () => {
    const data = join(folder, 'pictures')
    const place = { ...env, TTB_LABEL_IMAGES: 'true' }
    const backfill = (...options: string[]) =>
      ttbWith(place, 'backfill', '--data', data, '--from', FROM, '--to', FROM, ...options)
    const pages = (
      await ttbWith(env, 'backfill', '--data', join(folder, 'no-pictures'), '--from', FROM, '--to', FROM, '--json')
    ).lines
    const before = simulator.requests.length
    const budget = pages.length + 4
    const { exit, stdout } = await backfill('--max-requests', `${budget}`)
    expect([exit, stdout]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(
        /, and \d+ pictures\n +\d+ (?:page|picture)s?(?:, \d+ pictures?)? still due; the next run goes on/,
      ),
    ])
    // The pictures of one form come together.
    const most = Math.max(
      ...simulator
        .answerKey()
        .completedOn(FROM)
        .map((id) => simulator.answerKey().images(id).length),
    )
    expect(simulator.requests.length - before).toBeGreaterThanOrEqual(budget)
    expect(simulator.requests.length - before).toBeLessThanOrEqual(budget + most)
    expect((await backfill()).exit).toBe(0)
    const key = simulator.answerKey()
    const pictures = simulator.requests.slice(before).filter(({ endpoint }) => endpoint === 'attachment')
    expect(pictures).toHaveLength(key.completedOn(FROM).flatMap((id) => key.images(id)).length)
  })
})

describe('ttb status after ttb backfill', () => {
  it('shows the days that were searched, and which were not', async () => {
    const place = { ...env, TTB_DATA: join(folder, 'shown'), TTB_PARTITION_START_DATE: FROM }
    expect((await ttbWith(place, 'backfill', '--from', FROM, '--to', FROM)).exit).toBe(0)
    const { stdout } = await ttbWith(place, 'status', '--from', FROM, '--to', TO)
    const listed = simulator.answerKey().completedOn(FROM).length
    expect(stdout).toMatch(new RegExp(`${FROM} +│ +${listed} │ +${listed} │`))
    expect(stdout).toMatch(new RegExp(`${TO} +│ +not searched │ +0 │`))
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
      expect.stringMatching(/\nttb: stopped after 3 requests; the same command goes on from there\n$/),
    ])
  })

  describe('--probe of the public registry', () => {
    // Nothing answers under this name, ever; and nothing is asked before somebody says yes.
    const place = { TTB_REGISTRY_URL: 'https://registry.invalid', TTB_CONTACT: 'me@example.org' }
    const args = ['gaps', '--data', join(folder, 'live-gaps'), '--from', FROM, '--to', '2025-03-14', '--probe']
    const plan =
      /^PLAN +received 2025-03-03 to 2025-03-14 by method 001: 12 days, nothing known of 12 of them\n +about +[\d,]+ numbers to try and [\d,]+ forms: [\d,]+ requests\n +pace +one request in 1 s, so 4 h/

    it('is not begun without --live, and it says what it would have done', async () => {
      const { exit, stderr } = await ttbWith(place, ...args)
      expect([exit, stderr]).toEqual([
        EXIT_CODES.usage.code,
        expect.stringMatching(/this would ask https:\/\/registry\.invalid.*add --live/),
      ])
    })
    it('shows its plan, and is not begun where it takes more than an hour and nobody can be asked', async () => {
      const { exit, stdout, stderr } = await ttbWith(place, ...args, '--live')
      expect([exit, stdout, stderr]).toEqual([EXIT_CODES.usage.code, '', expect.stringMatching(plan)])
      expect(stderr).toMatch(/add --yes to start it where nobody can be asked\n$/)
    })
    it('asks first, and does nothing when the answer is no', async () => {
      const said: string[] = []
      const stdout: unknown[] = []
      const effects = {
        stdout: { write: (text: unknown) => stdout.push(text) },
        stderr: { write: (text: unknown) => said.push(String(text)) },
        env: place,
        signal: new AbortController().signal,
        ask: async (question: string) => {
          said.push(question)
          return false
        },
      }
      const options = { from: FROM, to: '2025-03-14', probe: true, live: true, data: join(folder, 'live-gaps') }
      expect(await gaps(effects, [], options)).toBe('interrupted')
      expect([said.join(''), stdout]).toEqual([expect.stringMatching(plan), []])
      expect(said.at(-1)).toBe('Go on? [y/N] ')
    })
  })

  it('plans by what is known: the numbers between, 20 beyond, and the forms left', async () => {
    const data = join(folder, 'few-gaps')
    const shown = await ttbWith(env, 'gaps', '--data', data, '--from', FROM, '--json')
    const [{ dueGaps }] = shown.lines as [{ dueGaps: number[] }]
    const { stderr } = await ttbWith(env, 'gaps', '--data', data, '--from', FROM, '--probe')
    expect(Number(/(\d+) numbers? to try/.exec(stderr)?.[1])).toBe(dueGaps.length === 0 ? 0 : dueGaps.length + 20)
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
      expect([exit, stderr]).toEqual([EXIT_CODES.usage.code, expect.stringMatching(/^ttb: --/)])
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
      expect([exit, stderr.split('\n').at(-2)]).toEqual([EXIT_CODES.usage.code, expect.stringMatching(/^ttb: --/)])
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
