import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs, retryAfterMs } from '../../src/registry/waiting.ts'

describe('waiting for a further attempt', () => {
  it('takes from nothing to all of a limit that doubles and then stays', () => {
    const limits = [1, 2, 3, 4, 5, 6, 7, 400].map((failures) =>
      backoffMs(failures, { firstMs: 2000, longestMs: 60_000, random: () => 1 }),
    )
    expect(limits).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
    expect(backoffMs(3, { firstMs: 2000, longestMs: 60_000, random: () => 0 })).toBe(0)
    expect(backoffMs(3, { firstMs: 2000, longestMs: 60_000, random: () => 0.25 })).toBe(2000)
  })

  it('stays within its limit whatever is drawn', () => {
    const failures = fc.integer({ min: 1, max: 2000 })
    fc.assert(
      fc.property(failures, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(600_000), (count, drawn, firstMs) => {
        const ms = backoffMs(count, { firstMs, longestMs: 60_000, random: () => drawn })
        return ms >= 0 && ms <= Math.min(60_000, firstMs * 2 ** Math.min(count - 1, 30))
      }),
    )
  })
})

describe('what a server asks to wait', () => {
  const nowMs = Date.UTC(2024, 0, 2, 12, 0, 0)
  it.each([
    [null, 0],
    ['', 0],
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5000],
    ['Tue, 02 Jan 2024 12:01:30 GMT', 90_000],
    ['Tue, 02 Jan 2024 11:00:00 GMT', 0],
    ['99999999999999999999', 3_600_000],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 3_600_000],
    ['-5', 0],
    ['soon', 0],
  ])('is read from %j as %d ms', (header, want) => {
    expect(retryAfterMs(header, { nowMs, capMs: 3_600_000 })).toBe(want)
  })
})
