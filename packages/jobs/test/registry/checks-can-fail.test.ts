import { gzipSync } from 'node:zlib'
import { pagePartitionOf, pageTables } from '@ttb/assets'
import { type ExpectedRecord, encodePage, renderColaDetail } from '@ttb/registry-simulator'
import type { PartitionManifest } from '@ttb/resources'
import { expect, it } from 'vitest'
import { alertOf, runPipeline } from '../../src/index.ts'
import { type SimulatedRegistry, simulatedRegistry } from './simulated-registry.ts'

/** A registry with one full day, fetched and made into tables, and the largest partition of detail pages of it. */
async function madeRegistry(): Promise<
  SimulatedRegistry & { readonly partition: string; readonly ids: readonly string[] }
> {
  const registry = await simulatedRegistry([], {
    days: 2,
    filingsPerDay: 60,
    leadInDays: 20,
    olderRecords: 0,
    statusChangeShare: 0,
  })
  const { engine, resources, world } = registry
  const from = new Date(world.startMs).toISOString().slice(0, 10)
  const to = new Date(world.endMs - 1).toISOString().slice(0, 10)
  for await (const { status } of runPipeline(engine, resources, { job: 'ttb_raw_pipeline', from, to }))
    expect(status).toBe('succeeded')
  let largest = { partition: '', rows: 0 }
  for await (const { partition, counts } of resources.storage.tables.listManifests('2-ttb-processed-data/structured/'))
    if (partition.endsWith('cola-detail') && (counts['rows'] as number) > largest.rows)
      largest = { partition, rows: counts['rows'] as number }
  expect(largest.rows).toBeGreaterThanOrEqual(10)
  const { receivedDate } = pagePartitionOf(largest.partition)
  const ids: string[] = []
  for await (const { key } of resources.storage.objects.list(`1-ttb-raw-data/${receivedDate}/001-cola-detail/`)) {
    const page = resources.storage.paths.readRawPageKey(key)
    if (page) ids.push(page.name)
  }
  registry.events.length = 0
  return { ...registry, partition: largest.partition, ids }
}

/** Puts other pages in the place of those that are held, and makes the tables again. */
async function breakPages(
  { simulator, resources, engine, partition, ids }: Awaited<ReturnType<typeof madeRegistry>>,
  broken: (record: ExpectedRecord) => string,
) {
  const { objects, paths } = resources.storage
  for (const id of ids) {
    const html = broken(simulator.answerKey().get(id) as ExpectedRecord)
    const key = paths.rawPageKey(pagePartitionOf(partition), id, { compressed: true })
    await objects.write(key, gzipSync(encodePage(html)))
  }
  return engine.run({ job: 'ttb_extraction_only', partitions: { keys: [partition] }, force: true })
}

function failuresOf({ events }: SimulatedRegistry, check: string) {
  return events.filter(
    (event) => event.kind === 'check_evaluated' && event.check === check && event.status === 'failed',
  )
}

it('parsing_success_rate fails when pages are no records, keeps them from use, and tells', async () => {
  const registry = await madeRegistry()
  const summary = await breakPages(
    registry,
    () => '<html><head><title>Welcome</title></head><body>Something else</body></html>',
  )
  const [failure] = failuresOf(registry, 'parsing_success_rate')
  expect(failure).toMatchObject({ severity: 'error', blocking: true, metadata: { found: 0, share: 0 } })
  expect(summary).toMatchObject({ status: 'failed', steps: { gated: 1, blocked: 2 } })
  expect(alertOf(failure as NonNullable<typeof failure>)).toMatchObject({
    severity: 'high',
    title: 'Check parsing_success_rate of ttb_extracted_data failed',
  })
})

it('field_extraction_completeness fails when a field that all pages show is empty', async () => {
  const registry = await madeRegistry()
  await breakPages(registry, ({ detail }) => renderColaDetail({ ...detail, brand_name: '' }))
  expect(failuresOf(registry, 'field_extraction_completeness')).toMatchObject([
    { severity: 'warn', metadata: { low: expect.stringContaining('brand_name 0') } },
  ])
})

it('fill_drift fails when a field that is often empty is filled far less often than before, and one far more often', async () => {
  const registry = await madeRegistry()
  const checked = { asset: 'ttb_structured_data', name: 'fill_drift' }
  expect(await registry.engine.ledger.checkResults({ ...checked, status: ['failed', 'errored'] })).toEqual([])
  await breakPages(registry, ({ detail }) => renderColaDetail({ ...detail, fanciful_name: '', formula: '1234567' }))
  const [failure, ...others] = failuresOf(registry, 'fill_drift')
  expect(others).toEqual([])
  expect(failure).toMatchObject({
    severity: 'warn',
    blocking: false,
    metadata: { drifted: expect.stringMatching(/fanciful_name 0, was 0\.\d+; .*formula 1, was 0/) },
  })
})

it('transformation_validation_rates fails when values are not understood, and keeps them from use', async () => {
  const registry = await madeRegistry()
  const summary = await breakPages(registry, ({ detail }) =>
    renderColaDetail({ ...detail, approval_date: '2025-99-99' }),
  )
  const [failure] = failuresOf(registry, 'transformation_validation_rates')
  expect(failure).toMatchObject({ severity: 'error', blocking: true, metadata: { rows_with_errors: 1 } })
  expect(summary).toMatchObject({ status: 'failed', steps: { gated: 1, blocked: 1 } })
  expect(alertOf(failure as NonNullable<typeof failure>)).not.toBeNull()
})

