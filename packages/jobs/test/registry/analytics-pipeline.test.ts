import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openWarehouse, readIndexDay } from '@ttb/assets'
import { type ExpectedRecord, encodePage, renderColaDetail } from '@ttb/registry-simulator'
import { openDatabase, partitionKey, partitionOf, type Row, type SqlSession } from '@ttb/resources'
import { CONFLICT_LOG, CONSOLIDATED, type RecordDefinition } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JobRequest, type RunSummary, runJob } from '../../src/index.ts'
import { type SimulatedRegistry, simulatedRegistry } from './simulated-registry.ts'

const DAY_MS = 86_400_000
const ASSETS = [
  'ttb_structured_data',
  'ttb_consolidated_data',
  'cola_status_history',
  'ttb_warehouse',
  'ttb_warehouse_days',
  'dim_dates',
  'dim_companies',
  'dim_locations',
  'dim_product_types',
  'dim_products',
  'dim_permits',
  'dim_qualifications',
  'fact_products',
  'fact_certificates',
]

let folder: string
let registry: SimulatedRegistry
let warehouse: SqlSession
let from: string
/** Ends of the months: when the registry was looked at. */
let looks: number[]
let expected: ExpectedRecord[]

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

async function run(request: JobRequest): Promise<RunSummary[]> {
  const summaries: RunSummary[] = []
  for await (const summary of runJob(registry.engine, registry.resources, request)) summaries.push(summary)
  expect(summaries.map(({ status, problem }) => problem ?? status)).toEqual(summaries.map(() => 'succeeded'))
  return summaries
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-analytics-test-'))
  registry = await simulatedRegistry(
    [],
    { days: 61, filingsPerDay: 2, leadInDays: 15, olderRecords: 70, companies: 12, conflictShare: 0.15 },
    { data: folder },
    { startMs: ({ startMs }) => startMs + 31 * DAY_MS, stayOpen: true },
  )
  const { world, simulator } = registry
  from = dayOf(world.startMs)
  looks = [world.startMs + 31 * DAY_MS, world.endMs + 7 * DAY_MS]
  for (const look of looks) {
    registry.passTo(look)
    await run({ job: 'ttb_raw_pipeline', from, to: dayOf(look - DAY_MS) })
    await run({ job: 'ttb_analytics_pipeline' })
  }
  expected = [...simulator.answerKey().records()].filter(({ completed_date }) => completed_date >= from)
  warehouse = await openWarehouse(registry.resources.storage)
}, 240_000)

