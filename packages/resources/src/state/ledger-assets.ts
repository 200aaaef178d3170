import type { GroupedCommit } from './group-commits.ts'
import { type Fence, holdsFence } from './ledger-fence.ts'
import {
  type CheckRecord,
  type CheckSeverity,
  type CheckStatus,
  type Materialization,
  type MaterializedState,
  type NewCheckResult,
  type NewMaterialization,
  writeCheck,
  writeMaterialization,
} from './ledger-materialize.ts'
import { readMetadata } from './ledger-metadata.ts'
import type { StateDatabase } from './sql-connection.ts'

/** The last attempt at an asset in a partition, when it failed. */
export interface FailureRecord {
  readonly asset: string
  readonly partition: string
  readonly runId: string
  readonly failedAtMs: number
  readonly error: string
}

/** How many partitions of an asset are in which state. */
export interface AssetCounts {
  readonly asset: string
  readonly materialized: number
  readonly gated: number
  /** The last attempt failed; there may be an older materialization. */
  readonly failed: number
}

/** {@link AssetCounts} for the partitions that share the first part of their key: a day. */
export interface CoverageRow extends Omit<AssetCounts, 'asset'> {
  readonly first: string
}

export interface LedgerAssets {
  /** What is there of an asset, in no particular order; of these partitions, or of all. */
  states(asset: string, partitions?: readonly string[]): Promise<readonly MaterializedState[]>
  /** The partitions of an asset whose last attempt failed. */
  failures(asset: string, partitions?: readonly string[]): Promise<readonly FailureRecord[]>
  latest(asset: string, partitions: readonly string[]): Promise<readonly Materialization[]>
  /** Records what a unit has made, with the checks of it; false, and nothing is written, when the unit is another's now. */
  commit(fence: Fence, made: NewMaterialization, checks: readonly NewCheckResult[], nowMs: number): Promise<boolean>
  /** Records what was made outside of any run. */
  report(made: NewMaterialization, checks: readonly NewCheckResult[], nowMs: number): Promise<void>
  /** Records checks of what is there; false, and nothing is written, when it is not this data version any more. */
  recordChecks(
    of: {
      readonly asset: string
      readonly partition: string
      readonly dataVersion: string
      readonly gatedBy: string | null
    },
    checks: readonly NewCheckResult[],
    nowMs: number,
  ): Promise<boolean>
  /** The last results, by asset, partition and name. */
  checkResults(options?: {
    readonly asset?: string
    readonly partition?: string
    readonly name?: string
    readonly status?: readonly CheckStatus[]
    readonly evaluatedSinceMs?: number
    readonly limit?: number
  }): Promise<readonly CheckRecord[]>
  /** Of every asset that anything is known of, by name. */
  counts(): Promise<readonly AssetCounts[]>
  /** By the first part of the keys (what is before the first "|"), rising; from one to another, both included. */
  coverage(asset: string, range?: { readonly from: string; readonly to: string }): Promise<readonly CoverageRow[]>
}

interface CheckRow {
  readonly asset: string
  readonly partition: string
  readonly name: string
  readonly status: CheckStatus
  readonly severity: CheckSeverity
  readonly blocking: number
  readonly run_id: string | null
  readonly evaluated_at_ms: number
  readonly metadata: string
  readonly error: string | null
}

const STATE_COLUMNS = `partition, data_version AS dataVersion, code_version AS codeVersion,
  input_versions AS inputVersions, gated_by AS gatedBy, run_id AS runId`
const OF_PARTITIONS = 'asset = :asset AND partition IN (SELECT value FROM json_each(:partitions))'

