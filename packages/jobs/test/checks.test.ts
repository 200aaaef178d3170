import { CHECKS_DUE } from '@ttb/assets/definitions'
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

describe('what the ledger was told of, with its checks still to be evaluated,', () => {
  /** As a process that tells the ledger of something and is gone before it has checked it. */
  async function toldOnly(spec: Partial<CheckSpec<World>> = {}) {
    const all = checkedEngine(spec)
    await all.ledger.report(
      {
        asset: 'raw',
        partition: '',
        dataVersion: 'told',
        codeVersion: '1',
        inputVersions: '[]',
        gatedBy: CHECKS_DUE,
        runId: 'outside',
        metadata: { name: 'told' },
      },
      [],
      all.time.now(),
    )
    return all
  }

  it('is checked by the next run that uses it', async () => {
    const { engine, ledger, world, events } = await toldOnly()
    const plan = await engine.plan({ select: ['clean'] })
    expect(plan.assets.map(({ reasons }) => reasons)).toEqual([{ new: 1 }])
    expect((await engine.run({ select: ['clean'] })).status).toBe('succeeded')
    expect(world.taken()).toEqual(['clean'])
    expect(await ledger.checkResults()).toMatchObject([{ name: 'good', status: 'passed', metadata: { name: 'told' } }])
    expect(await ledger.states('raw')).toMatchObject([{ dataVersion: 'told', gatedBy: null }])
    expect(events).toContainEqual(expect.objectContaining({ kind: 'check_evaluated', asset: 'raw', status: 'passed' }))
  })

  it('is not used when it does not pass', async () => {
    const { engine, world } = await toldOnly()
    world.set('check', 'bad')
    expect(await engine.run({ select: ['clean'] })).toMatchObject({
      status: 'failed',
      problem: 'clean blocked: raw is gated by good',
    })
    expect(world.taken()).toEqual([])
  })

  it('is checked, and not made again, by a run that is about itself', async () => {
    const { engine, ledger, world } = await toldOnly()
    const plan = await engine.plan({ select: ['raw'] })
    expect(plan.assets.map(({ reasons }) => reasons)).toEqual([{ [CHECKS_DUE]: 1 }])
    expect((await engine.run({ select: ['raw'] })).steps).toMatchObject({ fresh: 1, materialized: 0 })
    expect(world.taken()).toEqual([])
    expect(await ledger.states('raw')).toMatchObject([{ dataVersion: 'told', gatedBy: null }])
  })

  it('stays kept from use while only some of its checks were evaluated', async () => {
    const { engineWith, ledger } = await toldOnly()
    const checks = ['one', 'two'].map((name) =>
      check({
        name,
        asset: 'raw',
        doc: 'Is good.',
        blocking: true,
        severity: 'error',
        evaluate: async () => ({ passed: true }),
      }),
    )
    const engine = engineWith({ assets: [madeUp({ key: 'raw' })], checks })
    const gates = []
    for (const names of [['one'], undefined])
      for await (const { gatedBy } of engine.check(names ? { checks: names } : {})) gates.push(gatedBy)
    expect(gates).toEqual([CHECKS_DUE, null])
    expect(await ledger.states('raw')).toMatchObject([{ gatedBy: null }])
  })

  it('is looked at again when it has become something else while it was checked', async () => {
    const seen: string[] = []
    const { engine, ledger } = await toldOnly({
      async evaluate({ materialization: { dataVersion } }) {
        seen.push(dataVersion)
        const [held] = await ledger.latest('raw', [''])
        if (dataVersion === 'told') await ledger.report({ ...held!, dataVersion: 'told later' }, [], 0)
        return { passed: true }
      },
    })
    expect((await engine.run({ select: ['clean'] })).status).toBe('succeeded')
    expect(seen).toEqual(['told', 'told later'])
    expect(await ledger.states('raw')).toMatchObject([{ dataVersion: 'told later', gatedBy: null }])
  })
})
