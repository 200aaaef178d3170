import { allPartitions } from '@ttb/config'
import { describe, expect, it } from 'vitest'
import type { RunPlan } from '../src/plan/run-plan.ts'
import { madeUp, madeUpEngine, partitionsAt } from './made-up.ts'

/** Days that go into a whole, and what is made of each day with the help of the whole. */
const engineOfDays = () =>
  madeUpEngine((clock) => {
    const { daily } = partitionsAt(clock)
    return {
      assets: [
        madeUp({ key: 'day', partitions: daily }),
        madeUp({ key: 'whole', deps: [{ asset: 'day', mapping: allPartitions() }] }),
        madeUp({
          key: 'fact',
          partitions: daily,
          deps: [{ asset: 'day' }, { asset: 'whole', outdates: false }],
        }),
      ],
    }
  })
const ALL = { select: ['day', 'whole', 'fact'] }
const say = ({ units }: RunPlan) =>
  units.map(({ partition, steps, waitsFor }) => [partition, steps.map(({ asset }) => asset).join(' '), waitsFor])

describe('a dependency that does not outdate', () => {
  it('comes first all the same', async () => {
    const { engine, world } = engineOfDays()
    const plan = await engine.plan(ALL)
    const whole = plan.units.find(({ partition }) => partition === '')
    for (const { steps, waitsFor } of plan.units)
      if (steps.some(({ asset }) => asset === 'fact')) expect(waitsFor).toContain(whole?.ordinal)
    await engine.run(ALL)
    expect(world.taken().indexOf('whole')).toBe(3)
  })

  it('makes nothing again when it changes', async () => {
    const { engine, world } = engineOfDays()
    await engine.run(ALL)
    world.taken()
    world.set('day 2024-01-02', 'v2')
    world.set('whole', 'v2')
    await engine.run({ select: ['day'], force: true })
    world.taken()
    const plan = await engine.plan(ALL)
    expect(say(plan)).toEqual([
      ['2024-01-02', 'fact', [1]],
      ['', 'whole', []],
    ])
    await engine.run(ALL)
    expect(world.taken()).toEqual(['whole', 'fact 2024-01-02'])
    expect((await engine.plan(ALL)).units).toEqual([])
  })

  it('keeps what needs it from being made when it fails', async () => {
    const { engine, world } = engineOfDays()
    world.errors.set('whole', () => new Error('no room'))
    expect(await engine.run(ALL)).toMatchObject({ status: 'failed', steps: { materialized: 3, failed: 1, blocked: 3 } })
  })
})
