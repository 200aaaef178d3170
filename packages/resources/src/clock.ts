import { setTimeout as wait } from 'node:timers/promises'

/** The only thing that knows the time. Tests and the registry simulator put another in its place. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number
  /** Waits; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, options?: { readonly signal?: AbortSignal }): Promise<void>
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, { signal } = {}) {
    try {
      await wait(ms, undefined, { signal })
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
}
