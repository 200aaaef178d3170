import { randomBytes } from 'node:crypto'
import { isDeadProcess, processIdentity } from '../storage/process-identity.ts'
import type { GroupedCommit } from './group-commits.ts'
import { type ClaimedUnit, claimUnits } from './ledger-claim.ts'
import type { Fence } from './ledger-fence.ts'
import { endRunIfDone, type RunEnd } from './ledger-run-end.ts'
import type { StepOutcome } from './ledger-runs.ts'
import type { StateDatabase } from './sql-connection.ts'

/** How a step of a unit ended. */
export interface EndedStep {
  readonly asset: string
  readonly outcome: StepOutcome
  /** Why it was made, or why not: the error of what failed. */
  readonly reason: string
}

export type Finished = { readonly stale: true } | { readonly stale: false; readonly runEnded: RunEnd | null }

export interface LedgerUnits {
  /** Registers one who will claim units, and gives its name. Its lease must be renewed before it is over. */
  openOwner(options: {
    readonly leaseMs: number
    readonly nowMs: number
    /** Which process it is, when not this one. */
    readonly process?: string
  }): Promise<string>
  /** Extends the lease of all that it has claimed; names the runs of these that are to be stopped. */
  renew(
    owner: string,
    lease: { readonly leaseMs: number; readonly nowMs: number },
  ): Promise<{ readonly canceling: readonly string[] }>
  /** Gives back what it still has, and forgets it. */
  closeOwner(owner: string, nowMs: number): Promise<void>
  /**
   * Gives back the units of owners that are gone, and says how many there were: of processes of this machine that have
   * certainly ended, at once; of those that cannot be looked at, when their lease is over. A process that is alive keeps
   * its units however long it cannot renew, because its work does not let it.
   */
  reclaim(nowMs: number): Promise<number>
  /**
   * Takes units that are ready, first those of runs of higher priority, then of older runs, in order (those that are to be
   * tried again before others); of one run only, if said so. With them begins a new lease. A unit is left alone while one of another run makes the same asset in the same partition.
   */
  claim(options: {
    readonly owner: string
    readonly limit: number
    readonly leaseMs: number
    readonly nowMs: number
    readonly runId?: string
  }): Promise<readonly ClaimedUnit[]>
  /** When the next unit that waits for a time may begin; null when none does. */
  nextStartMs(options: { readonly nowMs: number; readonly runId?: string }): Promise<number | null>
  /** Gives a unit back as if it had not been claimed; how its run ended, if it was to be canceled and this was the last. */
  release(fence: Fence, nowMs: number): Promise<RunEnd | null>
  /** Gives a unit back to be tried again, not before a time; false when it is another's now. */
  retry(
    fence: Fence,
    again: { readonly notBeforeMs: number; readonly tries: Readonly<Record<string, number>> },
    nowMs: number,
  ): Promise<boolean>
  /** Ends a unit, and lets begin what waited for it alone. */
  finish(fence: Fence, steps: readonly EndedStep[], nowMs: number): Promise<Finished>
}

const STILL_HELD = "run_id = :runId AND ordinal = :ordinal AND attempt = :attempt AND status = 'running'"

export function createLedgerUnits(database: StateDatabase, grouped: GroupedCommit): LedgerUnits {
  return {
    async openOwner({ leaseMs, nowMs, process = processIdentity() }) {
      const owner = `${process}/${randomBytes(4).toString('hex')}`
      database.run('INSERT INTO owners (owner, process, lease_until_ms) VALUES (:owner, :process, :until)', {
        owner,
        process,
        until: nowMs + leaseMs,
      })
      return owner
    },
    async renew(owner, { leaseMs, nowMs }) {
      extendLease(database, owner, nowMs + leaseMs)
      const rows = database.all<{ run_id: string }>(
        `SELECT DISTINCT units.run_id FROM units JOIN runs USING (run_id)
         WHERE units.owner = :owner AND units.status = 'running' AND runs.status = 'canceling'`,
        { owner },
      )
      return { canceling: rows.map(({ run_id: runId }) => runId) }
    },
    async closeOwner(owner, nowMs) {
      database.transaction(() => giveBack(database, { owner, nowMs, lost: 0 }))
    },
    async reclaim(nowMs) {
      const owners = database.all<{ owner: string; process: string; lease_until_ms: number }>('SELECT * FROM owners')
      const gone = owners.filter(({ process, lease_until_ms: until }) => isGone(process, nowMs - until))
      if (gone.length === 0) return 0
      return database.transaction(() =>
        gone.reduce((sum, { owner }) => sum + giveBack(database, { owner, nowMs, lost: 1 }), 0),
      )
    },
    async claim({ owner, limit, leaseMs, nowMs, runId }) {
      return grouped(() => {
        const claimed = claimUnits(database, { owner, limit, nowMs, runId: runId ?? null })
        if (claimed.length > 0) extendLease(database, owner, nowMs + leaseMs)
        return claimed
      })
    },
    async nextStartMs({ nowMs, runId }) {
      const row = database.get<{ at: number | null }>(
        `SELECT min(not_before_ms) AS at FROM units INDEXED BY ready_units
         WHERE status = 'ready' AND not_before_ms > :nowMs AND run_id IN
           (SELECT run_id FROM runs WHERE ended_at_ms IS NULL AND status <> 'canceling' AND (:runId IS NULL OR run_id = :runId))`,
        { nowMs, runId: runId ?? null },
      )
      return row?.at ?? null
    },
    async release({ runId, ordinal, attempt }, nowMs) {
      return database.transaction(() => {
        database.run(`UPDATE units SET status = 'ready', owner = NULL WHERE ${STILL_HELD}`, { runId, ordinal, attempt })
        return endRunIfDone(database, runId, nowMs)
      })
    },
    async retry({ runId, ordinal, attempt }, { notBeforeMs, tries }, nowMs) {
      return database.transaction(() => {
        const changed = database.run(
          `UPDATE units SET status = 'ready', owner = NULL, not_before_ms = :notBeforeMs, tries = :tries WHERE ${STILL_HELD}`,
          { runId, ordinal, attempt, notBeforeMs: Math.ceil(notBeforeMs), tries: JSON.stringify(tries) },
        )
        endRunIfDone(database, runId, nowMs)
        return changed > 0
      })
    },
    async finish(fence, steps, nowMs) {
      return grouped(() => finish(database, fence, steps, nowMs))
    },
  }
}

