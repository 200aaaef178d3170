import { randomBytes } from 'node:crypto'
import type { Metadata, NewRun, Submission } from '@ttb/resources'
import type { RunPlan } from '../plan/run-plan.ts'
import type { EngineSetup } from './engine-setup.ts'
import { emitRunEnded } from './run-summary.ts'

export interface PlanToSubmit {
  readonly plan: RunPlan
  /** Who wants it, for people: `schedule ttb_daily_schedule`. */
  readonly cause: string
}

/** The tick and the cursor that are recorded together with the runs; the runs are those that are submitted. */
export interface SubmitOptions {
  readonly tick?: Omit<NonNullable<Submission['tick']>, 'runIds'>
  readonly cursor?: NonNullable<Submission['cursor']>
}

/** Makes runs of plans, all or none, and gives their ids; null when the tick has been recorded before. */
export async function submitPlans<R>(
  setup: EngineSetup<R>,
  plans: readonly PlanToSubmit[],
  { tick, cursor }: SubmitOptions = {},
): Promise<readonly string[] | null> {
  const { ledger, clock, events, workers } = setup
  const nowMs = clock.now()
  const runs = plans.map(
    ({ plan: { request, units }, cause }): NewRun => ({
      runId: newRunId(nowMs),
      job: request.job ?? null,
      cause,
      request: JSON.parse(JSON.stringify(request)) as Metadata,
      priority: request.priority ?? 0,
      units,
    }),
  )
  const runIds = runs.map(({ runId }) => runId)
  const written = await ledger.submit(
    { runs, ...(tick ? { tick: { ...tick, runIds } } : {}), ...(cursor ? { cursor } : {}) },
    nowMs,
  )
  if (!written) return null
  for (const [at, { runId, job, cause }] of runs.entries()) {
    const units = (plans[at] as PlanToSubmit).plan.units.length
    events.emit(runId, { kind: 'run_submitted', job, cause, units })
    if (units === 0) await emitRunEnded(setup, runId)
  }
  for (const worker of workers) worker.ring()
  return runIds
}

/** `20240102T060000Z-1f3a9c`: runs sort by when they were wanted. */
function newRunId(nowMs: number): string {
  const when = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')
  return `${when}-${randomBytes(3).toString('hex')}`
}
