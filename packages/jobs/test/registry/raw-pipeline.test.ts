import { readReferenceList } from '@ttb/assets'
import { SCENARIOS } from '@ttb/registry-simulator'
import { addDays } from '@ttb/utils'
import { expect, it } from 'vitest'
import { type RunSummary, runPipeline } from '../../src/index.ts'
import { type SimulatedRegistry, simulatedRegistry } from './simulated-registry.ts'

const DAYS = 31
const FROM = SCENARIOS.demo.startDate
const TO = addDays(FROM, DAYS - 1)

async function runRawPipeline({ engine, resources }: SimulatedRegistry): Promise<RunSummary[]> {
  const summaries: RunSummary[] = []
  for await (const summary of runPipeline(engine, resources, { job: 'ttb_raw_pipeline', from: FROM, to: TO }))
    summaries.push(summary)
  return summaries
}

it('brings a month from searches to tables, with every check passed, and then has nothing to do', async () => {
  const { conflictShare } = SCENARIOS.demo
  const registry = await simulatedRegistry([], { days: DAYS, conflictShare })
  const [searched, made] = await runRawPipeline(registry)
  expect(searched).toMatchObject({ status: 'succeeded', steps: { materialized: DAYS, failed: 0 } })
  expect(made).toMatchObject({
    status: 'succeeded',
    problem: null,
    steps: { failed: 0, blocked: 0, gated: 0 },
  })

  const { simulator, resources, engine, events } = registry
  const expected = [...simulator.answerKey().records()].filter(
    ({ completed_date }) => completed_date >= FROM && completed_date <= TO,
  )
  const wanted = { details: expected.length, forms: expected.filter(({ certificate }) => certificate !== null).length }
  let details = 0
  let forms = 0
  for await (const { counts, partition, asset } of resources.storage.tables.listManifests(
    '2-ttb-processed-data/structured/',
  )) {
    expect(asset).toBe('ttb_structured_data')
    if (partition.endsWith('cola-detail')) details += counts['rows'] as number
    else forms += counts['rows'] as number
  }
  expect({ details, forms }).toEqual(wanted)
  const failed = events.filter((event) => event.kind === 'check_evaluated' && event.status !== 'passed')
  expect(failed).toEqual([])
  expect((await engine.ledger.checkResults()).length).toBeGreaterThan(100)

  const before = simulator.requests.length
  const [again] = await runRawPipeline(registry)
  expect(again).toMatchObject({ status: 'succeeded', steps: { materialized: 0 } })
  expect(simulator.requests).toHaveLength(before)
})

it('keeps the code lists of the registry, and the last good copy of them when it serves none', async () => {
  const later = Array.from({ length: 100 }, (_, at) => at + 3)
  const registry = await simulatedRegistry([{ kind: 'server_error', when: { requests: later } }])
  const { engine, events, resources } = registry
  expect(await engine.run({ job: 'ttb_reference_refresh' })).toMatchObject({ status: 'succeeded' })
  const [made] = await engine.ledger.latest('ttb_reference_data', [''])
  expect(made?.metadata).toMatchObject({ product_class_types_source: 'registry', origin_codes_source: 'registry' })
  const checked = events.filter((event) => event.kind === 'check_evaluated')
  expect(checked).toContainEqual(expect.objectContaining({ check: 'reference_data_freshness', status: 'passed' }))

  const kept = await readReferenceList(resources.storage, 'origin')
  expect(await engine.run({ job: 'ttb_reference_refresh', force: true })).toMatchObject({
    status: 'failed',
    problem: expect.stringMatching(/transient, 0 rows; expected at least \d+. The last good copy stays/),
  })
  expect(await readReferenceList(resources.storage, 'origin')).toEqual(kept)
})

it('fetches the pictures of labels where they are asked for', async () => {
  const registry = await simulatedRegistry([], { days: 1 }, { labelImages: true })
  const { engine, resources, simulator } = registry
  for await (const { status } of runPipeline(engine, resources, { job: 'ttb_raw_pipeline', from: FROM, to: FROM }))
    expect(status).toBe('succeeded')
  const keys = (await engine.ledger.states('ttb_raw_data')).map(({ partition }) => partition)
  const request = { select: ['ttb_label_images'], partitions: { keys } }
  expect(await engine.run(request)).toMatchObject({ status: 'succeeded' })
  const made = await engine.ledger.latest('ttb_label_images', keys)
  const pictures = made.reduce((sum, { metadata }) => sum + Number(metadata['pictures'] ?? 0), 0)
  const shown = simulator
    .answerKey()
    .completedOn(FROM)
    .flatMap((id) => simulator.answerKey().images(id))
  expect(pictures).toBe(shown.length)
  const before = simulator.requests.length
  await engine.run({ ...request, force: true })
  expect(simulator.requests).toHaveLength(before)
})
