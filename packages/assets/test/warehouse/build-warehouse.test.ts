import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { createWorld, SCENARIOS, type World } from '@ttb/registry-simulator'
import { openDatabase, openStorage, type SqlSession, type Storage } from '@ttb/resources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consolidateDay } from '../../src/consolidated/consolidate-day.ts'
import { routeIndex } from '../../src/consolidated/receipt-index.ts'
import { historyOfDay } from '../../src/history/history-day.ts'
import { buildWarehouse, type WarehouseBuild } from '../../src/warehouse/build-warehouse.ts'
import { factsOfDay } from '../../src/warehouse/facts-day.ts'
import { openWarehouse } from '../../src/warehouse/open-warehouse.ts'
import { surrogateKey } from '../../src/warehouse/surrogate-key.ts'
import { readWarehouseState, type WarehouseState } from '../../src/warehouse/warehouse-state.ts'
import { dayOf, type ObservedRegistry, observedRegistry } from './observed-registry.ts'

const DAY_MS = 86_400_000
const folders: string[] = []

function newStorage(): Storage {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-warehouse-test-'))
  folders.push(folder)
  return openStorage(loadConfig({ overrides: { data: folder } }).config)
}

let world: World
let storage: Storage
let lastLook: number
/** A build after a look, and what it left. */
interface Step {
  readonly build: WarehouseBuild
  readonly state: WarehouseState
}
let steps: Step[]
let warehouse: SqlSession

/** Looks at the registry once, and consolidates what changed. */
async function lookAt(target: Storage, registry: ObservedRegistry, atMs: number): Promise<void> {
  const { changedDays } = await routeIndex(target, (await registry.observe(atMs)).completedDates)
  for (const day of changedDays) {
    await consolidateDay(target, day)
    await historyOfDay(target, day)
  }
}

/** The first moment after a time at which the registry shows another status of a record, and of one alone. */
function nextChange(afterMs: number): number {
  const moments = world.lifecycles.flatMap(({ events }) => events.slice(1).map(({ fromMs }) => fromMs))
  return Math.min(...moments.filter((at) => at > afterMs && moments.filter((other) => other === at).length === 1))
}

beforeAll(async () => {
  world = createWorld({
    ...SCENARIOS.demo,
    days: 8,
    conflictShare: 0.1,
    olderRecords: 20,
    leadInDays: 10,
    statusChangeShare: 0.08,
  })
  const changedAt = nextChange(world.startMs + 4 * DAY_MS)
  lastLook = world.startMs + 7 * DAY_MS + 23 * 3_600_000
  storage = newStorage()
  const registry = observedRegistry(storage, world)
  steps = []
  for (const at of [world.startMs + 23 * 3_600_000, changedAt - 1, changedAt, lastLook]) {
    await lookAt(storage, registry, at)
    const build = await buildWarehouse(storage)
    steps.push({ build, state: (await readWarehouseState(storage)) as WarehouseState })
  }
  warehouse = await openWarehouse(storage)
}, 240_000)

