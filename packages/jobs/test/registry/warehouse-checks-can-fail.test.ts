import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { warehouseTables } from '@ttb/assets'
import { openDatabase, type PartitionManifest, type Row } from '@ttb/resources'
import { CONFLICT_LOG, CONSOLIDATED } from '@ttb/utils/records'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { alertOf, type RunEvent, runJob } from '../../src/index.ts'
import { type SimulatedRegistry, simulatedRegistry } from './simulated-registry.ts'

let folder: string
let registry: SimulatedRegistry
/** The day of receipt with the most records. */
let day: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ttb-warehouse-checks-'))
  registry = await simulatedRegistry(
    [],
    { days: 3, filingsPerDay: 60, leadInDays: 12, olderRecords: 0, shortIdRecords: 0, statusChangeShare: 0 },
    { data: folder },
    { stayOpen: true },
  )
  const { engine, resources, world } = registry
  const range = {
    from: new Date(world.startMs).toISOString().slice(0, 10),
    to: new Date(world.endMs - 1).toISOString().slice(0, 10),
  }
  for await (const { status } of runJob(engine, resources, { job: 'ttb_raw_pipeline', ...range }))
    expect(status).toBe('succeeded')
  for await (const { status } of runJob(engine, resources, { job: 'ttb_analytics_pipeline' }))
    expect(status).toBe('succeeded')
  const days = await consolidatedDays()
  day = days.reduce((largest, each) => (rowsIn(each) > rowsIn(largest) ? each : largest)).partition
}, 120_000)

afterAll(async () => {
  await registry?.close()
  rmSync(folder, { recursive: true, force: true })
})

const rowsIn = ({ counts }: PartitionManifest): number => counts['rows'] ?? 0

async function consolidatedDays(): Promise<PartitionManifest[]> {
  const { tables, paths } = registry.resources.storage
  const days: PartitionManifest[] = []
  for await (const manifest of tables.listManifests(paths.consolidatedPrefix)) days.push(manifest)
  return days
}

/** Makes the manifest of the day say otherwise how many records it has; how many it said before. */
async function countRecords(change: (count: number) => number): Promise<number> {
  const { tables, paths } = registry.resources.storage
  const folder = paths.consolidatedFolder(day)
  const manifest = (await tables.readManifest(folder)) as PartitionManifest
  const { asset, partition, fingerprint, counts } = manifest
  const records = [CONSOLIDATED, CONFLICT_LOG]
  const stored = await Promise.all(
    records.map(async (record) => ({ record, rows: await tables.readTable(record, manifest) })),
  )
  const rows = rowsIn(manifest)
  await tables.commit(folder, { asset, partition, fingerprint, counts: { ...counts, rows: change(rows) } }, stored)
  return rows
}

let breaks = 0

/** Changes consolidated records behind the back of the pipeline, makes these assets of them, and puts the records back. */
async function breakRecords(change: (row: Row) => Row, select: readonly string[], days: readonly string[] = [day]) {
  const { storage } = registry.resources
  const folders = days.map((each) => storage.paths.consolidatedFolder(each))
  const before: [string, PartitionManifest, readonly Row[], readonly Row[]][] = []
  for (const each of folders) {
    const manifest = (await storage.tables.readManifest(each)) as PartitionManifest
    const [rows, conflicts] = [
      await storage.tables.readTable(CONSOLIDATED, manifest),
      await storage.tables.readTable(CONFLICT_LOG, manifest),
    ]
    before.push([each, manifest, rows, conflicts])
  }
  const otherwise = String(++breaks).padStart(64, 'f')
  const commit = async (isBroken: boolean): Promise<void> => {
    for (const [each, { asset, partition, fingerprint, counts }, rows, conflicts] of before)
      await storage.tables.commit(each, { asset, partition, counts, fingerprint: isBroken ? otherwise : fingerprint }, [
        { record: CONSOLIDATED, rows: isBroken ? rows.map(change) : rows },
        { record: CONFLICT_LOG, rows: conflicts },
      ])
  }
  await commit(true)
  registry.events.length = 0
  const partitions = select.includes('fact_products') ? { keys: [day] } : 'all'
  const summary = await registry.engine.run({ select, partitions, force: true })
  await commit(false)
  return summary
}

