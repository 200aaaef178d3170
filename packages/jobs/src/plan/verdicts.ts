import { type AssetGraph, CHECKS_DUE, type Edge, type InputPartition } from '@ttb/assets/definitions'
import type { PartitionsDef } from '@ttb/config'
import type { MaterializedState } from '@ttb/resources'
import { changedInputs, versionOfPartitions, writeInputVersions } from './input-versions.ts'
import { edgeName, type PlanFacts } from './plan-facts.ts'
import type { Target } from './targets.ts'

/** Why a partition is in the plan. */
export interface Verdict {
  readonly partition: string
  readonly reason: string
  readonly forced: boolean
}

/** By asset, by index, why it is in the plan; partitions that are up to date are not there. */
export type Verdicts = ReadonlyMap<string, ReadonlyMap<number, Verdict>>

/** What the upstream side of a dependency comes to, for one downstream partition. */
interface InputView {
  /** Whether some of it is in the plan itself, so that its version is not known yet. */
  readonly pending: boolean
  /** What is not there, or may not be used; null when nothing is. */
  readonly lacking: string | null
  readonly version: () => string
}

const BLOCKED = 'blocked'

type KeyAt = (partitions: PartitionsDef, index: number) => string

/** Decides of each target whether it is made, and why. Pure. */
export function judgeTargets<R>(
  graph: AssetGraph<R>,
  targets: readonly Target<R>[],
  facts: PlanFacts,
  force: ReadonlySet<string>,
): Verdicts {
  const verdicts = new Map<string, ReadonlyMap<number, Verdict>>()
  const keyAt = rememberKeys()
  for (const { asset, indexes } of targets) {
    const states = facts.states.get(asset.key)
    const failed = facts.failed.get(asset.key)
    const edges = graph.into(asset.key).map((edge) => ({ edge, view: inputViewer(edge, { facts, verdicts, keyAt }) }))
    const mine = new Map<number, Verdict>()
    for (const index of indexes) {
      const partition = keyAt(asset.partitions, index)
      const inputs = edges.map(({ edge, view }) => ({ edge, ...view(index, partition) }))
      const hasFailed = failed?.has(partition) ?? false
      const reason = reasonOf({
        state: states?.get(partition),
        failed: hasFailed,
        forced: force.has(asset.key),
        codeVersion: asset.codeVersion,
        inputs,
      })
      // What failed is tried again even where an older materialization is up to date: it was wanted for a reason.
      if (reason !== null) mine.set(index, { partition, reason, forced: force.has(asset.key) || hasFailed })
    }
    verdicts.set(asset.key, mine)
  }
  return verdicts
}

function reasonOf<R>({
  state,
  failed,
  forced,
  codeVersion,
  inputs,
}: {
  readonly state: MaterializedState | undefined
  readonly failed: boolean
  readonly forced: boolean
  readonly codeVersion: string
  readonly inputs: readonly (InputView & { readonly edge: Edge<R> })[]
}): string | null {
  const lacking = inputs.find(({ edge, lacking: what }) => what !== null && edge.requires === 'every')
  if (lacking) return `${BLOCKED}: ${lacking.lacking}`
  if (forced) return 'forced'
  if (!state) return 'new'
  if (failed) return 'failed before'
  if (state.codeVersion !== codeVersion) return 'code changed'
  if (state.gatedBy === CHECKS_DUE) return CHECKS_DUE
  if (state.gatedBy !== null) return `gated by ${state.gatedBy}`
  const outdating = inputs.filter(({ edge }) => edge.outdates)
  const pending = outdating.find((input) => input.pending)
  if (pending) return `input may change: ${pending.edge.upstream.key}`
  const now = writeInputVersions(outdating.map(({ edge, version }) => [edge.upstream.key, version()]))
  return state.inputVersions === now ? null : `input changed: ${changedInputs(state.inputVersions, now).join(', ')}`
}

/** How to look at the upstream side of a dependency. What every downstream partition sees alike is looked at once. */
function inputViewer<R>(
  edge: Edge<R>,
  { facts, verdicts, keyAt }: { readonly facts: PlanFacts; readonly verdicts: Verdicts; readonly keyAt: KeyAt },
): (index: number, partition: string) => InputView {
  const { upstream, downstream, mapping } = edge
  const states = facts.states.get(upstream.key)
  const planned = verdicts.get(upstream.key)
  const view = (indexes: readonly number[]): InputView => viewOf(edge, indexes, { states, planned, keyAt })
  if (mapping.kind === 'identity') return (index) => view([index])
  const sides = { upstream: upstream.partitions, downstream: downstream.partitions }
  if (mapping.kind === 'all') {
    let all: InputView | null = null
    return (index) => {
      all ??= view(mapping.upstream(index, sides))
      return all
    }
  }
  if (mapping.kind === 'shared_dimensions') return (index) => view(mapping.upstream(index, sides))
  const relation = facts.relations.get(edgeName(edge))
  return (_, partition) =>
    view((relation?.get(partition) ?? []).map((key) => upstream.partitions.indexOf(key)).filter((index) => index >= 0))
}

function viewOf<R>(
  { upstream }: Edge<R>,
  indexes: readonly number[],
  {
    states,
    planned,
    keyAt,
  }: {
    readonly states: ReadonlyMap<string, MaterializedState> | undefined
    readonly planned: ReadonlyMap<number, Verdict> | undefined
    readonly keyAt: KeyAt
  },
): InputView {
  let pending = false
  let lacking: string | null = null
  const inputs: InputPartition[] = []
  for (const index of indexes) {
    const verdict = planned?.get(index)
    if (verdict && !verdict.reason.startsWith(BLOCKED)) {
      pending = true
      continue
    }
    const partition = keyAt(upstream.partitions, index)
    if (verdict) lacking ??= nameOf(upstream.key, partition, 'blocked')
    const state = states?.get(partition)
    if (!state) lacking ??= nameOf(upstream.key, partition, 'missing')
    // Checks that are due are evaluated before it is used.
    else if (state.gatedBy !== null && state.gatedBy !== CHECKS_DUE)
      lacking ??= nameOf(upstream.key, partition, `gated by ${state.gatedBy}`)
    else inputs.push({ partition, dataVersion: state.dataVersion })
  }
  return { pending, lacking, version: lazily(() => versionOfPartitions(inputs)) }
}

function nameOf(asset: string, partition: string, what: string): string {
  return `${partition === '' ? asset : `${asset} ${partition}`} is ${what}`
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The keys of partitions, each made once: every asset and every dependency asks for the same ones. */
function rememberKeys(): KeyAt {
  const byPartitions = new Map<string, string[]>()
  return (partitions, index) => {
    let keys = byPartitions.get(partitions.id)
    if (!keys) {
      keys = []
      byPartitions.set(partitions.id, keys)
    }
    keys[index] ??= partitions.keyAt(index)
    return keys[index]
  }
}
