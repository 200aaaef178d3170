import { dataMapping } from '@ttb/assets/definitions'
import {
  allPartitions,
  dailyPartitions,
  type PartitionSelection,
  sharedDimensions,
  staticPartitions,
} from '@ttb/config'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planBackfill } from '../src/backfill.ts'
import { describePlan } from '../src/plan/describe-plan.ts'
import type { RunPlan } from '../src/plan/run-plan.ts'
import type { RunRequest } from '../src/plan/run-request.ts'
import { madeUp, madeUpEngine, partitionsAt, pipeline } from './made-up.ts'

const ALL = { select: ['raw', 'clean', 'day', 'total'] }
const engineOfAll = () =>
  madeUpEngine((clock) => ({ assets: pipeline(clock), jobs: [{ name: 'job', doc: 'Job.', select: ['raw', 'clean'] }] }))
const say = ({ units }: RunPlan) =>
  units.map(({ partition, steps, waitsFor }) => [partition, steps.map(({ asset }) => asset).join(' '), waitsFor])
const days = (from: string, to: string): PartitionSelection => ({ dims: { date: { from, to } } })

describe('a plan', () => {
  it('makes a unit of the assets that follow each other in a partition, and lets units wait for other partitions', async () => {
    const { engine } = engineOfAll()
    expect(say(await engine.plan({ ...ALL, partitions: days('2024-01-01', '2024-01-02') }))).toEqual([
      ['2024-01-01|001', 'raw clean', []],
      ['2024-01-01|002', 'raw clean', []],
      ['2024-01-01', 'day', [0, 1]],
      ['2024-01-02|001', 'raw clean', []],
      ['2024-01-02|002', 'raw clean', []],
      ['2024-01-02', 'day', [3, 4]],
      ['', 'total', [2, 5]],
    ])
  })

  it('begins with the newest when asked to, and ends with what has no time', async () => {
    const { engine } = engineOfAll()
    const plan = await engine.plan({ ...ALL, order: 'newest_first' })
    expect(plan.units.map(({ partition }) => partition)).toEqual([
      ...['03', '02', '01'].flatMap((day) => [`2024-01-${day}|001`, `2024-01-${day}|002`, `2024-01-${day}`]),
      '',
    ])
  })

  it('says of each partition why it is made', async () => {
    const { engine, world, engineWith, time, ledger } = engineOfAll()
    const reasons = async (request: RunRequest, lists = { assets: pipeline(time) }) =>
      Object.fromEntries(
        (await engineWith(lists).plan(request)).assets.map(({ asset, fresh, reasons: why }) => [
          asset,
          { fresh, ...why },
        ]),
      )
    const one = { ...ALL, partitions: days('2024-01-01', '2024-01-01') }
    expect(await reasons(one)).toEqual({
      raw: { fresh: 0, new: 2 },
      clean: { fresh: 0, new: 2 },
      day: { fresh: 0, new: 1 },
      total: { fresh: 0, blocked: 1 },
    })
    await engine.run(ALL)
    const fresh = { raw: { fresh: 2 }, clean: { fresh: 2 }, day: { fresh: 1 }, total: { fresh: 1 } }
    expect(await reasons(one)).toEqual(fresh)
    expect(await reasons({ ...one, force: ['clean'] })).toEqual({
      ...fresh,
      clean: { fresh: 0, forced: 2 },
      day: { fresh: 0, 'input may change: clean': 1 },
      total: { fresh: 0, 'input may change: day': 1 },
    })
    const [raw, clean, day, total] = pipeline(time)
    const recoded = [raw!, { ...clean!, codeVersion: '2' }, day!, total!]
    expect(await reasons({ select: ['clean', 'total'], partitions: one.partitions }, { assets: recoded })).toEqual({
      clean: { fresh: 0, 'code changed': 2 },
      total: { fresh: 1 },
    })
    await ledger.report(
      {
        asset: 'raw',
        partition: '2024-01-01|001',
        dataVersion: 'adopted',
        codeVersion: '1',
        inputVersions: '[]',
        gatedBy: null,
        runId: 'adopt',
        metadata: {},
      },
      [],
      time.now(),
    )
    expect(await reasons({ select: ['clean'], partitions: one.partitions })).toEqual({
      clean: { fresh: 1, 'input changed: raw': 1 },
    })
    world.errors.set('raw 2024-01-01|002', () => new Error('no answer'))
    await engine.run({ select: ['raw'], partitions: one.partitions, force: true })
    expect(await reasons({ select: ['raw'], partitions: one.partitions })).toEqual({
      raw: { fresh: 1, 'failed before': 1 },
    })
  })

  it('names what is missing where something cannot be made', async () => {
    const { engine } = engineOfAll()
    const { units } = await engine.plan({ select: ['day'], partitions: days('2024-01-02', '2024-01-02') })
    expect(units[0]?.steps).toEqual([
      { asset: 'day', reason: 'blocked: clean 2024-01-02|001 is missing', forced: false },
    ])
    const { status, problem } = await engine.run({ select: ['day'], partitions: days('2024-01-02', '2024-01-02') })
    expect([status, problem]).toEqual(['failed', 'day 2024-01-02 blocked: clean 2024-01-02|001 is missing'])
  })

  it('carries partitions on to assets that the selection says nothing about', async () => {
    const { engine } = engineOfAll()
    const plan = await engine.plan({ select: ['raw', 'clean', 'day'], partitions: { keys: ['2024-01-02|002'] } })
    expect(say(plan)).toEqual([
      ['2024-01-02|002', 'raw clean', []],
      ['2024-01-02', 'day', [0]],
    ])
  })

  it('asks the data which partitions are touched, where only the data can tell', async () => {
    const { engine } = madeUpEngine((clock) => {
      const { both, daily } = partitionsAt(clock)
      const touched = new Map([['2024-01-03', ['2024-01-01|001', '2023-01-01|001']]])
      const mapping = dataMapping({
        doc: 'By completed day, what was received.',
        upstream: async (keys) =>
          new Map(keys.map((key) => [key, [...touched].flatMap(([day, raws]) => (raws.includes(key) ? [day] : []))])),
        downstream: async (keys) => keys.flatMap((key) => touched.get(key) ?? []),
      })
      const completed = dailyPartitions({ start: '2024-01-01', clock, dim: 'completed' })
      return {
        assets: [
          madeUp({ key: 'registry', partitions: completed }),
          madeUp({ key: 'raw', partitions: both, deps: [{ asset: 'registry', mapping }] }),
          madeUp({
            key: 'day',
            partitions: daily,
            deps: [{ asset: 'raw', mapping: sharedDimensions(), requires: 'available' }],
          }),
        ],
      }
    })
    const plan = await engine.plan({
      select: ['registry', 'raw', 'day'],
      partitions: { dims: { completed: ['2024-01-03'] } },
    })
    expect(say(plan)).toEqual([
      ['2024-01-01|001', 'raw', [2]],
      ['2024-01-01', 'day', [0]],
      ['2024-01-03', 'registry', []],
    ])
    expect((await engine.run(plan.request)).status).toBe('succeeded')
    expect((await engine.plan(plan.request)).units).toEqual([])
  })

  it('joins many to many without naming each pair', async () => {
    const { engine } = madeUpEngine((clock) => {
      const { both } = partitionsAt(clock)
      return {
        assets: [
          madeUp({ key: 'raw', partitions: both }),
          madeUp({
            key: 'shard',
            partitions: staticPartitions(['x', 'y'], { dim: 'shard' }),
            deps: [{ asset: 'raw', mapping: allPartitions() }],
          }),
        ],
      }
    })
    const plan = await engine.plan({ select: ['raw', 'shard'] })
    expect(say(plan).slice(6)).toEqual([
      ['', '', [0, 1, 2, 3, 4, 5]],
      ['x', 'shard', [6]],
      ['y', 'shard', [6]],
    ])
    expect((await engine.run({ select: ['raw', 'shard'] })).steps.materialized).toBe(8)
  })

  it('never lets a unit wait for itself, where assets of a partition are joined also by way of others', async () => {
    const { engine, world } = madeUpEngine((clock) => {
      const { both } = partitionsAt(clock)
      return {
        assets: [
          madeUp({ key: 'a', partitions: both }),
          madeUp({ key: 'sum', deps: [{ asset: 'a', mapping: allPartitions() }] }),
          madeUp({ key: 'b', partitions: both, deps: [{ asset: 'a' }, { asset: 'sum' }] }),
        ],
      }
    })
    expect((await engine.run({ select: ['a', 'b', 'sum'] })).status).toBe('succeeded')
    expect(world.taken().indexOf('sum')).toBe(6)
  })

  it('can be read', async () => {
    const { engine } = engineOfAll()
    await engine.run({ select: ['raw'], partitions: days('2024-01-01', '2024-01-01') })
    const plan = await engine.plan({ job: 'job', partitions: days('2024-01-01', '2024-01-02') })
    expect(describePlan(plan, { units: true }).split('\n')).toEqual([
      'raw    2 of 4 to make: 2 new',
      'clean  4 of 4 to make: 4 new',
      '',
      '0  2024-01-01|001  clean (new)',
      '1  2024-01-01|002  clean (new)',
      '2  2024-01-02|001  raw (new) -> clean (new)',
      '3  2024-01-02|002  raw (new) -> clean (new)',
    ])
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  })

  it('of a backfill is one of a range, the newest first, after everything else', async () => {
    const { engine } = engineOfAll()
    const plan = await planBackfill(engine, { job: 'job', from: '2024-01-01', to: '2024-01-02' })
    expect([plan.request.priority, plan.units[0]?.partition, plan.units.length]).toEqual([-10, '2024-01-02|001', 4])
  })

  it.each<[RunRequest, string]>([
    [{}, 'nothing to make; expected a job or keys of assets'],
    [{ select: ['rew'] }, 'no asset "rew"; there are raw, clean, day, total'],
    [{ job: 'jab' }, 'no job "jab"; there are job'],
    [{ job: 'job', select: ['day'] }, 'asset day is not of job job; expected one of raw, clean'],
    [{ select: ['raw'], force: ['day'] }, 'asset day is to be forced, but is not selected: raw'],
    [{ select: ['raw'], partitions: { keys: ['2024-01-02'] } }, 'no partition "2024-01-02" of raw (by date, method)'],
    [{ select: ['raw'], partitions: { dims: { day: ['x'] } } }, 'no dimension "day" of raw (by date, method)'],
    [
      { select: ['raw'], partitions: days('2024-01-03', '2024-01-09') },
      'no partition "2024-01-09" of date; there are 2024-01-01 to 2024-01-03',
    ],
    [
      { select: ['raw', 'day'], partitions: { keys: ['never'] } },
      'no partition "never" of raw (by date, method); one is "2024-01-03|002"; or of day (by date); one is "2024-01-03"',
    ],
    [{ select: ['day'], partitions: { keys: ['2024-01-02|001'] } }, 'no partition "2024-01-02|001" of day (by date)'],
  ])('of %j is refused', async (request, message) => {
    await expect(engineOfAll().engine.plan(request)).rejects.toThrowError(message)
  })
})

