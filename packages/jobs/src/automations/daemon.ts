import type { AutomationState } from '@ttb/resources'
import type { Notifier } from '../alerts/notifier.ts'
import type { OpenEngine } from '../run/engine.ts'
import type { TimedTask } from '../run/work.ts'
import { runSchedule } from './run-schedule.ts'
import { runSensor } from './run-sensor.ts'

export interface DaemonOptions {
  readonly signal: AbortSignal
  readonly notifier?: Notifier
  /** How long what happened in runs is kept. Default: 30 days. */
  readonly keepEventsMs?: number
  /** How long runs and ticks are kept; what they made stays known. Default: 180 days. */
  readonly keepRunsMs?: number
}

const DAY_MS = 86_400_000

/**
 * Does what schedules and sensors that are switched on have due, and works on every run, until the signal is aborted.
 * Several may share a ledger: each tick is taken by exactly one of them.
 */
export async function runDaemon<R>(engine: OpenEngine<R>, options: DaemonOptions): Promise<void> {
  const { signal, notifier } = options
  await engine.work({ signal, tasks: [automations(engine, notifier), retention(engine, options)] })
  await notifier?.settled()
}

function automations<R>(engine: OpenEngine<R>, notifier: Notifier | undefined): TimedTask {
  const { clock, pollMs, ledger, definitions } = engine.setup
  let dueMs = Number.NEGATIVE_INFINITY
  /** When each is due next, by name, and since when it has been on. */
  const known = new Map<string, { readonly sinceMs: number; readonly nextMs: number }>()
  const evaluate = async (state: AutomationState, signal: AbortSignal): Promise<number | null> => {
    const schedule = definitions.schedules.find(({ name }) => name === state.name)
    if (schedule) return runSchedule(engine, schedule, state, { notifier, signal })
    const sensor = definitions.sensors.find(({ name }) => name === state.name)
    return sensor ? runSensor(engine, sensor, state, { notifier, signal }) : null
  }
  return {
    dueMs: () => dueMs,
    async run(signal) {
      // Another process may switch one on or off at any time.
      let firstMs = clock.now() + pollMs
      for (const state of await ledger.automations()) {
        if (!state.running || signal.aborted) continue
        const { name, sinceMs } = state
        let entry = known.get(name)
        if (!entry || entry.sinceMs !== sinceMs || entry.nextMs <= clock.now()) {
          entry = { sinceMs, nextMs: (await evaluate(state, signal)) ?? Number.POSITIVE_INFINITY }
          known.set(name, entry)
        }
        firstMs = Math.min(firstMs, entry.nextMs)
      }
      dueMs = firstMs
    },
  }
}

function retention<R>(
  { setup: { clock, ledger } }: OpenEngine<R>,
  { keepEventsMs = 30 * DAY_MS, keepRunsMs = 180 * DAY_MS }: DaemonOptions,
): TimedTask {
  let dueMs = Number.NEGATIVE_INFINITY
  return {
    dueMs: () => dueMs,
    async run() {
      const nowMs = clock.now()
      await ledger.pruneEvents(nowMs - keepEventsMs)
      await ledger.pruneRuns(nowMs - keepRunsMs)
      await ledger.pruneTicks(nowMs - keepRunsMs)
      dueMs = nowMs + DAY_MS
    },
  }
}
