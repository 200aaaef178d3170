import { type CheckSpec, checksWith } from '@ttb/checks'
import { describe, expect, it } from 'vitest'
import { madeUp, madeUpEngine, type World } from './made-up.ts'

const check = checksWith<World>()
const ALL = { select: ['raw', 'clean'] }

/** raw <- clean, with one check of raw that says what the world says under `check`. */
function checkedEngine(spec: Partial<CheckSpec<World>> = {}) {
  return madeUpEngine(() => ({
    assets: [madeUp({ key: 'raw' }), madeUp({ key: 'clean', deps: [{ asset: 'raw' }] })],
    checks: [
      check({
        name: 'good',
        asset: 'raw',
        doc: 'Is good.',
        blocking: true,
        severity: 'error',
        async evaluate({ resources: world, materialization }) {
          const error = world.errors.get('check')?.()
          if (error) throw error
          return {
            passed: world.versions.get('check') !== 'bad',
            metadata: { name: materialization.metadata['name']! },
          }
        },
        ...spec,
      }),
    ],
  }))
}

describe('a check', () => {
  it('is recorded with what was made', async () => {
    const { engine, ledger } = checkedEngine()
    expect((await engine.run(ALL)).status).toBe('succeeded')
    expect(await ledger.checkResults()).toMatchObject([
      { asset: 'raw', name: 'good', status: 'passed', metadata: { name: 'raw' }, error: null },
    ])
  })

  it('that blocks and fails keeps what was made from use, and fails the run', async () => {
    const { engine, world } = checkedEngine()
    world.set('check', 'bad')
    const summary = await engine.run(ALL)
    expect(world.taken()).toEqual(['raw'])
    expect(summary).toMatchObject({
      status: 'failed',
      problem: 'raw gated: gated by good',
      steps: { gated: 1, blocked: 1, materialized: 0 },
    })
    expect((await engine.plan(ALL)).assets.map(({ reasons }) => reasons)).toEqual([{ 'gated by good': 1 }, { new: 1 }])
  })

  it('that throws has errored, which is not failed, and keeps from use as well', async () => {
    const { engine, world, ledger } = checkedEngine()
    world.errors.set('check', () => new Error('no table'))
    expect((await engine.run(ALL)).steps).toMatchObject({ gated: 1, blocked: 1 })
    expect(await ledger.checkResults()).toMatchObject([{ status: 'errored', error: 'no table' }])
  })

  it.each<[string, Partial<CheckSpec<World>>]>([
    ['does not block', { blocking: false }],
    ['only warns', { severity: 'warn' }],
    [
      'says that it is not so bad this time',
      { evaluate: async () => ({ passed: false, severity: 'warn', metadata: { rate: 0.9 } }) },
    ],
  ])('that fails but %s lets the run go on', async (_, spec) => {
    const { engine, world, ledger } = checkedEngine(spec)
    world.set('check', 'bad')
    expect((await engine.run(ALL)).status).toBe('succeeded')
    expect((await ledger.checkResults())[0]?.status).toBe('failed')
    expect(world.taken()).toEqual(['raw', 'clean'])
  })

  it('is evaluated again by the next run, without making anything that is up to date', async () => {
    const { engine, world } = checkedEngine()
    world.set('check', 'bad')
    await engine.run(ALL)
    expect((await engine.run(ALL)).steps).toMatchObject({ gated: 1, blocked: 1 })
    world.set('check', 'good')
    expect((await engine.run(ALL)).status).toBe('succeeded')
    expect(world.taken()).toEqual(['raw', 'clean'])
  })

  it('keeps from use in every run, not only in its own', async () => {
    const { engine, world } = checkedEngine()
    world.set('check', 'bad')
    await engine.run({ select: ['raw'] })
    expect(await engine.run({ select: ['clean'] })).toMatchObject({
      status: 'failed',
      problem: 'clean blocked: raw is gated by good',
    })
    expect(world.taken()).toEqual(['raw'])
  })

  it('can be evaluated by itself, which opens and closes the gate', async () => {
    const { engine, world } = checkedEngine()
    const evaluate = async () => {
      const found = []
      for await (const one of engine.check()) found.push(one)
      return found.map(({ asset, partition, results, gatedBy }) => [asset, partition, results[0]?.status, gatedBy])
    }
    expect(await evaluate()).toEqual([])
    world.set('check', 'bad')
    await engine.run(ALL)
    world.set('check', 'good')
    expect(await evaluate()).toEqual([['raw', '', 'passed', null]])
    expect((await engine.run(ALL)).status).toBe('succeeded')
    expect(world.taken()).toEqual(['raw', 'clean'])
    world.set('check', 'bad')
    expect(await evaluate()).toEqual([['raw', '', 'failed', 'good']])
    expect((await engine.run({ ...ALL, force: ['clean'] })).status).toBe('failed')
  })

  it('that nobody knows is refused by name', async () => {
    const { engine } = checkedEngine()
    await expect(engine.check({ checks: ['better'] }).next()).rejects.toThrowError('no check "better"; there are good')
  })
})
