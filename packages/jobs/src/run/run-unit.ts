import type { ClaimedUnit, EndedStep, RunEnd, StepOutcome } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { EngineSetup, UnitClock } from './engine-setup.ts'
import { runStep } from './run-step.ts'
import { emitRunEnded } from './run-summary.ts'

/** How long a unit rests that met a ledger held by another process. */
const BUSY_LEDGER_MS = 5_000

export interface UnitOptions {
  readonly clock: UnitClock
  readonly signal: AbortSignal
}

/**
 * Works on a claimed unit until it ends, is given back, or is lost to another process. A step that fails stops only those
 * that need it. When the signal is aborted, the step under way may end, and the unit is given back.
 */
export async function runUnit<R>(setup: EngineSetup<R>, unit: ClaimedUnit, options: UnitOptions): Promise<void> {
  const { clock, signal } = options
  try {
    await runSteps(setup, unit, options)
  } catch (error) {
    if (signal.aborted) {
      await tellEnd(setup, unit, await setup.ledger.release(unit, clock.now()))
      return
    }
    if (!TtbError.isInstance(error) || !error.retryable) throw error
    // The ledger was held for too long; nothing of the unit is wrong.
    const notBeforeMs = clock.now() + BUSY_LEDGER_MS
    await setup.ledger.retry(unit, { notBeforeMs, tries: unit.tries }, clock.now())
  }
}

async function runSteps<R>(setup: EngineSetup<R>, unit: ClaimedUnit, { clock, signal }: UnitOptions): Promise<void> {
  const ended: EndedStep[] = []
  const outcomes = new Map<string, StepOutcome>()
  for (const step of unit.steps) {
    signal.throwIfAborted()
    const result = await runStep(step, { setup, unit, clock, signal, outcomes })
    if (result.kind === 'lost') return
    if (result.kind === 'again') {
      const tries = { ...unit.tries, [step.asset]: result.tries }
      await setup.ledger.retry(unit, { notBeforeMs: result.notBeforeMs, tries }, clock.now())
      return
    }
    outcomes.set(result.asset, result.outcome)
    ended.push(result)
  }
  const finished = await setup.ledger.finish(unit, ended, clock.now())
  if (finished.stale)
    for (const { asset } of ended)
      setup.events.emit(unit.runId, { kind: 'step_lost', asset, partition: unit.partition })
  else await tellEnd(setup, unit, finished.runEnded)
}

async function tellEnd<R>(setup: EngineSetup<R>, { runId }: ClaimedUnit, end: RunEnd | null): Promise<void> {
  if (end !== null) await emitRunEnded(setup, runId)
}
