import type { PartitionMapping } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { assetProblems } from './asset-problems.ts'
import type { DataMapping } from './data-mapping.ts'
import { type AssetDef, mappingOf } from './define-asset.ts'
import { notFound } from './not-found.ts'

/** A dependency with nothing left to guess. */
export interface Edge<R = unknown> {
  readonly upstream: AssetDef<R>
  readonly downstream: AssetDef<R>
  readonly mapping: PartitionMapping | DataMapping<R>
  readonly requires: 'every' | 'available'
  readonly outdates: boolean
}

/** Assets that fit together. */
export interface AssetGraph<R = unknown> {
  /** Each after all that it is made from; otherwise in the order in which they were given. */
  readonly assets: readonly AssetDef<R>[]
  /** Throws `not_found` with the keys there are. */
  asset(key: string): AssetDef<R>
  has(key: string): boolean
  /** What an asset is made from. */
  into(key: string): readonly Edge<R>[]
  /** What is made from an asset. */
  outOf(key: string): readonly Edge<R>[]
}

/** The graph of these assets. Throws `invalid_definition` with every problem, not the first. */
export function createAssetGraph<R>(assets: readonly AssetDef<R>[]): AssetGraph<R> {
  const problems = assetProblems(assets)
  if (problems.length > 0)
    throw new TtbError(`the assets do not fit together\n${problems.map((problem) => `  ${problem}`).join('\n')}`, {
      code: 'invalid_definition',
    })
  const byKey = new Map(assets.map((asset) => [asset.key, asset]))
  const into = new Map<string, Edge<R>[]>(assets.map(({ key }) => [key, []]))
  const outOf = new Map<string, Edge<R>[]>(assets.map(({ key }) => [key, []]))
  for (const downstream of assets)
    for (const dependency of downstream.deps) {
      const upstream = byKey.get(dependency.asset) as AssetDef<R>
      const mapping = mappingOf(dependency, upstream.partitions)
      const { requires = 'every', outdates = true } = dependency
      const edge = { upstream, downstream, mapping, requires, outdates }
      into.get(downstream.key)?.push(edge)
      outOf.get(upstream.key)?.push(edge)
    }

  const ordered: AssetDef<R>[] = []
  const visit = (asset: AssetDef<R>): void => {
    if (ordered.includes(asset)) return
    for (const { upstream } of into.get(asset.key) ?? []) visit(upstream)
    ordered.push(asset)
  }
  for (const asset of assets) visit(asset)

  return {
    assets: ordered,
    has: (key) => byKey.has(key),
    into: (key) => into.get(key) ?? [],
    outOf: (key) => outOf.get(key) ?? [],
    asset(key) {
      const asset = byKey.get(key)
      if (!asset) throw notFound('asset', key, [...byKey.keys()])
      return asset
    },
  }
}
