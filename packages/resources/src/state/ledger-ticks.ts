import type { StateDatabase } from './sql-connection.ts'

/** What came of a tick. `missed`: nobody was there in time, and it is not made up for. */
export type TickOutcome = 'requested' | 'skipped' | 'missed' | 'failed'

/** One moment of a schedule, or one evaluation of a sensor. */
export interface NewTick {
  /** Of the schedule or sensor. */
  readonly name: string
  readonly scheduledAtMs: number
  readonly outcome: TickOutcome
  /** Why, for people; the error of what failed. */
  readonly reason: string
  readonly runIds: readonly string[]
}

/** Records a tick; false when it has been recorded before. */
export function writeTick(database: StateDatabase, tick: NewTick, nowMs: number): boolean {
  const { name, scheduledAtMs, outcome, reason, runIds } = tick
  return (
    database.run(
      `INSERT INTO ticks (name, scheduled_at_ms, outcome, reason, run_ids, recorded_at_ms)
       VALUES (:name, :scheduledAtMs, :outcome, :reason, :runIds, :nowMs) ON CONFLICT DO NOTHING`,
      { name, scheduledAtMs, outcome, reason, runIds: JSON.stringify(runIds), nowMs },
    ) > 0
  )
}

/** Records what a sensor has seen by now; it must have been switched on or off before. */
export function writeCursor(database: StateDatabase, cursor: { readonly name: string; readonly value: string }): void {
  database.run('UPDATE automations SET cursor = :value WHERE name = :name', { ...cursor })
}