afterAll(async () => {
  warehouse?.close()
  await registry?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function consolidatedRows(record: RecordDefinition): Promise<Row[]> {
  const { tables, paths } = registry.resources.storage
  const rows: Row[] = []
  for await (const manifest of tables.listManifests(paths.consolidatedPrefix))
    rows.push(...(await tables.readTable(record, manifest)))
  return rows
}

async function rowsOf(sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await warehouse.query(sql)).rows
}

/** What tables have and what the answer key says, each as texts in order. */
function inOrder(rows: Iterable<readonly unknown[]>): string[] {
  return [...rows].map((row) => JSON.stringify(row)).sort()
}

describe('two months of a registry', () => {
  it('have late approvals, changes of status, records listed twice, and pages that contradict each other', async () => {
    const listed: string[] = []
    for (let at = looks[0] as number; at > registry.world.startMs; at -= DAY_MS)
      for (const { ttb_id } of await readIndexDay(registry.resources.storage, dayOf(at - DAY_MS))) listed.push(ttb_id)
    for (let at = registry.world.endMs; at > (looks[0] as number); at -= DAY_MS)
      for (const { ttb_id } of await readIndexDay(registry.resources.storage, dayOf(at - DAY_MS))) listed.push(ttb_id)
    expect(listed.length).toBeGreaterThan(new Set(listed).size)
    expect(expected.filter(({ received_date }) => received_date < from).length).toBeGreaterThan(10)
    expect(expected.filter(({ status }) => status !== 'APPROVED').length).toBeGreaterThan(10)
    expect(expected.flatMap(({ conflicts }) => conflicts).length).toBeGreaterThan(5)
  })

  it('become one consolidated row a record, with what each page shows', async () => {
    const rows = new Map((await consolidatedRows(CONSOLIDATED)).map((row) => [row['ttb_id'], row]))
    expect([...rows.keys()].sort()).toEqual(expected.map(({ ttb_id }) => ttb_id).sort())
    for (const record of expected)
      expect(rows.get(record.ttb_id)).toMatchObject({
        received_date: record.received_date,
        status: record.status,
        completed_date: record.completed_date,
        approval_date: record.detail.approval_date,
        expiration_date: record.expiration_date,
        class_type_code: record.class_type_code,
        origin_code: record.origin_code,
        brand_name: record.detail.brand_name ?? record.search_row.brand_name,
        principal_permit_number: record.detail.permits[0]?.permit_number,
        has_search_row: true,
        has_cola_detail: true,
        has_certificate: record.certificate !== null,
      })
  })

  it('leave every contradiction between detail page and form on record', async () => {
    const found = (await consolidatedRows(CONFLICT_LOG))
      .filter(
        ({ detail_value, certificate_value, field }) =>
          detail_value !== null && certificate_value !== null && field !== 'permits',
      )
      .map((row) => [row['ttb_id'], row['field'], row['detail_value'], row['certificate_value'], row['winner']])
    const wanted = expected.flatMap(({ ttb_id, conflicts }) =>
      conflicts
        .filter(({ detail, certificate }) => detail !== null && certificate !== null)
        .map(({ field, detail, certificate }) => [ttb_id, field, detail, certificate, 'cola-detail']),
    )
    expect(inOrder(found)).toEqual(inOrder(wanted))
  })

  it('become a history with each status that could be seen, and from when to when it stood', async () => {
    const { world } = registry
    const wanted = expected.flatMap(({ ttb_id }) => {
      const seen = looks
        .flatMap((at) => world.find(ttb_id, at)?.event ?? [])
        .filter(({ day }) => dayOf(day * DAY_MS) >= from)
      const distinct = [...new Set(seen)]
      return distinct.map(({ status, day }, at) => [
        ttb_id,
        status,
        dayOf(day * DAY_MS),
        distinct[at + 1] ? dayOf((distinct[at + 1]?.day as number) * DAY_MS) : null,
        at === distinct.length - 1,
      ])
    })
    expect(wanted.filter(([, , , until]) => until !== null).length).toBeGreaterThan(0)
    const found = await rowsOf('SELECT ttb_id, status, valid_from, valid_to, is_current FROM cola_status_history')
    expect(inOrder(found)).toEqual(inOrder(wanted))
  })

  it('become one label approval a record, and one certificate a form', async () => {
    const approvals = await rowsOf(
      `SELECT ttb_id, received_date, status, approval_date, completed_date, expiration_date, class_type_code, origin_code,
         brand_name, has_certificate FROM fact_products`,
    )
    const wanted = expected.map((record) => [
      record.ttb_id,
      record.received_date,
      record.status,
      record.detail.approval_date,
      record.completed_date,
      record.expiration_date,
      record.class_type_code,
      record.origin_code,
      record.detail.brand_name ?? record.search_row.brand_name,
      record.certificate !== null,
    ])
    expect(inOrder(approvals)).toEqual(inOrder(wanted))
    const certificates = await rowsOf('SELECT ttb_id, certificate_status, serial_number FROM fact_certificates')
    const forms = expected.filter(({ certificate }) => certificate !== null)
    expect(inOrder(certificates)).toEqual(
      inOrder(forms.map(({ ttb_id, status, detail }) => [ttb_id, status, detail.serial_number])),
    )
  })

  it('become products and bridges with every permit, varietal, qualification and label image', async () => {
    const images = await rowsOf('SELECT ttb_id, position, filename FROM label_images')
    expect(inOrder(images)).toEqual(
      inOrder(
        expected.flatMap(({ ttb_id, certificate }) =>
          (certificate?.label_images ?? []).map(({ filename }, at) => [ttb_id, at + 1, filename]),
        ),
      ),
    )
    const permits = await rowsOf('SELECT DISTINCT ttb_id, permit_number FROM bridge_permits')
    const shown = expected.flatMap(({ ttb_id, detail }) =>
      detail.permits.map(({ permit_number }) => [ttb_id, permit_number]),
    )
    expect(inOrder(permits)).toEqual(inOrder(shown))

    const varietals = await rowsOf('SELECT ttb_id, varietal FROM bridge_varietals')
    expect(inOrder(varietals)).toEqual(
      inOrder(
        expected.flatMap(({ ttb_id, detail }) =>
          detail.grape_varietals.map((name) => [ttb_id, name.replace(/^\d+% /, '')]),
        ),
      ),
    )
    const qualifications = await rowsOf(`SELECT b.ttb_id, b.position, q.sentence, b.comment
      FROM bridge_qualifications b JOIN dim_qualifications q USING (qualification_key)`)
    const said = expected.flatMap(({ ttb_id, detail }) =>
      detail.qualifications.map((text, at) => [ttb_id, at + 1, text.slice(0, 40)]),
    )
    expect(inOrder(qualifications.map(([id, at, sentence]) => [id, at, String(sentence).slice(0, 40)]))).toEqual(
      inOrder(said),
    )
    const products = await rowsOf(
      'SELECT brand_name, fanciful_name, record_count FROM dim_products WHERE product_key <> 0',
    )
    // The registry shows a quote that it could not store as ¿.
    const mended = (name: string | null) => name?.replaceAll('¿', '"') ?? null
    const labels = new Map<string, number>()
    for (const { company_id, detail } of expected) {
      const product = JSON.stringify([company_id, detail.brand_name, mended(detail.fanciful_name)])
      labels.set(product, (labels.get(product) ?? 0) + 1)
    }
    expect(inOrder(products)).toEqual(
      inOrder([...labels].map(([product, count]) => [...JSON.parse(product).slice(1), count])),
    )
    const numbers = await rowsOf('SELECT permit_number FROM dim_permits WHERE permit_key <> 0')
    expect(inOrder(numbers)).toEqual(inOrder([...new Set(shown.map(([, number]) => number))].map((number) => [number])))
  })

  it('become the companies behind the names, each once', async () => {
    const companies = new Map((await rowsOf('SELECT ttb_id, company_key FROM fact_products')) as [string, string][])
    const pairs = new Set(expected.map(({ ttb_id, company_id }) => `${company_id} ${companies.get(ttb_id)}`))
    expect(pairs.size).toBe(new Set(expected.map(({ company_id }) => company_id)).size)
    expect(pairs.size).toBe(new Set(companies.values()).size)
    expect(await rowsOf('SELECT count(*)::INT FROM dim_companies WHERE company_key <> 0')).toEqual([[pairs.size]])
  })

  it('have the same facts by day of receipt as in the warehouse', async () => {
    const { tables, paths, localFile } = registry.resources.storage
    const database = await openDatabase()
    for (const table of ['fact_products', 'fact_certificates', 'bridge_permits', 'bridge_varietals', 'label_images']) {
      const files: string[] = []
      for await (const manifest of tables.listManifests(
        paths.factFolder(table, '').split('partition_date')[0] as string,
      ))
        files.push(`'${await localFile(manifest.tables[table]?.key as string)}'`)
      const days = `SELECT * FROM read_parquet([${files.join(', ')}], hive_partitioning = false) ORDER BY ALL`
      expect([table, (await database.query(days)).rows]).toEqual([
        table,
        await rowsOf(`SELECT * FROM ${table} ORDER BY ALL`),
      ])
    }
    database.close()
  })

  it('pass every check', async () => {
    const results = await registry.engine.ledger.checkResults({ status: ['failed', 'errored'] })
    expect(
      results.filter(({ asset }) => ASSETS.slice(1).includes(asset)).map(({ name, metadata }) => [name, metadata]),
    ).toEqual([])
  })
})

describe('running it again', () => {
  it('makes no unit, and leaves every byte as it was', async () => {
    const before = await storedObjects()
    expect((await run({ job: 'ttb_analytics_pipeline' })).map(({ steps }) => steps.materialized)).toEqual([0])
    expect(await storedObjects()).toEqual(before)
    expect(registry.events.filter((event) => event.kind === 'run_submitted').at(-1)).toMatchObject({ units: 0 })
  })

  it('by force gives the same bytes', async () => {
    const before = await storedObjects()
    const to = (await rowsOf('SELECT max(received_date)::VARCHAR FROM fact_products'))[0]?.[0] as string
    const [summary] = await run({
      job: 'ttb_analytics_pipeline',
      from: dayOf(Date.parse(to) - 7 * DAY_MS),
      to,
      force: true,
    })
    expect(summary?.steps.materialized).toBeGreaterThan(10)
    expect(await storedObjects()).toEqual(before)
  })

  it('after one page has changed touches only what is made of it', async () => {
    const { resources, engine } = registry
    const { storage } = resources
    const { ttb_id, detail, received_date } = expected.find(
      ({ certificate, status }) => certificate !== null && status === 'APPROVED',
    ) as ExpectedRecord
    const partition = partitionOf(ttb_id, 'cola-detail')
    const key = storage.paths.rawPageKey(partition, ttb_id, { compressed: true })
    const html = renderColaDetail({ ...detail, fanciful_name: 'MADE UP AFTERWARDS' })
    await storage.objects.write(key, gzipSync(encodePage(html)))
    const before = await versions()
    await engine.run({
      job: 'ttb_extraction_only',
      partitions: { keys: [partitionKey(partition)] },
      force: ['ttb_extracted_data'],
    })
    const events = registry.events.length
    await run({ job: 'ttb_analytics_pipeline' })
    const made = registry.events.slice(events).flatMap((event) => (event.kind === 'step_materialized' ? [event] : []))
    expect([...new Set(made.map(({ partition: of }) => of))].sort()).toEqual(['', received_date])
    const after = await versions()
    expect([...after].filter(([name, version]) => before.get(name) !== version).map(([name]) => name)).toEqual([
      `ttb_structured_data ${partitionKey(partition)}`,
      `ttb_consolidated_data ${received_date}`,
      `cola_status_history ${received_date}`,
      'ttb_warehouse ',
      `ttb_warehouse_days ${received_date}`,
      'dim_products ',
      `fact_products ${received_date}`,
    ])
  })

  async function storedObjects(): Promise<string[]> {
    const { objects, paths } = registry.resources.storage
    const found: string[] = []
    for (const prefix of [paths.prefixes.consolidated, paths.prefixes.analytics])
      for await (const { key } of objects.list(`${prefix}/`)) {
        const bytes = (await objects.readBytes(key)) as Uint8Array
        found.push(`${key} ${createHash('sha256').update(bytes).digest('hex')}`)
      }
    return found
  }

  async function versions(): Promise<Map<string, string>> {
    const found = new Map<string, string>()
    for (const asset of ASSETS)
      for (const { partition, dataVersion } of await registry.engine.ledger.states(asset))
        found.set(`${asset} ${partition}`, dataVersion)
    return found
  }
})
