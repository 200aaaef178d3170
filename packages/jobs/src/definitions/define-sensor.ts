import type { Clock, Ledger } from '@ttb/resources'
import type { Alert } from '../alerts/alert.ts'
import type { RunRequest } from '../plan/run-request.ts'

/** What of the ledger a sensor may look at. */
export type LedgerReader = Pick<
  Ledger,
  | 'run'
  | 'runs'
  | 'steps'
  | 'stepCounts'
  | 'openUnits'
  | 'states'
  | 'failures'
  | 'latest'
  | 'checkResults'
  | 'counts'
  | 'coverage'
  | 'ticks'
>

/** What a sensor is given. */
export interface SensorContext<R = unknown> {
  /** What it returned last; null at first. */
  readonly cursor: string | null
  readonly nowMs: number
  readonly ledger: LedgerReader
  readonly resources: R
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** What a sensor found. */
export interface SensorFinding {
  readonly runs?: readonly RunRequest[]
  readonly alerts?: readonly Alert[]
  /** Kept together with the runs, or not at all. Left out: as it was. */
  readonly cursor?: string
  /** Why runs are wanted, or none is. */
  readonly reason?: string
}

/** What looks at the world every so often, and asks for runs: a declaration. Stopped until it is switched on. */
export interface SensorDef<R = unknown> {
  readonly name: string
  readonly doc: string
  readonly everyMs: number
  /** May be done by two processes at the same time; only one of them is listened to. So it looks, and changes nothing. */
  evaluate(context: SensorContext<R>): Promise<SensorFinding>
}

/** A declared sensor. Whether it fits the assets and jobs is checked where all are put together. */
export function defineSensor<R>(sensor: SensorDef<R>): SensorDef<R> {
  return sensor
}
