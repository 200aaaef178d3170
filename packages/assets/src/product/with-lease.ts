import type { Clock, StateStore } from '@ttb/resources'

const LEASE_MS = 5 * 60 * 1000
const LOOK_AGAIN_MS = 200

/** Does something that only one at a time may do, of all processes; waits until it may. */
export async function withLease<T>(
  { state, clock }: { readonly state: StateStore; readonly clock: Clock },
  key: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  while (!(await state.takeLease(key, { nowMs: clock.now(), leaseMs: LEASE_MS })))
    await clock.sleep(LOOK_AGAIN_MS, { signal })
  try {
    return await work()
  } finally {
    await state.releaseLease(key)
  }
}
