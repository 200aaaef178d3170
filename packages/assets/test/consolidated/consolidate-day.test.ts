import { createWorld, SCENARIOS, type World } from '@ttb/registry-simulator'
import { createMemoryStorage, type Row, type Storage } from '@ttb/resources'
import { COLA_CHANGES, COLA_STATUS_HISTORY, CONFLICT_LOG, CONSOLIDATED } from '@ttb/utils/records'
import { beforeAll, describe, expect, it } from 'vitest'
import { consolidateDay } from '../../src/consolidated/consolidate-day.ts'
import { routeIndex } from '../../src/consolidated/receipt-index.ts'
import { historyOfDay } from '../../src/history/history-day.ts'
import { dayOf, observedRegistry } from '../warehouse/observed-registry.ts'

const DAY_MS = 86_400_000

let world: World
let storage: Storage
let days: string[]
let looks: number[]

beforeAll(async () => {
  world = createWorld({ ...SCENARIOS.demo, conflictShare: 0.1, olderRecords: 60, leadInDays: 15 })
  storage = createMemoryStorage()
  const registry = observedRegistry(storage, world)
  looks = [0, 4, 8, 13].map((day) => world.startMs + day * DAY_MS + 23 * 3_600_000)
  const touched = new Set<string>()
  for (const at of looks) {
    const { completedDates, receivedDates } = await registry.observe(at)
    const { changedDays } = await routeIndex(storage, completedDates)
    expect(changedDays).toEqual(receivedDates)
    for (const day of receivedDates) touched.add(day)
  }
  days = [...touched].sort()
  for (const day of days) {
    await consolidateDay(storage, day)
    await historyOfDay(storage, day)
  }
})

async function rowsOf(
  record: typeof CONSOLIDATED | typeof CONFLICT_LOG | typeof COLA_STATUS_HISTORY | typeof COLA_CHANGES,
  folder: (day: string) => string,
): Promise<Row[]> {
  const all: Row[] = []
  for (const day of days) {
    const manifest = await storage.tables.readManifest(folder(day))
    if (manifest) all.push(...(await storage.tables.readTable(record, manifest)))
  }
  return all
}

