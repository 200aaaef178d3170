import { processPartition, type TtbResources } from '@ttb/assets'
import { type Config, loadConfig } from '@ttb/config'
import {
  createWorld,
  type FaultRule,
  SCENARIOS,
  type Scenario,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  type World,
} from '@ttb/registry-simulator'
import { type Clock, createMemoryStorage, openRegistry, openStorage, systemClock } from '@ttb/resources'
import { afterEach } from 'vitest'
import { createEngine, type RunEvent, ttbDefinitions } from '../../src/index.ts'

const DAY_MS = 86_400_000
const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

export interface SimulatedRegistry {
  readonly world: World
  readonly simulator: Simulator
  readonly clock: Clock
  readonly config: Config
  readonly resources: TtbResources
  readonly events: RunEvent[]
  readonly engine: ReturnType<typeof createEngine<TtbResources>>
  /** Lets time pass until then. */
  passTo(ms: number): void
  /** Done after each test, unless it is to stay open. */
  close(): Promise<void>
}

/**
 * The whole pipeline on a fortnight of a simulated registry that has passed, in memory; in a folder where one is named, as
 * SQL needs it; at another time where one is given.
 */
export async function simulatedRegistry(
  faults: readonly FaultRule[] = [],
  scenario: Partial<Scenario> = {},
  settings: Partial<Config> = {},
  {
    startMs,
    stayOpen = false,
    codeLists,
  }: {
    readonly startMs?: (world: World) => number
    readonly stayOpen?: boolean
    readonly codeLists?: SimulatorOptions['codeLists']
  } = {},
): Promise<SimulatedRegistry> {
  const world = createWorld({ ...SCENARIOS.demo, conflictShare: 0, ...scenario })
  // Time passes while somebody sleeps, and only then.
  let passedMs = 0
  const beginMs = startMs?.(world) ?? world.endMs + 7 * DAY_MS
  const now = () => beginMs + passedMs
  const simulator = await startSimulator({
    world,
    time: { now, delay: () => Promise.resolve() },
    faults,
    ...(codeLists && { codeLists }),
  })
  const clock: Clock = {
    now,
    async sleep(ms, options) {
      const untilMs = passedMs + ms
      await systemClock.sleep(1, options)
      passedMs = Math.ceil(Math.max(passedMs, untilMs))
    },
  }
  const { config } = loadConfig({
    overrides: {
      registryUrl: simulator.url,
      stateFile: ':memory:',
      requestIntervalMs: 0,
      partitionStartDate: SCENARIOS.demo.startDate,
      ...settings,
    },
  })
  const { client, state, close } = openRegistry(config, { clock, backoffMs: 1 })
  const closeAll = async (): Promise<void> => {
    await close()
    await simulator.close()
  }
  if (!stayOpen) cleanups.push(closeAll)
  const storage = settings.data === undefined ? createMemoryStorage() : openStorage(config)
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
    clock,
    resources,
    pollMs: 1_000,
    onEvent: (event) => events.push(event),
  })
  const passTo = (ms: number): void => {
    passedMs = Math.max(passedMs, ms - beginMs)
  }
  return { world, simulator, clock, config, resources, events, engine, passTo, close: closeAll }
}
