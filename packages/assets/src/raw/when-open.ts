import { type Clock, RegistryBlocked } from '@ttb/resources'

/** The registry refuses everybody, or is closed. */
export interface Pause {
  readonly reason: 'blocked' | 'maintenance'
  /** When it may be asked again, in milliseconds of the clock. */
  readonly untilMs: number
}

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined
  /** Told of every pause that the registry makes necessary. */
  readonly onPause?: ((pause: Pause) => void) | undefined
  /** `throw` passes the refusal on, for callers that can do something else meanwhile. Default: `wait`. */
  readonly whenBlocked?: 'wait' | 'throw' | undefined
}

/**
 * Does something at the registry; while the registry refuses everybody, waits for as long as it must and does it again.
 * Every process that waits does so until the same moment, and only one of them then asks first.
 */
export async function whenOpen<T>(
  clock: Clock,
  { signal, onPause, whenBlocked = 'wait' }: WaitOptions,
  ask: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!RegistryBlocked.isInstance(error) || whenBlocked === 'throw') throw error
      onPause?.({ reason: error.reason, untilMs: error.untilMs })
      // At least a moment: the one that asks first may not have its answer yet.
      await clock.sleep(Math.max(error.untilMs - clock.now(), 1000), signal ? { signal } : {})
    }
  }
}