afterAll(() => {
  warehouse?.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function rows(sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await warehouse.query(sql)).rows
}

describe('the warehouse', () => {
  it('has one label approval for each record of the registry, with its values', async () => {
    const expected = world.lifecycles.flatMap(({ ttbId, receivedDay, events, classType, origin }) => {
      const sighting = world.find(ttbId, lastLook)
      if (!sighting) return []
      const { detail, certificate } = world.record(sighting)
      return [
        [
          ttbId,
          dayOf(receivedDay),
          dayOf((events[0] as (typeof events)[number]).day),
          sighting.event.status,
          dayOf(sighting.event.day),
          classType.code,
          origin.code,
          detail.brand_name,
          certificate !== null,
        ],
      ]
    })
    expect(
      await rows(
        'SELECT ttb_id, received_date, approval_date, status, completed_date, class_type_code, origin_code, brand_name, has_certificate FROM fact_products ORDER BY ttb_id',
      ),
    ).toEqual(expected.sort((one, other) => ((one[0] as string) < (other[0] as string) ? -1 : 1)))
  })

  it('has a member for every foreign key', async () => {
    const keys = [
      ...['received', 'application', 'approval', 'completed', 'expiration'].map((name) => [
        'fact_products',
        `${name}_date_key`,
        'dim_dates',
        'date_key',
      ]),
      ['fact_products', 'company_key', 'dim_companies', 'company_key'],
      ['fact_products', 'alias_key', 'company_aliases', 'alias_key'],
      ['fact_products', 'permit_key', 'dim_permits', 'permit_key'],
      ['fact_products', 'product_key', 'dim_products', 'product_key'],
      ['fact_products', 'product_type_key', 'dim_product_types', 'product_type_key'],
      ['fact_products', 'origin_location_key', 'dim_locations', 'location_key'],
      ['fact_products', 'holder_location_key', 'dim_locations', 'location_key'],
      ['fact_certificates', 'company_key', 'dim_companies', 'company_key'],
      ['fact_certificates', 'permit_key', 'dim_permits', 'permit_key'],
      ['fact_certificates', 'product_type_key', 'dim_product_types', 'product_type_key'],
      ['fact_certificates', 'ttb_id', 'fact_products', 'ttb_id'],
      ['bridge_permits', 'permit_key', 'dim_permits', 'permit_key'],
      ['bridge_permits', 'ttb_id', 'fact_products', 'ttb_id'],
      ['bridge_varietals', 'ttb_id', 'fact_products', 'ttb_id'],
      ['bridge_qualifications', 'qualification_key', 'dim_qualifications', 'qualification_key'],
      ['label_images', 'ttb_id', 'fact_products', 'ttb_id'],
      ['company_aliases', 'company_key', 'dim_companies', 'company_key'],
      ['dim_permits', 'company_key', 'dim_companies', 'company_key'],
      ['dim_products', 'company_key', 'dim_companies', 'company_key'],
    ]
    for (const [table, column, dimension, key] of keys)
      expect([
        table,
        column,
        await rows(
          `SELECT count(*)::INTEGER FROM ${table} f WHERE NOT EXISTS (SELECT 1 FROM ${dimension} d WHERE d.${key} = f.${column})`,
        ),
      ]).toEqual([table, column, [[0]]])
    expect(
      await rows(
        'SELECT count(*)::INTEGER FROM fact_products WHERE product_type_key = 0 OR origin_location_key = 0 OR company_key = 0',
      ),
    ).toEqual([[0]])
  })

  it('has the same surrogate keys in SQL and in TypeScript, beside their natural keys', async () => {
    const found = await rows('SELECT company_key::VARCHAR, natural_key FROM dim_companies WHERE company_key <> 0')
    expect(found.length).toBeGreaterThan(10)
    for (const [key, natural] of found) expect(key).toBe(surrogateKey(natural as string))
    for (const [key, code] of await rows(
      'SELECT DISTINCT product_type_key::VARCHAR, class_type_code FROM fact_products',
    ))
      expect(key).toBe(surrogateKey(code as string))
  })

  it('counts the rows of each bridge on the label approval', async () => {
    for (const [bridge, count] of [
      ['bridge_permits', 'permit_count'],
      ['bridge_varietals', 'varietal_count'],
      ['bridge_qualifications', 'qualification_count'],
      ['label_images', 'label_image_count'],
    ]) {
      const [[inBridge, onFacts] = []] = await rows(
        `SELECT (SELECT count(*) FROM ${bridge})::INTEGER, (SELECT sum(${count}) FROM fact_products)::INTEGER`,
      )
      expect([bridge, inBridge]).toEqual([bridge, onFacts])
      expect(inBridge).toBeGreaterThan(10)
    }
  })

  it('finds the companies of the registry, whatever they are called', async () => {
    const found = new Map((await rows('SELECT ttb_id, company_key::VARCHAR FROM fact_products')) as [string, string][])
    const keysOf = new Map<number, Set<string>>()
    const companiesOf = new Map<string, Set<number>>()
    for (const { ttbId, companyId } of world.lifecycles) {
      const key = found.get(ttbId)
      if (key === undefined) continue
      keysOf.set(companyId, (keysOf.get(companyId) ?? new Set()).add(key))
      companiesOf.set(key, (companiesOf.get(key) ?? new Set()).add(companyId))
    }
    const split = [...keysOf].filter(([, keys]) => keys.size > 1)
    const mixed = [...companiesOf].filter(([, companies]) => companies.size > 1)
    expect({ split, mixed }).toEqual({ split: [], mixed: [] })
    expect(
      await rows('SELECT count(*)::INTEGER FROM company_aliases WHERE confidence < 0.8 AND alias_key <> 0'),
    ).toEqual([[0]])
  })

  it('follows day by day to the very bytes that one build over everything gives, in whatever order records came in', async () => {
    const direct = newStorage()
    await lookAt(direct, observedRegistry(direct, world), lastLook)
    const build = await buildWarehouse(direct)
    const atOnce = (await readWarehouseState(direct)) as WarehouseState
    const stepwise = steps.at(-1)?.state as WarehouseState
    const contentOf = ({ tables, parts }: WarehouseState) =>
      Object.entries({ ...tables, ...parts })
        .filter(([name]) => !['cola_status_history', 'cola_changes'].includes(name))
        .map(([name, files]) => [name, files.map(({ sha256, year }) => [year, sha256])])
    // What several looks saw change is in the history; all else is the same.
    expect(contentOf(stepwise)).toEqual(contentOf(atOnce))
    expect(build?.counts['fact_products']).toBe(steps.at(-1)?.build.counts['fact_products'])
  })

  it('has the same facts in the partitions of days of receipt', async () => {
    const days = [
      ...new Set(
        world.lifecycles
          .filter(({ ttbId }) => world.find(ttbId, lastLook))
          .map(({ receivedDay }) => dayOf(receivedDay)),
      ),
    ].slice(-5)
    const files = await openDatabase()
    for (const day of days) {
      const made = await factsOfDay(storage, day)
      for (const name of ['fact_products', 'fact_certificates', 'bridge_permits']) {
        const key = made.manifests[name]?.tables[name]?.key as string
        expect(key).toContain(`/facts/${name}/partition_date=${day}/`)
        const { rows: inDay } = await files.query(
          `SELECT * FROM read_parquet('${await storage.localFile(key)}', hive_partitioning = false) ORDER BY ALL`,
        )
        expect(inDay).toEqual(await rows(`SELECT * FROM ${name} WHERE received_date = DATE '${day}' ORDER BY ALL`))
        expect(inDay.length).toBe(made.counts[name])
      }
      expect(await factsOfDay(storage, day)).toMatchObject({ made: false, dataVersion: made.dataVersion })
    }
    files.close()
  })

  it('is left alone when nothing changed, and has the same bytes when built anew', async () => {
    const before = await readWarehouseState(storage)
    expect(await buildWarehouse(storage)).toMatchObject({ made: false, written: [], dataVersion: before?.dataVersion })
    const anew = await buildWarehouse(storage, { force: true })
    expect(anew.dataVersion).toBe(before?.dataVersion)
    expect((await readWarehouseState(storage))?.tables).toEqual(before?.tables)
  })

  it('touches, after one changed page, only what depends on it', () => {
    const [, before, after] = steps as [Step, Step, Step]
    const { build } = after
    const [day = ''] = build.changedDays
    expect(build.changedDays).toEqual([day])
    expect(build.rekeyedDays).toEqual([])
    const changed = (kind: 'tables' | 'parts') =>
      Object.keys(after.state[kind]).filter(
        (name) => JSON.stringify(after.state[kind][name]) !== JSON.stringify(before.state[kind][name]),
      )
    expect(changed('tables').filter((name) => name !== 'cola_status_history' && name !== 'cola_changes')).toEqual([
      'fact_products',
      'fact_certificates',
    ])
    expect(changed('parts')).toEqual([])
    expect(build.written.every((key) => key.includes(`year=${day.slice(0, 4)}`))).toBe(true)
    expect(build.written.length).toBe(changed('tables').length)
  })
})
