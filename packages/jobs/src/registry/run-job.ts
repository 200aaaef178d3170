import type { TtbResources } from '@ttb/assets'
import type { PartitionSelection } from '@ttb/config'
import { addDays, TtbError } from '@ttb/utils'
import type { RunPlan } from '../plan/run-plan.ts'
import type { RunRequest } from '../plan/run-request.ts'
import type { Engine } from '../run/engine.ts'
import type { RunSummary } from '../run/run-summary.ts'
import { recordDays } from './record-days.ts'
import { runPipeline } from './run-pipeline.ts'
import { takeInOutside } from './take-in-outside.ts'

const COMPLETED = 'completed_date'
const RECEIVED = 'date'

export interface JobRequest {
  readonly job: string
  /** First day. Default: as many days back as the setting `trailingDays` for days of completion, and all there is for days of receipt. */
  readonly from?: string | undefined
  /** Last day, itself included. Default: the last that is over. */
  readonly to?: string | undefined
  /** Make again what has not changed. Default: false. */
  readonly force?: boolean
  /** Who wants it, for people. Default: `request`. */
  readonly cause?: string
  readonly signal?: AbortSignal
}

/** What days are to a job or to assets: of completion where they search, of receipt where they do not, null where they have none. */
export function daysOfJob(
  { definitions }: Engine<TtbResources>,
  what: string | readonly string[],
): 'completion' | 'receipt' | null {
  const keys = typeof what === 'string' ? definitions.job(what).select : what
  const dims = keys.flatMap((key) => definitions.graph.asset(key).partitions.dims)
  if (dims.some(({ name }) => name === COMPLETED)) return 'completion'
  return dims.some(({ name }) => name === RECEIVED) ? 'receipt' : null
}

/** Which assets, and of which partitions: by their keys or by days. */
export interface AssetsRequest extends Pick<JobRequest, 'from' | 'to' | 'force'> {
  readonly assets: readonly string[]
  readonly keys?: readonly string[] | undefined
}

/**
 * The request to make assets. Days are of completion where one of them has such, and carry on from there to the others.
 * Throws `invalid_argument` where assets with partitions come without any.
 */
export function requestOfAssets(
  engine: Engine<TtbResources>,
  { assets, keys, from, to, force = false }: AssetsRequest,
): RunRequest {
  const isRange = from !== undefined || to !== undefined
  if (keys && isRange)
    throw new TtbError('partitions are given by their keys and by days; expected one of them', {
      code: 'invalid_argument',
    })
  if (keys) return { select: assets, partitions: { keys }, force }
  const days = daysOfJob(engine, assets)
  if (days === null && !isRange) return { select: assets, force }
  if (days === null || from === undefined || to === undefined)
    throw new TtbError(
      days === null
        ? `${assets.join(', ')}: no days to choose from`
        : `${assets.join(', ')}: which partitions? Expected their keys, or the first and the last day of ${days}`,
      { code: 'invalid_argument' },
    )
  return {
    select: assets,
    partitions: { dims: { [days === 'completion' ? COMPLETED : RECEIVED]: inOrder({ from, to }) } },
    force,
  }
}

/** The partitions of days, whatever these are of; all where no day is named. */
export function partitionsOfDays(from: string | undefined, to: string | undefined): PartitionSelection {
  if (from === undefined && to === undefined) return 'all'
  if (from === undefined || to === undefined)
    throw new TtbError('expected the first and the last day', { code: 'invalid_argument' })
  const range = inOrder({ from, to })
  return { dims: { [COMPLETED]: range, [RECEIVED]: range } }
}

/**
 * Runs a job over days: of completion for a job that searches, as {@link runPipeline} does, and of receipt for any other.
 * A job that joins records takes in first what was made outside of runs; it has a second run where its first one has found
 * more to do. Throws `invalid_argument` for days that the job does not have.
 */
export async function* runJob(
  engine: Engine<TtbResources>,
  resources: TtbResources,
  request: JobRequest,
): AsyncGenerator<RunSummary> {
  const { job, force = false, cause, signal } = request
  const options = { ...(signal && { signal }), ...(cause !== undefined && { cause }) }
  if (daysOfJob(engine, job) === 'completion') {
    yield* runPipeline(engine, resources, { job, ...rangeOfJob(request, resources), force, ...options })
    return
  }
  if (!joinsRecords(engine, job)) {
    yield await engine.run(await requestOf(engine, request), options)
    return
  }
  await takeInOutside(engine, resources, options)
  const wanted = await requestOf(engine, request)
  const summary = await engine.run(wanted, options)
  yield summary
  if (summary.status !== 'succeeded') return
  // Where records turned out to be of another company, facts of days are outdated that the plan knew nothing of.
  const left = await engine.plan({ ...wanted, force: false }, options)
  if (left.units.length > 0) yield await engine.run({ ...wanted, force: false }, options)
}

