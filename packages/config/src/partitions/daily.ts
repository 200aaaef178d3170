import { TtbError } from '@ttb/utils'
import { type PartitionsDef, partitionsOver } from './partitions-def.ts'

const DAY_MS = 86_400_000

/** What knows the time; `Clock` of `@ttb/resources` is one. */
export interface PartitionClock {
  now(): number
}

export interface DailyOptions {
  /** The first day, `YYYY-MM-DD`. */
  readonly start: string
  /** The day after the last one; null, the default, for today. A day that is not over is never a partition. */
  readonly end?: string | null
  readonly clock: PartitionClock
  /** The name of the dimension. Default: `date`. */
  readonly dim?: string
}

/** A partition for each day that is over in UTC, from the first one on. Throws `invalid_argument` for what is no date. */
export function dailyPartitions({ start, end = null, clock, dim = 'date' }: DailyOptions): PartitionsDef {
  const first = dayNumber(start)
  const bound = end === null ? Number.POSITIVE_INFINITY : dayNumber(end)
  if (Number.isNaN(first) || Number.isNaN(bound))
    throw new TtbError(`not a date: ${JSON.stringify(Number.isNaN(first) ? start : end)}; expected YYYY-MM-DD`, {
      code: 'invalid_argument',
    })
  if (bound < first)
    throw new TtbError(`partitions of ${dim} end (${end}) before they start (${start})`, { code: 'invalid_argument' })

  const count = (): number => Math.max(0, Math.min(bound, Math.floor(clock.now() / DAY_MS)) - first)
  return partitionsOver([
    {
      name: dim,
      id: `${dim}:daily(${start}..${end ?? 'today'})`,
      advances: true,
      count,
      keyAt: (position) => new Date((first + position) * DAY_MS).toISOString().slice(0, 10),
      indexOf(key) {
        const position = dayNumber(key) - first
        return position >= 0 && position < count() ? position : -1
      },
    },
  ])
}

/** Days since 1970-01-01; NaN for what is no day of the calendar. */
function dayNumber(date: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return Number.NaN
  const ms = Date.parse(`${date}T00:00:00Z`)
  // Date.parse takes 2023-02-30 for a day in March.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? Number.NaN : ms / DAY_MS
}
