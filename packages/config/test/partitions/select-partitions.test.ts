import { describe, expect, it } from 'vitest'
import {
  dailyPartitions,
  multiPartitions,
  type PartitionSelection,
  precedingKeys,
  selectPartitions,
  staticPartitions,
  UNPARTITIONED,
} from '../../src/index.ts'

const clock = { now: () => Date.parse('2024-01-05T06:00:00Z') }
const daily = dailyPartitions({ start: '2024-01-01', clock })
const methods = staticPartitions(['001', '002'], { dim: 'method' })
const both = multiPartitions([daily, methods])
const keys = (selection: PartitionSelection, partitions = both) =>
  selectPartitions(partitions, selection)?.map((index) => partitions.keyAt(index)) ?? null

describe('a selection of partitions', () => {
  it.each<[string, PartitionSelection, readonly string[] | null]>([
    [
      'a range, both ends included',
      { dims: { date: { from: '2024-01-02', to: '2024-01-03' } } },
      ['2024-01-02|001', '2024-01-02|002', '2024-01-03|001', '2024-01-03|002'],
    ],
    [
      'a range and a list',
      { dims: { date: { from: '2024-01-04', to: '2024-01-04' }, method: ['002'] } },
      ['2024-01-04|002'],
    ],
    [
      'keys, in order and once',
      { keys: ['2024-01-02|002', '2024-01-01|001', '2024-01-02|002'] },
      ['2024-01-01|001', '2024-01-02|002'],
    ],
    ['dimensions they do not have', { dims: { completed: ['2024-01-01'] } }, null],
    ['keys that are not theirs', { keys: ['2024-01-01'] }, null],
  ])('means %s', (_, selection, want) => expect(keys(selection)).toEqual(want))

  it('of all means every one', () => expect(keys('all')).toHaveLength(8))
  it('always means the one partition of what has none', () => {
    expect(keys({ keys: ['2024-01-01'] }, UNPARTITIONED)).toEqual([''])
  })
  it.each<[PartitionSelection, string]>([
    [
      { dims: { date: { from: '2024-01-01', to: '2024-01-05' } } },
      'no partition "2024-01-05" of date; there are 2024-01-01 to 2024-01-04',
    ],
    [{ dims: { date: { from: '2024-01-03', to: '2024-01-02' } } }, 'expected the first not after the last'],
    [{ dims: { method: ['009'] } }, 'no partition "009" of method; there are 001, 002'],
  ])('%j is refused with what there is', (selection, message) => expect(() => keys(selection)).toThrowError(message))
})

describe('the partitions before one', () => {
  it('are the nearest first, with the other dimensions the same', () => {
    expect(precedingKeys(both, '2024-01-04|002', { dim: 'date', count: 2 })).toEqual([
      '2024-01-03|002',
      '2024-01-02|002',
    ])
  })
  it('are as many as there are', () => {
    expect(precedingKeys(daily, '2024-01-02', { dim: 'date', count: 5 })).toEqual(['2024-01-01'])
    expect(precedingKeys(daily, '2024-01-01', { dim: 'date', count: 5 })).toEqual([])
  })
  it('are refused for what is no partition', () => {
    expect(() => precedingKeys(daily, '2023-01-01', { dim: 'date', count: 1 })).toThrowError(
      'no partition "2023-01-01"',
    )
  })
})
