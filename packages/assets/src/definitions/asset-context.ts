import type { Clock, Materialization, Metadata } from '@ttb/resources'

/** A partition of an asset that this one is made from. */
export interface InputPartition {
  readonly partition: string
  readonly dataVersion: string
}

/** What a materialization is given. `R` is what the program calls its resources, `D` the keys of the dependencies. */
export interface AssetContext<R = unknown, D extends string = string> {
  readonly asset: string
  /** The key of the partition; the empty text when the asset is not partitioned. */
  readonly partition: string
  readonly runId: string
  /** Counts from 1; more when an earlier attempt of this run failed. */
  readonly attempt: number
  /** By the key of each dependency, the partitions to read; those it `requires` as available only may be few. */
  readonly inputs: { readonly [K in D]: readonly InputPartition[] }
  /** What is there of this partition already. */
  readonly previous: Materialization | null
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly resources: R
  /** Says something about the run to whoever watches it. */
  log(message: string, metadata?: Metadata): void
}

/** What a materialization says of what it made. The bytes themselves are in their place before it does. */
export interface Materialized {
  /** The same for the same content; left out, each materialization counts as a change. */
  readonly dataVersion?: string
  readonly metadata?: Metadata
}
