import type { Clock, StateStore } from '@ttb/resources'

/** Longer than any such work takes; the lease of a process that has died is free at once. */
const LEASE_MS = 60 * 60 * 1000
const LOOK_AGAIN_MS = 200

/** What is under way in this process: a lease belongs to a process, and says nothing of who within it. */
const underWay = new WeakMap<StateStore, Set<string>>()

/** Does something that only one at a time may do, of all processes and within each; waits until it may. */
export async function withLease<T>(
  { state, clock }: { readonly state: StateStore; readonly clock: Clock },
  key: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const taken = underWay.get(state) ?? new Set<string>()
  underWay.set(state, taken)
  const take = async (): Promise<boolean> => {
    if (taken.has(key)) return false
    taken.add(key)
    let isOurs = false
    try {
      isOurs = await state.takeLease(key, { nowMs: clock.now(), leaseMs: LEASE_MS })
      return isOurs
    } finally {
      if (!isOurs) taken.delete(key)
    }
  }
  signal.throwIfAborted()
  while (!(await take())) await clock.sleep(LOOK_AGAIN_MS, { signal })
  try {
    return await work()
  } finally {
    try {
      await state.releaseLease(key)
    } finally {
      taken.delete(key)
    }
  }
}
