import { type Metadata, readMetadata } from './ledger-metadata.ts'
import { insertRun, type NewRun, type OpenUnit, readOpenUnits } from './ledger-planned-units.ts'
import { endRunIfDone } from './ledger-run-end.ts'
import { type NewTick, writeCursor, writeTick } from './ledger-ticks.ts'
import type { StateDatabase } from './sql-connection.ts'

/** How far a run is. `canceling`: nothing new of it begins, what is under way is being stopped. */
export type RunStatus = 'queued' | 'running' | 'canceling' | 'succeeded' | 'failed' | 'canceled'

/** What became of one asset x partition of a run. `gated`: materialized, but a blocking check did not pass. */
export type StepOutcome = 'materialized' | 'fresh' | 'gated' | 'failed' | 'blocked'

/** What is written as one: runs, and the tick and cursor that asked for them. */
export interface Submission {
  readonly runs: readonly NewRun[]
  readonly tick?: NewTick
  /** What the sensor of this name has seen by now. */
  readonly cursor?: { readonly name: string; readonly value: string }
}

export interface RunRecord {
  readonly runId: string
  readonly job: string | null
  readonly cause: string
  readonly request: Metadata
  readonly priority: number
  readonly status: RunStatus
  readonly units: number
  readonly unitsLeft: number
  readonly createdAtMs: number
  readonly startedAtMs: number | null
  readonly endedAtMs: number | null
}

export interface StepRecord {
  readonly asset: string
  readonly partition: string
  readonly outcome: StepOutcome
  /** Why it was made, or why not: the error of what failed. */
  readonly reason: string
  readonly endedAtMs: number
}

export interface StepFilter {
  readonly asset?: string
  readonly partitions?: readonly string[]
  readonly outcomes?: readonly StepOutcome[]
  readonly limit?: number
}

export interface LedgerRuns {
  /** All of it or nothing; false, and nothing is written, when the tick has been recorded before. */
  submit(submission: Submission, nowMs: number): Promise<boolean>
  run(runId: string): Promise<RunRecord | null>
  /** The newest first. */
  runs(options?: {
    readonly status?: readonly RunStatus[]
    readonly job?: string
    readonly endedSinceMs?: number
    readonly limit?: number
  }): Promise<readonly RunRecord[]>
  /** The steps that have ended, by asset and partition. */
  steps(runId: string, options?: StepFilter): Promise<readonly StepRecord[]>
  /** What runs that have not ended still have to do. */
  openUnits(): Promise<readonly OpenUnit[]>
  /** What came of the partitions of an asset that a run could not bring to use, by partition. */
  unusable(runId: string, asset: string, partitions?: readonly string[]): Promise<ReadonlyMap<string, StepOutcome>>
  stepCounts(runId: string): Promise<Readonly<Record<StepOutcome, number>>>
  /** Asks that the run end; its status after that, null when there is no such run. */
  cancel(runId: string, nowMs: number): Promise<RunStatus | null>
  /** Lets a canceled run go on with what it had left; false when it was not canceled. */
  reopen(runId: string): Promise<boolean>
  /** Forgets runs that ended before a time, with their units and steps; how many. What they made stays known. */
  pruneRuns(endedBeforeMs: number): Promise<number>
}

interface RunRow {
  readonly run_id: string
  readonly job: string | null
  readonly cause: string
  readonly request: string
  readonly priority: number
  readonly status: RunStatus
  readonly units: number
  readonly units_left: number
  readonly created_at_ms: number
  readonly started_at_ms: number | null
  readonly ended_at_ms: number | null
}

