import { TtbError } from '@ttb/utils'
import { describeKeys, indexesOf, type PartitionDimension, type PartitionsDef, positionsAt } from './partitions-def.ts'

/** Keys of one dimension: a list, or from one to another, both included. */
export type DimensionSelection = readonly string[] | { readonly from: string; readonly to: string }

/** Which partitions are meant: all, these keys, or what lies at these keys of some dimensions. */
export type PartitionSelection =
  | 'all'
  | { readonly keys: readonly string[] }
  | { readonly dims: Readonly<Record<string, DimensionSelection>> }

/**
 * The indexes that a selection means among these partitions, rising; null when it says nothing about them (no key is
 * theirs, no dimension is). Throws `invalid_argument` for a key that one of its dimensions does not have.
 */
export function selectPartitions(partitions: PartitionsDef, selection: PartitionSelection): readonly number[] | null {
  const { dims } = partitions
  if (dims.length === 0) return [0]
  if (selection === 'all') return Array.from({ length: partitions.count() }, (_, index) => index)
  if ('keys' in selection) {
    const indexes = selection.keys.map((key) => partitions.indexOf(key)).filter((index) => index >= 0)
    return indexes.length === 0 ? null : [...new Set(indexes)].sort((one, other) => one - other)
  }
  if (!dims.some(({ name }) => selection.dims[name])) return null
  return indexesOf(
    dims,
    dims.map((dim) => {
      const chosen = selection.dims[dim.name]
      return chosen ? positionsOf(dim, chosen) : Array.from({ length: dim.count() }, (_, position) => position)
    }),
  )
}

/** The keys before this one on a dimension, nearest first, the other dimensions being the same: what came before it. */
export function precedingKeys(
  partitions: PartitionsDef,
  key: string,
  { dim, count }: { readonly dim: string; readonly count: number },
): string[] {
  const index = partitions.indexOf(key)
  const axis = partitions.dims.findIndex(({ name }) => name === dim)
  if (index < 0 || axis < 0)
    throw new TtbError(`no partition ${JSON.stringify(key)} with a dimension ${dim}`, { code: 'invalid_argument' })
  const positions = positionsAt(partitions.dims, index)
  const position = positions[axis] as number
  return Array.from({ length: Math.min(count, position) }, (_, back) => {
    const [before] = indexesOf(
      partitions.dims,
      positions.map((other, at) => [at === axis ? position - 1 - back : other]),
    )
    return partitions.keyAt(before as number)
  })
}

function positionsOf(dim: PartitionDimension, chosen: DimensionSelection): number[] {
  if (!('from' in chosen))
    return [...new Set(chosen.map((key) => positionOf(dim, key)))].sort((one, other) => one - other)
  const from = positionOf(dim, chosen.from)
  const to = positionOf(dim, chosen.to)
  if (to < from)
    throw new TtbError(`${dim.name} from ${chosen.from} to ${chosen.to}: expected the first not after the last`, {
      code: 'invalid_argument',
    })
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

function positionOf(dim: PartitionDimension, key: string): number {
  const position = dim.indexOf(key)
  if (position < 0)
    throw new TtbError(`no partition ${JSON.stringify(key)} of ${dim.name}; there are ${describeKeys(dim)}`, {
      code: 'invalid_argument',
    })
  return position
}