function failureOf(check: string): RunEvent {
  const failed = registry.events.filter((event) => event.kind === 'check_evaluated' && event.check === check)
  expect(failed).toMatchObject([{ status: 'failed' }])
  return failed[0] as RunEvent
}

it('fact_table_integrity fails when keys lead to the unknown member, keeps the facts from use, and tells', async () => {
  const summary = await breakRecords(
    (row) => ({ ...row, class_type_code: null }),
    ['ttb_warehouse', 'fact_products', 'fact_certificates'],
  )
  const failure = failureOf('fact_table_integrity')
  expect(failure).toMatchObject({ severity: 'error', metadata: { problems: 'product_type_key: 0 known' } })
  expect(summary).toMatchObject({ status: 'failed', steps: { gated: 1, blocked: 1 } })
  expect(alertOf(failure)).toMatchObject({ severity: 'high' })
})

it.each([
  [{ has_search_row: true, completed_date: null }, 'completed_date: 0 filled'],
  [{ has_search_row: false, completed_date: null }, ''],
  [{ approval_date: null, days_to_approval: null }, 'approval_date: 0 filled'],
])(
  'fact_table_integrity warns of dates that what was read should say, and keeps nothing from use: %j',
  async (missing, problems) => {
    const facts = ['ttb_warehouse', 'fact_products', 'fact_certificates']
    const summary = await breakRecords((row) => ({ ...row, ...missing }), facts)
    const results = registry.events.filter(
      (event) => event.kind === 'check_evaluated' && event.check === 'fact_table_integrity',
    )
    expect(results).toMatchObject([
      { status: problems === '' ? 'passed' : 'failed', severity: 'warn', metadata: { problems } },
    ])
    expect(summary).toMatchObject({ status: 'succeeded', steps: { gated: 0, blocked: 0 } })
  },
)

it('fact_table_integrity fails when there are not as many label approvals as records', async () => {
  const count = await countRecords((rows) => rows + 1)
  const results = []
  for await (const checked of registry.engine.check({ assets: ['fact_products'], partitions: { keys: [day] } }))
    results.push(...checked.results)
  expect(results).toMatchObject([
    {
      status: 'failed',
      severity: 'error',
      metadata: { problems: expect.stringContaining(`of ${count + 1} records`) },
    },
  ])
  expect((await registry.engine.ledger.latest('fact_products', [day]))[0]?.gatedBy).toBe('fact_table_integrity')
  await countRecords(() => count)
})

it('warehouse_integrity fails when there are not as many label approvals as records, and reads only what says how many', async () => {
  const { storage } = registry.resources
  const read = vi.spyOn(storage.objects, 'read')
  const check = async () => {
    read.mockClear()
    return { gates: await gatesOf(['ttb_warehouse']), read: read.mock.calls.map(([key]) => key) }
  }
  const stands = [['ttb_warehouse', null, '']]
  expect((await check()).gates).toEqual(stands)
  expect(await check()).toEqual({ gates: stands, read: [] })
  const all = (await consolidatedDays()).reduce((sum, each) => sum + rowsIn(each), 0)
  const count = await countRecords((rows) => rows + 1)
  const changed = [`${storage.paths.consolidatedFolder(day)}_manifest.json`]
  expect(await check()).toEqual({
    gates: [['ttb_warehouse', 'warehouse_integrity', `${all} label approvals of ${all + 1} consolidated records`]],
    read: changed,
  })
  await countRecords(() => count)
  expect(await check()).toEqual({ gates: stands, read: changed })
  read.mockRestore()
})

