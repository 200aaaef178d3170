import { describe, expect, it } from 'vitest'
import { lastTickBetween, tickAfter, ticksBetween } from '../src/automations/cron-ticks.ts'

const ms = (text: string) => Date.parse(text)
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16))
const between = (cron: string, tz: string, from: string, to: string) =>
  [...ticksBetween({ cron, tz }, ms(from), ms(to))].map(iso)

describe('ticks of a cron', () => {
  it('lie after the first time, and until the second one included', () => {
    expect(between('0 6 * * *', 'UTC', '2024-01-01T06:00:00Z', '2024-01-03T06:00:00Z')).toEqual([
      '2024-01-02T06:00',
      '2024-01-03T06:00',
    ])
    const daily = { cron: '0 6 * * *', tz: 'UTC' }
    expect(iso(tickAfter(daily, ms('2024-01-01T06:00:00Z')))).toBe('2024-01-02T06:00')
    expect(iso(tickAfter(daily, ms('2024-01-01T05:59:59.999Z')))).toBe('2024-01-01T06:00')
    expect(iso(lastTickBetween(daily, ms('2024-01-01T06:00:00Z'), ms('2024-01-03T06:00:00Z')))).toBe('2024-01-03T06:00')
    expect(iso(lastTickBetween(daily, ms('2024-01-01T06:00:00Z'), ms('2024-01-03T05:59:59.999Z')))).toBe(
      '2024-01-02T06:00',
    )
    expect(lastTickBetween(daily, ms('2024-01-01T06:00:00Z'), ms('2024-01-02T05:00:00Z'))).toBeNull()
    expect(iso(tickAfter({ cron: '0 10 * * 0', tz: 'UTC' }, ms('2024-01-01T00:00:00Z')))).toBe('2024-01-07T10:00')
  })

  it.each([
    [
      'a time that the clock skips',
      '30 2 * * *',
      '2024-03-09',
      ['2024-03-09T07:30', '2024-03-10T07:00', '2024-03-11T06:30'],
    ],
    [
      'a time that the clock shows twice',
      '30 1 * * *',
      '2024-11-02',
      ['2024-11-02T05:30', '2024-11-03T05:30', '2024-11-04T06:30'],
    ],
    [
      'a time far from the change',
      '0 6 * * *',
      '2024-11-02',
      ['2024-11-02T10:00', '2024-11-03T11:00', '2024-11-04T11:00'],
    ],
  ])('come once on each local day, also at %s', (_, cron, from, want) => {
    const start = `${from}T05:00:00Z`
    expect(between(cron, 'America/New_York', start, new Date(ms(start) + 3 * 86_400_000).toISOString())).toEqual(want)
  })

  it('come once on every day of five years, in a zone that changes its clocks', () => {
    const zone = { tz: 'America/New_York' }
    for (const cron of ['30 2 * * *', '30 1 * * *', '0 0 * * *', '59 23 * * *']) {
      const ticks = [...ticksBetween({ ...zone, cron }, ms('2022-01-01T12:00:00Z'), ms('2027-01-01T12:00:00Z'))]
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone.tz })
      expect(ticks).toHaveLength(1826)
      expect(new Set(ticks.map((at) => day.format(at))).size).toBe(1826)
    }
  })
})
