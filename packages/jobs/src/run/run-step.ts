import type { AssetDef } from '@ttb/assets/definitions'
import { gateOf } from '@ttb/checks'
import type { ClaimedUnit, EndedStep, Materialization, PlannedStep, StepOutcome } from '@ttb/resources'
import type { EngineSetup, UnitClock } from './engine-setup.ts'
import { evaluateChecks } from './evaluate-checks.ts'
import { type Postponed, postponeOf } from './postpone.ts'
import { readInputs } from './step-inputs.ts'

/** What came of a step: it ended; it is to be tried again; or the unit is another's by now. */
export type StepResult =
  | ({ readonly kind: 'ended' } & EndedStep)
  | ({ readonly kind: 'again' } & Postponed)
  | { readonly kind: 'lost' }

export interface StepContext<R> {
  readonly setup: EngineSetup<R>
  readonly unit: ClaimedUnit
  readonly clock: UnitClock
  readonly signal: AbortSignal
  /** What came of the steps of the same unit before. */
  readonly outcomes: ReadonlyMap<string, StepOutcome>
}

/** A process that has gone this often while the same unit was its: it is the unit that makes it go. */
const MOST_LOST = 10

/** Makes one asset in one partition, unless it is up to date or cannot be made. Throws the reason of an aborted signal. */
export async function runStep<R>(step: PlannedStep, context: StepContext<R>): Promise<StepResult> {
  const { setup, unit, clock, signal, outcomes } = context
  const { runId, partition } = unit
  const { graph } = setup.definitions
  const of = { asset: step.asset, partition }
  const failed = (error: string): StepResult => {
    setup.events.emit(runId, { kind: 'step_failed', ...of, error })
    return { kind: 'ended', asset: step.asset, outcome: 'failed', reason: error }
  }
  if (!graph.has(step.asset)) return failed('no such asset any more')
  const asset = graph.asset(step.asset)
  if (asset.partitions.indexOf(partition) < 0) return failed('no such partition any more')
  if (unit.lost >= MOST_LOST) return failed(`given up: ${unit.lost} processes ended while it was being made`)

  const read = await readInputs(setup, { asset, partition, runId, outcomes, clock, signal })
  if (read.blocked !== null) {
    setup.events.emit(runId, { kind: 'step_blocked', ...of, reason: read.blocked })
    return { kind: 'ended', asset: step.asset, outcome: 'blocked', reason: read.blocked }
  }
  const [previous = null] = await setup.ledger.latest(asset.key, [partition])
  // Made in this run before its process ended, or before a later step of the unit was to be tried again.
  if (previous?.runId === runId) return ended(step, previous.gatedBy === null ? 'materialized' : 'gated')
  const unchanged = previous?.codeVersion === asset.codeVersion && previous.inputVersions === read.versions
  if (previous && unchanged && !step.forced) return leaveAlone(step, previous, { asset, context })

  setup.events.emit(runId, { kind: 'step_started', ...of, reason: step.reason, attempt: unit.attempt })
  return materialize(step, { asset, context, previous, inputs: read.inputs, versions: read.versions })
}

/** What is up to date stays as it is. What a check keeps from use is looked at again: the check may have changed. */
async function leaveAlone<R>(
  step: PlannedStep,
  previous: Materialization,
  { asset, context }: { readonly asset: AssetDef<R>; readonly context: StepContext<R> },
): Promise<StepResult> {
  const { setup, unit, clock, signal } = context
  if (previous.gatedBy !== null) {
    const checks = await evaluateChecks(setup, asset, previous, { ...unit, clock, signal })
    const gatedBy = gateOf(checks)
    const of = { asset: asset.key, partition: unit.partition, dataVersion: previous.dataVersion, gatedBy }
    await setup.ledger.recordChecks(of, checks, clock.now())
    if (gatedBy !== null) return ended(step, 'gated', `gated by ${gatedBy}`)
  }
  setup.events.emit(unit.runId, { kind: 'step_fresh', asset: asset.key, partition: unit.partition })
  return ended(step, 'fresh')
}

async function materialize<R>(
  step: PlannedStep,
  {
    asset,
    context,
    previous,
    inputs,
    versions,
  }: {
    readonly asset: AssetDef<R>
    readonly context: StepContext<R>
    readonly previous: Materialization | null
    readonly inputs: Parameters<AssetDef<R>['materialize']>[0]['inputs']
    readonly versions: string
  },
): Promise<StepResult> {
  const { setup, unit, clock, signal } = context
  const { runId, partition } = unit
  const of = { asset: asset.key, partition }
  const tries = unit.tries[asset.key] ?? 0
  const startedMs = clock.now()
  let made: Awaited<ReturnType<AssetDef<R>['materialize']>>
  try {
    made = await asset.materialize({
      ...of,
      runId,
      attempt: tries + 1,
      inputs,
      previous,
      signal,
      clock,
      resources: setup.resources,
      log: (message, metadata = {}) => setup.events.emit(runId, { kind: 'logged', ...of, message, metadata }),
    })
  } catch (cause) {
    signal.throwIfAborted()
    const error = cause instanceof Error ? cause.message : String(cause)
    const postponed = postponeOf(cause, { retry: asset.retry, tries, nowMs: clock.now() })
    if (postponed) {
      setup.events.emit(runId, { kind: 'step_retrying', ...of, error, notBeforeMs: postponed.notBeforeMs })
      return { kind: 'again', ...postponed }
    }
    setup.events.emit(runId, { kind: 'step_failed', ...of, error })
    return { kind: 'ended', asset: asset.key, outcome: 'failed', reason: error }
  }

  // Without a version of its own, each materialization is another one.
  const { dataVersion = `${runId}/${unit.ordinal}.${unit.attempt}`, metadata = {} } = made
  const durationMs = clock.now() - startedMs
  const checks = await evaluateChecks(setup, asset, { dataVersion, metadata }, { ...unit, clock, signal })
  const gatedBy = gateOf(checks)
  const committed = await setup.ledger.commit(
    unit,
    { ...of, dataVersion, codeVersion: asset.codeVersion, inputVersions: versions, gatedBy, runId, metadata },
    checks,
    clock.now(),
  )
  if (!committed) {
    setup.events.emit(runId, { kind: 'step_lost', ...of })
    return { kind: 'lost' }
  }
  setup.events.emit(runId, { kind: 'step_materialized', ...of, dataVersion, metadata, durationMs, gatedBy })
  return gatedBy === null ? ended(step, 'materialized') : ended(step, 'gated', `gated by ${gatedBy}`)
}

function ended(step: PlannedStep, outcome: StepOutcome, reason = step.reason): StepResult {
  return { kind: 'ended', asset: step.asset, outcome, reason }
}
