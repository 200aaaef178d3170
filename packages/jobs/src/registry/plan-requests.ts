import { type AcquisitionPlan, listUnsettledDays, planAcquisition, type TtbResources } from '@ttb/assets'
import { selectPartitions } from '@ttb/config'
import { partitionKey, partitionOf } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import type { Engine } from '../run/engine.ts'
import { daysOfJob, type JobRequest, rangeOfJob } from './run-job.ts'

const INDEX = 'ttb_registry_index'
const RAW = 'ttb_raw_data'

/**
 * What a job over days of completion will ask of the registry, as far as that is known before its searches; null for a
 * job of other days. Pages are due that the index has listed since their partition was made last. Asks nothing itself.
 * Throws `invalid_argument` for days that there are no partitions of.
 */
export async function planRequests(
  engine: Engine<TtbResources>,
  resources: TtbResources,
  request: JobRequest,
): Promise<AcquisitionPlan | null> {
  const { job, force = false } = request
  if (daysOfJob(engine, job) !== 'completion') return null
  const { storage, config } = resources
  const { from, to } = rangeOfJob(request, resources)
  const { select } = engine.definitions.job(job)
  // Throws for days that there are no partitions of, before anybody is asked whether to go on.
  selectPartitions(engine.definitions.graph.asset(INDEX).partitions, { dims: { completed_date: { from, to } } })
  const unsettled = force
    ? null
    : new Set(await listUnsettledDays(storage, { from, to, trailingDays: config.trailingDays }))
  // A day that nobody knows the ledger to have searched is searched, however settled it is.
  const searched = new Set((await engine.ledger.states(INDEX)).map(({ partition }) => partition))
  const days = daysBetween(from, to).filter((day) => !unsettled || unsettled.has(day) || !searched.has(day))
  const made = new Map<string, { readonly at: string; readonly settled: boolean }>()
  const keys = (await engine.ledger.states(RAW)).map(({ partition }) => partition)
  for (const { partition, materializedAtMs, metadata } of await engine.ledger.latest(RAW, keys))
    made.set(partition, {
      at: new Date(materializedAtMs).toISOString(),
      settled: Number(metadata['unsettled'] ?? 0) === 0,
    })
  const search = select.includes(INDEX) && days.length > 0
  return planAcquisition(
    storage,
    { from, to },
    {
      intervalMs: config.requestIntervalMs,
      search,
      fetch: select.includes(RAW),
      searchedDays: days,
      isDue({ ttb_id, first_observed_at }, kind) {
        const last = made.get(partitionKey(partitionOf(ttb_id, kind)))
        return !last?.settled || first_observed_at > last.at
      },
    },
  )
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