describe('consolidated days', () => {
  it('hold one row for each record that any source showed, and nobody disappears', async () => {
    const rows = await rowsOf(CONSOLIDATED, storage.paths.consolidatedFolder)
    const last = looks.at(-1) as number
    const expected = world.lifecycles.filter(({ ttbId }) => world.find(ttbId, last)).map(({ ttbId }) => ttbId)
    expect(rows.map((row) => row['ttb_id']).sort()).toEqual(expected.sort())
  })

  it('have every value of the pages in their latest state', async () => {
    const rows = new Map(
      (await rowsOf(CONSOLIDATED, storage.paths.consolidatedFolder)).map((row) => [row['ttb_id'], row]),
    )
    const last = looks.at(-1) as number
    for (const { ttbId, receivedDay } of world.lifecycles) {
      const sighting = world.find(ttbId, last)
      if (!sighting) continue
      const { detail, certificate, searchRow } = world.record(sighting)
      const row = rows.get(ttbId)
      expect(row).toMatchObject({
        status: detail.status,
        brand_name: detail.brand_name ?? searchRow.brand_name,
        approval_date: detail.approval_date,
        completed_date: searchRow.completed_date,
        class_type_code: searchRow.class_type_code,
        origin_code: searchRow.origin_code,
        received_date: dayOf(receivedDay),
        expiration_date: certificate?.expiration_date ?? null,
        has_search_row: true,
        has_cola_detail: true,
        has_certificate: certificate !== null,
        principal_permit_number: detail.permits[0]?.permit_number,
      })
    }
  })

  it('keep each conflict between detail page and form with both values', async () => {
    const conflicts = await rowsOf(CONFLICT_LOG, storage.paths.consolidatedFolder)
    const last = looks.at(-1) as number
    const expected = world.lifecycles.flatMap(({ ttbId }) => {
      const sighting = world.find(ttbId, last)
      return (sighting ? world.record(sighting).conflicts : [])
        .filter(({ detail, certificate }) => detail !== null && certificate !== null)
        .map(({ field, detail, certificate }) => [ttbId, field, detail, certificate])
    })
    expect(expected.length).toBeGreaterThan(3)
    expect(
      conflicts
        .filter(
          (row) => row['detail_value'] !== null && row['certificate_value'] !== null && row['field'] !== 'permits',
        )
        .map((row) => [row['ttb_id'], row['field'], row['detail_value'], row['certificate_value']]),
    ).toEqual(expected.sort((one, other) => (String(one) < String(other) ? -1 : 1)))
    expect(conflicts.every((row) => row['winner'] === 'cola-detail' || row['rule'] === 'newest')).toBe(true)
  })

  it('are left alone while nothing they depend on changes, and are the same bytes when made again', async () => {
    const [day = ''] = days
    const before = await consolidateDay(storage, day)
    expect(before.made).toBe(false)
    const bytes = await storage.objects.readBytes(before.manifest.tables['consolidated']?.key as string)
    const again = await consolidateDay(storage, day, { force: true })
    expect(again.made).toBe(true)
    expect(await storage.objects.readBytes(again.manifest.tables['consolidated']?.key as string)).toEqual(bytes)
  })

  it('follow conflict_resolution and merge_strategy', async () => {
    const last = looks.at(-1) as number
    const disputed = world.lifecycles.find(({ ttbId }) => {
      const sighting = world.find(ttbId, last)
      return sighting && world.record(sighting).conflicts.some(({ field }) => field === 'approval_date')
    })
    const changed = world.lifecycles.find(
      ({ events, ttbId }) =>
        events.length > 1 &&
        world.find(ttbId, looks[0] as number)?.event === events[0] &&
        world.find(ttbId, last)?.event !== events[0],
    )
    const pick = async (lifecycle: typeof disputed, options: Parameters<typeof consolidateDay>[2]) => {
      if (!lifecycle) throw new Error('the scenario has no such record')
      const { manifest } = await consolidateDay(storage, dayOf(lifecycle.receivedDay), options)
      const rows = await storage.tables.readTable(CONSOLIDATED, manifest)
      return rows.find((row) => row['ttb_id'] === lifecycle.ttbId)
    }
    const { conflicts } = world.record(world.find(disputed?.ttbId as string, last) as never)
    expect(await pick(disputed, { conflictResolution: 'prefer_certificate' })).toMatchObject({
      approval_date: conflicts.find(({ field }) => field === 'approval_date')?.certificate,
    })
    expect(await pick(disputed, {})).toMatchObject({
      approval_date: conflicts.find(({ field }) => field === 'approval_date')?.detail,
    })
    expect(await pick(changed, { mergeStrategy: 'oldest' })).toMatchObject({
      status: 'APPROVED',
      completed_date: dayOf(changed?.events[0]?.day as number),
    })
    expect(await pick(changed, {})).toMatchObject({ status: changed?.events.at(-1)?.status })
  })
})

describe('the history of status', () => {
  it('has each status that was observed, with its completed date, and none that was not', async () => {
    const rows = await rowsOf(COLA_STATUS_HISTORY, storage.paths.historyFolder)
    const expected = world.lifecycles.flatMap(({ ttbId }) => {
      const events = looks.flatMap((at) => world.find(ttbId, at)?.event ?? [])
      const distinct = events.filter((event, at) => at === 0 || event !== events[at - 1])
      return distinct.map(({ status, day }, at) => [
        ttbId,
        status,
        dayOf(day),
        distinct[at + 1] ? dayOf((distinct[at + 1] as (typeof distinct)[number]).day) : null,
        at === distinct.length - 1,
      ])
    })
    expect(expected.filter(([, , , to]) => to !== null).length).toBeGreaterThan(5)
    const sorted = (list: unknown[][]) => list.map((row) => JSON.stringify(row)).sort()
    expect(
      sorted(rows.map((row) => [row['ttb_id'], row['status'], row['valid_from'], row['valid_to'], row['is_current']])),
    ).toEqual(sorted(expected))
    expect(rows.every((row) => row['valid_from_basis'] === 'completed_date' && row['content_sha256'] !== null)).toBe(
      true,
    )
  })

  it('has each changed field of a page with the hashes of both snapshots', async () => {
    const changes = await rowsOf(COLA_CHANGES, storage.paths.historyFolder)
    expect(changes.length).toBeGreaterThan(5)
    expect(new Set(changes.map((row) => row['field']))).toEqual(new Set(['status']))
    expect(changes.every((row) => row['before'] !== row['after'] && row['before_sha256'] !== row['after_sha256'])).toBe(
      true,
    )
  })
})
