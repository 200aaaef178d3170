import { TtbError } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import type { Alert } from '../src/alerts/alert.ts'
import type { Notifier } from '../src/alerts/notifier.ts'
import { runDaemon } from '../src/automations/daemon.ts'
import { defineSchedule, type ScheduleSpec } from '../src/definitions/define-schedule.ts'
import { defineSensor, type SensorFinding } from '../src/definitions/define-sensor.ts'
import type { DefinitionLists } from '../src/definitions/definitions.ts'
import type { OpenEngine } from '../src/run/engine.ts'
import { madeUp, madeUpEngine, partitionsAt, type World } from './made-up.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const iso = (at: number) => new Date(at).toISOString().slice(0, 16)

function daily(clock: { now(): number }, more: Partial<ScheduleSpec> = {}): DefinitionLists<World> {
  return {
    assets: [madeUp({ key: 'raw', partitions: partitionsAt(clock).daily })],
    jobs: [{ name: 'job', doc: 'Job.', select: ['raw'] }],
    schedules: [
      defineSchedule({
        name: 'daily',
        doc: 'The day before.',
        cron: '0 6 * * *',
        job: 'job',
        partitions: ({ scheduledAtMs }) => ({ dims: { date: [iso(scheduledAtMs - DAY_MS).slice(0, 10)] } }),
        ...more,
      }),
    ],
  }
}

/** Runs daemons until a moment, in simulated time. */
async function runUntil(
  bench: ReturnType<typeof madeUpEngine>,
  until: string,
  { engines = [bench.engine], notifier }: { engines?: readonly OpenEngine<World>[]; notifier?: Notifier } = {},
): Promise<void> {
  const controller = new AbortController()
  const bell = bench.time.join()
  const options = { signal: controller.signal, ...(notifier ? { notifier } : {}) }
  const daemons = engines.map((engine) => runDaemon(engine, options))
  await bell.sleep(Date.parse(until) - bench.time.now())
  controller.abort()
  bell.leave()
  await Promise.all(daemons)
}

const ticksOf = async ({ ledger }: ReturnType<typeof madeUpEngine>, name: string) =>
  [...(await ledger.ticks(name, { limit: 10_000 }))].reverse()

