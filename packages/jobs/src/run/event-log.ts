import type { Clock, Ledger, NewEvent } from '@ttb/resources'
import { isKept, type RunEvent, type RunEventBody, writeEvent } from './run-event.ts'

/** Where events go: to whoever listens, at once, and to the ledger, some at a time. */
export interface EventLog {
  emit(runId: string, body: RunEventBody): void
  /** Writes what waits to be written. */
  flush(): Promise<void>
}

/** So many are written together. */
const BUFFERED_EVENTS = 500

export function createEventLog({
  ledger,
  clock,
  onEvent,
}: {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly onEvent?: ((event: RunEvent) => void) | undefined
}): EventLog {
  let waiting: NewEvent[] = []
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    const events = waiting
    waiting = []
    try {
      await ledger.appendEvents(events)
    } catch (error) {
      waiting = [...events, ...waiting]
      throw error
    }
  }
  function flush(): Promise<void> {
    const written = writing.then(write)
    writing = written.catch(() => undefined)
    return written
  }

  return {
    emit(runId, body) {
      const event: RunEvent = { runId, atMs: clock.now(), ...body }
      onEvent?.(event)
      if (!isKept(event)) return
      waiting.push(writeEvent(event))
      // What cannot be written now stays, and is reported by the next flush that somebody waits for.
      if (waiting.length % BUFFERED_EVENTS === 0) flush().catch(() => undefined)
    },
    flush,
  }
}
