import type { PartitionsDef } from '@ttb/config'
import type { CheckSeverity, Clock, Materialization, Metadata } from '@ttb/resources'

/** What a check is given. `R` is what the program calls its resources. */
export interface CheckContext<R = unknown> {
  readonly asset: string
  /** The key of the partition; the empty text when the asset is not partitioned. */
  readonly partition: string
  readonly partitions: PartitionsDef
  /** What was made, or is there. */
  readonly materialization: Pick<Materialization, 'dataVersion' | 'metadata'>
  /** What is there of these partitions, of this asset or another: what to compare with. */
  latest(asset: string, partitions: readonly string[]): Promise<readonly Materialization[]>
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly resources: R
}

/** What a check found. */
export interface CheckFinding {
  readonly passed: boolean
  /** How bad it is this time, for a check with more than one threshold. Default: the check's own. */
  readonly severity?: CheckSeverity
  /** What was measured, and what was expected. */
  readonly metadata?: Metadata
}

/** What must hold of an asset: a declaration. */
export interface CheckDef<R = unknown> {
  readonly name: string
  /** The key of the asset it judges. */
  readonly asset: string
  readonly doc: string
  /** Whether nothing is made from a partition that does not pass with severity `error`. */
  readonly blocking: boolean
  readonly severity: CheckSeverity
  evaluate(context: CheckContext<R>): Promise<CheckFinding>
}

/** A {@link CheckDef} as it is written: what has a default may be left out. */
export type CheckSpec<R> = Omit<CheckDef<R>, 'blocking'> & { readonly blocking?: boolean }

/** A declared check; not blocking unless it says so. */
export function defineCheck<R>(spec: CheckSpec<R>): CheckDef<R> {
  return {
    name: spec.name,
    asset: spec.asset,
    doc: spec.doc,
    blocking: spec.blocking ?? false,
    severity: spec.severity,
    evaluate: (context) => spec.evaluate(context),
  }
}

/** {@link defineCheck} for resources of a given type. */
export function checksWith<R>(): (spec: CheckSpec<R>) => CheckDef<R> {
  return (spec) => defineCheck(spec)
}
