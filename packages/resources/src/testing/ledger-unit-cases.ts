import assert from 'node:assert/strict'
import type { Ledger } from '../state/ledger.ts'
import type { ClaimedUnit } from '../state/ledger-claim.ts'
import type { StepOutcome } from '../state/ledger-runs.ts'
import { claimOne, ELSEWHERE, LEASE_MS, type LedgerCase, made, openOwner, submit, T0, unit } from './ledger-case.ts'

const finish = (ledger: Ledger, claimed: ClaimedUnit, outcome: StepOutcome = 'materialized') =>
  ledger.finish(
    claimed,
    claimed.steps.map(({ asset }) => ({ asset, outcome, reason: 'new' })),
    T0,
  )

/** Units: claimed by one, in order, after what they wait for, and never lost. */
export const UNIT_CASES: readonly LedgerCase[] = [
  {
    title: 'gives each unit to one claimer, in order',
    async run(one, other) {
      await submit(
        one,
        'run',
        Array.from({ length: 40 }, (_, ordinal) => unit(ordinal, `p${ordinal}`)),
      )
      const owners = [await openOwner(one), await openOwner(other)] as const
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          [one, other][at % 2]!.claim({ owner: owners[at % 2]!, limit: 3, leaseMs: LEASE_MS, nowMs: T0 }),
        ),
      )
      const ordinals = claims.flat().map(({ ordinal }) => ordinal)
      assert.equal(ordinals.length, 40)
      assert.equal(new Set(ordinals).size, 40)
      for (const claim of claims) {
        const mine = claim.map(({ ordinal }) => ordinal)
        assert.deepEqual(
          mine,
          [...mine].sort((a, b) => a - b),
        )
      }
    },
  },
  {
    title: 'gives units of a higher priority first, then of an older run',
    async run(ledger) {
      await submit(ledger, 'backfill', [unit(0, 'p0')], { priority: -10, nowMs: T0 - 2 })
      await submit(ledger, 'later', [unit(0, 'p1')], { nowMs: T0 + 1 })
      await submit(ledger, 'earlier', [unit(0, 'p2')], { nowMs: T0 })
      const owner = await openOwner(ledger)
      const claimed = await ledger.claim({ owner, limit: 9, leaseMs: LEASE_MS, nowMs: T0 + 2 })
      assert.deepEqual(
        claimed.map(({ runId }) => runId),
        ['earlier', 'later', 'backfill'],
      )
    },
  },
  {
    title: 'holds a unit back until all that it waits for has ended, however it ended',
    async run(ledger) {
      await submit(ledger, 'run', [unit(0, 'p0'), unit(1, 'p1'), unit(2, '', [0, 1], ['b']), unit(3, '', [2], ['c'])])
      const owner = await openOwner(ledger)
      const [first, second, ...none] = await ledger.claim({ owner, limit: 9, leaseMs: LEASE_MS, nowMs: T0 })
      assert.deepEqual(none, [])
      assert.deepEqual(await finish(ledger, first!, 'failed'), { stale: false, runEnded: null })
      assert.deepEqual(await ledger.claim({ owner, limit: 9, leaseMs: LEASE_MS, nowMs: T0 }), [])
      await finish(ledger, second!)
      const third = await claimOne(ledger, owner)
      assert.equal(third.ordinal, 2)
      await finish(ledger, third, 'blocked')
      assert.deepEqual(await finish(ledger, await claimOne(ledger, owner)), { stale: false, runEnded: 'failed' })
      assert.deepEqual(await ledger.stepCounts('run'), { materialized: 2, fresh: 0, gated: 0, failed: 1, blocked: 1 })
      assert.deepEqual([...(await ledger.unusable('run', 'a'))], [['p0', 'failed']])
      assert.deepEqual([...(await ledger.unusable('run', 'a', ['p1']))], [])
    },
  },
  {
    title: 'ends a run with its last unit, and one without units at once',
    async run(ledger) {
      await submit(ledger, 'run', [unit(0, 'p0')])
      await submit(ledger, 'nothing', [])
      const owner = await openOwner(ledger)
      assert.equal((await ledger.run('run'))?.status, 'queued')
      const claimed = await claimOne(ledger, owner)
      assert.equal((await ledger.run('run'))?.status, 'running')
      assert.deepEqual(await finish(ledger, claimed), { stale: false, runEnded: 'succeeded' })
      const { status, unitsLeft, endedAtMs } = (await ledger.run('run'))!
      assert.deepEqual([status, unitsLeft, endedAtMs], ['succeeded', 0, T0])
      assert.equal((await ledger.run('nothing'))?.status, 'succeeded')
      assert.equal(await ledger.run('no such run'), null)
    },
  },
  {
    title: 'gives a unit back to be tried again, not before its time',
    async run(ledger) {
      await submit(ledger, 'run', [unit(0, 'p0')])
      const owner = await openOwner(ledger)
      const first = await claimOne(ledger, owner)
      assert.equal(await ledger.nextStartMs({ nowMs: T0 }), null)
      assert.equal(await ledger.retry(first, { notBeforeMs: T0 + 500, tries: { a: 1 } }, T0), true)
      assert.equal(await ledger.nextStartMs({ nowMs: T0, runId: 'run' }), T0 + 500)
      assert.equal(await ledger.nextStartMs({ nowMs: T0, runId: 'another' }), null)
      assert.deepEqual(await ledger.claim({ owner, limit: 1, leaseMs: LEASE_MS, nowMs: T0 + 499 }), [])
      const second = await claimOne(ledger, owner, T0 + 500)
      assert.deepEqual([second.attempt, second.tries], [2, { a: 1 }])
      await ledger.release(second, T0)
      assert.equal((await claimOne(ledger, owner, T0 + 500)).attempt, 3)
    },
  },
  {
    title: 'leaves a unit alone while another run makes the same asset in the same partition',
    async run(one, other) {
      await submit(one, 'first', [unit(0, 'p0', [], ['a', 'b'])])
      await submit(one, 'second', [unit(0, 'p0', [], ['b']), unit(1, 'p0', [], ['c']), unit(2, 'p1', [], ['b'])])
      const owner = await openOwner(one)
      const claimed = await claimOne(one, owner)
      const others = await other.claim({ owner: await openOwner(other), limit: 9, leaseMs: LEASE_MS, nowMs: T0 })
      assert.deepEqual(
        others.map(({ ordinal }) => ordinal),
        [1, 2],
      )
      await finish(one, claimed)
      assert.equal((await claimOne(other, owner)).ordinal, 0)
    },
  },
  {
    title: 'takes units back when the lease of their owner is over, and refuses what the owner still writes',
    async run(one, other) {
      await submit(one, 'run', [unit(0, 'p0')])
      const late = await claimOne(one, await openOwner(one))
      assert.equal(await other.reclaim(T0 + LEASE_MS), 0)
      assert.equal(await other.reclaim(T0 + LEASE_MS + 1), 1)
      const successor = await claimOne(other, await openOwner(other, ELSEWHERE, T0 + LEASE_MS))
      assert.deepEqual([successor.attempt, successor.lost], [2, 1])
      assert.equal(await one.commit(late, made('p0', { dataVersion: 'late' }), [], T0), false)
      assert.deepEqual(await finish(one, late), { stale: true })
      assert.equal(await one.retry(late, { notBeforeMs: T0, tries: {} }, T0), false)
      await one.release(late, T0)
      assert.deepEqual(await one.latest('a', ['p0']), [])
      assert.equal(await other.commit(successor, made('p0'), [], T0), true)
      assert.deepEqual(await finish(other, successor), { stale: false, runEnded: 'succeeded' })
      assert.deepEqual(
        (await one.latest('a', ['p0'])).map(({ dataVersion }) => dataVersion),
        ['v1'],
      )
    },
  },
  {
    title: 'leaves units with an owner who renews the lease, and takes them back when the owner goes',
    async run(one, other) {
      await submit(one, 'run', [unit(0, 'p0')])
      const owner = await openOwner(one)
      await claimOne(one, owner)
      assert.deepEqual(await one.renew(owner, { leaseMs: LEASE_MS, nowMs: T0 + 50_000 }), { canceling: [] })
      assert.equal(await other.reclaim(T0 + LEASE_MS + 1), 0)
      await one.closeOwner(owner, T0)
      assert.deepEqual((await claimOne(other, await openOwner(other))).lost, 0)
    },
  },
  {
    title: 'cancels a run at once when nothing of it is under way, else when that has ended',
    async run(one, other) {
      await submit(one, 'idle', [unit(0, 'p0')])
      assert.equal(await one.cancel('idle', T0), 'canceled')
      assert.equal(await one.cancel('no such run', T0), null)
      await submit(one, 'busy', [unit(0, 'p0'), unit(1, 'p1'), unit(2, 'p2')])
      const owner = await openOwner(one)
      const [first, second] = await one.claim({ owner, limit: 2, leaseMs: LEASE_MS, nowMs: T0 })
      assert.equal(await other.cancel('busy', T0), 'canceling')
      assert.deepEqual(await one.renew(owner, { leaseMs: LEASE_MS, nowMs: T0 }), { canceling: ['busy'] })
      assert.deepEqual(await one.claim({ owner, limit: 2, leaseMs: LEASE_MS, nowMs: T0 }), [])
      assert.deepEqual(await finish(one, first!), { stale: false, runEnded: null })
      assert.equal(await one.release(second!, T0), 'canceled')
      assert.equal((await other.run('busy'))?.status, 'canceled')
    },
  },
  {
    title: 'lets a canceled run go on with what it had left',
    async run(ledger) {
      await submit(ledger, 'run', [unit(0, 'p0'), unit(1, 'p1')])
      const owner = await openOwner(ledger)
      await finish(ledger, await claimOne(ledger, owner))
      assert.equal(await ledger.reopen('run'), false)
      await ledger.cancel('run', T0)
      assert.equal(await ledger.reopen('run'), true)
      const claimed = await claimOne(ledger, owner)
      assert.equal(claimed.ordinal, 1)
      assert.deepEqual(await finish(ledger, claimed), { stale: false, runEnded: 'succeeded' })
    },
  },
  {
    title: 'says what runs still have to do, and what of it was begun',
    async run(ledger) {
      await submit(ledger, 'run', [unit(0, 'p0'), unit(1, 'p1'), unit(2, 'p2'), { ...unit(3, '', [0, 1]), steps: [] }])
      await submit(ledger, 'stopped', [unit(0, 'p9')])
      await ledger.cancel('stopped', T0)
      const owner = await openOwner(ledger)
      await finish(ledger, await claimOne(ledger, owner))
      const again = await claimOne(ledger, owner)
      await ledger.retry(again, { notBeforeMs: T0 + 1, tries: { a: 1 } }, T0)
      const steps = [{ asset: 'a', reason: 'new', forced: false }]
      assert.deepEqual(await ledger.openUnits(), [
        { runId: 'run', partition: 'p1', steps, begun: true },
        { runId: 'run', partition: 'p2', steps, begun: false },
      ])
    },
  },
]
