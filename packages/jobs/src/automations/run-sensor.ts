import type { AutomationState } from '@ttb/resources'
import type { SensorDef } from '../definitions/define-sensor.ts'
import { leaveOutWanted } from '../plan/leave-out-wanted.ts'
import type { OpenEngine } from '../run/engine.ts'
import { type PlanToSubmit, submitPlans } from '../run/submit-plans.ts'
import { type AutomationOptions, reportFailedTick } from './failed-tick.ts'

/** Evaluates a running sensor if it is time; when it is due next. */
export async function runSensor<R>(
  engine: OpenEngine<R>,
  sensor: SensorDef<R>,
  state: AutomationState,
  options: AutomationOptions,
): Promise<number> {
  const { ledger, clock } = engine.setup
  const atMs = Math.floor(clock.now() / sensor.everyMs) * sensor.everyMs
  const [last] = await ledger.ticks(sensor.name, { limit: 1 })
  if (!last || last.scheduledAtMs < atMs) await evaluate(engine, sensor, { state, atMs, options })
  return atMs + sensor.everyMs
}

async function evaluate<R>(
  engine: OpenEngine<R>,
  sensor: SensorDef<R>,
  {
    state,
    atMs,
    options,
  }: { readonly state: AutomationState; readonly atMs: number; readonly options: AutomationOptions },
): Promise<void> {
  const { ledger, clock, resources } = engine.setup
  const { name } = sensor
  const { notifier, signal } = options
  try {
    const finding = await sensor.evaluate({
      cursor: state.cursor,
      nowMs: clock.now(),
      ledger,
      resources,
      clock,
      signal,
    })
    const { runs = [], alerts = [], cursor, reason = '' } = finding
    const plans: PlanToSubmit[] = []
    for (const request of runs) {
      const plan = leaveOutWanted(await engine.plan(request, { signal }), await ledger.openUnits())
      if (plan.units.length > 0) plans.push({ plan, cause: `sensor ${name}` })
    }
    const outcome = plans.length > 0 ? 'requested' : 'skipped'
    const submitted = await submitPlans(engine.setup, plans, {
      tick: { name, scheduledAtMs: atMs, outcome, reason },
      ...(cursor === undefined ? {} : { cursor: { name, value: cursor } }),
    })
    // Another process was faster: it has said what there is to say.
    if (submitted === null) return
    for (const alert of alerts) await notifier?.notify(alert)
  } catch (error) {
    await reportFailedTick(engine, { name, atMs, error, options })
  }
}
