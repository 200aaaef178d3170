import type { PartitionSelection } from '@ttb/config'
import type { LedgerReader } from './define-sensor.ts'

/** A moment that a schedule names. */
export interface ScheduleTick {
  readonly scheduledAtMs: number
  /** The same, as `2024-01-02T06:00:00.000Z`. */
  readonly scheduledAt: string
}

/**
 * What is done about ticks that nobody was there for: `none` passes them over, `latest` makes up for the last one, `all`
 * for each.
 */
export type CatchUp = 'none' | 'latest' | 'all'

/** When a job runs by the clock, and for which partitions: a declaration. Stopped until it is switched on. */
export interface ScheduleDef {
  readonly name: string
  readonly doc: string
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string
  /** The time zone of the five fields, as `America/New_York`. Each local time comes once, also when clocks are changed. */
  readonly tz: string
  readonly job: string
  readonly catchUp: CatchUp
  /** Of which partitions; null when there is none to make. */
  readonly partitions: (
    tick: ScheduleTick,
    ledger: LedgerReader,
  ) => PartitionSelection | null | Promise<PartitionSelection | null>
  readonly force: boolean | readonly string[]
}

/** A {@link ScheduleDef} as it is written. Defaults: UTC, the latest tick made up for, all partitions, nothing forced. */
export type ScheduleSpec = Pick<ScheduleDef, 'name' | 'doc' | 'cron' | 'job'> & Partial<ScheduleDef>

/** A declared schedule. Whether it fits the assets and jobs is checked where all are put together. */
export function defineSchedule(spec: ScheduleSpec): ScheduleDef {
  return { tz: 'UTC', catchUp: 'latest', partitions: () => 'all', force: false, ...spec }
}
