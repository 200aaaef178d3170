import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RegistryBlocked, registryKey } from '../../src/index.ts'
import { openStateStore } from '../../src/state/state-store.ts'
import { startProcess } from '../state/start-process.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'
import { startRegistry } from './fake-registry.ts'
import { blockPage, detailPage, maintenancePage } from './registry-pages.ts'

const ID = '24002001000001'
const page = detailPage(ID)
const MINUTE_MS = 60_000

/** The pause that a call was answered with, in minutes from now; null when it was not. */
async function pauseOf(call: Promise<unknown>, nowMs: () => number): Promise<number | null> {
  try {
    await call
    return null
  } catch (error) {
    if (!RegistryBlocked.isInstance(error)) throw error
    return (error.untilMs - nowMs()) / MINUTE_MS
  }
}

describe('when the registry blocks us', () => {
  it('stops every client of the state, without a request and without waiting', async () => {
    const { client, clock, seen, events } = await startRegistry([blockPage()])
    const [one, other] = [client(), client()]
    expect(await pauseOf(one.page('cola-detail', ID), clock.now)).toBe(15)
    expect(events).toEqual([{ kind: 'paused', reason: 'blocked', untilMs: clock.now() + 15 * MINUTE_MS, count: 1 }])
    clock.advance(MINUTE_MS)
    const [sleeps, before] = [clock.sleeps.length, clock.now()]
    expect(await pauseOf(other.page('certificate', ID), clock.now)).toBe(14)
    expect(await pauseOf(one.exportSearch({ completedFrom: '2024-01-01', completedTo: '2024-01-02' }), clock.now)).toBe(
      14,
    )
    expect([seen.length, clock.sleeps.length, clock.now()]).toEqual([1, sleeps, before])
  })

  it('says until when, in words and as data', async () => {
    const { client, clock } = await startRegistry([blockPage()])
    const untilMs = clock.now() + 15 * MINUTE_MS
    await expect(client().page('cola-detail', ID)).rejects.toMatchObject({
      name: 'TtbError',
      message: `the registry blocks our requests; nothing is sent until ${new Date(untilMs).toISOString()}`,
      reason: 'blocked',
      untilMs,
      count: 1,
    })
  })

  it('asks once after each pause, and pauses for twice as long when it still is, up to six hours', async () => {
    const { client, clock, seen } = await startRegistry([blockPage()])
    const registry = client()
    const pauses: (number | null)[] = []
    for (let probes = 0; probes < 8; probes++) {
      const pause = await pauseOf(registry.page('cola-detail', ID), clock.now)
      pauses.push(pause)
      clock.advance((pause ?? 0) * MINUTE_MS)
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 360, 360, 360])
    expect(seen).toHaveLength(8)
  })

  it('goes on for all when the one request is answered', async () => {
    const { client, clock, seen, events, answer } = await startRegistry([blockPage()])
    const [one, other] = [client(), client()]
    await pauseOf(one.page('cola-detail', ID), clock.now)
    clock.advance(15 * MINUTE_MS)
    answer(() => page)
    expect((await other.page('cola-detail', ID)).outcome).toBe('found')
    expect((await one.page('cola-detail', ID)).outcome).toBe('found')
    expect(events.map(({ kind }) => kind)).toEqual(['paused', 'resumed'])
    expect(seen).toHaveLength(3)
  })

  it('sends one request after the pause, also when many want to: the others wait for what it finds', async () => {
    const { client, clock, seen, answer } = await startRegistry([blockPage()])
    const registry = client()
    await pauseOf(registry.page('cola-detail', ID), clock.now)
    clock.advance(15 * MINUTE_MS)
    const many = () => Array.from({ length: 5 }, () => pauseOf(registry.page('cola-detail', ID), clock.now))
    const pauses = await Promise.all(many())
    expect(pauses.every((pause) => pause !== null && pause > 29)).toBe(true)
    expect(seen).toHaveLength(2)
    clock.advance(30 * MINUTE_MS)
    answer(() => page)
    expect(await Promise.all(many())).toEqual(Array(5).fill(null))
    expect(seen).toHaveLength(7)
  })

  it('stays stopped when the one request finds out nothing', async () => {
    const { client, clock, seen, answer } = await startRegistry([blockPage()])
    const registry = client()
    await pauseOf(registry.page('cola-detail', ID), clock.now)
    clock.advance(15 * MINUTE_MS)
    for (const unclear of ['RESET', '<html><title>Shop</title><body>x</body></html>'] as const) {
      answer(() => unclear)
      // An answer that is none of the registry's is handed on, what may pass is not asked for again.
      await registry.page('cola-detail', ID).catch((error) => expect(RegistryBlocked.isInstance(error)).toBe(true))
      expect(await pauseOf(registry.page('cola-detail', ID), clock.now)).toBeCloseTo(15, 0)
      clock.advance(15 * MINUTE_MS)
    }
    expect(seen).toHaveLength(3)
  })

  it('lets another ask when the one that should have gave up', async () => {
    const { client, clock, seen, answer } = await startRegistry([blockPage()])
    const registry = client()
    await pauseOf(registry.page('cola-detail', ID), clock.now)
    clock.advance(15 * MINUTE_MS)
    answer(() => 'HANG')
    const controller = new AbortController()
    const probe = registry.page('cola-detail', ID, { signal: controller.signal })
    await expect.poll(() => seen.length).toBe(2)
    controller.abort(new Error('enough'))
    await expect(probe).rejects.toThrow('enough')
    answer(() => page)
    expect((await registry.page('cola-detail', ID)).outcome).toBe('found')
  })

  it('pauses for as long as the server asks, when that is longer', async () => {
    const { client, clock } = await startRegistry([{ status: 429, headers: { 'retry-after': '3000' } }])
    expect(await pauseOf(client().page('cola-detail', ID), clock.now)).toBe(50)
  })

  it('stops other processes too', async () => {
    const { client, clock, url, seen } = await startRegistry([blockPage()])
    const file = join(temporaryFolder(), 'state.db')
    const state = openStateStore(file)
    const pause = await pauseOf(client({ state, clock: { ...clock, now: Date.now } }).page('cola-detail', ID), Date.now)
    expect(pause).toBeGreaterThan(14)
    const other = startProcess(new URL('registry-process.ts', import.meta.url), url, file, '2', '20')
    await other.ended
    expect([other.complaint(), other.lines()]).toEqual(['', ['blocked', 'blocked']])
    expect(seen).toHaveLength(1)
    await state.close()
  })
})

