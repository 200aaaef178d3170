import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { createSimulatedTime, createWorld, SCENARIOS, startSimulator } from '@ttb/registry-simulator'
import { openRegistry, openSqlSession, openStorage, partitionOf, type Row, type Storage } from '@ttb/resources'
import { COLA, CONSOLIDATED, FACT_CERTIFICATES, FACT_PRODUCTS } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { valueText } from '../../src/consolidated/observations.ts'
import {
  acquireDue,
  buildWarehouse,
  consolidateDay,
  factsOfDay,
  historyOfDay,
  inspectRecord,
  listRawPartitions,
  PROVENANCE_FIELDS,
  type ProvenanceRow,
  processPartition,
  provenanceFunction,
  provenanceOf,
  readStoredPage,
  routeIndex,
} from '../../src/index.ts'
import { CONSOLIDATED_LINEAGE, FACT_LINEAGE } from '../../src/provenance/lineage.ts'
import { sha256Of } from '../../src/provenance/record-pages.ts'

const DAY_MS = 86_400_000
let folder: string
let storage: Storage
let consolidated: Row[]

/** A few days of a simulated registry, looked at on two mornings, from searches to facts. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-provenance-'))
  const { config } = loadConfig({ overrides: { data: folder } })
  storage = openStorage(config)
  const world = createWorld({ ...SCENARIOS.demo, days: 9, olderRecords: 40, leadInDays: 8, conflictShare: 0.4 })
  const time = createSimulatedTime({ startMs: world.startMs })
  const simulator = await startSimulator({ world, time })
  const clock = time.join()
  const registry = openRegistry({ ...config, registryUrl: simulator.url }, { clock })
  const completed = new Set<string>()
  for (const morning of [3, 12].map((day) => world.startMs + day * DAY_MS)) {
    await clock.sleep(Math.max(0, morning - clock.now()))
    const { client, state } = registry
    for await (const event of acquireDue({ storage, client, state, clock }, { trailingDays: 20, compressed: true }))
      if (event.kind === 'window') for (const { completedDate } of event.window.days) completed.add(completedDate)
  }
  await registry.close()
  clock.leave()
  await simulator.close()

  const { changedDays } = await routeIndex(storage, completed)
  for await (const raw of listRawPartitions(storage)) await processPartition(storage, raw)
  consolidated = []
  for (const day of changedDays) {
    const { manifest } = await consolidateDay(storage, day)
    consolidated.push(...(await storage.tables.readTable(CONSOLIDATED, manifest)))
    await historyOfDay(storage, day)
  }
  await buildWarehouse(storage)
  for (const day of changedDays) await factsOfDay(storage, day)
}, 240_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The value that provenance gives for a field. */
const valueIn = (rows: readonly ProvenanceRow[], field: string) => rows.find((row) => row.field === field)?.value

