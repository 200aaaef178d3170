import { TtbError } from '@ttb/utils'

/** Between the keys of the dimensions in the key of a partition. */
export const KEY_SEPARATOR = '|'

/** One axis of partitions: its keys in order, addressed by position, never listed. */
export interface PartitionDimension {
  readonly name: string
  /** What the keys are made of; two dimensions with the same id have the same keys at the same positions. */
  readonly id: string
  /** Whether keys are added at the end as time passes. */
  readonly advances: boolean
  count(): number
  /** Expects a position that is there; partitions check it. */
  keyAt(position: number): string
  /** The position of a key; -1 when there is none. */
  indexOf(key: string): number
}

/** The partitions of an asset: every combination of the keys of its dimensions, the last one varying fastest. */
export interface PartitionsDef {
  /** Two definitions with the same id have the same partitions. */
  readonly id: string
  readonly dims: readonly PartitionDimension[]
  count(): number
  /** `2024-01-01|001-cola-detail`. Throws `invalid_argument` for an index that is not there. */
  keyAt(index: number): string
  /** The index of a key; -1 when there is none. */
  indexOf(key: string): number
}

/** Partitions over these dimensions. Throws `invalid_argument` unless names differ and only the first advances. */
export function partitionsOver(dims: readonly PartitionDimension[]): PartitionsDef {
  const names = dims.map(({ name }) => name)
  if (new Set(names).size < names.length) throw invalid(`dimensions ${names.join(', ')}: expected each name once`)
  const late = dims.slice(1).find(({ advances }) => advances)
  if (late) throw invalid(`dimension ${late.name} advances; expected it first, so that indexes stay what they are`)

  const count = (): number => dims.reduce((product, dim) => product * dim.count(), 1)
  return {
    id: dims.map(({ id }) => id).join(' x '),
    dims,
    count,
    keyAt(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count())
        throw invalid(`no partition ${index}; expected 0 to ${count() - 1}`)
      return positionsAt(dims, index)
        .map((position, axis) => (dims[axis] as PartitionDimension).keyAt(position))
        .join(KEY_SEPARATOR)
    },
    indexOf(key) {
      if (dims.length === 0) return key === '' ? 0 : -1
      const parts = key.split(KEY_SEPARATOR)
      if (parts.length !== dims.length) return -1
      let index = 0
      for (const [axis, dim] of dims.entries()) {
        const position = dim.indexOf(parts[axis] as string)
        if (position < 0) return -1
        index = index * dim.count() + position
      }
      return index
    },
  }
}

/** The position of an index on each dimension. */
export function positionsAt(dims: readonly PartitionDimension[], index: number): number[] {
  const positions = new Array<number>(dims.length)
  let rest = index
  for (let axis = dims.length - 1; axis > 0; axis--) {
    const count = (dims[axis] as PartitionDimension).count()
    positions[axis] = rest % count
    rest = Math.floor(rest / count)
  }
  if (dims.length > 0) positions[0] = rest
  return positions
}

/** The indexes of every combination of positions, in order. */
export function indexesOf(dims: readonly PartitionDimension[], positions: readonly Iterable<number>[]): number[] {
  let indexes = [0]
  for (const [axis, dim] of dims.entries()) {
    const count = dim.count()
    const chosen = [...(positions[axis] as Iterable<number>)]
    indexes = indexes.flatMap((index) => chosen.map((position) => index * count + position))
  }
  return indexes
}

/** What keys a dimension has, for a message: `2024-01-01 to 2024-03-31`. */
export function describeKeys(dim: PartitionDimension): string {
  const count = dim.count()
  if (count === 0) return 'none yet'
  if (dim.advances || count > 12) return `${dim.keyAt(0)} to ${dim.keyAt(count - 1)}`
  return Array.from({ length: count }, (_, position) => dim.keyAt(position)).join(', ')
}

/** An asset that is one piece: no dimension, one partition, whose key is the empty text. */
export const UNPARTITIONED: PartitionsDef = partitionsOver([])

function invalid(message: string): TtbError {
  return new TtbError(message, { code: 'invalid_argument' })
}