it('certificate_compliance_monitoring fails when certificates do not stand, and lets the facts be used', async () => {
  const summary = await breakRecords(
    (row) => ({ ...row, status: 'SURRENDERED' }),
    ['ttb_warehouse', 'fact_products', 'fact_certificates'],
  )
  const failure = failureOf('certificate_compliance_monitoring')
  expect(failure).toMatchObject({ severity: 'warn', metadata: { problems: 'approved 0 of 0.8' } })
  expect(summary).toMatchObject({ status: 'succeeded', steps: { gated: 0 } })
})

it('dimensional_data_quality fails when companies have no address', async () => {
  const days = (await consolidatedDays()).map(({ partition }) => partition)
  await breakRecords(
    (row) => ({ ...row, holder_street: null, holder_city: null }),
    ['ttb_warehouse', 'dim_companies'],
    days,
  )
  expect(failureOf('dimensional_data_quality')).toMatchObject({ severity: 'warn', metadata: { with_address: 0 } })
})

it('dimensional_data_quality fails when a company is there twice, and warehouse_integrity too; both keep it from use', async () => {
  await registry.engine.run({ select: ['ttb_warehouse', 'dim_companies'], force: true })
  await rewriteTable(
    'dim_companies',
    (file) => `SELECT * FROM ${file} UNION ALL (SELECT * FROM ${file} WHERE company_key <> 0 LIMIT 1)`,
  )
  expect(await gatesOf(['ttb_warehouse', 'dim_companies'])).toEqual([
    ['ttb_warehouse', 'warehouse_integrity', 'dim_companies.company_key: 1 repeated'],
    ['dim_companies', 'dimensional_data_quality', undefined],
  ])
})

it('warehouse_integrity fails when a member is missing', async () => {
  await rewriteTable('dim_companies', (file) => `SELECT DISTINCT * FROM ${file}`)
  expect(await gatesOf(['ttb_warehouse'])).toEqual([['ttb_warehouse', null, '']])
  await rewriteTable('dim_permits', (file) => `SELECT * FROM ${file} WHERE permit_key = 0`)
  expect(await gatesOf(['ttb_warehouse'])).toEqual([
    [
      'ttb_warehouse',
      'warehouse_integrity',
      expect.stringMatching(/fact_products\.permit_key: \d+ lead to no member of dim_permits/),
    ],
  ])
})

it('reference_data_coverage fails when a list is short, has no descriptions, or lacks codes in use', async () => {
  const list = {
    list: 'origin',
    source: 'registry',
    asOf: '2025-01-01T00:00:00.000Z',
    codes: [{ code: 'ZZ', description: null }],
  }
  const bytes = new TextEncoder().encode(JSON.stringify(list))
  await registry.resources.storage.objects.write('4-ttb-analytics/reference/origin-codes.json', bytes)
  registry.events.length = 0
  await registry.engine.run({ select: ['ttb_reference_data'], force: true })
  expect(failureOf('reference_data_coverage')).toMatchObject({
    severity: 'warn',
    metadata: {
      problems: expect.stringMatching(
        /^origin_code: 1 of at least 200; origin_code: 1 of 1 without a description; origin_code: 1 of the records use others, such as /,
      ),
    },
  })
})

/** Writes other rows into the file of a table of the warehouse. */
async function rewriteTable(name: string, query: (file: string) => string): Promise<void> {
  const { files = [] } =
    (await warehouseTables(registry.resources.storage)).find(({ record }) => record.name === name) ?? {}
  const [file = ''] = files
  const database = await openDatabase()
  await database.run(`COPY (${query(`read_parquet('${file}')`)}) TO '${file}.new' (FORMAT parquet)`)
  database.close()
  renameSync(`${file}.new`, file)
}

/** What keeps these assets from use once they are checked again, and why. */
async function gatesOf(assets: readonly string[]): Promise<unknown[]> {
  const gates: unknown[] = []
  for await (const { asset, gatedBy, results } of registry.engine.check({ assets }))
    gates.push([asset, gatedBy, results[0]?.metadata['problems']])
  return gates
}