describe('provenance', () => {
  it('gives every value of every consolidated record, and every value of its facts', async () => {
    expect(consolidated.length).toBeGreaterThan(20)
    for (const row of consolidated) {
      const rows = await provenanceOf(storage, row['ttb_id'] as string)
      const given = Object.keys(CONSOLIDATED.fields).map((field) => [field, valueIn(rows, field)])
      expect(given).toEqual(Object.keys(CONSOLIDATED.fields).map((field) => [field, valueText(row[field])]))
      for (const record of [FACT_PRODUCTS, FACT_CERTIFICATES]) {
        const folder = storage.paths.factFolder(record.name, row['received_date'] as string)
        const manifest = await storage.tables.readManifest(folder)
        const facts = manifest ? await storage.tables.readTable(record, manifest) : []
        const fact = facts.find((each) => each['ttb_id'] === row['ttb_id'])
        for (const [field, value] of Object.entries(fact ?? {}))
          expect([record.name, field, valueIn(rows, field)]).toEqual([record.name, field, valueText(value)])
      }
    }
  })

  it('names for each value a page that is there, has that hash, and prints that text', async () => {
    const kinds = new Set<string>()
    for (const { ttb_id } of consolidated.slice(0, 12)) {
      for (const row of await provenanceOf(storage, ttb_id as string)) {
        if (row.page_kind === null) {
          expect([row.field, row.snapshot_key, row.raw_text]).toEqual([row.field, null, null])
          continue
        }
        kinds.add(row.page_kind)
        const bytes = await readStoredPage(storage.objects, row.snapshot_key as string)
        expect([row.field, row.content_sha256]).toEqual([row.field, bytes && sha256Of(bytes)])
        expect([row.field, row.requested_at, row.raw_text]).toEqual([row.field, expect.any(String), expect.any(String)])
        expect(row.locator ?? row.field).not.toBe('')
      }
    }
    expect([...kinds].sort()).toEqual(['certificate', 'cola-detail', 'search'])
  })

  it('says what a value won over, and by what rule', async () => {
    const disputed = consolidated.filter((row) => Number(row['conflict_count']) > 0)
    expect(disputed.length).toBeGreaterThan(0)
    for (const record of disputed) {
      const rows = await provenanceOf(storage, record['ttb_id'] as string)
      const lost = rows.filter(({ won_over }) => won_over !== null)
      expect(lost.length).toBe(record['conflict_count'])
      for (const { value, page_kind, won_over, decided_by } of lost) {
        const others = JSON.parse(won_over as string) as { page: string; value: string }[]
        expect(decided_by).not.toBeNull()
        expect(others.every((other) => other.page !== page_kind && other.value !== value)).toBe(true)
      }
    }
  })

  it('follows the strategy by which records are consolidated', async () => {
    const changed = consolidated.find(({ ttb_id }) => ttb_id === changedId())
    const id = changed?.['ttb_id'] as string
    const of = async (mergeStrategy: 'latest' | 'oldest') =>
      (await provenanceOf(storage, id, { field: 'status', mergeStrategy }))[0]
    const [latest, oldest] = [await of('latest'), await of('oldest')]
    expect([latest?.value, oldest?.value]).toEqual([changed?.['status'], 'APPROVED'])
    expect(latest?.snapshot_key).not.toBe(oldest?.snapshot_key)
  })

  it('is a table of SQL, beside the others', async () => {
    const [id] = consolidated.map(({ ttb_id }) => ttb_id as string)
    const session = await openSqlSession([], { functions: [provenanceFunction(storage)] })
    const { rows } = await session.query(
      `SELECT field, value, content_sha256 FROM provenance('${id}') WHERE page_kind = 'cola-detail' ORDER BY field`,
    )
    const expected = (await provenanceOf(storage, id as string)).filter(({ page_kind }) => page_kind === 'cola-detail')
    expect(rows).toEqual(
      expected
        .map(({ field, value, content_sha256 }) => [field, value, content_sha256])
        .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    )
    await expect(session.query("FROM provenance('1')")).rejects.toMatchObject({ code: 'invalid_ttb_id' })
    session.close()
  })

  it('of a field that there is not is refused with the one that was meant', async () => {
    const [id] = consolidated.map(({ ttb_id }) => ttb_id as string)
    await expect(provenanceOf(storage, id as string, { field: 'brandname' })).rejects.toThrowError(
      /no field "brandname"; did you mean brand_name/,
    )
    expect(await provenanceOf(storage, id as string, { field: 'brand_name' })).toMatchObject([{ field: 'brand_name' }])
  })

  it('of what is derived names fields that have provenance themselves', () => {
    const all = { ...CONSOLIDATED_LINEAGE, ...FACT_LINEAGE }
    for (const { from } of Object.values(all)) expect(PROVENANCE_FIELDS).toEqual(expect.arrayContaining([...from]))
    const shown = Object.keys(COLA.fields)
    expect(PROVENANCE_FIELDS.filter((field) => !shown.includes(field)).sort()).toEqual(Object.keys(all).sort())
  })
})

/** The TTB ID of a record of which two statuses were seen. */
function changedId(): string {
  return changedIds[0] as string
}
let changedIds: string[] = []
beforeAll(async () => {
  for (const { ttb_id } of consolidated) {
    const { pages } = await inspectRecord(storage, ttb_id as string)
    const statuses = pages.flatMap(({ kind, fields }) =>
      kind === 'cola-detail' ? [fields.find(({ field }) => field === 'status')?.value] : [],
    )
    if (new Set(statuses).size > 1) changedIds = [...changedIds, ttb_id as string]
  }
})

describe('the inspection of a record', () => {
  it('has its history, its rows of the index and its requests', async () => {
    expect(changedIds.length).toBeGreaterThan(0)
    const inspection = await inspectRecord(storage, changedId())
    expect(inspection.statusHistory?.map(({ is_current }) => is_current)).toEqual([false, true])
    expect(inspection.indexRows.length).toBe(2)
    expect(inspection.requests.length).toBeGreaterThan(1)
    expect(inspection.values.length).toBe(PROVENANCE_FIELDS.length)
    const { kind, snapshotKey, sha256 } = inspection.pages[0] as (typeof inspection.pages)[number]
    expect(snapshotKey.startsWith(storage.paths.rawFolder(partitionOf(changedId(), kind)))).toBe(true)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('reads the index by completed date where it was not sorted by receipt yet', async () => {
    const before = await inspectRecord(storage, changedId())
    for await (const { key } of storage.objects.list(storage.paths.receiptIndexPrefix))
      await storage.objects.remove([key])
    expect((await inspectRecord(storage, changedId())).indexRows).toEqual(before.indexRows)
  })
})
