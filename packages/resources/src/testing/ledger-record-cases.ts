import assert from 'node:assert/strict'
import type { NewCheckResult } from '../state/ledger-materialize.ts'
import { claimOne, type LedgerCase, made, openOwner, submit, T0, unit } from './ledger-case.ts'

const check: NewCheckResult = {
  name: 'rows',
  status: 'failed',
  severity: 'error',
  blocking: true,
  metadata: { rows: 0 },
  error: null,
}

/** What was made, what was checked, which ticks there were. */
export const RECORD_CASES: readonly LedgerCase[] = [
  {
    title: 'keeps the latest materialization of a partition with its checks, and clears an earlier failure',
    async run(one, other) {
      await submit(one, 'run', [unit(0, 'p0')])
      const owner = await openOwner(one)
      const claimed = await claimOne(one, owner)
      await one.finish(claimed, [{ asset: 'a', outcome: 'failed', reason: 'no answer' }], T0)
      const [failure] = await other.failures('a')
      assert.deepEqual(failure, { asset: 'a', partition: 'p0', runId: 'run', failedAtMs: T0, error: 'no answer' })
      await one.report(made('p0', { gatedBy: 'rows' }), [check], T0 + 1)
      await one.report(made('p0', { dataVersion: 'v2', gatedBy: 'rows' }), [check], T0 + 2)
      assert.deepEqual(await other.failures('a'), [])
      assert.deepEqual(await other.latest('a', ['p0', 'p1']), [
        { ...made('p0', { dataVersion: 'v2', gatedBy: 'rows' }), materializedAtMs: T0 + 2 },
      ])
      const { metadata: _, asset: __, ...state } = made('p0', { dataVersion: 'v2', gatedBy: 'rows' })
      assert.deepEqual(await other.states('a'), [state])
      assert.deepEqual(await other.states('a', ['p1']), [])
      assert.deepEqual(await other.checkResults(), [
        { ...check, asset: 'a', partition: 'p0', runId: 'run', evaluatedAtMs: T0 + 2 },
      ])
    },
  },
  {
    title: 'changes the gate of a partition only for the content that was checked',
    async run(ledger) {
      await ledger.report(made('p0', { gatedBy: 'rows' }), [check], T0)
      const passed = { ...check, status: 'passed' as const }
      const of = { asset: 'a', partition: 'p0', gatedBy: null }
      assert.equal(await ledger.recordChecks({ ...of, dataVersion: 'another' }, [passed], T0 + 1), false)
      assert.equal((await ledger.states('a'))[0]?.gatedBy, 'rows')
      assert.equal(await ledger.recordChecks({ ...of, dataVersion: 'v1' }, [passed], T0 + 1), true)
      assert.equal((await ledger.states('a'))[0]?.gatedBy, null)
      assert.deepEqual(await ledger.checkResults({ status: ['failed', 'errored'] }), [])
      assert.equal((await ledger.checkResults({ asset: 'a', partition: 'p0', name: 'rows' })).length, 1)
    },
  },
  {
    title: 'counts what is there by asset, and by the first part of keys',
    async run(ledger) {
      for (const partition of ['2024-01-01|001', '2024-01-01|002', '2024-01-02|001'])
        await ledger.report(made(partition), [], T0)
      await ledger.report(made('2024-01-02|002', { gatedBy: 'rows' }), [], T0)
      await ledger.report(made('', { asset: 'whole' }), [], T0)
      await submit(ledger, 'run', [unit(0, '2024-01-03|001')])
      const claimed = await claimOne(ledger, await openOwner(ledger))
      await ledger.finish(claimed, [{ asset: 'a', outcome: 'failed', reason: 'no answer' }], T0)
      assert.deepEqual(await ledger.counts(), [
        { asset: 'a', materialized: 4, gated: 1, failed: 1 },
        { asset: 'whole', materialized: 1, gated: 0, failed: 0 },
      ])
      const days = [
        { first: '2024-01-01', materialized: 2, gated: 0, failed: 0 },
        { first: '2024-01-02', materialized: 2, gated: 1, failed: 0 },
        { first: '2024-01-03', materialized: 0, gated: 0, failed: 1 },
      ]
      assert.deepEqual(await ledger.coverage('a'), days)
      assert.deepEqual(await ledger.coverage('a', { from: '2024-01-02', to: '2024-01-02' }), [days[1]])
      assert.deepEqual(await ledger.coverage('whole'), [{ first: '', materialized: 1, gated: 0, failed: 0 }])
    },
  },
  {
    title: 'lets one process win a tick, and writes its runs and cursor with it or not at all',
    async run(one, other) {
      await one.setAutomation('sensor', true, T0)
      const submission = (runId: string, value: string) => ({
        runs: [{ runId, job: null, cause: 'sensor', request: {}, priority: 0, units: [unit(0, 'p0')] }],
        tick: { name: 'sensor', scheduledAtMs: T0, outcome: 'requested' as const, reason: '', runIds: [runId] },
        cursor: { name: 'sensor', value },
      })
      const won = await Promise.all([
        one.submit(submission('run-1', 'one'), T0),
        other.submit(submission('run-2', 'other'), T0),
        one.recordTick({ name: 'sensor', scheduledAtMs: T0, outcome: 'skipped', reason: '', runIds: [] }, T0),
      ])
      assert.equal(won.filter(Boolean).length, 1)
      const ticks = await one.ticks('sensor')
      assert.equal(ticks.length, 1)
      const runs = await other.runs()
      assert.deepEqual(
        runs.map(({ runId }) => runId),
        ticks[0]?.runIds,
      )
      const [state] = await other.automations()
      const cursor = won[0] ? 'one' : won[1] ? 'other' : null
      assert.deepEqual(state, { name: 'sensor', running: true, sinceMs: T0, cursor })
    },
  },
  {
    title: 'writes nothing of a submission that cannot be written whole',
    async run(ledger) {
      await submit(ledger, 'run', [unit(0, 'p0')])
      await assert.rejects(
        ledger.submit(
          {
            runs: ['new', 'run'].map((runId) => ({ runId, job: null, cause: '', request: {}, priority: 0, units: [] })),
            tick: { name: 'schedule', scheduledAtMs: T0, outcome: 'requested', reason: '', runIds: [] },
          },
          T0,
        ),
      )
      assert.deepEqual([await ledger.run('new'), await ledger.ticks('schedule')], [null, []])
    },
  },
  {
    title: 'switches schedules and sensors on and off, and remembers since when',
    async run(one, other) {
      await one.setAutomation('s', true, T0)
      await one.setAutomation('s', true, T0 + 5)
      assert.deepEqual(await other.automations(), [{ name: 's', running: true, sinceMs: T0, cursor: null }])
      await other.setAutomation('s', false, T0 + 9)
      assert.deepEqual(await one.automations(), [{ name: 's', running: false, sinceMs: T0 + 9, cursor: null }])
    },
  },
  {
    title: 'lets an alert be sent once for each key and reason, until it is old or forgotten',
    async run(one, other) {
      const take = (ledger: typeof one, reason: string, nowMs: number) =>
        ledger.takeAlert({ key: 'run', reason, notSinceMs: nowMs - 100 }, nowMs)
      assert.deepEqual((await Promise.all([take(one, 'x', T0), take(other, 'x', T0)])).sort(), [false, true])
      assert.equal(await take(one, 'y', T0 + 1), true)
      assert.equal(await take(one, 'y', T0 + 101), false)
      assert.equal(await take(one, 'y', T0 + 102), true)
      await one.forgetAlert('run')
      assert.equal(await take(other, 'y', T0 + 103), true)
    },
  },
  {
    title: 'keeps events in order, apart from all else, and forgets what is old',
    async run(ledger) {
      const event = (atMs: number) => ({ runId: 'run', atMs, kind: 'logged', detail: { text: `at ${atMs}` } })
      await ledger.appendEvents([event(T0), event(T0 + 1)])
      await ledger.appendEvents([event(T0 + 2)])
      const [first, ...rest] = await ledger.events('run')
      assert.deepEqual(
        rest.map(({ detail }) => detail['text']),
        [`at ${T0 + 1}`, `at ${T0 + 2}`],
      )
      assert.deepEqual(await ledger.events('run', { afterSeq: first!.seq }), rest)
      assert.equal(await ledger.pruneEvents(T0 + 2), 2)
      assert.equal((await ledger.events('run')).length, 1)
    },
  },
  {
    title: 'forgets old runs and ticks, but not what was made nor the last tick of each',
    async run(ledger) {
      await submit(ledger, 'run', [unit(0, 'p0'), unit(1, 'p1', [0])])
      const owner = await openOwner(ledger)
      for (const partition of ['p0', 'p1']) {
        const claimed = await claimOne(ledger, owner)
        await ledger.commit(claimed, made(partition), [], T0)
        await ledger.finish(claimed, [{ asset: 'a', outcome: 'materialized', reason: 'new' }], T0)
      }
      for (const scheduledAtMs of [T0, T0 + 1])
        await ledger.recordTick({ name: 's', scheduledAtMs, outcome: 'skipped', reason: '', runIds: [] }, T0)
      assert.equal(await ledger.pruneRuns(T0), 0)
      assert.equal(await ledger.pruneRuns(T0 + 1), 1)
      assert.deepEqual([await ledger.runs(), await ledger.steps('run')], [[], []])
      assert.equal((await ledger.states('a')).length, 2)
      assert.equal(await ledger.pruneTicks(T0 + 9), 1)
      assert.deepEqual(
        (await ledger.ticks('s')).map(({ scheduledAtMs }) => scheduledAtMs),
        [T0 + 1],
      )
      assert.deepEqual(await ledger.problems(), [])
    },
  },
]
