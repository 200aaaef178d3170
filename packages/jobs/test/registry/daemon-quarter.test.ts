import { pageTables, readFetchLog, readIndexDay, readStoredPage } from '@ttb/assets'
import { type ExpectedRecord, judgeRequests } from '@ttb/registry-simulator'
import { partitionOf } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import { extractPage } from '@ttb/utils/pages'
import { expect, it } from 'vitest'
import { type RegistryInTime, registryInTime } from './registry-in-time.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAYS = 91
const START = '2025-03-03'
/** As many days before as the first search looks back. */
const FIRST = addDays(START, -7)
const LAST = addDays(START, DAYS - 1)

/** What an operator switches on, and nothing else: no person asks for anything. */
const SWITCHED_ON = {
  ttb_daily_schedule: { first: '2025-03-03T06:00', everyMs: DAY_MS, ticks: DAYS + 1 },
  ttb_weekend_schedule: { first: '2025-03-09T10:00', everyMs: 7 * DAY_MS, ticks: 13 },
  ttb_index_sensor: { first: '2025-03-03T05:00', everyMs: 900_000, ticks: DAYS * 96 + 17 },
  ttb_refetch_sensor: { first: '2025-03-03T00:00', everyMs: DAY_MS, ticks: DAYS + 1 },
} as const

it('a daemon that is left alone for a quarter makes each tick once, and holds in the end what the registry shows', async () => {
  const registry = await registryInTime({
    scenario: { startDate: START, days: DAYS, filingsPerDay: 4, olderRecords: 200 },
    settings: { partitionStartDate: FIRST },
  })
  const { world, engine, simulator } = registry
  await registry.switchOn(...Object.keys(SWITCHED_ON))
  // Between two ticks, so that it is certain which was the last.
  await registry.daemonUntil(world.startMs + DAYS * DAY_MS + 9 * HOUR_MS + 120_000)

  for (const [name, { first, everyMs, ticks: want }] of Object.entries(SWITCHED_ON)) {
    const ticks = [...(await engine.ledger.ticks(name, { limit: 100_000 }))].reverse()
    const times = ticks.map(({ scheduledAtMs }) => scheduledAtMs)
    expect([name, times]).toEqual([
      name,
      Array.from({ length: want }, (_, at) => Date.parse(`${first}Z`) + at * everyMs),
    ])
    expect(ticks.filter(({ outcome }) => outcome === 'failed' || outcome === 'missed')).toEqual([])
  }
  const runs = await engine.ledger.runs({ limit: 10_000 })
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['succeeded']))
  expect(new Set(runs.map(({ cause }) => cause))).toEqual(
    new Set(['schedule ttb_daily_schedule', 'schedule ttb_weekend_schedule', 'sensor ttb_index_sensor']),
  )

  const expected = [...simulator.answerKey().records()].filter(({ completed_date: day }) => day >= FIRST && day <= LAST)
  expect(expected.length).toBeGreaterThan(200)
  expect(expected.filter((record) => addDays(record.received_date, 30) < record.completed_date).length).toBeGreaterThan(
    50,
  )
  let changed = 0
  for (const record of expected) {
    const snapshots = await expectHeld(registry, record)
    if (snapshots > 1) changed++
  }
  // Held as approved first, and then again as surrendered, revoked or expired.
  expect(changed).toBeGreaterThan(10)
  const politeness = judgeRequests(simulator.requests, { minIntervalMs: registry.config.requestIntervalMs })
  expect(politeness).toMatchObject({ tooSoon: [], duringBlocks: [], interleaved: [] })
}, 300_000)

/** Index, pages and tables show a record as the registry does; how many snapshots of its detail page there are. */
async function expectHeld({ resources }: RegistryInTime, record: ExpectedRecord): Promise<number> {
  const { storage } = resources
  const { ttb_id: ttbId, completed_date: day, status } = record
  const listed = (await readIndexDay(storage, day)).find((row) => row.ttb_id === ttbId)
  expect(listed, `${ttbId} ${day} ${status}`).toBeDefined()
  let snapshots = 0
  for (const kind of ['cola-detail', 'certificate'] as const) {
    const want = kind === 'cola-detail' ? record.detail : record.certificate
    const partition = partitionOf(ttbId, kind)
    const entries = await readFetchLog(storage.objects, storage.paths, partition)
    const held = entries.filter(({ ttb_id, snapshot_key }) => ttb_id === ttbId && snapshot_key !== null)
    if (want === null) {
      expect(held).toEqual([])
      continue
    }
    const key = held.at(-1)?.snapshot_key as string
    const page = extractPage((await readStoredPage(storage.objects, key)) as Uint8Array, { kind, ttbId })
    expect(page.values, `${ttbId} ${kind}`).toEqual(want)
    const manifest = await storage.tables.readManifest(storage.paths.structuredFolder(partition))
    const rows = await storage.tables.readTable(pageTables()[kind], manifest as NonNullable<typeof manifest>)
    const row = rows.find((candidate) => candidate['ttb_id'] === ttbId)
    expect(row?.['status'], `${ttbId} ${kind}`).toBe(status)
    if (kind === 'cola-detail') snapshots = new Set(held.map(({ snapshot_key }) => snapshot_key)).size
  }
  return snapshots
}
