import { type DiscoveredWindow, discover } from './discovery/discover.ts'
import { dueRange } from './discovery/due-range.ts'
import { type FetchOptions, type FetchProgress, fetchDue } from './raw/fetch-pages.ts'
import type { FetchResources } from './raw/fetch-resources.ts'

export interface AcquireOptions extends FetchOptions {
  /** So many days back are searched again each time, since records show up late. */
  readonly trailingDays: number
}

export type AcquireProgress = { readonly kind: 'window'; readonly window: DiscoveredWindow } | FetchProgress

const DISCOVERY = 'discover'
const LEASE_MS = 15 * 60 * 1000
/** While another process searches, what it has found is fetched, and then looked again. */
const LOOK_AGAIN_MS = 60_000

/**
 * What is to be done once a day: searches the days of completion that are not settled, and fetches every page that is due.
 * Days are those of the clock, in UTC. Several processes may do it at once: one searches, all fetch, none a page twice.
 */
export async function* acquireDue(
  resources: FetchResources,
  { trailingDays, ...options }: AcquireOptions,
): AsyncGenerator<AcquireProgress> {
  const { storage, state, clock } = resources
  const hold = () => state.takeLease(DISCOVERY, { nowMs: clock.now(), leaseMs: LEASE_MS })
  if (await hold()) {
    try {
      const today = new Date(clock.now()).toISOString().slice(0, 10)
      const range = await dueRange(storage, state, { today, trailingDays })
      for await (const window of discover(resources, range, options)) {
        yield { kind: 'window', window }
        await hold()
      }
    } finally {
      await state.releaseLease(DISCOVERY)
    }
  } else {
    while (!(await hold())) {
      yield* fetchDue(resources, options)
      await clock.sleep(LOOK_AGAIN_MS, options.signal ? { signal: options.signal } : {})
    }
    await state.releaseLease(DISCOVERY)
  }
  yield* fetchDue(resources, options)
}
