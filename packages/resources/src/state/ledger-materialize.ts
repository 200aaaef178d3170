import { type Metadata, writeMetadata } from './ledger-metadata.ts'
import type { StateDatabase } from './sql-connection.ts'

/** What is there of an asset in a partition, without its metadata. */
export interface MaterializedState {
  readonly partition: string
  /** The same for the same content. */
  readonly dataVersion: string
  readonly codeVersion: string
  /** The data versions of what it was made from, as a text that is the same for the same versions. */
  readonly inputVersions: string
  /** The blocking check that did not pass, or that checks are still due (`CHECKS_DUE`); null when nothing keeps it from use. */
  readonly gatedBy: string | null
  readonly runId: string
}

/** The latest materialization of an asset in a partition. */
export interface Materialization extends MaterializedState {
  readonly asset: string
  readonly materializedAtMs: number
  readonly metadata: Metadata
}

export type NewMaterialization = Omit<Materialization, 'materializedAtMs'>

/** `errored`: the check itself broke, so nothing is known. */
export type CheckStatus = 'passed' | 'failed' | 'errored'

export type CheckSeverity = 'warn' | 'error'

/** What a check said of a partition. */
export interface NewCheckResult {
  readonly name: string
  readonly status: CheckStatus
  readonly severity: CheckSeverity
  readonly blocking: boolean
  readonly metadata: Metadata
  /** What broke, when it errored. */
  readonly error: string | null
}

export interface CheckRecord extends NewCheckResult {
  readonly asset: string
  readonly partition: string
  /** Null when it was evaluated outside of a run. */
  readonly runId: string | null
  readonly evaluatedAtMs: number
}

/** Writes what was made, and what its checks say; called within a transaction. */
export function writeMaterialization(
  database: StateDatabase,
  { asset, partition, dataVersion, codeVersion, inputVersions, gatedBy, runId, metadata }: NewMaterialization,
  checks: readonly NewCheckResult[],
  nowMs: number,
): void {
  database.run(
    `INSERT OR REPLACE INTO materializations (asset, partition, data_version, code_version, input_versions, gated_by,
       run_id, materialized_at_ms, metadata)
     VALUES (:asset, :partition, :dataVersion, :codeVersion, :inputVersions, :gatedBy, :runId, :nowMs, :metadata)`,
    {
      asset,
      partition,
      dataVersion,
      codeVersion,
      inputVersions,
      gatedBy,
      runId,
      nowMs,
      metadata: writeMetadata(metadata),
    },
  )
  database.run('DELETE FROM failures WHERE asset = :asset AND partition = :partition', { asset, partition })
  for (const check of checks) writeCheck(database, { ...check, asset, partition, runId, evaluatedAtMs: nowMs })
}

/** Writes what a check says. */
export function writeCheck(database: StateDatabase, check: CheckRecord): void {
  const { asset, partition, name, status, severity, blocking, runId, evaluatedAtMs, metadata, error } = check
  database.run(
    `INSERT OR REPLACE INTO check_results (asset, partition, name, status, severity, blocking, run_id, evaluated_at_ms,
       metadata, error)
     VALUES (:asset, :partition, :name, :status, :severity, :blocking, :runId, :evaluatedAtMs, :metadata, :error)`,
    {
      asset,
      partition,
      name,
      status,
      severity,
      blocking: blocking ? 1 : 0,
      runId,
      evaluatedAtMs,
      metadata: writeMetadata(metadata),
      error,
    },
  )
}