export function createLedgerAssets(database: StateDatabase, grouped: GroupedCommit): LedgerAssets {
  const select = <T>(what: string, asset: string, partitions: readonly string[] | undefined): T[] => {
    if (partitions === undefined) return database.all<T>(`SELECT ${what} WHERE asset = :asset`, { asset })
    // One partition is what is asked for most, and a list takes the driver several times as long.
    if (partitions.length === 1) {
      const [partition = ''] = partitions
      const row = database.get<T>(`SELECT ${what} WHERE asset = :asset AND partition = :partition`, {
        asset,
        partition,
      })
      return row === undefined ? [] : [row]
    }
    return database.all<T>(`SELECT ${what} WHERE ${OF_PARTITIONS}`, { asset, partitions: JSON.stringify(partitions) })
  }
  return {
    async states(asset, partitions) {
      return select<MaterializedState>(`${STATE_COLUMNS} FROM materializations`, asset, partitions)
    },
    async failures(asset, partitions) {
      const what = 'asset, partition, run_id AS runId, failed_at_ms AS failedAtMs, error FROM failures'
      return select<FailureRecord>(what, asset, partitions)
    },
    async latest(asset, partitions) {
      const what = `asset, ${STATE_COLUMNS}, materialized_at_ms AS materializedAtMs, metadata FROM materializations`
      const rows = select<Omit<Materialization, 'metadata'> & { metadata: string }>(what, asset, partitions)
      return rows.map((row) => ({ ...row, metadata: readMetadata(row.metadata) }))
    },
    async commit(fence, made, checks, nowMs) {
      return grouped(() => {
        if (!holdsFence(database, fence)) return false
        writeMaterialization(database, made, checks, nowMs)
        return true
      })
    },
    async report(made, checks, nowMs) {
      database.transaction(() => writeMaterialization(database, made, checks, nowMs))
    },
    async recordChecks({ asset, partition, dataVersion, gatedBy }, checks, nowMs) {
      return database.transaction(() => {
        const sql = `UPDATE materializations SET gated_by = :gatedBy
          WHERE asset = :asset AND partition = :partition AND data_version = :dataVersion`
        if (database.run(sql, { asset, partition, dataVersion, gatedBy }) === 0) return false
        for (const check of checks)
          writeCheck(database, { ...check, asset, partition, runId: null, evaluatedAtMs: nowMs })
        return true
      })
    },
    async checkResults({ asset, partition, name, status, evaluatedSinceMs, limit = 10_000 } = {}) {
      // Only what is asked for is said, so that the database finds the index for it.
      const conditions = [
        asset !== undefined && 'asset = :asset',
        partition !== undefined && 'partition = :partition',
        name !== undefined && 'name = :name',
        evaluatedSinceMs !== undefined && 'evaluated_at_ms >= :since',
        status && 'status IN (SELECT value FROM json_each(:status))',
        status && !status.includes('passed') && "status <> 'passed'",
      ].filter(Boolean)
      const rows = database.all<CheckRow>(
        `SELECT * FROM check_results ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
         ORDER BY asset, partition, name LIMIT :limit`,
        {
          ...(asset !== undefined && { asset }),
          ...(partition !== undefined && { partition }),
          ...(name !== undefined && { name }),
          ...(evaluatedSinceMs !== undefined && { since: evaluatedSinceMs }),
          ...(status && { status: JSON.stringify(status) }),
          limit,
        },
      )
      return rows.map((row) => ({
        asset: row.asset,
        partition: row.partition,
        name: row.name,
        status: row.status,
        severity: row.severity,
        blocking: row.blocking === 1,
        runId: row.run_id,
        evaluatedAtMs: row.evaluated_at_ms,
        metadata: readMetadata(row.metadata),
        error: row.error,
      }))
    },
    async counts() {
      return database.all<AssetCounts>(
        `WITH counted (asset, materialized, gated, failed) AS (
           SELECT asset, count(*), count(gated_by), 0 FROM materializations GROUP BY asset
           UNION ALL SELECT asset, 0, 0, count(*) FROM failures GROUP BY asset)
         SELECT asset, sum(materialized) AS materialized, sum(gated) AS gated, sum(failed) AS failed
         FROM counted GROUP BY asset ORDER BY asset`,
      )
    },
    async coverage(asset, { from, to } = { from: '', to: '' }) {
      const first = "iif(instr(partition, '|') > 0, substr(partition, 1, instr(partition, '|') - 1), partition)"
      // "}" comes after "|", so the keys that begin with the last one are included.
      const range = "asset = :asset AND (:to = '' OR partition BETWEEN :from AND :to || '}')"
      return database.all<CoverageRow>(
        `WITH counted (first, materialized, gated, failed) AS (
           SELECT ${first}, count(*), count(gated_by), 0 FROM materializations WHERE ${range} GROUP BY 1
           UNION ALL SELECT ${first}, 0, 0, count(*) FROM failures WHERE ${range} GROUP BY 1)
         SELECT first, sum(materialized) AS materialized, sum(gated) AS gated, sum(failed) AS failed
         FROM counted GROUP BY first ORDER BY first`,
        { asset, from, to },
      )
    },
  }
}
