import { SETTLED_CHECK } from '@ttb/checks'
import type { RequestEntry } from '@ttb/registry-simulator'
import { describe, expect, it } from 'vitest'
import { type RegistryInTime, registryInTime } from './registry-in-time.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START = '2025-03-03'
const DAYS = 14
const scenario = { startDate: START, days: DAYS, filingsPerDay: 2, olderRecords: 0, statusChangeShare: 0 }

/** When each page was asked for, by its address, in order. */
function pageRequests({ simulator }: RegistryInTime): ReadonlyMap<string, readonly RequestEntry[]> {
  const byPath = new Map<string, RequestEntry[]>()
  for (const entry of simulator.requests)
    if (entry.endpoint === 'detail' || entry.endpoint === 'form')
      byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry])
  return byPath
}

/** What a daemon of a fortnight, with these switched on, has asked for. */
async function fortnight(settings: { readonly refetchAfterDays: number | null }) {
  const registry = await registryInTime({ scenario, settings: { partitionStartDate: START, ...settings } })
  await registry.switchOn('ttb_daily_schedule', 'ttb_index_sensor', 'ttb_refetch_sensor')
  await registry.daemonUntil(registry.world.startMs + DAYS * DAY_MS + 120_000)
  return { registry, requests: pageRequests(registry) }
}

describe('ttb_refetch_sensor', () => {
  it('asks for pages again when they are as old as refetchAfterDays, and not before', async () => {
    const refetchAfterDays = 4
    const { registry, requests } = await fortnight({ refetchAfterDays })
    const endMs = registry.time.now()
    expect(requests.size).toBeGreaterThan(10)
    let again = 0
    for (const [path, entries] of requests) {
      const times = entries.map(({ atMs }) => atMs)
      const pauses = times.slice(1).map((atMs, at) => atMs - (times[at] as number))
      again += pauses.length
      expect([path, pauses.filter((pause) => pause < refetchAfterDays * DAY_MS)]).toEqual([path, []])
      // The sensor looks once a day, and pages of one partition are fetched together.
      expect([path, endMs - (times.at(-1) as number) < (refetchAfterDays + 2) * DAY_MS]).toEqual([path, true])
    }
    expect(again).toBeGreaterThan(requests.size / 2)
    // What had not changed is held once.
    const { objects, paths } = registry.resources.storage
    const snapshots: number[] = []
    for await (const { key } of objects.list(`${paths.prefixes.raw}/`)) {
      const page = paths.readRawPageKey(key)
      if (page) snapshots.push(page.snapshot)
    }
    expect([snapshots.length, Math.max(...snapshots)]).toEqual([requests.size, 1])
    const runs = await registry.engine.ledger.runs({ limit: 1000 })
    expect(runs.filter(({ cause }) => cause === 'sensor ttb_refetch_sensor').map(({ status }) => status)).toEqual(
      expect.arrayContaining(['succeeded']),
    )
  }, 120_000)

  it('asks for none again where that is not set', async () => {
    const { registry, requests } = await fortnight({ refetchAfterDays: null })
    expect(requests.size).toBeGreaterThan(10)
    expect([...requests.values()].filter((entries) => entries.length !== 1)).toEqual([])
    const [tick] = await registry.engine.ledger.ticks('ttb_refetch_sensor', { limit: 1 })
    expect(tick).toMatchObject({ outcome: 'skipped', reason: 'refetchAfterDays is not set' })
  }, 120_000)
})

describe('ttb_index_sensor', () => {
  it('asks again, an hour later at the soonest, for pages that the registry had no clear answer for', async () => {
    const startMs = Date.parse(`${START}T00:00:00Z`)
    const wellAgainMs = startMs + 6 * DAY_MS + 12 * HOUR_MS
    const registry = await registryInTime({
      scenario,
      settings: { partitionStartDate: START },
      faults: [{ kind: 'server_error', when: { endpoints: ['form'], fromMs: startMs, toMs: wellAgainMs } }],
    })
    const { engine, world } = registry
    expect(world.startMs).toBe(startMs)
    await registry.switchOn('ttb_daily_schedule', 'ttb_index_sensor')
    const failing = () => engine.ledger.checkResults({ asset: 'ttb_raw_data', name: SETTLED_CHECK, status: ['failed'] })
    await registry.daemonUntil(wellAgainMs - 60_000)
    const unsettled = (await failing()).map(({ partition }) => partition)
    expect(unsettled.length).toBeGreaterThan(0)
    expect(unsettled.every((partition) => partition.endsWith('-certificate'))).toBe(true)
    // Before the next search, so that nothing in the index can have changed.
    await registry.daemonUntil(wellAgainMs + 4 * HOUR_MS)
    expect(await failing()).toEqual([])

    let failed = 0
    for (const [path, entries] of pageRequests(registry)) {
      expect([path, entries.at(-1)?.httpStatus]).toEqual([path, 200])
      if (entries.length > 1) failed++
      const pauses = entries.slice(1).map(({ atMs }, at) => atMs - (entries[at] as RequestEntry).atMs)
      // Sooner come the attempts at one request only.
      expect([path, pauses.filter((pause) => pause > HOUR_MS / 4 && pause < HOUR_MS)]).toEqual([path, []])
    }
    expect(failed).toBeGreaterThan(0)
    const ticks = await engine.ledger.ticks('ttb_index_sensor', { limit: 1000 })
    const asking = ticks.filter(({ reason }) => /^0 days .* changed, [1-9]\d* partitions/.test(reason ?? ''))
    expect(asking.length).toBeGreaterThan(2)
  }, 120_000)
})
