// Takes in what was made outside of runs, as a process of its own, says `checking` when the first checks would be written
// down, and goes no further: `<folder>`.
import { join } from 'node:path'
import { processPartition, type TtbResources } from '@ttb/assets'
import { loadConfig } from '@ttb/config'
import { SCENARIOS } from '@ttb/registry-simulator'
import { type Ledger, openStateStore, openStorage, stateFileOf, systemClock } from '@ttb/resources'
import { createEngine, ttbDefinitions } from '../../src/index.ts'
import { takeInOutside } from '../../src/registry/take-in-outside.ts'

/** An engine over what lies in a folder, with a ledger of its own there; nobody is asked. */
export function openFolder(folder: string, watch: (ledger: Ledger) => Ledger = (ledger) => ledger) {
  const { config } = loadConfig({
    overrides: { data: join(folder, 'data'), partitionStartDate: SCENARIOS.demo.startDate },
  })
  const clock = systemClock
  const storage = openStorage(config)
  const state = openStateStore(stateFileOf(config))
  const ledger = watch(state.ledger)
  const resources: TtbResources = {
    config,
    storage,
    state,
    clock,
    registry: () => {
      throw new Error('nobody is asked')
    },
    process: (raw, options) => processPartition(storage, raw, options),
  }
  const engine = createEngine({
    definitions: ttbDefinitions(config, clock),
    ledger,
    clock,
    resources,
    pollMs: 20,
  })
  return { engine, resources, state }
}

if (process.argv[1]?.endsWith('take-in-process.ts')) {
  const { engine, resources } = openFolder(process.argv[2] as string, (ledger) => ({
    ...ledger,
    recordChecks() {
      process.stdout.write('checking\n')
      return new Promise(() => setInterval(() => {}, 60_000))
    },
  }))
  await takeInOutside(engine, resources)
}
