import { type Metadata, writeMetadata } from './ledger-metadata.ts'
import { endRunIfDone } from './ledger-run-end.ts'
import type { StateDatabase } from './sql-connection.ts'

/** An asset to be materialized in a partition, and why. */
export interface PlannedStep {
  readonly asset: string
  readonly reason: string
  /** Whether it is made again although nothing has changed. */
  readonly forced: boolean
}

/** Assets of one partition that are made one after the other. */
export interface PlannedUnit {
  /** Its place in the run: units begin in this order, as far as they need not wait. */
  readonly ordinal: number
  readonly partition: string
  readonly steps: readonly PlannedStep[]
  /** The units that must have ended before. */
  readonly waitsFor: readonly number[]
}

/** A unit that some run has still to do. */
export interface OpenUnit {
  readonly runId: string
  readonly partition: string
  readonly steps: readonly PlannedStep[]
  /** Whether somebody has begun with it: part of it may be made from what was there before. */
  readonly begun: boolean
}

export interface NewRun {
  readonly runId: string
  readonly job: string | null
  /** Who wanted it, for people: `schedule ttb_daily_schedule`. */
  readonly cause: string
  readonly request: Metadata
  /** Units of a run of higher priority are taken first. */
  readonly priority: number
  readonly units: Iterable<PlannedUnit>
}

/** Writes a run and its units; called within a transaction. */
export function insertRun(database: StateDatabase, run: NewRun, nowMs: number): void {
  const { runId, job, cause, request, priority } = run
  let count = 0
  let waiting = false
  for (const { ordinal, partition, steps, waitsFor } of run.units) {
    const waits = waitsFor.length
    database.run(
      `INSERT INTO units (run_id, ordinal, partition, steps, status, waits)
       VALUES (:runId, :ordinal, :partition, :steps, :status, :waits)`,
      { runId, ordinal, partition, steps: writeSteps(steps), status: waits > 0 ? 'waiting' : 'ready', waits },
    )
    for (const upstream of waitsFor)
      database.run('INSERT INTO unit_waits (run_id, upstream, downstream) VALUES (:runId, :upstream, :ordinal)', {
        runId,
        upstream,
        ordinal,
      })
    waiting ||= waits > 0
    count++
  }
  if (waiting)
    database.run(
      `UPDATE units SET awaited = 1 WHERE run_id = :runId AND ordinal IN
         (SELECT upstream FROM unit_waits WHERE run_id = :runId)`,
      { runId },
    )
  database.run(
    `INSERT INTO runs (run_id, job, cause, request, priority, status, units, units_left, created_at_ms)
     VALUES (:runId, :job, :cause, :request, :priority, 'queued', :count, :count, :nowMs)`,
    { runId, job, cause, request: writeMetadata(request), priority, count, nowMs },
  )
  endRunIfDone(database, runId, nowMs)
}

/** Steps as a column holds them: `[asset, reason, forced]`, as there are tens of thousands of them. */
function writeSteps(steps: readonly PlannedStep[]): string {
  return JSON.stringify(steps.map(({ asset, reason, forced }) => (forced ? [asset, reason, 1] : [asset, reason])))
}

/** The steps of a unit from the text that its row holds. */
export function readSteps(text: string): PlannedStep[] {
  return (JSON.parse(text) as [string, string, 1?][]).map(([asset, reason, forced]) => ({
    asset,
    reason,
    forced: forced === 1,
  }))
}

/** The units that are not done, of runs that go on; joints, which make nothing, left out. */
export function readOpenUnits(database: StateDatabase): OpenUnit[] {
  const rows = database.all<{ run_id: string; partition: string; steps: string; begun: number }>(
    `SELECT run_id, partition, steps, attempt > 0 AS begun FROM units
     WHERE status <> 'done' AND steps <> '[]' AND run_id IN
       (SELECT run_id FROM runs WHERE ended_at_ms IS NULL AND status <> 'canceling')`,
  )
  return rows.map(({ run_id: runId, partition, steps, begun }) => ({
    runId,
    partition,
    steps: readSteps(steps),
    begun: begun === 1,
  }))
}
