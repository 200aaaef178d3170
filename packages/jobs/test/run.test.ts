import { allPartitions, sharedDimensions } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import { madeUp, madeUpEngine, partitionsAt, pipeline } from './made-up.ts'

const ALL = { select: ['raw', 'clean', 'day', 'total'] }
const ONE = { ...ALL, partitions: { dims: { date: ['2024-01-02'] } } }

describe('a run', () => {
  it('makes everything once, each partition after what it is made from', async () => {
    const { engine, world } = madeUpEngine((clock) => ({ assets: pipeline(clock) }))
    const summary = await engine.run(ALL)
    expect(summary).toMatchObject({ status: 'succeeded', problem: null })
    expect(summary.steps).toEqual({ materialized: 16, fresh: 0, gated: 0, failed: 0, blocked: 0 })
    const made = world.taken()
    expect(made).toHaveLength(16)
    const at = (name: string) => made.indexOf(name)
    for (const key of ['2024-01-01|001', '2024-01-03|002']) expect(at(`raw ${key}`)).toBeLessThan(at(`clean ${key}`))
    for (const method of ['001', '002']) expect(at(`clean 2024-01-02|${method}`)).toBeLessThan(at('day 2024-01-02'))
    expect(at('total')).toBe(15)
  })

  it('that is wanted again makes nothing', async () => {
    const { engine, world } = madeUpEngine((clock) => ({ assets: pipeline(clock) }))
    await engine.run(ALL)
    world.taken()
    const summary = await engine.run(ALL)
    expect([summary.status, world.taken()]).toEqual(['succeeded', []])
  })

  it('makes again what has other code, and what depends on it only where the content became another', async () => {
    const { engine, engineWith, world, time } = madeUpEngine((clock) => ({ assets: pipeline(clock) }))
    await engine.run(ALL)
    world.taken()
    const [raw, clean, ...rest] = pipeline(time)
    const again = engineWith({ assets: [{ ...raw!, codeVersion: '2' }, clean!, ...rest] })
    world.set('raw 2024-01-02|001', 'other')
    const summary = await again.run(ALL)
    expect(world.taken().filter((name) => !name.startsWith('raw'))).toEqual(['clean 2024-01-02|001'])
    expect(summary.steps).toMatchObject({ materialized: 7, fresh: 9, failed: 0 })
  })

  it('makes again what is forced, and nothing else', async () => {
    const { engine, world } = madeUpEngine((clock) => ({ assets: pipeline(clock) }))
    await engine.run(ALL)
    world.taken()
    await engine.run({ ...ONE, force: ['day'] })
    expect(world.taken()).toEqual(['day 2024-01-02'])
  })

  it('takes content without a version for another each time', async () => {
    const { engine, world } = madeUpEngine(() => ({
      assets: [madeUp({ key: 'a', materialize: async () => ({}) }), madeUp({ key: 'b', deps: [{ asset: 'a' }] })],
    }))
    await engine.run({ select: ['a', 'b'] })
    await engine.run({ select: ['a', 'b'], force: ['a'] })
    expect(world.taken()).toEqual(['b', 'b'])
  })

  it('gives a materialization its inputs, what was there before, and nothing that is not declared', async () => {
    const seen: unknown[] = []
    const { engine } = madeUpEngine((clock) => {
      const { daily, both } = partitionsAt(clock)
      return {
        assets: [
          madeUp({ key: 'raw', partitions: both }),
          madeUp({
            key: 'day',
            partitions: daily,
            deps: [{ asset: 'raw', mapping: sharedDimensions() }],
            async materialize({ inputs, previous, attempt, partition }) {
              // @ts-expect-error: only what is declared can be read
              void inputs.other
              seen.push({ partition, inputs: inputs.raw, previous: previous?.dataVersion ?? null, attempt })
              return { dataVersion: 'd' }
            },
          }),
        ],
      }
    })
    const request = { select: ['raw', 'day'], partitions: { dims: { date: ['2024-01-02'] } } }
    await engine.run(request)
    await engine.run({ ...request, force: ['day'] })
    const inputs = ['001', '002'].map((method) => ({ partition: `2024-01-02|${method}`, dataVersion: 'v1' }))
    expect(seen).toEqual([
      { partition: '2024-01-02', inputs, previous: null, attempt: 1 },
      { partition: '2024-01-02', inputs, previous: 'd', attempt: 1 },
    ])
  })
})

