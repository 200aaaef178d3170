import { join } from 'node:path'
import { createWorld, type RequestEntry, SCENARIOS, type Simulator, startSimulator } from '@ttb/registry-simulator'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { EXIT_CODES } from '../src/index.ts'
import { temporaryFolder, ttbWith } from './ttb.ts'

const folder = temporaryFolder()
const data = join(folder, 'data')
const world = createWorld(SCENARIOS.demo)
const FROM = SCENARIOS.demo.startDate
const TO = '2025-03-04'
const RANGE = ['--from', FROM, '--to', TO]
/** As the setting `maxConcurrentUnits` has it. */
const UNITS_AT_A_TIME = 4
let simulator: Simulator
let env: Record<string, string>

beforeAll(async () => {
  const delay = () => Promise.resolve()
  simulator = await startSimulator({ world, time: { now: () => world.endMs + 7 * 86_400_000, delay } })
  env = {
    TTB_REGISTRY_URL: simulator.url,
    TTB_REQUEST_INTERVAL_MS: '0',
    TTB_PARTITION_START_DATE: FROM,
    TTB_DATA: data,
  }
})
afterAll(() => simulator.close())

const isPage = ({ endpoint }: RequestEntry) => endpoint === 'detail' || endpoint === 'form'

/** Holds answers back, from one on, until as many are asked for as can be at a time, or nothing more comes; then no more. */
function togetherFrom(first: number): () => Promise<void> {
  const held: (() => void)[] = []
  let asked = 0
  let isOver = false
  const answer = (): void => {
    isOver = true
    for (const go of held.splice(0)) go()
  }
  return async () => {
    if (++asked < first || isOver) return
    const waiting = setTimeout(answer, 1000)
    await new Promise<void>((resolve) => {
      held.push(resolve)
      if (held.length === UNITS_AT_A_TIME) answer()
    })
    clearTimeout(waiting)
  }
}

const ran = (...args: string[]) => ttbWith(env, ...args)

