import type { RunStatus, StepOutcome } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { EngineSetup } from './engine-setup.ts'

/** What came of a run. */
export interface RunSummary {
  readonly runId: string
  readonly job: string | null
  readonly status: RunStatus
  readonly steps: Readonly<Record<StepOutcome, number>>
  /** The first thing that went wrong, for people; null when nothing did. */
  readonly problem: string | null
  readonly createdAtMs: number
  readonly endedAtMs: number | null
}

/** What has come of a run so far. Throws `not_found`. */
export async function summarizeRun<R>({ ledger }: Pick<EngineSetup<R>, 'ledger'>, runId: string): Promise<RunSummary> {
  const run = await ledger.run(runId)
  if (!run) throw new TtbError(`no run ${JSON.stringify(runId)}`, { code: 'not_found' })
  const { job, status, createdAtMs, endedAtMs } = run
  return {
    runId,
    job,
    status,
    steps: await ledger.stepCounts(runId),
    problem: await firstProblem(ledger, runId),
    createdAtMs,
    endedAtMs,
  }
}

/** Says that a run has ended, and how. */
export async function emitRunEnded<R>(setup: EngineSetup<R>, runId: string): Promise<void> {
  const { job, status, steps, problem } = await summarizeRun(setup, runId)
  if (status === 'succeeded' || status === 'failed' || status === 'canceled')
    setup.events.emit(runId, { kind: 'run_ended', job, status, steps, problem })
}

/** What failed comes before what a check keeps from use, and that before what only lacks one of these. */
async function firstProblem(ledger: EngineSetup<unknown>['ledger'], runId: string): Promise<string | null> {
  for (const outcome of ['failed', 'gated', 'blocked'] as const) {
    const [step] = await ledger.steps(runId, { outcomes: [outcome], limit: 1 })
    if (step) return `${step.asset}${step.partition === '' ? '' : ` ${step.partition}`} ${outcome}: ${step.reason}`
  }
  return null
}
