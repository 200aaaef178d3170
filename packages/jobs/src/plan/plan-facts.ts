import type { AssetGraph, Edge } from '@ttb/assets/definitions'
import type { Ledger, MaterializedState } from '@ttb/resources'
import type { Target, TargetOptions } from './targets.ts'

/** What a plan is made from, besides the definitions: what is there. */
export interface PlanFacts {
  /** By asset, then by partition. */
  readonly states: ReadonlyMap<string, ReadonlyMap<string, MaterializedState>>
  /** By asset, the partitions whose last attempt failed. */
  readonly failed: ReadonlyMap<string, ReadonlySet<string>>
  /** By `edgeName`, for mappings that look at data: by downstream partition, the upstream partitions. */
  readonly relations: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
}

/** Below this, partitions are asked for by key; above, all of an asset are read, which is faster. */
const FEW_PARTITIONS = 500

/** Reads from the ledger, and from the data where a mapping depends on it, what planning these targets takes. */
export async function loadPlanFacts<R>(
  graph: AssetGraph<R>,
  targets: readonly Target<R>[],
  ledger: Ledger,
  options: TargetOptions<R>,
): Promise<PlanFacts> {
  const states = new Map<string, ReadonlyMap<string, MaterializedState>>()
  const failed = new Map<string, ReadonlySet<string>>()
  const relations = new Map<string, ReadonlyMap<string, readonly string[]>>()
  const planned = new Set(targets.map(({ asset }) => asset.key))
  for (const { asset, indexes } of targets) {
    const keys = () => indexes.map((index) => asset.partitions.keyAt(index))
    const few = indexes.length < FEW_PARTITIONS && !isReadByOthers(graph, asset.key, planned) ? keys() : undefined
    states.set(asset.key, byPartition(await ledger.states(asset.key, few)))
    failed.set(asset.key, new Set((await ledger.failures(asset.key, few)).map(({ partition }) => partition)))
    for (const edge of graph.into(asset.key)) {
      if (edge.mapping.kind === 'data')
        relations.set(edgeName(edge), await edge.mapping.upstream(keys(), contextOf(options)))
      if (!planned.has(edge.upstream.key) && !states.has(edge.upstream.key))
        states.set(edge.upstream.key, byPartition(await ledger.states(edge.upstream.key)))
    }
  }
  return { states, failed, relations }
}

/** One name for the dependency between two assets. */
export function edgeName({ upstream, downstream }: Edge<never>): string {
  return `${upstream.key} ${downstream.key}`
}

/** Whether other partitions than the targets may be looked at: those that another target is made from. */
function isReadByOthers<R>(graph: AssetGraph<R>, key: string, planned: ReadonlySet<string>): boolean {
  return graph.outOf(key).some(({ downstream, mapping }) => planned.has(downstream.key) && mapping.kind !== 'identity')
}

function byPartition(states: readonly MaterializedState[]): ReadonlyMap<string, MaterializedState> {
  return new Map(states.map((state) => [state.partition, state]))
}

function contextOf<R>({ resources, signal }: TargetOptions<R>): { resources: R; signal: AbortSignal | undefined } {
  return { resources, signal }
}
