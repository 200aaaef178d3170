import { readReferenceList } from '@ttb/assets'
import { type FaultRule, SCENARIOS } from '@ttb/registry-simulator'
import { partitionKey, partitionOf } from '@ttb/resources'
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

it.each([
  ['a list that is cut', { origin: [{ code: '01', description: 'CALIFORNIA' }] }, /origin codes: found, 1 rows/],
  ['a page without a list', { origin: [] }, /origin codes: unexpected, 0 rows/],
])('asks once for the code lists when it is served %s', async (_, codeLists, problem) => {
  const registry = await simulatedRegistry([], {}, {}, { codeLists })
  const { engine, resources, simulator } = registry
  expect(await engine.run({ job: 'ttb_reference_refresh' })).toMatchObject({
    status: 'failed',
    problem: expect.stringMatching(problem),
    steps: { failed: 1 },
  })
  const asked = simulator.requests.filter(({ path }) => path.includes('lookupOriginCode'))
  expect(asked).toHaveLength(1)
  expect(await readReferenceList(resources.storage, 'origin')).toMatchObject({ source: 'shipped' })
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

it('asks again for pictures without a clear answer, and for no others, in the same run and in the next', async () => {
  const faults: FaultRule[] = []
  const { engine, resources, simulator, passTo } = await simulatedRegistry(faults, { days: 1 }, { labelImages: true })
  for await (const { status } of runPipeline(engine, resources, { job: 'ttb_raw_pipeline', from: FROM, to: FROM }))
    expect(status).toBe('succeeded')
  const key = simulator.answerKey()
  const shown = (partition: string) =>
    key
      .completedOn(FROM)
      .filter((id) => partitionKey(partitionOf(id, 'certificate')) === partition)
      .flatMap((id) => key.images(id))
  const [one, other] = (await engine.ledger.states('ttb_raw_data'))
    .map(({ partition }) => partition)
    .filter((partition) => shown(partition).length > 1) as [string, string]
  const makeImages = (partition: string) =>
    engine.run({ select: ['ttb_label_images'], partitions: { keys: [partition] } })
  const answered = (from: number) =>
    simulator.requests.slice(from).filter(({ endpoint, fault }) => endpoint === 'attachment' && fault === null)

  // After the form comes the first picture, which fails as often as the client tries.
  const before = simulator.requests.length
  faults.push({ kind: 'server_error', when: { requests: [2, 3, 4, 5].map((after) => before + after) } })
  expect(await makeImages(one)).toMatchObject({ status: 'succeeded' })
  expect(simulator.requests.slice(before).filter(({ fault }) => fault !== null)).toHaveLength(4)
  expect(answered(before)).toHaveLength(shown(one).length)

  const untilMs = resources.clock.now() + 3_600_000
  faults.push({ kind: 'server_error', when: { endpoints: ['attachment'], toMs: untilMs } })
  const failing = simulator.requests.length
  expect(await makeImages(other)).toMatchObject({
    status: 'failed',
    problem: expect.stringMatching(
      /\d+ pictures of forms received on .* have no clear answer yet, the first of TTB ID/,
    ),
  })
  expect(answered(failing)).toEqual([])
  passTo(untilMs)
  expect(await makeImages(other)).toMatchObject({ status: 'succeeded' })
  expect(answered(failing)).toHaveLength(shown(other).length)
  const [made] = await engine.ledger.latest('ttb_label_images', [other])
  expect(made?.metadata).toMatchObject({ pictures: shown(other).length, requested: shown(other).length })
})
