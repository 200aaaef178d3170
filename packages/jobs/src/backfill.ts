import type { RunPlan } from './plan/run-plan.ts'
import type { PlanOrder, RunRequest } from './plan/run-request.ts'
import type { Engine } from './run/engine.ts'

export interface BackfillRequest extends Pick<RunRequest, 'job' | 'select' | 'force'> {
  /** The first and the last key of a dimension, both included: `2020-01-01` to `2024-12-31`. */
  readonly from: string
  readonly to: string
  /** The dimension the range is of. Default: `date`. */
  readonly dim?: string
  /** Default: `newest_first`. */
  readonly order?: PlanOrder
}

/** Below what schedules and people ask for meanwhile. */
const BACKFILL_PRIORITY = -10

/** The plan of a backfill: a range, what is done already left out. Submitted, it is one run, which can be resumed. */
export function planBackfill<R>(
  engine: Engine<R>,
  { from, to, dim = 'date', order = 'newest_first', ...what }: BackfillRequest,
  options: { readonly signal?: AbortSignal } = {},
): Promise<RunPlan> {
  const partitions = { dims: { [dim]: { from, to } } }
  return engine.plan({ ...what, partitions, order, priority: BACKFILL_PRIORITY }, options)
}
