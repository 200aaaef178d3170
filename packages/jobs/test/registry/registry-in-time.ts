import { processPartition, type TtbResources } from '@ttb/assets'
import { type Config, loadConfig } from '@ttb/config'
import {
  createSimulatedTime,
  createWorld,
  type FaultRule,
  SCENARIOS,
  type Scenario,
  startSimulator,
} from '@ttb/registry-simulator'
import { type Clock, createMemoryStorage, openRegistry } from '@ttb/resources'
import { afterEach } from 'vitest'
import { createEngine, type RunEvent, runDaemon, switchAutomations, ttbDefinitions } from '../../src/index.ts'

const HOUR_MS = 3_600_000
const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

export interface InTimeOptions {
  readonly scenario?: Partial<Scenario>
  readonly faults?: readonly FaultRule[]
  readonly settings?: Partial<Config>
}

/** The whole pipeline beside a registry that goes by the same clock, in memory, from five in the morning of its first day. */
export async function registryInTime({ scenario, faults = [], settings }: InTimeOptions) {
  const world = createWorld({ ...SCENARIOS.demo, conflictShare: 0, ...scenario })
  const time = createSimulatedTime({ startMs: world.startMs + 5 * HOUR_MS })
  const simulator = await startSimulator({ world, time, faults })
  // Whoever waits for the registry sleeps on behalf of the unit that asks: the registry is asked by one unit at a time.
  const clock: Clock = { now: time.now, sleep: (ms, options) => time.delay(ms, options) }
  const { config } = loadConfig({
    overrides: {
      registryUrl: simulator.url,
      stateFile: ':memory:',
      partitionStartDate: world.scenario.startDate,
      ...settings,
    },
  })
  const { client, state, close } = openRegistry(config, { clock })
  cleanups.push(() => simulator.close(), close)
  const storage = createMemoryStorage()
  const resources: TtbResources = {
    config,
    storage,
    state,
    clock,
    registry: () => client,
    process: (raw, options) => processPartition(storage, raw, options),
  }
  const events: RunEvent[] = []
  const engine = createEngine({
    definitions: ttbDefinitions(config, clock),
    ledger: state.ledger,
    clock: time.join(),
    unitClock: () => time.join(),
    resources,
    concurrency: 1,
    pollMs: HOUR_MS,
    onEvent: (event) => events.push(event),
  })
  return {
    world,
    simulator,
    time,
    config,
    resources,
    events,
    engine,
    switchOn: (...on: readonly string[]) => switchAutomations(engine, { on }, time.now()),
    /** Lets a daemon work until a moment. */
    async daemonUntil(untilMs: number): Promise<void> {
      const controller = new AbortController()
      const bell = time.join()
      const daemon = runDaemon(engine, { signal: controller.signal })
      await bell.sleep(untilMs - time.now())
      controller.abort()
      bell.leave()
      await daemon
    },
  }
}

export type RegistryInTime = Awaited<ReturnType<typeof registryInTime>>