/** What {@link runJob} would do by what is known now: a search may bring more. What was made outside of runs is taken in first, as it does. */
export async function planJob(
  engine: Engine<TtbResources>,
  resources: TtbResources,
  request: JobRequest,
): Promise<RunPlan> {
  const { job, force = false, signal } = request
  const options = signal ? { signal } : {}
  if (daysOfJob(engine, job) === 'completion')
    return engine.plan({ job, partitions: { dims: { [COMPLETED]: rangeOfJob(request, resources) } }, force }, options)
  if (joinsRecords(engine, job)) await takeInOutside(engine, resources, options)
  return engine.plan(await requestOf(engine, request), options)
}

/** The days of completion that a request for a job is about: those it names, or the trailing ones. Throws `invalid_argument`. */
export function rangeOfJob(
  request: JobRequest,
  { config, clock }: TtbResources,
): { readonly from: string; readonly to: string } {
  const lastOver = addDays(new Date(clock.now()).toISOString().slice(0, 10), -1)
  const to = request.to ?? lastOver
  const trailing = addDays(to, 1 - config.trailingDays)
  const [, from = to] = request.from === undefined ? [trailing, config.partitionStartDate].sort() : ['', request.from]
  return inOrder({ from, to })
}

async function requestOf(engine: Engine<TtbResources>, request: JobRequest): Promise<RunRequest> {
  const { job, from, to, force = false } = request
  const days = daysOfJob(engine, job)
  const isRange = from !== undefined || to !== undefined
  if (days === null) {
    if (isRange) throw new TtbError(`job ${job} has no days; expected no range`, { code: 'invalid_argument' })
    return { job, force }
  }
  if (joinsRecords(engine, job)) return { job, force, partitions: await daysOfRecords(engine, { job, from, to }) }
  const outside = outsideInputs(engine, job)
  if (outside.length === 0) {
    if (from === undefined || to === undefined)
      throw new TtbError(`job ${job} needs its first and last day of receipt`, { code: 'invalid_argument' })
    return { job, force, partitions: { dims: { [RECEIVED]: inOrder({ from, to }) } } }
  }
  const range = inOrder({ from: from ?? '', to: to ?? '9999-12-31' })
  const keys = new Set<string>()
  for (const asset of outside)
    for (const { partition } of await engine.ledger.states(asset))
      if (partition.slice(0, 10) >= range.from && partition.slice(0, 10) <= range.to) keys.add(partition)
  if (keys.size === 0)
    throw new TtbError(
      `nothing for job ${job} to work on: no partition of ${outside.join(', ')} is made${isRange ? ' on these days' : ''}`,
      { code: 'not_found' },
    )
  return { job, force, partitions: { keys: [...keys].sort() } }
}

/** Whether a job joins what is known of the records of days of receipt. */
function joinsRecords({ definitions }: Engine<TtbResources>, job: string): boolean {
  return definitions.job(job).select.includes('ttb_consolidated_data')
}

/** The days of a range of which records are known. */
async function daysOfRecords(
  { definitions: { graph }, ledger }: Engine<TtbResources>,
  { job, from, to }: Pick<JobRequest, 'job' | 'from' | 'to'>,
): Promise<PartitionSelection> {
  const range = inOrder({ from: from ?? '', to: to ?? '9999-12-31' })
  const { partitions } = graph.asset('ttb_consolidated_data')
  const days = (await recordDays(ledger)).filter(
    // What was received today is a partition when the day is over.
    (day) => day >= range.from && day <= range.to && partitions.indexOf(day) >= 0,
  )
  if (days.length === 0)
    throw new TtbError(
      `nothing for job ${job} to work on: no records are known${from === undefined && to === undefined ? '' : ' of these days'}; expected tables of pages, or a search, before it`,
      { code: 'not_found' },
    )
  return { dims: { [RECEIVED]: days } }
}

/** The assets outside of a job that its assets are made from, partition by partition: where they are not made, it can make nothing. */
function outsideInputs({ definitions: { graph, job } }: Engine<TtbResources>, name: string): string[] {
  const { select } = job(name)
  const outside = select.flatMap((key) =>
    graph
      .into(key)
      .filter(({ upstream, mapping }) => !select.includes(upstream.key) && mapping.kind === 'identity')
      .map(({ upstream }) => upstream.key),
  )
  return [...new Set(outside)]
}

function inOrder(range: { readonly from: string; readonly to: string }): {
  readonly from: string
  readonly to: string
} {
  if (range.from > range.to)
    throw new TtbError(`from ${range.from} is after to ${range.to}`, { code: 'invalid_argument' })
  return range
}