describe('any plan', () => {
  /** Assets that depend on some of those before them, in one of the ways that fit. */
  const anyGraph = fc
    .array(
      fc.record({
        partitions: fc.constantFrom('none', 'daily', 'both'),
        deps: fc.array(fc.nat(9), { maxLength: 3 }),
        all: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((specs) => (clock: { now(): number }) => {
      const { daily, both } = partitionsAt(clock)
      const kinds = { none: undefined, daily, both }
      return specs.map(({ partitions, deps, all }, at) => {
        const own = kinds[partitions as keyof typeof kinds]
        const upstream = [...new Set(deps.filter((dep) => dep < at))]
        return madeUp<string>({
          key: `a${at}`,
          ...(own ? { partitions: own } : {}),
          deps: upstream.map((dep) => {
            const other = specs[dep]!.partitions
            if (other === partitions && !all) return { asset: `a${dep}` }
            const share = other !== 'none' && partitions !== 'none' && !all
            return { asset: `a${dep}`, mapping: share ? sharedDimensions() : allPartitions() }
          }),
        })
      })
    })

  it('names each partition that is wanted once, lets nothing wait for what comes in a circle, and is carried out whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, fc.boolean(), async (assets, newest) => {
        const { engine, world, store } = madeUpEngine((clock) => ({ assets: assets(clock) }))
        const { graph } = engine.definitions
        const request = {
          select: graph.assets.map(({ key }) => key),
          order: newest ? ('newest_first' as const) : ('oldest_first' as const),
        }
        const plan = await engine.plan(request)
        expect(await engine.plan(request)).toEqual(plan)
        const planned = plan.units.flatMap(({ partition, steps }) =>
          steps.map(({ asset }) => `${asset} ${partition}`.trim()),
        )
        const wanted = graph.assets.flatMap(({ key, partitions }) =>
          Array.from({ length: partitions.count() }, (_, index) => `${key} ${partitions.keyAt(index)}`.trim()),
        )
        expect([...planned].sort()).toEqual([...wanted].sort())
        expect((await engine.run(request)).steps).toMatchObject({ materialized: wanted.length, blocked: 0 })
        const made = world.taken()
        expect([...made].sort()).toEqual([...wanted].sort())
        for (const { key, partitions } of graph.assets)
          for (const { upstream, mapping } of graph.into(key))
            for (let index = 0; index < partitions.count(); index++) {
              if (mapping.kind === 'data') throw new Error('there are none here')
              const at = made.indexOf(`${key} ${partitions.keyAt(index)}`.trim())
              const sides = { upstream: upstream.partitions, downstream: partitions }
              for (const other of mapping.upstream(index, sides))
                expect(made.indexOf(`${upstream.key} ${upstream.partitions.keyAt(other)}`.trim())).toBeLessThan(at)
            }
        expect((await engine.plan(request)).units).toEqual([])
        await store.close()
      }),
      { numRuns: 40 },
    )
  })
})
