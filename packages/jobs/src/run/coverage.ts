import type { PartitionsDef } from '@ttb/config'
import type { EngineSetup } from './engine-setup.ts'

export interface CoverageRequest {
  readonly assets?: readonly string[]
  /** A range of the first dimension, both ends included: of days. Default: all. */
  readonly range?: { readonly from: string; readonly to: string }
}

/** What there is of an asset on a day, or other key of its first dimension. */
export interface CoverageOfDay {
  readonly asset: string
  /** The empty text when the asset is not partitioned. */
  readonly first: string
  /** How many partitions there should be. */
  readonly expected: number
  readonly materialized: number
  /** Materialized, but kept from use by a check. */
  readonly gated: number
  /** The last attempt failed; there may be an older materialization. */
  readonly failed: number
}

/** What there is of each asset by day, and what there should be. */
export async function readCoverage<R>(
  { definitions, ledger }: EngineSetup<R>,
  { assets, range }: CoverageRequest,
): Promise<readonly CoverageOfDay[]> {
  const rows: CoverageOfDay[] = []
  for (const key of assets ?? definitions.graph.assets.map((asset) => asset.key)) {
    const { partitions } = definitions.graph.asset(key)
    const [first, ...others] = partitions.dims
    const known = new Map((await ledger.coverage(key, first && range)).map((row) => [row.first, row]))
    const perKey = others.reduce((product, dim) => product * dim.count(), 1)
    for (const day of firstKeys(partitions, range)) {
      const { materialized, gated, failed } = known.get(day) ?? { materialized: 0, gated: 0, failed: 0 }
      rows.push({ asset: key, first: day, expected: perKey, materialized, gated, failed })
    }
  }
  return rows
}

function firstKeys({ dims: [first] }: PartitionsDef, range: CoverageRequest['range']): readonly string[] {
  if (!first) return ['']
  const keys = Array.from({ length: first.count() }, (_, position) => first.keyAt(position))
  return range ? keys.filter((key) => key >= range.from && key <= range.to) : keys
}
