import type { RetryPolicy } from '@ttb/assets/definitions'
import { TtbError } from '@ttb/utils'

/** When a failed step is tried again. */
export interface Postponed {
  readonly notBeforeMs: number
  /** How often it has failed by then. */
  readonly tries: number
}

/** Waiting twice as long each time ends here. */
const LONGEST_BACKOFF_MS = 3_600_000

/**
 * When a step that threw is tried again; null when it is not. What says until when it cannot be done (`untilMs`) waits
 * for that, and it counts as no try; what says that it will never succeed is believed.
 */
export function postponeOf(
  error: unknown,
  { retry, tries, nowMs }: { readonly retry: RetryPolicy; readonly tries: number; readonly nowMs: number },
): Postponed | null {
  if (TtbError.isInstance(error)) {
    if (!error.retryable) return null
    const { untilMs } = error as { readonly untilMs?: unknown }
    // Not before the next second: an end that has just passed must not make a loop of it.
    if (typeof untilMs === 'number') return { notBeforeMs: Math.max(untilMs, nowMs + 1000), tries }
  }
  if (tries >= retry.max) return null
  return { notBeforeMs: nowMs + Math.min(LONGEST_BACKOFF_MS, retry.backoffMs * 2 ** tries), tries: tries + 1 }
}