describe('ttb run JOB', () => {
  it('without --live asks no public registry, and says what it would have done', async () => {
    const place = { TTB_DATA: join(folder, 'never'), TTB_PARTITION_START_DATE: FROM }
    const { exit, stdout, stderr } = await ttbWith(place, 'run', 'ttb_discovery', '--from', FROM, '--to', FROM)
    expect([exit, stdout, stderr]).toEqual([
      EXIT_CODES.usage.code,
      '',
      expect.stringMatching(/this would ask .*add --live/),
    ])
  })

  it('does not begin a live run of more than an hour unless somebody says so', async () => {
    const place = { TTB_DATA: join(folder, 'never'), TTB_PARTITION_START_DATE: FROM, TTB_CONTACT: 'me@example.org' }
    const { exit, stderr } = await ttbWith(
      place,
      'run',
      'ttb_raw_pipeline',
      '--live',
      ...RANGE.slice(0, 3),
      '2025-03-28',
    )
    expect([exit, stderr]).toEqual([
      EXIT_CODES.usage.code,
      expect.stringMatching(/^PLAN +completed 2025-03-03 to 2025-03-28: 26 days\n[\s\S]*add --yes to start it/),
    ])
  })

  it('stops at its budget with all that was asked for, and goes on from there', async () => {
    const simulator = await startSimulator({
      world,
      time: { now: () => world.endMs + 7 * 86_400_000, delay: togetherFrom(8) },
    })
    onTestFinished(() => simulator.close())
    const place = { ...env, TTB_REGISTRY_URL: simulator.url, TTB_DATA: join(folder, 'budget') }
    const args = ['run', 'ttb_raw_pipeline', '--from', FROM, '--to', FROM, '--json'] as const
    const some = await ttbWith(place, ...args, '--max-requests', '9')
    expect([some.exit, some.stderr]).toEqual([
      EXIT_CODES.failed.code,
      expect.stringMatching(/stopped after 9 requests; the same command goes on from there\n$/),
    ])
    // Answers were on their way when the last of the budget was spent, and none was given up.
    expect(simulator.requests.length).toBeGreaterThan(9)
    expect(simulator.requests.length).toBeLessThan(9 + UNITS_AT_A_TIME)
    expect(simulator.requests.filter(({ answeredAtMs }) => answeredAtMs === null)).toEqual([])
    const asked = () => simulator.requests.filter(isPage).map(({ path }) => path)
    const first = asked()
    const [day] = (await ttbWith(place, 'status', '--from', FROM, '--to', FROM, '--json')).lines as [
      { acquired: [{ expected: number; indexed: number; pages: number; fetched: number; failed: number }] },
    ]
    const listed = simulator.answerKey().completedOn(FROM)
    const [{ expected, indexed, pages, fetched, failed }] = day.acquired
    expect([expected, indexed, failed]).toEqual([listed.length, listed.length, 0])
    expect([fetched, pages]).toEqual([first.length, expect.toSatisfy((all) => all > first.length)])
    expect((await ttbWith(place, ...args)).exit).toBe(0)
    expect(asked()).toHaveLength(pages)
    expect(new Set(asked()).size).toBe(pages)
    const [after] = (await ttbWith(place, 'status', '--from', FROM, '--to', FROM, '--json')).lines as [typeof day]
    expect(after.acquired).toEqual([
      { day: FROM, expected: listed.length, indexed: listed.length, pages, fetched: pages, parsed: pages, failed: 0 },
    ])
  })

  it('asks nothing twice, wherever its budget ends', async () => {
    const before = simulator.requests.length
    const place = { ...env, TTB_DATA: join(folder, 'portions') }
    const args = ['run', 'ttb_raw_pipeline', '--from', FROM, '--to', FROM] as const
    // The form of the search; the search; pages.
    for (const requests of [1, 2, 3])
      expect((await ttbWith(place, ...args, '--max-requests', `${requests}`)).exit).toBe(EXIT_CODES.failed.code)
    expect((await ttbWith(place, ...args)).exit).toBe(0)
    const others = simulator.requests.slice(before).filter((entry) => !isPage(entry))
    // A session is gone with its process.
    expect(others.map(({ endpoint }) => endpoint)).toEqual(['search-form', 'search-form', 'search'])
    const pages = simulator.requests.slice(before).filter(isPage)
    expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length)
  })

  it('brings days of completion from searches to tables, an event a line', async () => {
    const { exit, lines, stderr } = await ran('run', 'ttb_raw_pipeline', ...RANGE, '--json')
    expect([exit, stderr]).toEqual([0, expect.stringMatching(/^PLAN +completed 2025-03-03 to 2025-03-04: 2 days\n/)])
    const expected = [FROM, TO].flatMap((day) => simulator.answerKey().completedOn(day))
    const summaries = lines.filter(({ kind }) => kind === 'summary')
    expect(summaries).toMatchObject([
      { job: 'ttb_raw_pipeline', status: 'succeeded', steps: { materialized: 2, failed: 0 }, checks: [] },
      { job: 'ttb_raw_pipeline', status: 'succeeded', steps: { failed: 0, gated: 0, blocked: 0 } },
    ])
    const listed = lines.filter(({ kind, asset }) => kind === 'step_materialized' && asset === 'ttb_registry_index')
    expect(listed.reduce((sum, { metadata }) => sum + (metadata as { listed: number }).listed, 0)).toBe(expected.length)
    const { lines: rows } = await ran('sql', 'select count(*) as n from cola_detail', '--json')
    expect(rows).toEqual([{ n: String(expected.length) }])
  })

  it('done again makes and asks nothing', async () => {
    const before = simulator.requests.length
    const { exit, stdout } = await ran('run', 'ttb_raw_pipeline', ...RANGE)
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(/succeeded in .*\n +steps +nothing to make: all is up to date\n$/),
    ])
    expect(simulator.requests).toHaveLength(before)
  })

  it('forced makes what is there again, without a request for a page that is held', async () => {
    const before = simulator.requests.length
    const { exit, stdout } = await ran('run', 'ttb_extraction_only', '--force')
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/steps +[1-9]\d* made\n/)])
    expect(simulator.requests).toHaveLength(before)
  })

  for (const [args, message] of [
    [['ttb_everything'], /no job "ttb_everything"; there are ttb_discovery, /],
    [['ttb_raw_pipline'], /; did you mean ttb_raw_pipeline( or \w+)*\?/],
    [['--max-requests', '5'], /--max-requests: expected a job/],
    [['ttb_reference_refresh', '--from', FROM], /has no days/],
    [['ttb_sequence_gaps'], /first and last day of receipt/],
    [['ttb_raw_pipeline', '--from', TO, '--to', FROM], /after/],
    [['--from', FROM], /expected a job/],
  ] as const) {
    it(`says what is wrong with: ttb run ${args.join(' ')}`, async () => {
      const { exit, stderr } = await ran('run', ...args)
      expect([exit, stderr]).toEqual([EXIT_CODES.usage.code, expect.stringMatching(message)])
    })
  }
})

