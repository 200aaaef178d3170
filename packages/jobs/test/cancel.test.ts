import { setImmediate as turn } from 'node:timers/promises'
import { systemClock } from '@ttb/resources'
import { describe, expect, it } from 'vitest'
import { madeUp, madeUpEngine, partitionsAt } from './made-up.ts'

const METHODS_OF_DAYS = ['2024-01-01', '2024-01-02', '2024-01-03'].flatMap((day) => [`${day}|001`, `${day}|002`])
const EVERYTHING = ['clean', 'raw'].flatMap((key) => METHODS_OF_DAYS.map((partition) => `${key} ${partition}`))
const REQUEST = { select: ['raw', 'clean'] }
/** As engines have it unless they are told otherwise. */
const LEASE_MS = 60_000

function slowEngine() {
  const bench = madeUpEngine(
    (clock) => {
      const { both: partitions } = partitionsAt(clock)
      return {
        assets: [madeUp({ key: 'raw', partitions }), madeUp({ key: 'clean', partitions, deps: [{ asset: 'raw' }] })],
      }
    },
    { concurrency: 2 },
  )
  return bench
}

describe('canceling', () => {
  it('by a signal ends what is under way, keeps what is finished, and the rest can go on later', async () => {
    const { engine, world, ledger } = slowEngine()
    const controller = new AbortController()
    let begun = 0
    world.wait = async (_, { signal }) => {
      if (++begun === 6) controller.abort(new Error('enough'))
      await turn()
      signal.throwIfAborted()
    }
    const summary = await engine.run(REQUEST, { signal: controller.signal })
    expect(summary.status).toBe('canceled')
    const before = world.taken()
    expect(before.length).toBeLessThan(7)
    expect((await ledger.states('raw')).length + (await ledger.states('clean')).length).toBe(before.length)
    expect((await ledger.runs({ status: ['running', 'canceling'] })).length).toBe(0)

    world.wait = null
    const resumed = await engine.resume(summary.runId)
    expect(resumed.status).toBe('succeeded')
    // Each exactly once: nothing that was finished is done again, nothing is left out.
    expect([...before, ...world.taken()].sort()).toEqual(EVERYTHING)
  })

  it('lets an asset that takes no notice finish, and keeps what it made', async () => {
    const { engine, world, ledger } = slowEngine()
    const controller = new AbortController()
    world.wait = async () => {
      controller.abort()
      await turn()
    }
    expect((await engine.run(REQUEST, { signal: controller.signal })).status).toBe('canceled')
    expect((await ledger.states('raw')).length).toBe(world.taken().length)
  })

  it('keeps the lease of what may end, however long that takes', async () => {
    const { engine, world, ledger } = slowEngine()
    const renewedAtMs: number[] = []
    const { renew } = ledger
    Object.assign(ledger, {
      renew(...[owner, lease]: Parameters<typeof renew>) {
        renewedAtMs.push(lease.nowMs)
        return renew(owner, lease)
      },
    })
    const controller = new AbortController()
    const [from, to] = [[] as number[], [] as number[]]
    world.wait = async (_, { clock }) => {
      controller.abort()
      from.push(clock.now())
      await clock.sleep(5 * LEASE_MS)
      to.push(clock.now())
    }
    await engine.run(REQUEST, { signal: controller.signal })
    const moments = [Math.max(...from), ...renewedAtMs.filter((ms) => ms >= Math.max(...from)), Math.min(...to)]
    const gaps = moments.slice(1).map((ms, at) => ms - (moments[at] as number))
    expect(gaps.length).toBeGreaterThan(5)
    expect(Math.max(...gaps)).toBeLessThan(LEASE_MS)
  })

  it('from elsewhere stops the run at the next beat', async () => {
    const { engine, engineWith, world, ledger, events, time } = slowEngine()
    const bystander = { ...systemClock, now: time.now }
    const another = engineWith({ assets: engine.definitions.graph.assets }, { clock: bystander })
    const runId = await engine.submit(await engine.plan(REQUEST))
    let asked = false
    world.wait = async (_, { signal, clock }) => {
      if (!asked) {
        asked = true
        expect(await another.cancel(runId)).toBe('canceling')
      }
      await clock.sleep(3_600_000, { signal })
    }
    expect((await engine.execute(runId)).status).toBe('canceled')
    expect(world.taken()).toEqual([])
    expect(events.filter(({ kind }) => kind === 'run_ended')).toHaveLength(1)
    expect(await ledger.states('raw')).toEqual([])
  })

  it('of a run that nobody works on ends it at once', async () => {
    const { engine, events } = slowEngine()
    const runId = await engine.submit(await engine.plan(REQUEST))
    expect(await engine.cancel(runId)).toBe('canceled')
    expect(await engine.cancel(runId)).toBe('canceled')
    expect(await engine.cancel('no such run')).toBeNull()
    expect(events.filter(({ kind }) => kind === 'run_ended')).toHaveLength(1)
  })
})

describe('a process', () => {
  it('works on as many units at a time as it is told, and no more', async () => {
    const { engine, world } = slowEngine()
    let [now, most] = [0, 0]
    world.wait = async (_, { clock }) => {
      most = Math.max(most, ++now)
      await clock.sleep(1000)
      now--
    }
    await engine.run(REQUEST)
    expect(most).toBe(2)
  })

  it('gives back what is under way when it stops working, and the run goes on in another', async () => {
    const { engine, engineWith, world, ledger } = slowEngine()
    const runId = await engine.submit(await engine.plan(REQUEST))
    const controller = new AbortController()
    world.wait = async (_, { signal }) => {
      controller.abort()
      await turn()
      signal.throwIfAborted()
    }
    await engine.work({ signal: controller.signal })
    expect((await ledger.run(runId))?.status).toBe('running')
    world.wait = null
    expect((await engineWith({ assets: engine.definitions.graph.assets }).execute(runId)).status).toBe('succeeded')
    expect(world.taken()).toHaveLength(12)
  })
})
