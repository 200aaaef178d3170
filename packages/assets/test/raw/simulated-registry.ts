import {
  createSimulatedTime,
  createWorld,
  type FaultRule,
  SCENARIOS,
  type Scenario,
  startSimulator,
  type World,
} from '@ttb/registry-simulator'
import {
  createMemoryStorage,
  createRegistryClient,
  createTlsTrust,
  NothingMore,
  openStateStore,
  registryUserAgent,
} from '@ttb/resources'
import { afterEach } from 'vitest'
import type { FetchResources } from '../../src/index.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const WORLDS = new Map<string, World>()

const afterMs = ({ endMs }: World) => endMs + 7 * 86_400_000

/** When a set-up of the demo begins. */
export const setUpAtMs = afterMs(createWorld(SCENARIOS.demo))

/** Everything that acquisition needs, after all of a simulated period, in memory. */
export async function setUp(faults: readonly FaultRule[] = [], scenario: Scenario = SCENARIOS.demo) {
  const world = WORLDS.get(scenario.name) ?? createWorld({ ...scenario, conflictShare: 0 })
  WORLDS.set(scenario.name, world)
  const time = createSimulatedTime({ startMs: afterMs(world) })
  const simulator = await startSimulator({ world, time, faults })
  const clock = time.join()
  const state = openStateStore(':memory:')
  cleanups.push(
    () => simulator.close(),
    () => clock.leave(),
    () => state.close(),
  )
  const storage = createMemoryStorage()
  const withClient = (onAttempt?: () => void): FetchResources => {
    const client = createRegistryClient({
      baseUrl: simulator.url,
      clock,
      state,
      trust: createTlsTrust({ clock, cacheFolder: null }),
      userAgent: registryUserAgent({ contact: null }),
      minIntervalMs: 1000,
      requestTimeoutMs: 5000,
      maxAttempts: 3,
      ...(onAttempt && { onAttempt }),
    })
    cleanups.push(() => client.close())
    return { storage, state, client, clock }
  }
  /** A process of its own, that begins nothing more once it has made so many requests. */
  const withBudget = (requests: number): { readonly resources: FetchResources; readonly signal: AbortSignal } => {
    const budget = new AbortController()
    let made = 0
    const resources = withClient(() => {
      if (++made >= requests) budget.abort(new NothingMore(`${requests} requests were made`))
    })
    return { resources, signal: budget.signal }
  }
  return { simulator, resources: withClient(), withBudget, passMs: (ms: number) => clock.sleep(ms) }
}
