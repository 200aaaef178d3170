import type { PartitionDimension, PartitionsDef } from '@ttb/config'
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
  const count = first.count()
  // Days rise, so that the ends of a range can be looked up; of other keys each is looked at.
  const from = range && first.advances ? firstPosition(first, (key) => key >= range.from) : 0
  const to = range && first.advances ? firstPosition(first, (key) => key > range.to) : count
  const keys = Array.from({ length: Math.max(0, to - from) }, (_, at) => first.keyAt(from + at))
  return range && !first.advances ? keys.filter((key) => key >= range.from && key <= range.to) : keys
}

/** The first position whose key is beyond something, of keys that rise. */
function firstPosition(dim: PartitionDimension, isBeyond: (key: string) => boolean): number {
  let [low, high] = [0, dim.count()]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBeyond(dim.keyAt(middle))) high = middle
    else low = middle + 1
  }
  return low
}
