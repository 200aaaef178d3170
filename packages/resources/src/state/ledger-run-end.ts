import type { StateDatabase } from './sql-connection.ts'

/** How a run can end. */
export type RunEnd = 'succeeded' | 'failed' | 'canceled'

/** Ends a run that has nothing left to do, or is to be canceled and has nothing under way; how, or null. */
export function endRunIfDone(database: StateDatabase, runId: string, nowMs: number): RunEnd | null {
  const row = database.get<{ status: RunEnd }>(
    `UPDATE runs SET ended_at_ms = :nowMs, status = CASE
       WHEN units_left > 0 THEN 'canceled'
       WHEN EXISTS (SELECT 1 FROM steps WHERE run_id = :runId AND outcome IN ('gated', 'failed', 'blocked')) THEN 'failed'
       ELSE 'succeeded' END
     WHERE run_id = :runId AND ended_at_ms IS NULL AND (units_left = 0 OR (status = 'canceling'
       AND NOT EXISTS (SELECT 1 FROM units WHERE run_id = :runId AND status = 'running')))
     RETURNING status`,
    { runId, nowMs },
  )
  return row?.status ?? null
}
