import type { Clock } from '@ttb/resources'

/** A sleep that can be cut short. */
export interface Alarm {
  /** Ends the sleep under way, or the next one at once. */
  ring(): void
  sleepUntil(ms: number): Promise<void>
}

export function createAlarm(clock: Clock): Alarm {
  let rung = false
  let sleeping: AbortController | null = null
  return {
    ring() {
      rung = true
      sleeping?.abort()
    },
    async sleepUntil(ms) {
      const waitMs = ms - clock.now()
      if (!rung && waitMs > 0) {
        sleeping = new AbortController()
        try {
          await clock.sleep(waitMs, { signal: sleeping.signal })
        } catch (error) {
          // Cut short is as good as slept.
          if (!sleeping.signal.aborted) throw error
        } finally {
          sleeping = null
        }
      }
      rung = false
    },
  }
}
