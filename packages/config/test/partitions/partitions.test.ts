import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dailyPartitions,
  loadConfig,
  multiPartitions,
  type PartitionsDef,
  staticPartitions,
  ttbPartitions,
  UNPARTITIONED,
} from '../../src/index.ts'

const DAY_MS = 86_400_000
const at = (moment: string) => ({ now: () => Date.parse(moment) })
const keysOf = (partitions: PartitionsDef) =>
  Array.from({ length: partitions.count() }, (_, index) => partitions.keyAt(index))

const anyDaily = fc
  .record({
    start: fc.integer({ min: 0, max: 30_000 }),
    days: fc.integer({ min: 0, max: 400 }),
    now: fc.integer({ min: 0, max: 31_000 }),
  })
  .map(({ start, days, now }) => {
    const day = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10)
    const clock = { now: () => now * DAY_MS + 12_345_678 }
    const [first, end, today] = [day(start), day(start + days), day(now)]
    return { first, end, today, partitions: dailyPartitions({ start: first, end, clock }) }
  })
const anyStatic = (dim: string) =>
  fc
    .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 })
    .map((keys) => staticPartitions([...new Set(keys.map((key) => key.replaceAll('|', '/')))], { dim }))
const anyPartitions = fc.oneof(
  anyDaily.map(({ partitions }) => partitions),
  anyStatic('kind'),
  fc
    .tuple(anyDaily, anyStatic('method'), anyStatic('kind'))
    .map(([{ partitions }, method, kind]) => multiPartitions([partitions, method, kind])),
)

describe('partitions of any kind', () => {
  it('find each key at its index, and each key once', () => {
    fc.assert(
      fc.property(anyPartitions, fc.nat(), (partitions, somewhere) => {
        const count = partitions.count()
        if (count === 0) return
        const index = somewhere % count
        expect(partitions.indexOf(partitions.keyAt(index))).toBe(index)
        const keys = keysOf(partitions).slice(0, 500)
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })
  it('have no index outside of them, and no other key', () => {
    fc.assert(
      fc.property(anyPartitions, fc.string(), (partitions, text) => {
        expect(() => partitions.keyAt(partitions.count())).toThrowError(/no partition/)
        expect(() => partitions.keyAt(-1)).toThrowError(/no partition/)
        const index = partitions.indexOf(text)
        expect(index === -1 || partitions.keyAt(index) === text).toBe(true)
      }),
    )
  })
})

describe('daily partitions', () => {
  it('are the days from the first to the one before the end, rising, none of them unfinished', () => {
    fc.assert(
      fc.property(anyDaily, ({ first, end, today, partitions }) => {
        const keys = keysOf(partitions)
        expect(keys).toEqual([...keys].sort())
        for (const key of keys) expect(key >= first && key < end && key < today).toBe(true)
        const expected = (Math.min(Date.parse(end), Date.parse(today)) - Date.parse(first)) / DAY_MS
        expect(keys).toHaveLength(Math.max(0, expected))
      }),
    )
  })
  it('advance with the clock and keep the indexes they had', () => {
    let now = Date.parse('2024-02-28T23:59:59.999Z')
    const partitions = dailyPartitions({ start: '2024-02-27', clock: { now: () => now } })
    expect(keysOf(partitions)).toEqual(['2024-02-27'])
    expect(partitions.indexOf('2024-02-28')).toBe(-1)
    now += 1
    expect(keysOf(partitions)).toEqual(['2024-02-27', '2024-02-28'])
    now += DAY_MS
    expect(partitions.keyAt(2)).toBe('2024-02-29')
  })
  it.each([
    [{ start: '2024-02-30' }, 'not a date: "2024-02-30"; expected YYYY-MM-DD'],
    [{ start: '2024-01-01', end: 'soon' }, 'not a date: "soon"; expected YYYY-MM-DD'],
    [{ start: '2024-01-02', end: '2024-01-01' }, 'partitions of date end (2024-01-01) before they start (2024-01-02)'],
  ])('refuse %j', (options, message) => {
    expect(() => dailyPartitions({ ...options, clock: at('2025-01-01') })).toThrowError(message)
  })
})

describe('static and multi partitions', () => {
  it.each([
    ['no key', []],
    ['a repeated key', ['a', 'a']],
    ['a key with the separator', ['a|b']],
    ['an empty key', ['']],
  ])('refuse %s', (_, keys) => {
    expect(() => staticPartitions(keys, { dim: 'kind' })).toThrowError(/keys of kind/)
  })
  it('refuse a dimension that advances anywhere but first, and two of one name', () => {
    const daily = dailyPartitions({ start: '2024-01-01', clock: at('2024-01-03') })
    const kinds = staticPartitions(['a'], { dim: 'kind' })
    expect(() => multiPartitions([kinds, daily])).toThrowError('dimension date advances; expected it first')
    expect(() => multiPartitions([kinds, kinds])).toThrowError('expected each name once')
  })
  it('of no dimension are one, with the empty key', () => {
    expect([
      UNPARTITIONED.count(),
      UNPARTITIONED.keyAt(0),
      UNPARTITIONED.indexOf(''),
      UNPARTITIONED.indexOf('x'),
    ]).toEqual([1, '', 0, -1])
  })
})

describe('the partitions of the registry', () => {
  it('are days by methods and kinds of page, as the settings say', () => {
    const { config } = loadConfig({
      environment: {
        TTB_PARTITION_START_DATE: '2024-01-01',
        TTB_PARTITION_END_DATE: '2024-01-02',
        TTB_RECEIPT_METHODS: '001, 000',
        TTB_DATA_TYPES: 'cola-detail',
      },
    })
    const { daily, dateMethodTypes } = ttbPartitions(config, at('2025-01-01'))
    expect(keysOf(daily)).toEqual(['2024-01-01', '2024-01-02'])
    expect(keysOf(dateMethodTypes)).toEqual([
      '2024-01-01|001-cola-detail',
      '2024-01-01|000-cola-detail',
      '2024-01-02|001-cola-detail',
      '2024-01-02|000-cola-detail',
    ])
  })
  it('are eight a day when nothing is said', () => {
    const { dateMethodTypes } = ttbPartitions(loadConfig().config, at('2024-01-11T06:00:00Z'))
    expect(dateMethodTypes.count()).toBe(80)
  })
  it.each([
    ['TTB_RECEIPT_METHODS', '004'],
    ['TTB_RECEIPT_METHODS', '001,001'],
    ['TTB_DATA_TYPES', 'labels'],
    ['TTB_PARTITION_START_DATE', '2023-02-30'],
  ])('are refused when %s is %s', (name, value) => {
    expect(() => loadConfig({ environment: { [name]: value } })).toThrowError(name)
  })
})
