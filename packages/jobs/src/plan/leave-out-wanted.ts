import type { OpenUnit, PlannedUnit } from '@ttb/resources'
import type { RunPlan } from './run-plan.ts'

/**
 * A plan without what runs that nobody has begun with will do anyway: they look at the same inputs when they begin. Left
 * in is what was begun, which may have looked before something changed, and what anything else in the plan waits for. Pure.
 */
export function leaveOutWanted(plan: RunPlan, open: readonly OpenUnit[]): RunPlan {
  const wanted = new Map<string, OpenUnit[]>()
  for (const unit of open) {
    if (unit.begun) continue
    const others = wanted.get(unit.partition)
    if (others) others.push(unit)
    else wanted.set(unit.partition, [unit])
  }
  const kept = new Set<number>()
  const needed = new Set<number>()
  const keep = ({ ordinal, waitsFor }: PlannedUnit): void => {
    kept.add(ordinal)
    for (const upstream of waitsFor) needed.add(upstream)
  }
  // Who waits stands after what it waits for only within a day, so that this is repeated until nothing is added.
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const unit of plan.units)
      if (!kept.has(unit.ordinal) && (needed.has(unit.ordinal) || !isWanted(unit, wanted.get(unit.partition))))
        keep(unit)
  }
  if (kept.size === plan.units.length) return plan
  const ordinals = new Map([...kept].sort((one, other) => one - other).map((ordinal, at) => [ordinal, at]))
  const units = plan.units
    .filter(({ ordinal }) => kept.has(ordinal))
    .map((unit) => ({
      ...unit,
      ordinal: ordinals.get(unit.ordinal) as number,
      waitsFor: unit.waitsFor.map((upstream) => ordinals.get(upstream) as number),
    }))
  return { ...plan, units }
}

/** Whether one of these makes all that the unit makes, and as thoroughly. A joint makes nothing, and goes with who needs it. */
function isWanted({ steps }: PlannedUnit, open: readonly OpenUnit[] = []): boolean {
  if (steps.length === 0) return true
  return open.some((other) =>
    steps.every(({ asset, forced }) => other.steps.some((step) => step.asset === asset && (step.forced || !forced))),
  )
}