it('new_values and unclaimed_labels fail when pages say what was never seen, and the data quality monitor tells', async () => {
  const registry = await madeRegistry()
  await breakPages(registry, ({ detail }) =>
    renderColaDetail({ ...detail, status: 'REVIVED', origin_description: 'ATLANTIS' }).replaceAll(
      'Fanciful Name',
      'Fanciful Designation',
    ),
  )
  expect(failuresOf(registry, 'new_values')).toMatchObject([
    {
      severity: 'warn',
      metadata: { count: 2, values: expect.stringMatching(/status REVIVED; origin_description ATLANTIS/) },
    },
  ])
  expect(failuresOf(registry, 'unclaimed_labels')).toMatchObject([
    { metadata: { labels: expect.stringContaining('Fanciful Designation') } },
  ])
  const { engine, resources, clock } = registry
  const monitor = engine.definitions.sensors.find(({ name }) => name === 'ttb_data_quality_monitor')
  const { signal } = new AbortController()
  const finding = await monitor?.evaluate({
    cursor: null,
    nowMs: clock.now(),
    ledger: engine.ledger,
    resources,
    clock,
    signal,
  })
  expect(finding?.alerts?.map(({ key, severity }) => [key, severity])).toEqual(
    expect.arrayContaining([
      ['asset_check_failures:ttb_structured_data.new_values', 'low'],
      ['asset_check_failures:ttb_extracted_data.unclaimed_labels', 'low'],
    ]),
  )
})

it('stage_counts_reconcile and unique_key fail when rows are lost or there twice, and keep the partition from use', async () => {
  const { resources, engine, partition } = await madeRegistry()
  const { tables, paths } = resources.storage
  const folder = paths.structuredFolder(pagePartitionOf(partition))
  const manifest = (await tables.readManifest(folder)) as PartitionManifest
  const record = pageTables()['cola-detail']
  const rows = await tables.readTable(record, manifest)
  const of = { asset: 'ttb_structured_data', partition, fingerprint: 'f'.repeat(64), counts: manifest.counts }
  await tables.commit(folder, of, [{ record, rows: [...rows.slice(2), rows.at(-1) as (typeof rows)[number]] }])
  const statuses = new Map<string, unknown>()
  let gate: string | null = null
  for await (const { results, gatedBy } of engine.check({
    assets: ['ttb_structured_data'],
    partitions: { keys: [partition] },
  })) {
    gate = gatedBy
    for (const { name, status, severity, metadata } of results) statuses.set(name, { status, severity, metadata })
  }
  expect(statuses.get('stage_counts_reconcile')).toMatchObject({
    status: 'failed',
    severity: 'error',
    metadata: { pages_missing: 0, rows_missing: 0, rows_not_stored: 1 },
  })
  expect(statuses.get('unique_key')).toMatchObject({ status: 'failed', severity: 'error', metadata: { repeated: 1 } })
  expect(['stage_counts_reconcile', 'unique_key']).toContain(gate)
})

it('schema_compliance fails when a row breaks its contract or too many are in quarantine', async () => {
  const registry = await madeRegistry()
  const { resources, engine, partition } = registry
  const { tables, paths } = resources.storage
  const folder = paths.structuredFolder(pagePartitionOf(partition))
  const manifest = await tables.readManifest(folder)
  const record = pageTables()['cola-detail']
  const rows = await tables.readTable(record, manifest as NonNullable<typeof manifest>)
  const { counts } = manifest as NonNullable<typeof manifest>
  await tables.commit(
    folder,
    {
      asset: 'ttb_structured_data',
      partition,
      fingerprint: 'f'.repeat(64),
      counts: { ...counts, rows_read: rows.length + 2, quarantined: 2 },
    },
    [{ record, rows: rows.map((row, at) => (at === 0 ? { ...row, brand_name: '' } : row)) }],
  )
  const results = []
  for await (const checked of engine.check({ assets: ['ttb_structured_data'], partitions: { keys: [partition] } }))
    results.push(...checked.results)
  expect(results.find(({ name }) => name === 'schema_compliance')).toMatchObject({
    status: 'failed',
    severity: 'error',
    metadata: { quarantined: 2, rows_that_break_it: 1 },
  })
  const [made] = await engine.ledger.latest('ttb_structured_data', [partition])
  expect(made?.gatedBy).toBe('schema_compliance')
})

it('reference_data_freshness fails when the lists are short, and when they are old', async () => {
  const registry = await simulatedRegistry()
  const { engine, resources } = registry
  const key = '4-ttb-analytics/reference/origin-codes.json'
  const list = {
    list: 'origin',
    source: 'registry',
    asOf: '2019-01-01T00:00:00.000Z',
    codes: [{ code: '00', description: 'AMERICAN' }],
  }
  await resources.storage.objects.write(key, new TextEncoder().encode(JSON.stringify(list)))
  await engine.run({ select: ['ttb_reference_data'] })
  expect(failuresOf(registry, 'reference_data_freshness')).toMatchObject([
    {
      severity: 'warn',
      metadata: { origins: 1, problems: expect.stringMatching(/origins: 1 of at least 200; origins: \d+ days old/) },
    },
  ])
})
