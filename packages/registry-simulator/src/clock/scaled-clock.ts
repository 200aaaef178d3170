import { setTimeout as wait } from 'node:timers/promises'
import { TtbError } from '@ttb/utils'
import type { Clock, ServerTime } from './simulated-time.ts'

export interface ScaledClockOptions {
  /** Simulated milliseconds per real one. */
  readonly scale: number
  /** Simulated time at the real time `realStartMs`, milliseconds since 1970. */
  readonly startMs: number
  readonly realStartMs: number
  /** The real time; default: this machine's. */
  readonly realNow?: () => number
}

/** Real time sped up: the same in every process that is given the same numbers. For demonstrations, not for exact tests. */
export function createScaledClock({
  scale,
  startMs,
  realStartMs,
  realNow = Date.now,
}: ScaledClockOptions): Clock & ServerTime {
  if (!(scale > 0)) throw new TtbError(`scale ${scale}: expected a number above 0`, { code: 'invalid_argument' })
  const now = () => startMs + Math.floor((realNow() - realStartMs) * scale)
  const sleep: Clock['sleep'] = async (ms, { signal } = {}) => {
    const wakeMs = now() + ms
    while (now() < wakeMs) {
      try {
        await wait(Math.max(1, Math.ceil((wakeMs - now()) / scale)), undefined, { signal })
      } catch (error) {
        signal?.throwIfAborted()
        throw error
      }
    }
  }
  return { now, sleep, delay: sleep }
}