describe('ttb plan', () => {
  it('says what would be made and why, and makes nothing', async () => {
    const fresh = await ran('plan', 'ttb_raw_pipeline', ...RANGE)
    expect([fresh.exit, fresh.stdout]).toEqual([0, expect.stringMatching(/^ttb_registry_index +0 of 2 to make\n/)])
    const { lines } = await ran('plan', 'ttb_raw_pipeline', ...RANGE, '--force', '--json')
    expect(lines).toMatchObject([
      { assets: expect.arrayContaining([expect.objectContaining({ asset: 'ttb_raw_data' })]) },
    ])
    expect(lines[0]?.['units']).toBeGreaterThan(2)
    expect((await ran('runs', '--json')).lines.map(({ job }) => job)).not.toContain(null)
  })
})

describe('ttb assets', () => {
  it('lists each asset with what it is made from, and each job', async () => {
    const { lines } = await ran('assets', '--json')
    expect(lines).toContainEqual(
      expect.objectContaining({
        key: 'ttb_raw_data',
        group: 'ttb_raw',
        deps: ['ttb_registry_index'],
        partitions: { dimensions: ['date', 'method_type'], count: expect.any(Number) },
      }),
    )
    expect((await ran('assets')).stdout).toMatch(
      /ttb_raw_data {2}\(ttb_raw\)[\s\S]*\n {2}ttb_backfill +As ttb_raw_pipeline/,
    )
  })
})

describe('ttb check', () => {
  it('evaluates what is there, and passes', async () => {
    const { exit, lines } = await ran('check', 'ttb_registry_index', 'ttb_structured_data', '--json')
    expect(exit).toBe(0)
    expect(new Set(lines.map(({ status }) => status))).toEqual(new Set(['passed']))
    const { stdout } = await ran('check', 'ttb_structured_data')
    expect(stdout).toMatch(/asset +│ check +│ blocking[\s\S]*\d+ partitions checked, 0 kept from use\n$/)
  })
})

describe('ttb status', () => {
  it('shows what there is by day, and whether the registry may be asked', async () => {
    const { exit, stdout } = await ran('status', ...RANGE)
    const listed = simulator.answerKey().completedOn(FROM).length
    expect([exit, stdout]).toEqual([0, expect.stringMatching(new RegExp(`${FROM} +│ +${listed} │ +${listed} │`))])
    expect(stdout).toMatch(/may be asked\nNo run is under way\.\nNo schedule or sensor is switched on/)
    const { lines } = await ran('status', ...RANGE, '--json')
    expect(lines).toMatchObject([{ from: FROM, to: TO, registry: { pause: null }, runs: [] }])
  })
})

