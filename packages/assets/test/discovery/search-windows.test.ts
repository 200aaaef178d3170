import { listClassTypes } from '@ttb/transformations/codes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysOf, firstWindows, type SearchWindow, splitWindow, windowName } from '../../src/discovery/search-windows.ts'

const day = fc
  .date({ min: new Date('2022-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const range = fc.tuple(day, day).map(([one, other]) => (one < other ? [one, other] : [other, one]) as [string, string])

describe('windows of days', () => {
  it('cover a range once, in order, none longer than a year', () => {
    fc.assert(
      fc.property(range, ([from, to]) => {
        const windows = firstWindows(from, to)
        expect(windows.flatMap(daysOf)).toEqual(daysOf({ completedFrom: from, completedTo: to }))
        for (const window of windows) expect(daysOf(window).length).toBeLessThanOrEqual(366)
      }),
    )
  })
  it('are none for a range that ends before it begins', () =>
    expect(firstWindows('2026-03-02', '2026-03-01')).toEqual([]))
  it('split into shorter ones that cover the same days', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1001, max: 200_000 }), ([completedFrom, completedTo], total) => {
        const window = { completedFrom, completedTo }
        if (completedFrom === completedTo) return
        const parts = splitWindow(window, total)
        expect(parts.length).toBeGreaterThan(1)
        expect(parts.flatMap(daysOf)).toEqual(daysOf(window))
      }),
    )
  })
})

describe('a single day with too many rows', () => {
  const oneDay: SearchWindow = { completedFrom: '2026-03-02', completedTo: '2026-03-02' }
  const codes = listClassTypes()
    .map(({ code }) => code)
    .sort()
  const within = ({ classTypeFrom, classTypeTo }: SearchWindow) =>
    codes.filter((code) => code >= (classTypeFrom as string) && code <= (classTypeTo as string))

  it('is split by ranges of class codes that hold every code once', () =>
    expect(splitWindow(oneDay, 2500).flatMap(within)).toEqual(codes))
  it('and those again, down to one class', () => {
    let window = oneDay
    for (let depth = 0; window.classTypeFrom === undefined || window.classTypeFrom !== window.classTypeTo; depth++) {
      const parts = splitWindow(window, 2500)
      expect(parts.length).toBeGreaterThan(1)
      expect(depth).toBeLessThan(12)
      window = parts[0] as SearchWindow
    }
    expect(splitWindow(window, 2500).every(({ originCode }) => originCode !== undefined)).toBe(true)
  })
  it('cannot be split beyond one class and one origin', () =>
    expect(splitWindow({ ...oneDay, classTypeFrom: '80', classTypeTo: '80', originCode: '51' }, 2500)).toEqual([]))
  it('has a name that tells its parts apart', () =>
    expect(windowName({ ...oneDay, classTypeFrom: '80', classTypeTo: '80A', originCode: '51' })).toBe(
      '2026-03-02_2026-03-02_c80-80A_o51',
    ))
})
