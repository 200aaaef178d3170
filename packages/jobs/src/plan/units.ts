import type { AssetGraph, Edge } from '@ttb/assets/definitions'
import type { PlannedStep, PlannedUnit } from '@ttb/resources'
import { edgeName, type PlanFacts } from './plan-facts.ts'
import type { PlanOrder } from './run-request.ts'
import type { Target } from './targets.ts'
import type { Verdicts } from './verdicts.ts'

/** A unit while the plan is being made. */
interface Draft {
  readonly partition: string
  /** The key on the dimension that advances; empty when there is none. */
  readonly when: string
  readonly level: number
  readonly steps: PlannedStep[]
  readonly waitsFor: Set<Draft>
}

/**
 * Groups what is to be made into units: assets that follow each other within a partition are one unit, and units wait for
 * those whose other partitions they need. Pure.
 */
export function planUnits<R>(
  graph: AssetGraph<R>,
  targets: readonly Target<R>[],
  verdicts: Verdicts,
  { relations, order }: { readonly relations: PlanFacts['relations']; readonly order: PlanOrder },
): readonly PlannedUnit[] {
  const chains = chainsOf(graph, targets)
  const drafts = new Map<string, Map<number, Draft>>()
  for (const { asset } of targets) {
    const { chain, level } = chains.get(asset.key) as Chain
    const units = drafts.get(chain) ?? new Map<number, Draft>()
    drafts.set(chain, units)
    const advances = asset.partitions.dims[0]?.advances ?? false
    for (const [index, { partition, reason, forced }] of verdicts.get(asset.key) ?? []) {
      const step = { asset: asset.key, reason, forced }
      const unit = units.get(index)
      if (unit) unit.steps.push(step)
      else
        units.set(index, {
          partition,
          when: advances ? (partition.split('|', 1)[0] as string) : '',
          level,
          steps: [step],
          waitsFor: new Set(),
        })
    }
  }
  const unitsOf = (key: string) => drafts.get((chains.get(key) as Chain).chain) as Map<number, Draft>
  const joints: Draft[] = []
  for (const { asset } of targets)
    for (const edge of graph.into(asset.key)) {
      if (!chains.has(edge.upstream.key)) continue
      if ((chains.get(edge.upstream.key) as Chain).chain === (chains.get(asset.key) as Chain).chain) continue
      joints.push(...wait(edge, unitsOf, verdicts, relations))
    }
  return inOrder([...[...drafts.values()].flatMap((units) => [...units.values()]), ...joints], order)
}

interface Chain {
  readonly chain: string
  readonly level: number
}

/**
 * Which assets make one unit in each partition: those joined by identity, unless there is a way from one to the other
 * over other partitions, which would make a unit wait for itself. An asset has one level more than the highest it reaches
 * over other partitions, and only assets of one level are joined.
 */
function chainsOf<R>(graph: AssetGraph<R>, targets: readonly Target<R>[]): ReadonlyMap<string, Chain> {
  const keys = new Set(targets.map(({ asset }) => asset.key))
  const levels = new Map<string, number>()
  const chains = new Map<string, Set<string>>()
  for (const { asset } of targets) {
    const edges = graph.into(asset.key).filter(({ upstream }) => keys.has(upstream.key))
    const level = Math.max(
      0,
      ...edges.map(
        ({ upstream, mapping }) => (levels.get(upstream.key) as number) + (mapping.kind === 'identity' ? 0 : 1),
      ),
    )
    levels.set(asset.key, level)
    const chain = new Set([asset.key])
    for (const { upstream, mapping } of edges)
      if (mapping.kind === 'identity' && levels.get(upstream.key) === level)
        for (const key of chains.get(upstream.key) as Set<string>) chain.add(key)
    for (const key of chain) chains.set(key, chain)
  }
  return new Map(
    [...keys].map((key) => [
      key,
      { chain: [...(chains.get(key) as Set<string>)].sort().join(' '), level: levels.get(key) as number },
    ]),
  )
}

/** Lets the units of the downstream side wait for those of the upstream side. The units that join many to many. */
function wait<R>(
  edge: Edge<R>,
  unitsOf: (asset: string) => ReadonlyMap<number, Draft>,
  verdicts: Verdicts,
  relations: PlanFacts['relations'],
): Draft[] {
  const { upstream, downstream, mapping } = edge
  const before = (index: number): Draft | undefined =>
    verdicts.get(upstream.key)?.has(index) ? unitsOf(upstream.key).get(index) : undefined
  const after = [...(verdicts.get(downstream.key) ?? [])].map(([index, { partition }]) => ({
    index,
    partition,
    unit: unitsOf(downstream.key).get(index) as Draft,
  }))
  const sides = { upstream: upstream.partitions, downstream: downstream.partitions }
  if (mapping.kind === 'all') {
    const all = new Set([...(verdicts.get(upstream.key)?.keys() ?? [])].map((index) => before(index) as Draft))
    if (all.size < 2 || after.length < 2) {
      for (const { unit } of after) for (const one of all) unit.waitsFor.add(one)
      return []
    }
    const level = Math.max(...[...all].map((unit) => unit.level))
    const joint: Draft = { partition: '', when: '', level, steps: [], waitsFor: all }
    for (const { unit } of after) unit.waitsFor.add(joint)
    return [joint]
  }
  const relation = relations.get(edgeName(edge))
  for (const { index, partition, unit } of after) {
    const indexes =
      mapping.kind === 'data'
        ? (relation?.get(partition) ?? []).map((key) => upstream.partitions.indexOf(key))
        : mapping.upstream(index, sides)
    for (const upstreamIndex of indexes) {
      const one = before(upstreamIndex)
      if (one) unit.waitsFor.add(one)
    }
  }
  return []
}

/** By time as asked for, what has no time last; of one time, what others wait for first. */
function inOrder(drafts: Draft[], order: PlanOrder): PlannedUnit[] {
  const turn = order === 'oldest_first' ? 1 : -1
  const sorted = drafts
    .map((draft, at) => ({ draft, at }))
    .sort(({ draft: one, at }, { draft: other, at: otherAt }) => {
      if (one.when !== other.when) {
        if (one.when === '' || other.when === '') return one.when === '' ? 1 : -1
        return one.when < other.when ? -turn : turn
      }
      return one.level - other.level || at - otherAt
    })
    .map(({ draft }) => draft)
  const ordinals = new Map(sorted.map((draft, ordinal) => [draft, ordinal]))
  return sorted.map(({ partition, steps, waitsFor }, ordinal) => ({
    ordinal,
    partition,
    steps,
    waitsFor: [...waitsFor].map((unit) => ordinals.get(unit) as number).sort((one, other) => one - other),
  }))
}