describe('when the registry is closed for maintenance', () => {
  it('pauses likewise, for less long, and says so', async () => {
    const { client, clock, events } = await startRegistry([maintenancePage()])
    const registry = client()
    const pauses: (number | null)[] = []
    for (let probes = 0; probes < 6; probes++) {
      const pause = await pauseOf(registry.page('cola-detail', ID), clock.now)
      pauses.push(pause)
      clock.advance((pause ?? 0) * MINUTE_MS)
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60])
    expect(events[0]).toMatchObject({ kind: 'paused', reason: 'maintenance' })
  })
})

describe('when the server asks to wait', () => {
  it('all wait, and then go on', async () => {
    const { client, clock, seen, events, url, state } = await startRegistry([
      { status: 503, headers: { 'retry-after': '120' } },
      page,
    ])
    const startMs = clock.now()
    const [one, other] = [client(), client()]
    expect((await one.page('cola-detail', ID)).outcome).toBe('found')
    expect(seen.map(({ atMs }) => atMs - startMs)).toEqual([0, 120_000])
    expect(events).toEqual([{ kind: 'slowed', untilMs: startMs + 120_000 }])
    expect(await state.penalizedUntil(registryKey(url))).toBe(startMs + 120_000)
    await other.page('cola-detail', ID)
    expect(seen.at(-1)!.atMs - startMs).toBe(121_000)
  })

  it('waits no longer than an hour, whatever is asked', async () => {
    const { client, clock, seen } = await startRegistry([{ status: 503, headers: { 'retry-after': '86400' } }, page])
    const startMs = clock.now()
    await client().page('cola-detail', ID)
    expect(seen[1]!.atMs - startMs).toBe(3_600_000)
  })

  it('does not act in a slot that was taken before', async () => {
    const { client, clock, seen, state, url } = await startRegistry([page])
    const registry = client()
    await registry.page('cola-detail', ID)
    // The slot is taken at once; the penalty comes while its time is waited for.
    const call = registry.page('cola-detail', ID)
    await state.penalize(registryKey(url), 30_000, clock.now())
    const penalizedUntilMs = await state.penalizedUntil(registryKey(url))
    await call
    expect(seen[1]!.atMs).toBeGreaterThanOrEqual(penalizedUntilMs)
  })
})
