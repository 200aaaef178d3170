import type { Clock, Ledger, RunStatus } from '@ttb/resources'
import type { Definitions } from '../definitions/definitions.ts'
import { loadPlanFacts } from '../plan/plan-facts.ts'
import { planRun } from '../plan/plan-run.ts'
import type { RunPlan } from '../plan/run-plan.ts'
import type { RunRequest } from '../plan/run-request.ts'
import { targetsOf } from '../plan/targets.ts'
import { type CheckedPartition, type CheckRequest, checkPartitions } from './check-partitions.ts'
import { type CoverageOfDay, type CoverageRequest, readCoverage } from './coverage.ts'
import type { EngineSetup, UnitClock } from './engine-setup.ts'
import { createEventLog } from './event-log.ts'
import type { RunEvent } from './run-event.ts'
import { emitRunEnded, type RunSummary, summarizeRun } from './run-summary.ts'
import { submitPlans } from './submit-plans.ts'
import { type TimedTask, work } from './work.ts'

export interface EngineOptions<R> {
  readonly definitions: Definitions<R>
  readonly ledger: Ledger
  readonly clock: Clock
  /** What assets, checks and sensors are given. */
  readonly resources: R
  /** Units that this process works on at a time. Default: 4. */
  readonly concurrency?: number
  /** How long a process of another machine may be silent before its units are taken over. Default: a minute. */
  readonly leaseMs?: number
  /** How often to look for what other processes have submitted or finished. Default: a second. */
  readonly pollMs?: number
  /** Is told what happens in the runs of this process, while it happens. */
  readonly onEvent?: (event: RunEvent) => void
  /** A clock for each unit that is worked on, where one clock cannot serve several sleepers. Default: `clock`. */
  readonly unitClock?: () => UnitClock
}

export interface CallOptions {
  readonly signal?: AbortSignal
}

/** Makes assets: plans, runs, checks. One engine for each process; several processes may share a ledger. */
export interface Engine<R = unknown> {
  readonly definitions: Definitions<R>
  readonly ledger: Ledger
  /** What a request would do, and why. Nothing is changed. Throws `not_found`, `invalid_argument` for what is not there. */
  plan(request: RunRequest, options?: CallOptions): Promise<RunPlan>
  /** Makes a run of a plan, to be worked on by whoever comes first; its id. */
  submit(plan: RunPlan, options?: { readonly cause?: string }): Promise<string>
  /**
   * Works on a run until it has ended, also one that another process has begun. An aborted signal cancels the run: what
   * is under way may end, what is finished stays.
   */
  execute(runId: string, options?: CallOptions): Promise<RunSummary>
  /** Plans, submits and executes. */
  run(request: RunRequest, options?: CallOptions & { readonly cause?: string }): Promise<RunSummary>
  /** Lets a canceled run go on where it stopped, and executes it. */
  resume(runId: string, options?: CallOptions): Promise<RunSummary>
  /** Asks that a run end, wherever it is worked on; its status after that, null when there is no such run. */
  cancel(runId: string): Promise<RunStatus | null>
  /** Evaluates checks on what is there, and records what they say. Nothing is made. */
  check(request?: CheckRequest, options?: CallOptions): AsyncGenerator<CheckedPartition>
  /** What there is of assets, by day or other first dimension. */
  coverage(request?: CoverageRequest): Promise<readonly CoverageOfDay[]>
  /** Works on every run until the signal is aborted; runs go on, by another process or later. */
  work(options: { readonly signal: AbortSignal; readonly tasks?: readonly TimedTask[] }): Promise<void>
}

/** {@link Engine}, and what it works with: for the parts of this package that add to it. */
export interface OpenEngine<R> extends Engine<R> {
  readonly setup: EngineSetup<R>
}

/** An engine over a ledger. Nothing happens before it is asked. */
export function createEngine<R>(options: EngineOptions<R>): OpenEngine<R> {
  const { definitions, ledger, clock, resources, concurrency = 4, leaseMs = 60_000, pollMs = 1_000, onEvent } = options
  const setup: EngineSetup<R> = {
    definitions,
    ledger,
    clock,
    resources,
    concurrency,
    leaseMs,
    pollMs,
    unitClock: options.unitClock ?? (() => ({ now: clock.now, sleep: clock.sleep, leave() {} })),
    events: createEventLog({ ledger, clock, onEvent }),
    workers: new Set(),
  }

  const plan: Engine<R>['plan'] = async (request, { signal } = {}) => {
    const targets = await targetsOf(definitions, request, { resources, signal })
    const facts = await loadPlanFacts(definitions.graph, targets, ledger, { resources, signal })
    return planRun(definitions.graph, request, { targets, facts })
  }
  const submit: Engine<R>['submit'] = async (made, { cause = 'request' } = {}) => {
    const [runId] = (await submitPlans(setup, [{ plan: made, cause }])) as readonly [string]
    return runId
  }
  const cancel: Engine<R>['cancel'] = async (runId) => {
    const before = await ledger.run(runId)
    const status = await ledger.cancel(runId, clock.now())
    for (const worker of setup.workers) worker.ring({ beat: true })
    if (status === 'canceled' && before?.endedAtMs === null) await emitRunEnded(setup, runId)
    return status
  }
  const execute: Engine<R>['execute'] = async (runId, { signal = new AbortController().signal } = {}) => {
    await work(setup, { runId, signal })
    if (signal.aborted) await cancel(runId)
    await setup.events.flush()
    return summarizeRun(setup, runId)
  }

  return {
    setup,
    definitions,
    ledger,
    plan,
    submit,
    execute,
    cancel,
    async run(request, { cause, signal } = {}) {
      const callOptions = signal ? { signal } : {}
      const runId = await submit(await plan(request, callOptions), cause === undefined ? {} : { cause })
      return execute(runId, callOptions)
    },
    async resume(runId, callOptions) {
      await ledger.reopen(runId)
      return execute(runId, callOptions)
    },
    check: (request = {}, callOptions = {}) => checkPartitions(setup, request, callOptions),
    coverage: (request = {}) => readCoverage(setup, request),
    work: (workOptions) => work(setup, workOptions),
  }
}
