import type { AutomationState } from '@ttb/resources'
import type { ScheduleDef } from '../definitions/define-schedule.ts'
import { leaveOutWanted } from '../plan/leave-out-wanted.ts'
import type { OpenEngine } from '../run/engine.ts'
import { submitPlans } from '../run/submit-plans.ts'
import { lastTickBetween, tickAfter, ticksBetween } from './cron-ticks.ts'
import { type AutomationOptions, reportFailedTick } from './failed-tick.ts'

/** A tick of a schedule that makes up for nothing counts as missed when nobody was there for so long. */
const LATE_MS = 600_000

/** Does what a running schedule has due; when it is due next, or null when never again. */
export async function runSchedule<R>(
  engine: OpenEngine<R>,
  schedule: ScheduleDef,
  state: AutomationState,
  options: AutomationOptions,
): Promise<number | null> {
  const { ledger, clock } = engine.setup
  const nowMs = clock.now()
  const [last] = await ledger.ticks(schedule.name, { limit: 1 })
  const afterMs = Math.max(state.sinceMs, last?.scheduledAtMs ?? 0)
  for (const atMs of dueTicks(schedule, afterMs, nowMs)) {
    if (schedule.catchUp === 'none' && nowMs - atMs > LATE_MS)
      await ledger.recordTick(
        { name: schedule.name, scheduledAtMs: atMs, outcome: 'missed', reason: 'nobody was there in time', runIds: [] },
        nowMs,
      )
    else await tick(engine, schedule, { atMs, options })
  }
  return tickAfter(schedule, nowMs)
}

function dueTicks(schedule: ScheduleDef, afterMs: number, nowMs: number): readonly number[] {
  if (schedule.catchUp === 'all') return [...ticksBetween(schedule, afterMs, nowMs)]
  const last = lastTickBetween(schedule, afterMs, nowMs)
  return last === null ? [] : [last]
}

async function tick<R>(
  engine: OpenEngine<R>,
  { name, job, partitions, force }: ScheduleDef,
  { atMs, options }: { readonly atMs: number; readonly options: AutomationOptions },
): Promise<void> {
  const { ledger, clock } = engine.setup
  try {
    const scheduledAt = new Date(atMs).toISOString()
    const selected = await partitions({ scheduledAtMs: atMs, scheduledAt }, ledger)
    if (selected === null) {
      const reason = 'there is nothing to make it of'
      await ledger.recordTick({ name, scheduledAtMs: atMs, outcome: 'skipped', reason, runIds: [] }, clock.now())
      return
    }
    const whole = await engine.plan({ job, partitions: selected, force })
    const plan = leaveOutWanted(whole, await ledger.openUnits())
    if (plan.units.length === 0) {
      const reason = whole.units.length === 0 ? 'everything is up to date' : 'a run that waits will do all of it'
      await ledger.recordTick({ name, scheduledAtMs: atMs, outcome: 'skipped', reason, runIds: [] }, clock.now())
      return
    }
    await submitPlans(engine.setup, [{ plan, cause: `schedule ${name}` }], {
      tick: { name, scheduledAtMs: atMs, outcome: 'requested', reason: scheduledAt },
    })
  } catch (error) {
    await reportFailedTick(engine, { name, atMs, error, options })
  }
}