export function createLedgerRuns(database: StateDatabase): LedgerRuns {
  return {
    async submit({ runs, tick, cursor }, nowMs) {
      return database.transaction(() => {
        if (tick && !writeTick(database, tick, nowMs)) return false
        if (cursor) writeCursor(database, cursor)
        for (const run of runs) insertRun(database, run, nowMs)
        return true
      })
    },
    async run(runId) {
      const row = database.get<RunRow>('SELECT * FROM runs WHERE run_id = :runId', { runId })
      return row ? runOf(row) : null
    },
    async runs({ status, job, endedSinceMs, limit = 100 } = {}) {
      const rows = database.all<RunRow>(
        `SELECT * FROM runs
         WHERE (:status IS NULL OR status IN (SELECT value FROM json_each(:status)))
           AND (:job IS NULL OR job = :job)
           AND (:since IS NULL OR ended_at_ms >= :since)
         ORDER BY created_at_ms DESC, run_id DESC LIMIT :limit`,
        { status: status ? JSON.stringify(status) : null, job: job ?? null, since: endedSinceMs ?? null, limit },
      )
      return rows.map(runOf)
    },
    async steps(runId, { asset, partitions, outcomes, limit = -1 } = {}) {
      return database.all<StepRecord>(
        `SELECT asset, partition, outcome, reason, ended_at_ms AS endedAtMs FROM steps
         WHERE run_id = :runId AND (:asset IS NULL OR asset = :asset)
           AND (:partitions IS NULL OR partition IN (SELECT value FROM json_each(:partitions)))
           AND (:outcomes IS NULL OR outcome IN (SELECT value FROM json_each(:outcomes)))
         ORDER BY asset, partition LIMIT :limit`,
        {
          runId,
          asset: asset ?? null,
          partitions: partitions ? JSON.stringify(partitions) : null,
          outcomes: outcomes ? JSON.stringify(outcomes) : null,
          limit,
        },
      )
    },
    async openUnits() {
      return readOpenUnits(database)
    },
    async unusable(runId, asset, partitions) {
      const unusable = `SELECT partition, outcome FROM steps INDEXED BY unusable_steps
        WHERE run_id = :runId AND asset = :asset AND outcome IN ('gated', 'failed', 'blocked')`
      type Row = { readonly partition: string; readonly outcome: StepOutcome }
      const rows =
        partitions === undefined
          ? database.all<Row>(unusable, { runId, asset })
          : database.all<Row>(`${unusable} AND partition IN (SELECT value FROM json_each(:partitions))`, {
              runId,
              asset,
              partitions: JSON.stringify(partitions),
            })
      return new Map(rows.map(({ partition, outcome }) => [partition, outcome]))
    },
    async stepCounts(runId) {
      const rows = database.all<{ outcome: StepOutcome; count: number }>(
        'SELECT outcome, count(*) AS count FROM steps WHERE run_id = :runId GROUP BY outcome',
        { runId },
      )
      const counts = { materialized: 0, fresh: 0, gated: 0, failed: 0, blocked: 0 }
      for (const { outcome, count } of rows) counts[outcome] = count
      return counts
    },
    async cancel(runId, nowMs) {
      return database.transaction(() => {
        database.run("UPDATE runs SET status = 'canceling' WHERE run_id = :runId AND ended_at_ms IS NULL", { runId })
        endRunIfDone(database, runId, nowMs)
        return database.get<RunRow>('SELECT status FROM runs WHERE run_id = :runId', { runId })?.status ?? null
      })
    },
    async reopen(runId) {
      const sql = "UPDATE runs SET status = 'queued', ended_at_ms = NULL WHERE run_id = :runId AND status = 'canceled'"
      return database.run(sql, { runId }) > 0
    },
    async pruneRuns(endedBeforeMs) {
      return database.transaction(() => {
        const old = 'SELECT run_id FROM runs WHERE ended_at_ms < :endedBeforeMs'
        for (const table of ['unit_waits', 'units', 'steps'])
          database.run(`DELETE FROM ${table} WHERE run_id IN (${old})`, { endedBeforeMs })
        return database.run('DELETE FROM runs WHERE ended_at_ms < :endedBeforeMs', { endedBeforeMs })
      })
    },
  }
}

function runOf(row: RunRow): RunRecord {
  return {
    runId: row.run_id,
    job: row.job,
    cause: row.cause,
    request: readMetadata(row.request),
    priority: row.priority,
    status: row.status,
    units: row.units,
    unitsLeft: row.units_left,
    createdAtMs: row.created_at_ms,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
  }
}
