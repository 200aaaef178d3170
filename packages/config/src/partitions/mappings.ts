import { indexesOf, type PartitionsDef, positionsAt } from './partitions-def.ts'

/** The partitions of the two assets that a mapping lies between. */
export interface MappedSides {
  readonly upstream: PartitionsDef
  readonly downstream: PartitionsDef
}

/** Which partitions of one asset are made from which of another. Pure, by index. */
export interface PartitionMapping {
  readonly kind: 'identity' | 'all' | 'shared_dimensions'
  /** Why it cannot lie between these two; null when it can. */
  problem(sides: MappedSides): string | null
  /** The upstream partitions that this downstream partition reads, rising. */
  upstream(index: number, sides: MappedSides): readonly number[]
  /** The downstream partitions that this upstream partition goes into, rising. */
  downstream(index: number, sides: MappedSides): readonly number[]
}

const IDENTITY: PartitionMapping = {
  kind: 'identity',
  problem: ({ upstream, downstream }) =>
    upstream.id === downstream.id ? null : `expected the same partitions, not ${say(upstream)} and ${say(downstream)}`,
  upstream: (index) => [index],
  downstream: (index) => [index],
}

const ALL: PartitionMapping = {
  kind: 'all',
  problem: () => null,
  upstream: (_, sides) => everyIndex(sides.upstream),
  downstream: (_, sides) => everyIndex(sides.downstream),
}

const SHARED: PartitionMapping = {
  kind: 'shared_dimensions',
  problem({ upstream, downstream }) {
    const shared = upstream.dims.flatMap((dim) => downstream.dims.filter(({ name }) => name === dim.name))
    if (shared.length === 0) return `expected a dimension of the same name in ${say(upstream)} and ${say(downstream)}`
    const differing = shared.find(({ id }) => !upstream.dims.some((dim) => dim.id === id))
    return differing ? `expected dimension ${differing.name} to have the same keys on both sides` : null
  },
  upstream: (index, { upstream, downstream }) => sharing(downstream, index, upstream),
  downstream: (index, { upstream, downstream }) => sharing(upstream, index, downstream),
}

/** Each partition is made from the one of the same key. */
export function identity(): PartitionMapping {
  return IDENTITY
}

/** Each partition is made from every one. */
export function allPartitions(): PartitionMapping {
  return ALL
}

/**
 * A partition is made from those with the same keys on the dimensions that both have: a day from every method of that
 * day, or a method of a day from that day.
 */
export function sharedDimensions(): PartitionMapping {
  return SHARED
}

/** The indexes of `to` that lie at the same positions as an index of `from`, on the dimensions both have. */
function sharing(from: PartitionsDef, index: number, to: PartitionsDef): number[] {
  const positions = positionsAt(from.dims, index)
  return indexesOf(
    to.dims,
    to.dims.map((dim) => {
      const axis = from.dims.findIndex(({ name }) => name === dim.name)
      return axis < 0 ? Array.from({ length: dim.count() }, (_, position) => position) : [positions[axis] as number]
    }),
  )
}

function everyIndex(partitions: PartitionsDef): number[] {
  return Array.from({ length: partitions.count() }, (_, index) => index)
}

function say(partitions: PartitionsDef): string {
  return partitions.id === '' ? 'none' : partitions.id
}