function finish(database: StateDatabase, fence: Fence, steps: readonly EndedStep[], nowMs: number): Finished {
  const { runId, ordinal, attempt } = fence
  const unit = database.get<{ partition: string; awaited: number }>(
    `UPDATE units SET status = 'done', owner = NULL WHERE ${STILL_HELD} RETURNING partition, awaited`,
    { runId, ordinal, attempt },
  )
  if (!unit) return { stale: true }
  const { partition } = unit
  for (const { asset, outcome, reason } of steps) {
    database.run(
      `INSERT OR REPLACE INTO steps (run_id, asset, partition, outcome, reason, ended_at_ms)
       VALUES (:runId, :asset, :partition, :outcome, :reason, :nowMs)`,
      { runId, asset, partition, outcome, reason, nowMs },
    )
    if (outcome === 'failed')
      database.run(
        `INSERT OR REPLACE INTO failures (asset, partition, run_id, failed_at_ms, error)
         VALUES (:asset, :partition, :runId, :nowMs, :reason)`,
        { asset, partition, runId, nowMs, reason },
      )
  }
  if (unit.awaited > 0)
    database.run(
      `UPDATE units SET waits = waits - 1, status = iif(waits = 1, 'ready', 'waiting')
       WHERE run_id = :runId AND ordinal IN
         (SELECT downstream FROM unit_waits WHERE run_id = :runId AND upstream = :ordinal)`,
      { runId, ordinal },
    )
  const run = database.get<{ units_left: number; status: string }>(
    'UPDATE runs SET units_left = units_left - 1 WHERE run_id = :runId RETURNING units_left, status',
    { runId },
  )
  const mayEnd = run?.units_left === 0 || run?.status === 'canceling'
  return { stale: false, runEnded: mayEnd ? endRunIfDone(database, runId, nowMs) : null }
}

/** Makes ready what an owner has claimed, and forgets the owner; how many units it had. */
function giveBack(
  database: StateDatabase,
  { owner, nowMs, lost }: { readonly owner: string; readonly nowMs: number; readonly lost: 0 | 1 },
): number {
  const held = database.all<{ run_id: string }>(
    `UPDATE units SET status = 'ready', owner = NULL, lost = lost + :lost
     WHERE status = 'running' AND owner = :owner RETURNING run_id`,
    { owner, lost },
  )
  database.run('DELETE FROM owners WHERE owner = :owner', { owner })
  for (const runId of new Set(held.map(({ run_id: id }) => id))) endRunIfDone(database, runId, nowMs)
  return held.length
}

/** Taken for gone meanwhile, an owner registers again: what it had is lost to it, what it claims from now on is not. */
function extendLease(database: StateDatabase, owner: string, until: number): void {
  database.run(
    `INSERT INTO owners (owner, process, lease_until_ms) VALUES (:owner, :process, :until)
     ON CONFLICT (owner) DO UPDATE SET lease_until_ms = :until`,
    { owner, process: processOf(owner), until },
  )
}

function processOf(owner: string): string {
  return owner.slice(0, owner.lastIndexOf('/'))
}

function isGone(process: string, overdueMs: number): boolean {
  const certainlyDead = isDeadProcess(process, 0)
  const certainlyAlive = !isDeadProcess(process, Number.POSITIVE_INFINITY)
  return certainlyDead || (!certainlyAlive && overdueMs > 0)
}
