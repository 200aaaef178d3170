// Runs ttb_raw_pipeline as a process of its own, first what an earlier process left behind: `<json of PipelineStart>`.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { processPartition, type TtbResources } from '@ttb/assets'
import { loadConfig } from '@ttb/config'
import { openRegistry, openStorage, systemClock } from '@ttb/resources'
import { createEngine, runPipeline, ttbDefinitions } from '../../src/index.ts'

export interface PipelineStart {
  readonly folder: string
  readonly registryUrl: string
  readonly from: string
  readonly to: string
}

/** The settings of all processes that work in a folder. */
export function configOf({ folder, registryUrl, from }: PipelineStart) {
  return loadConfig({
    overrides: { data: join(folder, 'data'), registryUrl, requestIntervalMs: 0, partitionStartDate: from },
  }).config
}

/** The file to which processes append a line for each step that begins. */
export function journalOf({ folder }: Pick<PipelineStart, 'folder'>): string {
  return join(folder, 'journal')
}

if (process.argv[1]?.endsWith('pipeline-process.ts')) {
  const start = JSON.parse(process.argv[2] as string) as PipelineStart
  const config = configOf(start)
  const clock = systemClock
  const storage = openStorage(config)
  const { client, state, close } = openRegistry(config)
  const resources: TtbResources = {
    config,
    storage,
    state,
    clock,
    registry: () => client,
    process: (raw, options) => processPartition(storage, raw, options),
  }
  const engine = createEngine({
    definitions: ttbDefinitions(config, clock),
    ledger: state.ledger,
    clock,
    resources,
    pollMs: 20,
    onEvent(event) {
      if (event.kind !== 'step_started') return
      appendFileSync(journalOf(start), `${event.asset} ${event.partition}\n`)
      process.stdout.write('step\n')
    },
  })
  const left = await state.ledger.runs({ status: ['queued', 'running'] })
  for (const { runId } of [...left].reverse()) await engine.execute(runId)
  const { from, to } = start
  for await (const { status } of runPipeline(engine, resources, { job: 'ttb_raw_pipeline', from, to }))
    process.stdout.write(`${status}\n`)
  await close()
}
