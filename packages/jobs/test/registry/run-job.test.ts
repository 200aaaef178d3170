import { SCENARIOS } from '@ttb/registry-simulator'
import { describe, expect, it } from 'vitest'
import {
  daysOfJob,
  partitionsOfDays,
  planJob,
  readAutomations,
  readHealth,
  requestOfAssets,
  runJob,
  switchAutomations,
} from '../../src/index.ts'
import { recordDays } from '../../src/registry/record-days.ts'
import { simulatedRegistry } from './simulated-registry.ts'

const FROM = SCENARIOS.demo.startDate
const NEXT = '2025-03-04'

describe('the days of a job', () => {
  it('are of completion where it searches, of receipt where it does not, and none where it has none', async () => {
    const { engine } = await simulatedRegistry()
    expect(
      [
        'ttb_raw_pipeline',
        'ttb_discovery',
        'ttb_extraction_only',
        'ttb_sequence_gaps',
        'ttb_analytics_only',
        'ttb_reference_refresh',
      ].map((job) => daysOfJob(engine, job)),
    ).toEqual(['completion', 'completion', 'receipt', 'receipt', 'receipt', null])
  })
})

describe('running a job', () => {
  it('that searches, over days of completion, and then one that does not, over all that was fetched', async () => {
    const { engine, resources, simulator } = await simulatedRegistry()
    await expect(planJob(engine, resources, { job: 'ttb_extraction_only' })).rejects.toThrow(
      /nothing for job ttb_extraction_only to work on: no partition of ttb_raw_data is made/,
    )
    const statuses: string[] = []
    for await (const { status } of runJob(engine, resources, {
      job: 'ttb_raw_pipeline',
      from: FROM,
      to: FROM,
      cause: 'me',
    }))
      statuses.push(status)
    expect(statuses).toEqual(['succeeded', 'succeeded'])
    expect((await engine.ledger.runs()).map(({ cause }) => cause)).toEqual(['me', 'me'])

    const held = (await engine.ledger.states('ttb_raw_data')).length
    const before = simulator.requests.length
    const plan = await planJob(engine, resources, { job: 'ttb_extraction_only', force: true })
    expect(plan.assets.map(({ selected, fresh }) => [selected, fresh])).toEqual([
      [held, 0],
      [held, 0],
      [held, 0],
    ])
    for await (const { steps } of runJob(engine, resources, { job: 'ttb_extraction_only', force: true }))
      expect(steps).toMatchObject({ materialized: 3 * held, failed: 0, blocked: 0 })
    expect(simulator.requests).toHaveLength(before)
  })

  it('that joins records, over the days of which any are known', async () => {
    const { engine, resources } = await simulatedRegistry()
    const job = 'ttb_analytics_pipeline'
    await expect(planJob(engine, resources, { job })).rejects.toThrow(
      'nothing for job ttb_analytics_pipeline to work on: no records are known; expected tables of pages, or a search, before it',
    )
    for await (const _ of runJob(engine, resources, { job: 'ttb_discovery', from: FROM, to: FROM }));
    const days = await recordDays(engine.ledger)
    expect(days.length).toBeGreaterThan(3)
    const [plan, some] = [
      await planJob(engine, resources, { job }),
      await planJob(engine, resources, { job, from: days[1], to: days[2] }),
    ]
    expect(plan.assets.find(({ asset }) => asset === 'ttb_consolidated_data')).toMatchObject({
      selected: days.length,
      reasons: { new: days.length },
    })
    expect(some.units.map(({ partition }) => partition).filter((key) => key !== '')).toEqual(
      [1, 1, 1, 2, 2, 2].map((at) => days[at]),
    )
  })

  it('searches again what is forced', async () => {
    const { engine, resources, simulator } = await simulatedRegistry()
    for (const force of [false, false, true]) {
      const before = simulator.requests.length
      for await (const _ of runJob(engine, resources, { job: 'ttb_discovery', from: FROM, to: FROM, force }));
      expect(simulator.requests.length > before).toBe(force || before === 0)
    }
  })
})

describe('a request for assets', () => {
  it('takes keys or days, of completion where one of the assets has such', async () => {
    const { engine } = await simulatedRegistry()
    const days = { from: FROM, to: NEXT }
    const of = (...assets: string[]) => requestOfAssets(engine, { assets, ...days }).partitions
    expect(of('ttb_registry_index', 'ttb_raw_data')).toEqual({ dims: { completed_date: days } })
    expect(of('ttb_raw_data')).toEqual({ dims: { date: days } })
    expect(requestOfAssets(engine, { assets: ['ttb_raw_data'], keys: ['x'] }).partitions).toEqual({ keys: ['x'] })
    expect(requestOfAssets(engine, { assets: ['ttb_origin_codes'] })).toEqual({
      select: ['ttb_origin_codes'],
      force: false,
    })
    for (const wrong of [
      { assets: ['ttb_raw_data'] },
      { assets: ['ttb_raw_data'], from: FROM },
      { assets: ['ttb_origin_codes'], ...days },
    ])
      expect(() => requestOfAssets(engine, wrong)).toThrow(expect.objectContaining({ code: 'invalid_argument' }))
  })

  it('means all partitions, or those of whole ranges', () => {
    expect(partitionsOfDays(undefined, undefined)).toBe('all')
    expect(() => partitionsOfDays(FROM, undefined)).toThrow(/first and the last day/)
    expect(() => partitionsOfDays(NEXT, FROM)).toThrow(/is after/)
  })
})

describe('schedules and sensors', () => {
  it('bring the warehouse up to date for all days that are over, and skip a tick while there are none', async () => {
    const { engine, resources } = await simulatedRegistry()
    const { partitions } = engine.definitions.schedules.find(
      ({ name }) => name === 'ttb_analytics_schedule',
    ) as NonNullable<(typeof engine.definitions.schedules)[number]>
    const at = (scheduledAt: string) =>
      partitions({ scheduledAt, scheduledAtMs: Date.parse(scheduledAt) }, engine.ledger)
    expect(await at('2025-06-01T08:00:00.000Z')).toBeNull()
    for await (const _ of runJob(engine, resources, { job: 'ttb_discovery', from: FROM, to: FROM }));
    const days = await recordDays(engine.ledger)
    expect(await at('2025-06-01T08:00:00.000Z')).toEqual({ dims: { date: days } })
    expect(await at(`${days.at(-1)}T08:00:00.000Z`)).toEqual({ dims: { date: days.slice(0, -1) } })
  })

  it('are switched by name, all of them or none where a name is unknown', async () => {
    const { engine, resources, clock } = await simulatedRegistry()
    const on = async () => (await readAutomations(engine)).filter(({ running }) => running).map(({ name }) => name)
    await expect(switchAutomations(engine, { on: ['ttb_index_sensor', 'other'] }, clock.now())).rejects.toThrow(
      /no schedule or sensor "other"/,
    )
    expect(await on()).toEqual([])
    await switchAutomations(engine, { on: ['all'] }, clock.now())
    expect(await on()).toHaveLength((await readAutomations(engine)).length)
    await switchAutomations(engine, { on: ['ttb_gap_sensor'], off: ['ttb_index_sensor'] }, clock.now())
    expect(await on()).not.toContain('ttb_index_sensor')
    expect(await readHealth(engine, resources)).toMatchObject({
      status: 'ok',
      runs: { queued: 0, running: 0 },
      assets: [],
    })
  })
})
