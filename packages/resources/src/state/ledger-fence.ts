import type { StateDatabase } from './sql-connection.ts'

/**
 * A unit as it was claimed once. Whoever claims it later has another attempt, and what the earlier one still writes is
 * refused: two may work on a unit, when one was taken for dead, but only one result counts.
 */
export interface Fence {
  readonly runId: string
  readonly ordinal: number
  readonly attempt: number
}

/** Whether the unit is still its claimer's. */
export function holdsFence(database: StateDatabase, { runId, ordinal, attempt }: Fence): boolean {
  const sql = `SELECT 1 AS held FROM units
    WHERE run_id = :runId AND ordinal = :ordinal AND attempt = :attempt AND status = 'running'`
  return database.get(sql, { runId, ordinal, attempt }) !== undefined
}
