import { listUnsettledDays, type TtbResources } from '@ttb/assets'
import { TtbError } from '@ttb/utils'
import type { RunRequest } from '../plan/run-request.ts'
import type { Engine } from '../run/engine.ts'
import type { RunSummary } from '../run/run-summary.ts'

const INDEX = 'ttb_registry_index'

export interface PipelineRequest extends Pick<RunRequest, 'order' | 'priority'> {
  readonly job: string
  /** Days of completion, both included. */
  readonly from: string
  readonly to: string
  /** Search every day again, and make again what is there. Default: false. */
  readonly force?: boolean
  /** Who wants it, for people. Default: `request`. */
  readonly cause?: string | undefined
  readonly signal?: AbortSignal
}

/**
 * Runs a job over days of completion, one run after the other: first what must be searched is searched, then all that
 * this has brought is made, since only then it is known which partitions there are to make. Stops after a run that failed.
 */
export async function* runPipeline(
  engine: Engine<TtbResources>,
  resources: TtbResources,
  { job, from, to, force = false, cause, signal, ...rest }: PipelineRequest,
): AsyncGenerator<RunSummary> {
  if (from > to) throw new TtbError(`from ${from} is after to ${to}`, { code: 'invalid_argument' })
  const options = { ...(signal && { signal }), ...(cause !== undefined && { cause }) }
  const days = { dims: { completed_date: { from, to } } }
  const { select } = engine.definitions.job(job)
  if (select.includes(INDEX)) {
    const { trailingDays } = resources.config
    const unsettled = force ? { from, to } : await listUnsettledDays(resources.storage, { from, to, trailingDays })
    if (!Array.isArray(unsettled) || unsettled.length > 0) {
      const searched = await engine.run(
        { job, select: [INDEX], partitions: { dims: { completed_date: unsettled } }, force: [INDEX], ...rest },
        options,
      )
      yield searched
      if (searched.status !== 'succeeded') return
    }
  }
  const again = force ? select.filter((key) => key !== INDEX) : []
  yield await engine.run({ job, partitions: days, force: again, ...rest }, options)
}
