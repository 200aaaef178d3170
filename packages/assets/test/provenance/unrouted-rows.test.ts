import { loadConfig } from '@ttb/config'
import { createSimulatedTime, createWorld, SCENARIOS, startSimulator } from '@ttb/registry-simulator'
import { createMemoryStorage, openRegistry, type Storage } from '@ttb/resources'
import type { IndexRow } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indexDay } from '../../src/discovery/index-partition.ts'
import { listUnrouted } from '../../src/discovery/unrouted-days.ts'
import {
  discover,
  inspectRecord,
  observeOutside,
  provenanceOf,
  readIndexDay,
  routeIndex,
  type TtbResources,
} from '../../src/index.ts'

const DAY_MS = 86_400_000
const { signal } = new AbortController()
const closing: (() => unknown)[] = []
let storage: Storage
/** What days of completion list, before and after the second search. */
let before: IndexRow[]
let after: IndexRow[]
/** Does what runs do first of all: takes in what was discovered outside of them. */
let takeIn: () => Promise<unknown>
/** Keys that were read since they were last counted. */
let read: string[] = []

const rowsOf = (rows: readonly IndexRow[], ttbId: string) => rows.filter(({ ttb_id }) => ttb_id === ttbId)

/** A registry searched on two mornings; only after the first are the rows brought to their days of receipt. */
beforeAll(async () => {
  const { config } = loadConfig()
  storage = createMemoryStorage()
  const { objects } = storage
  const readBytes = objects.readBytes.bind(objects)
  Object.assign(objects, {
    readBytes(...args: Parameters<typeof readBytes>) {
      read.push(args[0])
      return readBytes(...args)
    },
  })
  const world = createWorld({ ...SCENARIOS.demo, days: 9, olderRecords: 40, leadInDays: 8 })
  const time = createSimulatedTime({ startMs: world.startMs })
  const simulator = await startSimulator({ world, time })
  const clock = time.join()
  const { client, state, close } = openRegistry(
    { ...config, stateFile: ':memory:', registryUrl: simulator.url },
    { clock },
  )
  closing.push(
    () => simulator.close(),
    () => clock.leave(),
    () => close(),
  )
  const unused = () => Promise.reject(new Error('nobody asks')) as never
  const resources: TtbResources = { config, storage, state, clock, registry: unused, process: unused }
  takeIn = () => observeOutside(resources, signal)
  const searchOn = async (day: number): Promise<IndexRow[]> => {
    await clock.sleep(Math.max(0, world.startMs + day * DAY_MS - clock.now()))
    const range = { from: SCENARIOS.demo.startDate, to: new Date(clock.now()).toISOString().slice(0, 10) }
    const days = []
    for await (const window of discover({ storage, state, client, clock }, range)) days.push(...window.days)
    return (await Promise.all(days.map(({ completedDate }) => readIndexDay(storage, completedDate)))).flat()
  }
  before = await searchOn(4)
  await takeIn()
  after = await searchOn(11)
}, 120_000)

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

const known = (ttbId: string) => rowsOf(before, ttbId).length > 0
const newIds = () => after.map(({ ttb_id }) => ttb_id).filter((ttbId) => !known(ttbId))
const changedIds = () =>
  before.map(({ ttb_id }) => ttb_id).filter((ttbId) => rowsOf(after, ttbId).length > rowsOf(before, ttbId).length)

/** The inspection and the provenance of a record show just the rows that days of completion list of it. */
async function expectShown(ttbId: string, rows: readonly IndexRow[]): Promise<void> {
  const expected = rowsOf(rows, ttbId).sort((one, other) => (one.completed_date < other.completed_date ? -1 : 1))
  const { indexRows } = await inspectRecord(storage, ttbId)
  expect(indexRows).toEqual(expected)
  const [brand] = await provenanceOf(storage, ttbId, { field: 'brand_name' })
  expect(brand).toMatchObject({ page_kind: 'search', requested_at: expected.at(-1)?.observed_at })
}