describe('a daemon', () => {
  it('makes every tick of a quarter exactly once, though two of them share the ledger', async () => {
    const bench = madeUpEngine(daily, { start: '2024-01-04T05:00:00Z', pollMs: HOUR_MS })
    const { engine, engineWith, ledger, world, time } = bench
    await ledger.setAutomation('daily', true, time.now())
    await runUntil(bench, '2024-04-04T05:30:00Z', { engines: [engine, engineWith(daily(time))] })
    const ticks = await ticksOf(bench, 'daily')
    expect(ticks).toHaveLength(91)
    expect(ticks.map(({ scheduledAtMs }) => iso(scheduledAtMs))).toEqual(
      Array.from({ length: 91 }, (_, day) => iso(Date.parse('2024-01-04T06:00:00Z') + day * DAY_MS)),
    )
    expect(
      ticks.every(
        ({ outcome, recordedAtMs, scheduledAtMs }) => outcome === 'requested' && recordedAtMs === scheduledAtMs,
      ),
    ).toBe(true)
    expect((await ledger.runs({ limit: 1000 })).map(({ status }) => status)).toEqual(ticks.map(() => 'succeeded'))
    const made = world.taken()
    expect([...made].sort()).toEqual([...new Set(made)].sort())
    expect([made.length, made[0], made.at(-1)]).toEqual([91, 'raw 2024-01-03', 'raw 2024-04-02'])
  })

  it('follows the clock of a zone through the day it is changed', async () => {
    const lists = (clock: { now(): number }) => daily(clock, { tz: 'America/New_York', partitions: () => 'all' })
    const bench = madeUpEngine(lists, { start: '2024-03-09T00:00:00Z', pollMs: HOUR_MS })
    await bench.ledger.setAutomation('daily', true, bench.time.now())
    await runUntil(bench, '2024-03-12T00:00:00Z')
    expect((await ticksOf(bench, 'daily')).map(({ scheduledAtMs }) => iso(scheduledAtMs))).toEqual([
      '2024-03-09T11:00',
      '2024-03-10T10:00',
      '2024-03-11T10:00',
    ])
  })

  it('does nothing for what is not switched on, and begins with what is switched on meanwhile', async () => {
    const bench = madeUpEngine(daily, { start: '2024-01-04T05:00:00Z', pollMs: HOUR_MS })
    await runUntil(bench, '2024-01-06T00:00:00Z')
    expect(await ticksOf(bench, 'daily')).toEqual([])
    await bench.ledger.setAutomation('daily', true, bench.time.now())
    await runUntil(bench, '2024-01-07T00:00:00Z')
    await bench.ledger.setAutomation('daily', false, bench.time.now())
    await runUntil(bench, '2024-01-09T00:00:00Z')
    expect((await ticksOf(bench, 'daily')).map(({ scheduledAtMs }) => iso(scheduledAtMs))).toEqual(['2024-01-06T06:00'])
  })

  it.each([
    ['none', ['2024-01-07T06:00 missed', '2024-01-08T06:00 requested']],
    ['latest', ['2024-01-07T06:00 requested', '2024-01-08T06:00 requested']],
    ['all', ['05', '06', '07', '08'].map((day) => `2024-01-${day}T06:00 requested`)],
  ] as const)('that was away for days makes up for ticks as the schedule says: %s', async (catchUp, want) => {
    const bench = madeUpEngine((clock) => daily(clock, { catchUp }), { start: '2024-01-04T07:00:00Z', pollMs: HOUR_MS })
    await bench.ledger.setAutomation('daily', true, bench.time.now())
    await bench.engine.setup.clock.sleep(3 * DAY_MS)
    await runUntil(bench, '2024-01-08T12:00:00Z')
    const ticks = await ticksOf(bench, 'daily')
    expect(ticks.map(({ scheduledAtMs, outcome }) => `${iso(scheduledAtMs)} ${outcome}`)).toEqual(want)
  })

  it('has nothing to do on a tick whose partitions are up to date', async () => {
    const bench = madeUpEngine(daily, { start: '2024-01-04T05:00:00Z', pollMs: HOUR_MS })
    await bench.engine.run({ job: 'job' })
    await bench.ledger.setAutomation('daily', true, bench.time.now())
    await runUntil(bench, '2024-01-04T07:00:00Z')
    expect(await ticksOf(bench, 'daily')).toMatchObject([{ outcome: 'skipped', reason: 'everything is up to date' }])
  })

  it('records a tick that cannot be made, says so outside, and goes on with the next', async () => {
    const lists = (clock: { now(): number }) =>
      daily(clock, {
        partitions: ({ scheduledAt }) => ({ keys: [scheduledAt < '2024-01-05' ? 'never' : '2024-01-02'] }),
      })
    const bench = madeUpEngine(lists, { start: '2024-01-04T05:00:00Z', pollMs: HOUR_MS })
    await bench.ledger.setAutomation('daily', true, bench.time.now())
    const alerts: Alert[] = []
    await runUntil(bench, '2024-01-05T07:00:00Z', { notifier: collecting(alerts) })
    expect((await ticksOf(bench, 'daily')).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['failed', 'no partition "never" of raw (by date); one is "2024-01-03"'],
      ['requested', '2024-01-05T06:00:00.000Z'],
    ])
    expect(alerts).toMatchObject([
      { key: 'tick:daily', severity: 'high', reason: 'no partition "never" of raw (by date); one is "2024-01-03"' },
    ])
  })

  it('takes up runs that were left behind, in whatever process', async () => {
    const bench = madeUpEngine(daily, { pollMs: HOUR_MS })
    const runId = await bench.engine.submit(await bench.engine.plan({ job: 'job' }))
    await runUntil(bench, '2024-01-04T08:00:00Z')
    expect((await bench.ledger.run(runId))?.status).toBe('succeeded')
  })

  it('forgets old events, runs and ticks, but not what was made', async () => {
    const bench = madeUpEngine(daily, { start: '2024-01-04T05:00:00Z', pollMs: 12 * HOUR_MS })
    await bench.ledger.setAutomation('daily', true, bench.time.now())
    await runUntil(bench, '2024-10-04T05:30:00Z')
    const runs = await bench.ledger.runs({ limit: 1000 })
    const oldest = runs.at(-1)!
    expect([runs.length, iso(oldest.createdAtMs)]).toEqual([180, '2024-04-07T06:00'])
    expect(await bench.ledger.events(oldest.runId)).toEqual([])
    expect((await bench.ledger.events(runs[0]!.runId)).map(({ kind }) => kind)).toEqual([
      'run_submitted',
      'step_materialized',
      'run_ended',
    ])
    expect((await ticksOf(bench, 'daily')).length).toBe(180)
    expect((await bench.ledger.counts())[0]?.materialized).toBe(274)
  })
})

