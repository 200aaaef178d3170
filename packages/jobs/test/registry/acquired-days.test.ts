import { discover, fetchDue } from '@ttb/assets'
import { type FaultRule, SCENARIOS } from '@ttb/registry-simulator'
import { addDays } from '@ttb/utils'
import { expect, it } from 'vitest'
import { readPipelineStatus, runJob } from '../../src/index.ts'
import { type SimulatedRegistry, simulatedRegistry } from './simulated-registry.ts'

const FROM = SCENARIOS.demo.startDate
const NEXT = addDays(FROM, 1)
const LAST = addDays(FROM, 2)

async function acquired({ engine, resources }: SimulatedRegistry) {
  return (await readPipelineStatus(engine, resources, { from: FROM, to: LAST })).acquired
}

async function discoverDays({ resources }: SimulatedRegistry, from: string, to: string): Promise<void> {
  for await (const _ of discover({ ...resources, client: resources.registry() }, { from, to }));
}

it('shows of each day what the index says, whoever searched it', async () => {
  const registry = await simulatedRegistry()
  const { engine, resources, simulator } = registry
  const listed = (day: string) => simulator.answerKey().completedOn(day).length
  const nothing = { pages: 0, fetched: 0, parsed: 0, failed: 0 }
  const never = (day: string) => ({ day, expected: null, indexed: 0, ...nothing })
  expect(await acquired(registry)).toEqual([never(FROM), never(NEXT), never(LAST)])

  await discoverDays(registry, FROM, FROM)
  for await (const _ of fetchDue({ ...resources, client: resources.registry() }));
  for await (const _ of runJob(engine, resources, { job: 'ttb_discovery', from: NEXT, to: NEXT }));
  const days = await acquired(registry)
  expect(days).toMatchObject([
    { day: FROM, expected: listed(FROM), indexed: listed(FROM) },
    { day: NEXT, expected: listed(NEXT), indexed: listed(NEXT), fetched: 0 },
    never(LAST),
  ])
  expect(days[0]?.fetched).toBe(days[0]?.pages)

  // Searched again outside of runs, with nothing new: what the last search said stands.
  await discoverDays(registry, FROM, LAST)
  expect((await acquired(registry)).map(({ expected }) => expected)).toEqual([FROM, NEXT, LAST].map(listed))
})

it('does not take a day for searched that was not listed to its end', async () => {
  const faults: FaultRule[] = [{ kind: 'server_error', when: { endpoints: ['export'] } }]
  const registry = await simulatedRegistry(faults)
  const listed = registry.simulator.answerKey().completedOn(FROM).length
  // More rows than the first page of an answer shows.
  expect(listed).toBeGreaterThan(0)
  await discoverDays(registry, FROM, LAST)
  expect((await acquired(registry)).map(({ expected }) => expected)).toEqual([null, null, null])
  faults.splice(0)
  await discoverDays(registry, FROM, LAST)
  expect((await acquired(registry))[0]).toMatchObject({ expected: listed, indexed: listed })
})
