import type { Clock, Ledger } from '@ttb/resources'
import type { Definitions } from '../definitions/definitions.ts'
import type { EventLog } from './event-log.ts'

/** A clock that one unit goes by while it is worked on. */
export interface UnitClock extends Clock {
  /** The unit has ended, or was given back. */
  leave(): void
}

/** What every part of the engine works with. */
export interface EngineSetup<R> {
  readonly definitions: Definitions<R>
  readonly ledger: Ledger
  readonly clock: Clock
  readonly unitClock: () => UnitClock
  readonly resources: R
  /** Units that this process works on at a time. */
  readonly concurrency: number
  readonly leaseMs: number
  readonly pollMs: number
  readonly events: EventLog
  /** The workers of this process: they are rung when there may be something to do. */
  readonly workers: Set<{ ring(options?: { readonly beat: boolean }): void }>
}
