import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allPartitions,
  dailyPartitions,
  identity,
  type MappedSides,
  multiPartitions,
  type PartitionMapping,
  sharedDimensions,
  staticPartitions,
  UNPARTITIONED,
} from '../../src/index.ts'

const clock = { now: () => Date.parse('2024-01-05T06:00:00Z') }
const daily = dailyPartitions({ start: '2024-01-01', clock })
const completed = dailyPartitions({ start: '2024-01-01', clock, dim: 'completed' })
const later = dailyPartitions({ start: '2024-01-02', clock })
const methods = staticPartitions(['001', '002', '003'], { dim: 'method' })
const both = multiPartitions([daily, methods])

const fitting: readonly [string, PartitionMapping, MappedSides][] = [
  ['identity', identity(), { upstream: both, downstream: both }],
  ['identity of what has none', identity(), { upstream: UNPARTITIONED, downstream: UNPARTITIONED }],
  ['all', allPartitions(), { upstream: both, downstream: methods }],
  ['all to one', allPartitions(), { upstream: both, downstream: UNPARTITIONED }],
  ['one to all', allPartitions(), { upstream: UNPARTITIONED, downstream: daily }],
  ['a day from its methods', sharedDimensions(), { upstream: both, downstream: daily }],
  ['a method of a day from its day', sharedDimensions(), { upstream: daily, downstream: both }],
]

describe('a mapping between partitions', () => {
  it.each(fitting)('%s fits, and both directions say the same', (_, mapping, sides) => {
    expect(mapping.problem(sides)).toBeNull()
    fc.assert(
      fc.property(fc.nat(sides.upstream.count() - 1), fc.nat(sides.downstream.count() - 1), (up, down) => {
        expect(mapping.upstream(down, sides).includes(up)).toBe(mapping.downstream(up, sides).includes(down))
      }),
    )
  })
  it('by shared dimensions makes a day from every method of it', () => {
    const sides = { upstream: both, downstream: daily }
    const index = daily.indexOf('2024-01-03')
    expect(
      sharedDimensions()
        .upstream(index, sides)
        .map((up) => both.keyAt(up)),
    ).toEqual(['2024-01-03|001', '2024-01-03|002', '2024-01-03|003'])
    expect(sharedDimensions().downstream(both.indexOf('2024-01-03|002'), sides)).toEqual([index])
  })
  it.each<[string, PartitionMapping, MappedSides, RegExp]>([
    [
      'identity of differing partitions',
      identity(),
      { upstream: both, downstream: daily },
      /expected the same partitions/,
    ],
    [
      'no shared dimension',
      sharedDimensions(),
      { upstream: completed, downstream: daily },
      /expected a dimension of the same name/,
    ],
    [
      'a shared name with other keys',
      sharedDimensions(),
      { upstream: later, downstream: both },
      /expected dimension date to have the same keys/,
    ],
  ])('%s does not fit', (_, mapping, sides, message) => expect(mapping.problem(sides)).toMatch(message))
})
