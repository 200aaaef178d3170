import type { Fence } from './ledger-fence.ts'
import { type PlannedStep, readSteps } from './ledger-planned-units.ts'
import type { StateDatabase } from './sql-connection.ts'

/** A unit that is its claimer's until it is finished, given back, or the claimer is gone. */
export interface ClaimedUnit extends Fence {
  readonly partition: string
  readonly steps: readonly PlannedStep[]
  /** How often each asset has failed in this run. */
  readonly tries: Readonly<Record<string, number>>
  /** How often a process has gone while the unit was its. */
  readonly lost: number
}

interface UnitRow {
  readonly run_id: string
  readonly ordinal: number
  readonly partition: string
  readonly steps: string
  readonly attempt: number
  readonly tries: string
  readonly lost: number
}

/** Takes units that are ready, and says which; called within a transaction. */
export function claimUnits(
  database: StateDatabase,
  { owner, limit, nowMs, runId }: { owner: string; limit: number; nowMs: number; runId: string | null },
): ClaimedUnit[] {
  const active = database.all<{ run_id: string; status: string }>(
    'SELECT run_id, status FROM runs WHERE ended_at_ms IS NULL ORDER BY priority DESC, created_at_ms, run_id',
  )
  const runs = active.filter(({ run_id: id, status }) => status !== 'canceling' && (runId === null || runId === id))
  // Within one run nothing is made twice; only another one can be at it.
  const making = new Set(active.length === 1 ? [] : unitsUnderWay(database))
  const claimed: ClaimedUnit[] = []
  for (const run of runs) {
    if (claimed.length === limit) break
    const rows = readyUnits(database, { runId: run.run_id, nowMs, limit: limit - claimed.length + making.size })
    for (const row of rows) {
      if (claimed.length === limit) break
      const steps = readSteps(row.steps)
      const keys = makes(row.partition, steps)
      if (keys.some((key) => making.has(key))) continue
      for (const key of keys) making.add(key)
      claimed.push({
        runId: row.run_id,
        ordinal: row.ordinal,
        attempt: row.attempt + 1,
        partition: row.partition,
        steps,
        tries: JSON.parse(row.tries) as Record<string, number>,
        lost: row.lost,
      })
    }
    if (run.status === 'queued' && claimed.some(({ runId: taken }) => taken === run.run_id))
      database.run(
        `UPDATE runs SET status = 'running', started_at_ms = coalesce(started_at_ms, :nowMs) WHERE run_id = :runId`,
        { runId: run.run_id, nowMs },
      )
  }
  for (const { runId: of, ordinal, attempt } of claimed)
    database.run(
      `UPDATE units SET status = 'running', owner = :owner, attempt = :attempt WHERE run_id = :of AND ordinal = :ordinal`,
      { owner, attempt, of, ordinal },
    )
  return claimed
}

/** The units of a run that may begin: those whose time to be tried again has come, then those that never began, in order. */
function readyUnits(
  database: StateDatabase,
  { runId, nowMs, limit }: { readonly runId: string; readonly nowMs: number; readonly limit: number },
): UnitRow[] {
  // Named, since by the primary key all that is done would be passed over each time.
  const ready = `SELECT run_id, ordinal, partition, steps, attempt, tries, lost FROM units INDEXED BY ready_units
    WHERE run_id = :runId AND status = 'ready'`
  const again = database.all<UnitRow>(
    `${ready} AND not_before_ms BETWEEN 1 AND :nowMs ORDER BY not_before_ms, ordinal LIMIT :limit`,
    { runId, nowMs, limit },
  )
  if (again.length === limit) return again
  const first = `${ready} AND not_before_ms = 0 ORDER BY ordinal LIMIT :limit`
  return [...again, ...database.all<UnitRow>(first, { runId, limit: limit - again.length })]
}

/** What is being made, in whatever run. */
function unitsUnderWay(database: StateDatabase): string[] {
  return database
    .all<UnitRow>("SELECT run_id, partition, steps FROM units WHERE status = 'running'")
    .flatMap(({ partition, steps }) => makes(partition, readSteps(steps)))
}

function makes(partition: string, steps: readonly PlannedStep[]): string[] {
  return steps.map(({ asset }) => `${asset}\n${partition}`)
}