describe('ttb runs', () => {
  it('lists runs, the newest first, and shows one', async () => {
    const { lines } = await ran('runs', '--json')
    expect(lines.map(({ job }) => job)).toEqual([
      'ttb_extraction_only',
      'ttb_raw_pipeline',
      'ttb_raw_pipeline',
      'ttb_raw_pipeline',
    ])
    const { stdout } = await ran('runs', lines[0]?.['runId'] as string)
    expect(stdout).toMatch(/^RUN +\S+ {2}ttb_extraction_only {2}succeeded in /)
    expect(await ran('runs', 'none')).toMatchObject({ exit: 1, stderr: 'ttb: no run "none"\n' })
  })
})

describe('ttb inspect', () => {
  const ttbId = () => simulator.answerKey().completedOn(FROM)[0] as string

  it('shows each field with the page that says it, its text and rule, and the history', async () => {
    const { exit, lines } = await ran('inspect', ttbId(), '--json')
    expect(exit).toBe(0)
    expect(lines).toMatchObject([
      {
        ttbId: ttbId(),
        indexRows: [{ ttb_id: ttbId(), completed_date: FROM }],
        requests: expect.arrayContaining([expect.objectContaining({ outcome: 'found', page_kind: 'cola-detail' })]),
      },
    ])
    const pages = lines[0]?.['pages'] as { kind: string; contentSha256: string; fields: { field: string }[] }[]
    expect(pages[0]).toMatchObject({
      kind: 'cola-detail',
      outcome: 'found',
      contentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(pages[0]?.fields).toContainEqual({
      field: 'ttb_id',
      value: ttbId(),
      text: ttbId(),
      type: 'ttb_id',
      rule: '"TTB ID"',
    })
    const { stdout } = await ran('inspect', ttbId())
    expect(stdout).toMatch(
      /^TTB ID \d{14}: received .*\n\nVALUES +\d+ of \d+ fields\n {2}ttb_id +\d{14} {2}\[cola-detail: "TTB ID"; ttb_id\]\n/,
    )
    expect(stdout).toMatch(
      /\nPAGE cola-detail, snapshot 1: found, layout[\s\S]*\nCONFLICTS [\s\S]*\nINDEX\n {2}completed 2025-03-03, [\s\S]*\nREQUESTS\n {2}\d{4}-/,
    )
  })

  it('says what is no TTB ID, and of what nothing is known', async () => {
    expect(await ran('inspect', '123')).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/^ttb: not a TTB ID: "123"; expected 14 digits/),
    })
    expect((await ran('inspect', '25062001009999')).stderr).toMatch(/^ttb: nothing is known of TTB ID 25062001009999/)
  })
})

describe('ttb materialize', () => {
  it('makes the partitions named, forced or not', async () => {
    const { lines } = await ran(
      'sql',
      '--json',
      "select source_key as key from page where page_kind = 'cola-detail' limit 1",
    )
    const [, day, method] = /(\d{4}-\d\d-\d\d)\/(\w+-cola-detail)\//.exec(String(lines[0]?.['key'])) as RegExpExecArray
    const partition = `${day}|${method}`
    const again = await ran('materialize', 'ttb_extracted_data', '--partition', partition)
    expect([again.exit, again.stdout]).toEqual([0, expect.stringMatching(/all is up to date/)])
    const forced = await ran('materialize', 'ttb_extracted_data', '--partition', partition, '--force')
    expect([forced.exit, forced.stdout]).toEqual([0, expect.stringMatching(/ 1 made\n/)])
  })

  for (const [args, message] of [
    [['ttb_everything'], /ttb_everything/],
    [['ttb_raw_data'], /which partitions\? Expected their keys, or the first and the last day of receipt/],
    [['ttb_raw_data', '--partition', 'x'], /no partition "x"/],
    [['ttb_raw_data', '--partition', 'x', ...RANGE], /expected one of them/],
  ] as const) {
    it(`says what is wrong with: ttb materialize ${args.join(' ')}`, async () => {
      const { exit, stderr } = await ran('materialize', ...args)
      expect([exit, stderr]).toEqual([EXIT_CODES.usage.code, expect.stringMatching(message)])
    })
  }
})
