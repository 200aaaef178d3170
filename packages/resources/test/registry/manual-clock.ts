import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/clock.ts'

export interface ManualClock extends Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly sleeps: readonly number[]
  advance(ms: number): void
}

/** A clock whose time passes only by sleeping, at once, so that a test knows every moment exactly. */
export function createManualClock(startMs = Date.UTC(2024, 0, 2, 12)): ManualClock {
  const sleeps: number[] = []
  let nowMs = startMs
  return {
    sleeps,
    now: () => nowMs,
    advance(ms) {
      nowMs += ms
    },
    async sleep(ms, { signal } = {}) {
      signal?.throwIfAborted()
      sleeps.push(ms)
      const wakesAtMs = nowMs + ms
      await setImmediate()
      signal?.throwIfAborted()
      nowMs = Math.max(nowMs, wakesAtMs)
    },
  }
}
