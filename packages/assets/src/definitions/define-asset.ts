import { allPartitions, identity, type PartitionMapping, type PartitionsDef, UNPARTITIONED } from '@ttb/config'
import type { AssetContext, Materialized } from './asset-context.ts'
import type { DataMapping } from './data-mapping.ts'

/** What an asset is made from. */
export interface Dependency<R = unknown, K extends string = string> {
  /** The key of the other asset. */
  readonly asset: K
  /** Which of its partitions. Default: the same one, or the one there is when it has no partitions. */
  readonly mapping?: PartitionMapping | DataMapping<R>
  /**
   * `every`, the default: a partition that is missing, failed or gated keeps this one from being made. `available`: those
   * are left out.
   */
  readonly requires?: 'every' | 'available'
  /**
   * Whether a new version of it outdates this one. Default: true. False where another dependency says more exactly when
   * that is so: this one then only comes first.
   */
  readonly outdates?: boolean
}

/** How often a failed materialization is tried again in the same run, and how long after: twice as long each time. */
export interface RetryPolicy {
  readonly max: number
  readonly backoffMs: number
}

/** What we make, and from what: a declaration. Nothing happens by making one. */
export interface AssetDef<R = unknown> {
  /** A name for ever: renaming an asset is a migration. */
  readonly key: string
  readonly group: string
  readonly doc: string
  readonly deps: readonly Dependency<R>[]
  readonly partitions: PartitionsDef
  /** Raised whenever the same inputs would give other content. */
  readonly codeVersion: string
  readonly retry: RetryPolicy
  /**
   * Makes one partition and puts it in its place, whole or not at all; doing so twice does no harm. May be begun again at
   * any time by another process. A thrown `TtbError` with `retryable: false` is not tried again; one that is retryable
   * and has `untilMs` makes the partition wait until then, which counts as no try.
   */
  materialize(context: AssetContext<R>): Promise<Materialized>
}

/** An {@link AssetDef} as it is written: what has a default may be left out. */
export interface AssetSpec<R, D extends string> {
  readonly key: string
  readonly group: string
  readonly doc: string
  readonly deps?: readonly Dependency<R, D>[]
  readonly partitions?: PartitionsDef
  readonly codeVersion: string
  readonly retry?: RetryPolicy
  materialize(context: AssetContext<R, D>): Promise<Materialized>
}

const NO_RETRY: RetryPolicy = { max: 0, backoffMs: 0 }

/** A declared asset. Whether it fits the others is checked where all are put together. */
export function defineAsset<R, const D extends string = never>(spec: AssetSpec<R, D>): AssetDef<R> {
  return {
    key: spec.key,
    group: spec.group,
    doc: spec.doc,
    deps: spec.deps ?? [],
    partitions: spec.partitions ?? UNPARTITIONED,
    codeVersion: spec.codeVersion,
    retry: spec.retry ?? NO_RETRY,
    materialize: (context) => spec.materialize(context),
  }
}

/** {@link defineAsset} for resources of a given type, so that only the dependencies are left to be inferred. */
export function assetsWith<R>(): <const D extends string = never>(spec: AssetSpec<R, D>) => AssetDef<R> {
  return (spec) => defineAsset(spec)
}

/** The mapping of a dependency, named or not. */
export function mappingOf<R>(
  { mapping }: Pick<Dependency<R>, 'mapping'>,
  upstream: PartitionsDef,
): PartitionMapping | DataMapping<R> {
  return mapping ?? (upstream.dims.length === 0 ? allPartitions() : identity())
}