describe('a sensor', () => {
  function sensing(evaluate: (cursor: string | null, world: World) => SensorFinding, { concurrency = 4 } = {}) {
    return madeUpEngine(
      (clock) => ({
        ...daily(clock),
        sensors: [
          defineSensor<World>({
            name: 'sensor',
            doc: 'Sensor.',
            everyMs: HOUR_MS,
            evaluate: async ({ cursor, resources }) => evaluate(cursor, resources),
          }),
        ],
      }),
      { pollMs: 6 * HOUR_MS, concurrency },
    )
  }

  it('is evaluated once each time, goes on from its cursor, and asks for runs', async () => {
    const bench = sensing((cursor) => {
      const seen = Number(cursor ?? 0)
      return {
        cursor: String(seen + 1),
        reason: `saw ${seen}`,
        runs: seen === 1 ? [{ select: ['raw'], partitions: { keys: ['2024-01-02'] } }] : [],
      }
    })
    const { engine, engineWith, ledger, time, world } = bench
    await ledger.setAutomation('sensor', true, time.now())
    const lists = { assets: engine.definitions.graph.assets, sensors: engine.definitions.sensors }
    await runUntil(bench, '2024-01-04T09:30:00Z', { engines: [engine, engineWith(lists)] })
    expect((await ticksOf(bench, 'sensor')).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['skipped', 'saw 0'],
      ['requested', 'saw 1'],
      ['skipped', 'saw 2'],
      ['skipped', 'saw 3'],
    ])
    expect((await ledger.automations())[0]?.cursor).toBe('4')
    expect(world.taken()).toEqual(['raw 2024-01-02'])
    expect((await ledger.runs()).map(({ cause }) => cause)).toEqual(['sensor sensor'])
  })

  it('does not ask again for what waits in a run, and once only for what was begun', async () => {
    const keys = ['2024-01-01', '2024-01-02']
    const bench = sensing(() => ({ runs: [{ select: ['raw'], partitions: { keys }, force: true }] }), {
      concurrency: 1,
    })
    const { ledger, time, world } = bench
    // The first takes five hours, and the second waits for it: one is made at a time.
    world.wait = async (name, { clock, signal }) => {
      if (name === 'raw 2024-01-01') await clock.sleep(5 * HOUR_MS, { signal })
    }
    await ledger.setAutomation('sensor', true, time.now())
    await runUntil(bench, '2024-01-04T10:30:00Z')
    expect((await ticksOf(bench, 'sensor')).map(({ outcome }) => outcome)).toEqual([
      'requested',
      'requested',
      'skipped',
      'skipped',
      'skipped',
    ])
    expect((await ledger.runs()).map(({ units }) => units)).toEqual([1, 2])
  })

  it('that throws keeps its cursor, and says so outside, once', async () => {
    let times = 0
    const bench = sensing((cursor) => {
      if (times++ < 2) throw new TtbError('no index', { code: 'not_found' })
      return {
        cursor: `${cursor ?? 'none'} then`,
        alerts: [{ key: 'k', reason: 'r', severity: 'low', title: 't', text: 'x' }],
      }
    })
    await bench.ledger.setAutomation('sensor', true, bench.time.now())
    const alerts: Alert[] = []
    await runUntil(bench, '2024-01-04T08:30:00Z', { notifier: collecting(alerts) })
    expect((await ticksOf(bench, 'sensor')).map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'skipped'])
    expect((await bench.ledger.automations())[0]?.cursor).toBe('none then')
    expect(alerts.map(({ key }) => key)).toEqual(['tick:sensor', 'tick:sensor', 'k'])
  })
})

function collecting(alerts: Alert[]): Notifier {
  return {
    async notify(alert) {
      alerts.push(alert)
      return true
    },
    watch: () => undefined,
    settled: async () => undefined,
  }
}