describe('what fails', () => {
  it('stops only what depends on it, and is tried again by the next run', async () => {
    const { engine, world, ledger } = madeUpEngine((clock) => ({ assets: pipeline(clock) }))
    world.errors.set('raw 2024-01-02|001', () => new Error('no answer'))
    const summary = await engine.run(ALL)
    expect(summary).toMatchObject({ status: 'failed', problem: 'raw 2024-01-02|001 failed: no answer' })
    expect(summary.steps).toEqual({ materialized: 12, fresh: 0, gated: 0, failed: 1, blocked: 3 })
    expect(
      (await ledger.steps(summary.runId, { outcomes: ['blocked'] })).map(({ asset, reason }) => [asset, reason]),
    ).toEqual([
      ['clean', 'raw 2024-01-02|001 is failed'],
      ['day', 'clean 2024-01-02|001 is blocked'],
      ['total', 'day 2024-01-02 is blocked'],
    ])
    expect((await engine.plan(ALL)).assets[0]).toMatchObject({ asset: 'raw', fresh: 5, reasons: { new: 1 } })
    world.errors.clear()
    world.taken()
    expect((await engine.run(ALL)).status).toBe('succeeded')
    expect(world.taken()).toEqual(['raw 2024-01-02|001', 'clean 2024-01-02|001', 'day 2024-01-02', 'total'])
  })

  it('is left out of what takes what is available', async () => {
    const seen: string[][] = []
    const { engine, world } = madeUpEngine((clock) => ({
      assets: [
        madeUp({ key: 'raw', partitions: partitionsAt(clock).daily }),
        madeUp({
          key: 'some',
          deps: [{ asset: 'raw', mapping: allPartitions(), requires: 'available' }],
          async materialize({ inputs }) {
            seen.push(inputs.raw.map(({ partition }) => partition))
            return { dataVersion: 's' }
          },
        }),
      ],
    }))
    world.errors.set('raw 2024-01-02', () => new Error('no answer'))
    expect((await engine.run({ select: ['raw', 'some'] })).steps).toMatchObject({
      failed: 1,
      blocked: 0,
      materialized: 3,
    })
    world.errors.clear()
    await engine.run({ select: ['raw', 'some'] })
    expect(seen).toEqual([
      ['2024-01-01', '2024-01-03'],
      ['2024-01-01', '2024-01-02', '2024-01-03'],
    ])
  })

  it('is tried again after longer and longer waits, as often as the asset says', async () => {
    const { engine, world, time, events } = madeUpEngine(() => ({
      assets: [madeUp({ key: 'a', retry: { max: 3, backoffMs: 1000 } }), madeUp({ key: 'b' })],
    }))
    const startMs = time.now()
    let fails = 3
    world.errors.set('a', () => (fails-- > 0 ? new Error(`fails, ${fails} to go`) : null))
    const summary = await engine.run({ select: ['a', 'b'] })
    expect(summary.status).toBe('succeeded')
    expect(world.taken()).toEqual(['b', 'a'])
    expect(events.flatMap((event) => (event.kind === 'step_retrying' ? [event.notBeforeMs - event.atMs] : []))).toEqual(
      [1000, 2000, 4000],
    )
    expect(time.now() - startMs).toBe(7000)
  })

  it('fails when it has been tried as often as the asset says', async () => {
    const { engine, world } = madeUpEngine(() => ({ assets: [madeUp({ key: 'a', retry: { max: 2, backoffMs: 10 } })] }))
    let tries = 0
    world.errors.set('a', () => new Error(`try ${++tries}`))
    expect(await engine.run({ select: ['a'] })).toMatchObject({ status: 'failed', problem: 'a failed: try 3' })
  })

  it('is not tried again when it says that it will never succeed', async () => {
    const { engine, world } = madeUpEngine(() => ({ assets: [madeUp({ key: 'a', retry: { max: 9, backoffMs: 10 } })] }))
    let tries = 0
    world.errors.set('a', () => new TtbError(`try ${++tries}`, { code: 'invalid_argument' }))
    expect((await engine.run({ select: ['a'] })).problem).toBe('a failed: try 1')
  })

  it('waits until the time that it names, and that counts as no try', async () => {
    const { engine, world, time } = madeUpEngine(() => ({ assets: [madeUp({ key: 'a' })] }))
    const untilMs = time.now() + 900_000
    world.errors.set('a', () =>
      time.now() < untilMs
        ? Object.assign(new TtbError('blocked', { code: 'conflict', retryable: true }), { untilMs })
        : null,
    )
    expect((await engine.run({ select: ['a'] })).status).toBe('succeeded')
    expect(time.now()).toBe(untilMs)
  })

  it('fails when what a plan names is not defined any more', async () => {
    const { engine, engineWith } = madeUpEngine(() => ({ assets: [madeUp({ key: 'a' }), madeUp({ key: 'b' })] }))
    const runId = await engine.submit(await engine.plan({ select: ['a', 'b'] }))
    const summary = await engineWith({ assets: [madeUp({ key: 'b' })] }).execute(runId)
    expect(summary).toMatchObject({ status: 'failed', problem: 'a failed: no such asset any more' })
    expect(summary.steps.materialized).toBe(1)
  })

  it('is given up when process after process ended while it was being made', async () => {
    const { engine, ledger, world, time } = madeUpEngine(() => ({ assets: [madeUp({ key: 'a' })] }))
    const runId = await engine.submit(await engine.plan({ select: ['a'] }))
    for (let process = 0; process < 10; process++) {
      const nowMs = time.now()
      const owner = await ledger.openOwner({ leaseMs: 1, nowMs: nowMs - 2, process: 'another-machine.1.1' })
      await ledger.claim({ owner, limit: 1, leaseMs: 1, nowMs: nowMs - 2 })
      expect(await ledger.reclaim(nowMs)).toBe(1)
    }
    expect((await engine.execute(runId)).problem).toBe('a failed: given up: 10 processes ended while it was being made')
    expect(world.taken()).toEqual([])
  })

  it('counts only once when another process has taken it over meanwhile', async () => {
    const { engine, ledger, world, events, time } = madeUpEngine(() => ({ assets: [madeUp({ key: 'a' })] }))
    const runId = await engine.submit(await engine.plan({ select: ['a'] }))
    let begun = 0
    world.wait = async () => {
      world.set('a', `by attempt ${++begun}`)
      // As if the lease had been over: the unit is ready again while this one still works on it.
      if (begun === 1) await ledger.release({ runId, ordinal: 0, attempt: 1 }, time.now())
    }
    const summary = await engine.execute(runId)
    expect([summary.status, begun]).toEqual(['succeeded', 2])
    expect(events.filter(({ kind }) => kind === 'step_lost')).toHaveLength(1)
    expect((await ledger.latest('a', ['']))[0]?.dataVersion).toBe('by attempt 2')
  })
})
