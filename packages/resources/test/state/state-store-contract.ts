import { describe, expect, it } from 'vitest'
import type { StateStore } from '../../src/state/state-store.ts'

const T0 = Date.UTC(2024, 0, 2)
const MINUTE_MS = 60_000

const PARTITION = '2024-01-02|001-cola-detail'
const entry = { ttb_id: '24002001000001', outcome: 'found', http_status: 200, error: null, label: 'Peña 🍷' }

/** What every state store promises. `open` gives the same empty store to each call within one test. */
export function stateStoreContract(name: string, open: () => StateStore): void {
  describe(`${name}: slots`, () => {
    it('lie at least the interval apart, and never in the past', async () => {
      const [one, other] = [open(), open()]
      const take = (store: StateStore, nowMs: number) => store.reserveSlot('host', 1000, nowMs)
      expect([await take(one, T0), await take(other, T0 + 10), await take(one, T0 + 20)]).toEqual([
        T0,
        T0 + 1000,
        T0 + 2000,
      ])
      expect(await take(other, T0 + 60_000)).toBe(T0 + 60_000)
      expect(await one.reserveSlot('elsewhere', 1000, T0 + 60_000)).toBe(T0 + 60_000)
    })

    it('keep the interval of who took the one before', async () => {
      const store = open()
      await store.reserveSlot('host', 5000, T0)
      expect(await store.reserveSlot('host', 500, T0)).toBe(T0 + 5000)
      expect(await store.reserveSlot('host', 500, T0)).toBe(T0 + 5500)
    })

    it('do not lie within a penalty, and a shorter one does not end a longer one', async () => {
      const store = open()
      expect(await store.penalizedUntil('host')).toBe(0)
      await store.penalize('host', 30_000, T0)
      await store.penalize('host', 10_000, T0)
      expect(await store.penalizedUntil('host')).toBe(T0 + 30_000)
      expect(await store.reserveSlot('host', 1000, T0)).toBe(T0 + 30_000)
      expect(await store.reserveSlot('host', 1000, T0)).toBe(T0 + 31_000)
    })

    it('start afresh when the clock was set back by more than any queue', async () => {
      const store = open()
      await store.reserveSlot('host', 1000, T0 + 86_400_000)
      expect(await store.reserveSlot('host', 1000, T0)).toBe(T0)
    })
  })

  describe(`${name}: breaker`, () => {
    const options = { reason: 'blocked', pauseMs: MINUTE_MS, maxPauseMs: 5 * MINUTE_MS } as const
    const pass = (store: StateStore, nowMs: number) => store.passBreaker('host', { nowMs, leaseMs: 10_000 })
    const probe = async (store: StateStore, nowMs: number) => {
      const passed = await pass(store, nowMs)
      if (passed.pass !== 'probe') throw new Error(`expected to probe, was ${passed.pass}`)
      return passed.token
    }

    it('is closed until it is tripped, then refuses all until its pause is over', async () => {
      const [one, other] = [open(), open()]
      expect([await one.breaker('host'), await pass(one, T0)]).toEqual([null, { pass: 'free' }])
      const breaker = await one.tripBreaker('host', { ...options, nowMs: T0 })
      expect(breaker).toEqual({
        reason: 'blocked',
        count: 1,
        sinceMs: T0,
        untilMs: T0 + MINUTE_MS,
        pauseMs: MINUTE_MS,
        probeUntilMs: null,
      })
      expect(await other.breaker('host')).toEqual(breaker)
      expect(await pass(other, T0 + MINUTE_MS - 1)).toEqual({ pass: 'refused', breaker })
      expect(await other.passBreaker('elsewhere', { nowMs: T0, leaseMs: 1 })).toEqual({ pass: 'free' })
    })

    it('lets one probe out after the pause, and another when that one never comes back', async () => {
      const [one, other] = [open(), open()]
      await one.tripBreaker('host', { ...options, nowMs: T0 })
      const nowMs = T0 + MINUTE_MS
      await probe(one, nowMs)
      expect(await pass(other, nowMs + 1)).toMatchObject({
        pass: 'refused',
        breaker: { untilMs: nowMs, probeUntilMs: nowMs + 10_000 },
      })
      expect(await pass(other, nowMs + 10_000)).toMatchObject({ pass: 'probe' })
    })

    it('closes for all when the probe says so, and only the probe may say so', async () => {
      const [one, other] = [open(), open()]
      await one.tripBreaker('host', { ...options, nowMs: T0 })
      const token = await probe(one, T0 + MINUTE_MS)
      expect(await other.closeBreaker('host', { nowMs: T0 + MINUTE_MS, token: 'another' })).toBe(false)
      expect(await one.closeBreaker('host', { nowMs: T0 + MINUTE_MS, token })).toBe(true)
      expect([await other.breaker('host'), await pass(other, T0 + MINUTE_MS)]).toEqual([null, { pass: 'free' }])
    })

    it('doubles its pause up to a limit, at each probe that meets the same', async () => {
      const store = open()
      let { untilMs, ...first } = await store.tripBreaker('host', { ...options, nowMs: T0 })
      const pauses = [first.pauseMs]
      for (let probes = 0; probes < 4; probes++) {
        const token = await probe(store, untilMs)
        const breaker = await store.tripBreaker('host', { ...options, nowMs: untilMs, token })
        expect([breaker.untilMs, breaker.sinceMs]).toEqual([untilMs + breaker.pauseMs, T0])
        pauses.push(breaker.pauseMs)
        untilMs = breaker.untilMs
      }
      expect(pauses).toEqual([1, 2, 4, 5, 5].map((minutes) => minutes * MINUTE_MS))
    })

    it('is not moved by answers to requests that were under way when it opened', async () => {
      const [one, other] = [open(), open()]
      const breaker = await one.tripBreaker('host', { ...options, nowMs: T0 })
      expect(await other.tripBreaker('host', { ...options, nowMs: T0 + 500 })).toEqual(breaker)
      const token = await probe(one, T0 + MINUTE_MS)
      const late = await other.tripBreaker('host', { ...options, nowMs: T0 + MINUTE_MS + 1 })
      expect(late).toEqual({ ...breaker, probeUntilMs: T0 + MINUTE_MS + 10_000 })
      expect(await one.closeBreaker('host', { nowMs: T0 + MINUTE_MS + 2, token })).toBe(true)
    })

    it('goes on with the longer pauses when it opens again soon after, and starts anew later', async () => {
      const store = open()
      await store.tripBreaker('host', { ...options, nowMs: T0 })
      const closedAtMs = T0 + MINUTE_MS
      await store.closeBreaker('host', { nowMs: closedAtMs, token: await probe(store, closedAtMs) })
      const again = await store.tripBreaker('host', { ...options, nowMs: closedAtMs + 1000 })
      expect([again.count, again.pauseMs, again.sinceMs]).toEqual([2, 2 * MINUTE_MS, closedAtMs + 1000])
      await store.closeBreaker('host', { nowMs: again.untilMs, token: await probe(store, again.untilMs) })
      const later = await store.tripBreaker('host', { ...options, nowMs: again.untilMs + again.pauseMs })
      expect([later.count, later.pauseMs]).toEqual([1, MINUTE_MS])
    })

    it('starts anew when it opens for another reason', async () => {
      const store = open()
      const closed = { reason: 'maintenance', pauseMs: 5 * MINUTE_MS, maxPauseMs: 5 * MINUTE_MS } as const
      const { untilMs } = await store.tripBreaker('host', { ...closed, nowMs: T0 })
      const token = await probe(store, untilMs)
      const blocked = await store.tripBreaker('host', { ...options, nowMs: untilMs, token })
      expect(blocked).toMatchObject({ reason: 'blocked', count: 1, pauseMs: MINUTE_MS, sinceMs: T0 })
      await store.closeBreaker('host', { nowMs: blocked.untilMs, token: await probe(store, blocked.untilMs) })
      const again = await store.tripBreaker('host', { ...closed, nowMs: blocked.untilMs + 1 })
      expect([again.count, again.pauseMs]).toEqual([1, 5 * MINUTE_MS])
    })

    it('pauses for as long as the server asks, when that is longer', async () => {
      const store = open()
      const trip = { ...options, nowMs: T0, leastPauseMs: 7 * MINUTE_MS }
      expect((await store.tripBreaker('host', trip)).untilMs).toBe(T0 + 7 * MINUTE_MS)
    })

    it('stays open when a probe is given back, until the time it was given back for', async () => {
      const store = open()
      await store.tripBreaker('host', { ...options, nowMs: T0 })
      const nowMs = T0 + MINUTE_MS
      await store.releaseProbe('host', { untilMs: nowMs + 2000, token: await probe(store, nowMs) })
      expect(await pass(store, nowMs + 1999)).toMatchObject({ pass: 'refused', breaker: { untilMs: nowMs + 2000 } })
      expect(await pass(store, nowMs + 2000)).toMatchObject({ pass: 'probe', breaker: { count: 1 } })
    })
  })

  describe(`${name}: leases`, () => {
    const lease = (store: StateStore, nowMs: number) => store.takeLease('day', { nowMs, leaseMs: MINUTE_MS })

    it('are held by one at a time, and for longer when it asks again', async () => {
      const [one, other] = [open(), open()]
      expect([await lease(one, T0), await lease(other, T0 + 1)]).toEqual([true, false])
      expect(await lease(one, T0 + 50_000)).toBe(true)
      expect(await lease(other, T0 + MINUTE_MS + 1)).toBe(false)
    })

    it('go to whoever asks once they have run out or were given back', async () => {
      const [one, other] = [open(), open()]
      await lease(one, T0)
      expect(await lease(other, T0 + MINUTE_MS)).toBe(true)
      await one.releaseLease('day')
      expect(await lease(one, T0 + MINUTE_MS + 1)).toBe(false)
      await other.releaseLease('day')
      expect(await lease(one, T0 + MINUTE_MS + 1)).toBe(true)
    })
  })
  describe(`${name}: journal`, () => {
    it('gives back what was noted, in order, and as it was amended', async () => {
      const [one, other] = [open(), open()]
      const ids = [await one.journalAttempt(PARTITION, entry), await other.journalAttempt(PARTITION, { attempt: 2 })]
      expect(ids[1]).toBeGreaterThan(ids[0]!)
      await other.amendAttempt(ids[0]!, { ...entry, outcome: 'not_found' })
      expect(await other.pendingAttempts(PARTITION)).toEqual([
        { id: ids[0], entry: { ...entry, outcome: 'not_found' } },
        { id: ids[1], entry: { attempt: 2 } },
      ])
    })

    it('forgets what the manifest holds, and keeps what came since and what is of other partitions', async () => {
      const store = open()
      const first = await store.journalAttempt(PARTITION, entry)
      const second = await store.journalAttempt(PARTITION, entry)
      await store.journalAttempt('2024-01-03|001-cola-detail', entry)
      expect(await store.pendingPartitions()).toEqual([PARTITION, '2024-01-03|001-cola-detail'])
      await store.clearAttempts(PARTITION, first)
      expect((await store.pendingAttempts(PARTITION)).map(({ id }) => id)).toEqual([second])
      await store.clearAttempts(PARTITION, second)
      expect(await store.pendingPartitions()).toEqual(['2024-01-03|001-cola-detail'])
    })

    it('never gives an id a second time', async () => {
      const store = open()
      const first = await store.journalAttempt(PARTITION, entry)
      await store.clearAttempts(PARTITION, first)
      expect(await store.journalAttempt(PARTITION, entry)).toBeGreaterThan(first)
    })
  })

  describe(`${name}: cursors`, () => {
    it('are null until set, and the last value set afterwards', async () => {
      const [one, other] = [open(), open()]
      expect(await one.getCursor('completed')).toBeNull()
      await one.setCursor('completed', '2024-01-02')
      await other.setCursor('completed', '2024-01-03')
      expect([await one.getCursor('completed'), await one.getCursor('other')]).toEqual(['2024-01-03', null])
    })
  })

  describe(`${name}: notes of manifests`, () => {
    const note = (folder: string, etag: string) => ({
      folder,
      etag,
      partition: folder.slice(2, -1),
      fingerprint: etag.repeat(64),
      counts: { rows: 2, quarantined: 0 },
    })
    const below = async (store: StateStore, prefix: string) =>
      [...(await store.manifestNotes(prefix))].sort((one, other) => (one.folder < other.folder ? -1 : 1))

    it('are found by the beginning of the folder, as they were noted last', async () => {
      const [one, other] = [open(), open()]
      expect(await one.manifestNotes('2-')).toEqual([])
      await one.noteManifests([])
      await one.noteManifests([note('2/a/', 'x'), note('2/b%_/', 'x'), note('3/🍷/', 'x')])
      await other.noteManifests([note('2/b%_/', 'y')])
      expect(await below(one, '2/')).toEqual([note('2/a/', 'x'), note('2/b%_/', 'y')])
      expect(await below(other, '3/🍷')).toEqual([note('3/🍷/', 'x')])
      expect(await below(one, '')).toHaveLength(3)
    })
  })
}