describe('rows of the index that were discovered since the last run', () => {
  it('are shown of records that were not known before, and of those that were', async () => {
    expect([newIds().length, changedIds().length]).toEqual([
      expect.toSatisfy((n) => n > 3),
      expect.toSatisfy((n) => n > 0),
    ])
    for (const ttbId of [...newIds().slice(0, 4), ...changedIds().slice(0, 4)]) await expectShown(ttbId, after)
  })

  it('are looked for only in days of completion that changed since the run', async () => {
    const unrouted = await listUnrouted(storage)
    const changed = after.filter((row) => !before.some((other) => JSON.stringify(other) === JSON.stringify(row)))
    expect([...unrouted.keys()]).toEqual([...new Set(changed.map(({ completed_date }) => completed_date))].sort())
    read = []
    const [ttbId] = changedIds() as [string]
    await inspectRecord(storage, ttbId)
    const days = read.flatMap((key) => /\/ttb_registry_index\/([\d-]+)\/_manifest/.exec(key)?.[1] ?? [])
    expect(days.filter((day) => !unrouted.has(day))).toEqual([])
  })

  it('are the same once a run has taken them in, and no day of completion is read for them any more', async () => {
    await takeIn()
    expect([...(await listUnrouted(storage)).keys()]).toEqual([])
    for (const ttbId of [...newIds().slice(0, 4), ...changedIds().slice(0, 4)]) {
      read = []
      await inspectRecord(storage, ttbId)
      expect(read.filter((key) => key.startsWith(storage.paths.indexPrefix))).toEqual([])
      await expectShown(ttbId, after)
    }
  })

  it('take the place of what their day listed before', async () => {
    const [{ ttb_id: ttbId, completed_date: day }] = after as [IndexRow]
    const { indexRows } = await inspectRecord(storage, ttbId)
    await listAgain(day, ttbId, 'ANOTHER NAME', '2025-09-01T06:00:00.000Z')
    const { indexRows: now } = await inspectRecord(storage, ttbId)
    expect(now).toEqual(
      indexRows.map((row) =>
        row.completed_date === day
          ? { ...row, brand_name: 'ANOTHER NAME', observed_at: '2025-09-01T06:00:00.000Z' }
          : row,
      ),
    )
  })

  it('stay marked where their day changes while it is routed', async () => {
    const [{ ttb_id: ttbId, completed_date: day }] = after as [IndexRow]
    await listAgain(day, ttbId, 'A THIRD NAME', '2025-09-02T06:00:00.000Z')
    const { objects } = storage
    const { readBytes } = objects
    let rest: Promise<unknown> | null = null
    Object.assign(objects, {
      async readBytes(...args: Parameters<typeof readBytes>) {
        const bytes = await readBytes(...args)
        // The manifest was read as it was; what follows comes too late for this routing.
        if (args[0] === `${storage.paths.indexFolder(day)}_manifest.json` && !rest) {
          rest = Promise.resolve()
          await listAgain(day, ttbId, 'A FOURTH NAME', '2025-09-03T06:00:00.000Z')
        }
        return bytes
      },
    })
    await routeIndex(storage, [day])
    Object.assign(objects, { readBytes })
    expect([...(await listUnrouted(storage)).values()].flat().map(({ observedAt }) => observedAt)).toEqual([
      '2025-09-03T06:00:00.000Z',
    ])
    const [brand] = await provenanceOf(storage, ttbId, { field: 'brand_name' })
    expect(brand?.value).toBe('A FOURTH NAME')
    await routeIndex(storage, [day])
    expect([...(await listUnrouted(storage)).keys()]).toEqual([])
  })
})

/** The registry lists a record of a day under another name. */
async function listAgain(day: string, ttbId: string, brandName: string, observedAt: string): Promise<void> {
  const row = rowsOf(await readIndexDay(storage, day), ttbId)[0] as IndexRow
  const printed = { ...row, brand_name: brandName, completed_date: day.replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1') }
  const changed = await indexDay(storage, day, {
    observedAt,
    rows: [printed as never],
    refused: [],
    sourceKey: 'search/1',
    complete: false,
  })
  expect(changed).toMatchObject({ added: 0, changed: 1 })
}
