import { NothingMore } from '@ttb/resources'

/** Whether nothing more is to be begun. Throws the reason of a signal that ends everything at once. */
export function isToEnd(signal: AbortSignal | undefined): boolean {
  if (!signal?.aborted) return false
  const reason: unknown = signal.reason
  if (!NothingMore.isInstance(reason)) throw reason
  reason.unless?.throwIfAborted()
  return true
}

/** What comes of asking for something; null when nothing more was to be begun, before it or while it waited. */
export async function unlessToEnd<T>(signal: AbortSignal | undefined, ask: () => Promise<T>): Promise<T | null> {
  if (isToEnd(signal)) return null
  try {
    return await ask()
  } catch (error) {
    if (NothingMore.isInstance(error) && isToEnd(signal)) return null
    throw error
  }
}
