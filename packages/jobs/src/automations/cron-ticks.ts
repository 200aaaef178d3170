import { Cron } from 'croner'
import type { ScheduleDef } from '../definitions/define-schedule.ts'

type CronOf = Pick<ScheduleDef, 'cron' | 'tz'>

/** The first tick after a time; null when there is none. Throws when the cron or the zone is not understood. */
export function tickAfter({ cron, tz }: CronOf, afterMs: number): number | null {
  return cronOf(cron, tz).nextRun(new Date(afterMs))?.getTime() ?? null
}

/** The ticks after one time and until another, rising. */
export function* ticksBetween({ cron, tz }: CronOf, afterMs: number, untilMs: number): Generator<number> {
  const pattern = cronOf(cron, tz)
  for (let at = pattern.nextRun(new Date(afterMs)); at && at.getTime() <= untilMs; at = pattern.nextRun(at))
    yield at.getTime()
}

/** The last tick after one time and until another; null when there is none. */
export function lastTickBetween({ cron, tz }: CronOf, afterMs: number, untilMs: number): number | null {
  // What croner gives lies before the second of the reference, which itself may be one: so two, of a second later.
  const ticks = cronOf(cron, tz).previousRuns(2, new Date(untilMs + 1000))
  return ticks.map((tick) => tick.getTime()).find((atMs) => atMs > afterMs && atMs <= untilMs) ?? null
}

function cronOf(cron: string, timezone: string): Cron {
  // Five fields, so the smallest step is a minute; without a function nothing is started.
  return new Cron(cron, { timezone, mode: '5-part' })
}
