import type { TtbResources } from '@ttb/assets'
import {
  type AssetCounts,
  type AutomationState,
  type BreakerState,
  type RunRecord,
  type RunStatus,
  registryKey,
  type TickRecord,
} from '@ttb/resources'
import type { CoverageOfDay } from '../run/coverage.ts'
import type { Engine } from '../run/engine.ts'

/** What was listed and fetched, for a day. Of what the ledger knows; null where nothing was made. */
export interface AcquiredDay {
  readonly day: string
  /** Records that the registry lists as completed on that day. */
  readonly listed: number | null
  /** Pages that the index says there are, of the records received on that day. */
  readonly expectedPages: number | null
  /** Those of them that are held. */
  readonly heldPages: number | null
  /** Those for which the registry had no clear answer. */
  readonly unsettledPages: number | null
}

/** Whether the registry may be asked, and since when not. Times are milliseconds since 1970-01-01T00:00Z. */
export interface RegistryState {
  readonly url: string
  /** Null while it may be asked. */
  readonly pause: BreakerState | null
  /** It asked us to be slower until then; 0 when it never did. */
  readonly penalizedUntilMs: number
}

export interface PipelineStatus {
  readonly coverage: readonly CoverageOfDay[]
  readonly acquired: readonly AcquiredDay[]
  readonly registry: RegistryState
  /** Runs that have not ended. */
  readonly runs: readonly RunRecord[]
  /** Every schedule and sensor, whether it was ever switched or not. */
  readonly automations: readonly Pick<AutomationState, 'name' | 'running' | 'sinceMs'>[]
}

const OPEN_RUNS: readonly RunStatus[] = ['queued', 'running', 'canceling']

/** How things stand: what there is on the days of a range, both ends included, what is under way, and whether the registry may be asked. */
export async function readPipelineStatus(
  engine: Engine<TtbResources>,
  { config, state }: Pick<TtbResources, 'config' | 'state'>,
  range: { readonly from: string; readonly to: string },
): Promise<PipelineStatus> {
  const { ledger } = engine
  return {
    coverage: await engine.coverage({ range }),
    acquired: await readAcquired(engine, range),
    registry: await readRegistryState({ config, state }),
    runs: await ledger.runs({ status: OPEN_RUNS }),
    automations: await readAutomations(engine),
  }
}

/** Whether the engine works, for whoever watches the process. Times are milliseconds since 1970-01-01T00:00Z. */
export interface Health {
  readonly status: 'ok'
  readonly nowMs: number
  readonly registry: RegistryState
  readonly runs: { readonly queued: number; readonly running: number }
  readonly assets: readonly AssetCounts[]
  readonly automations: readonly (PipelineStatus['automations'][number] & { readonly lastTick: TickRecord | null })[]
}

/** The health of an engine: a look into its ledger, which says enough when it can be had at all. */
export async function readHealth(
  engine: Pick<Engine<TtbResources>, 'definitions' | 'ledger'>,
  { config, state, clock }: Pick<TtbResources, 'config' | 'state' | 'clock'>,
): Promise<Health> {
  const { ledger } = engine
  const runs = await ledger.runs({ status: OPEN_RUNS })
  const queued = runs.filter(({ status }) => status === 'queued').length
  const automations = []
  for (const automation of await readAutomations(engine)) {
    const [lastTick = null] = await ledger.ticks(automation.name, { limit: 1 })
    automations.push({ ...automation, lastTick })
  }
  return {
    status: 'ok',
    nowMs: clock.now(),
    registry: await readRegistryState({ config, state }),
    runs: { queued, running: runs.length - queued },
    assets: await ledger.counts(),
    automations,
  }
}

async function readRegistryState({ config, state }: Pick<TtbResources, 'config' | 'state'>): Promise<RegistryState> {
  const key = registryKey(config.registryUrl)
  return {
    url: config.registryUrl,
    pause: await state.breaker(key),
    penalizedUntilMs: await state.penalizedUntil(key),
  }
}

/** Every schedule and sensor, and whether it is switched on. */
export async function readAutomations({
  definitions: { schedules, sensors },
  ledger,
}: Pick<Engine<TtbResources>, 'definitions' | 'ledger'>): Promise<PipelineStatus['automations']> {
  const switched = new Map((await ledger.automations()).map((automation) => [automation.name, automation]))
  return [...schedules, ...sensors].map(({ name }) => {
    const { running = false, sinceMs = 0 } = switched.get(name) ?? {}
    return { name, running, sinceMs }
  })
}

async function readAcquired(
  { definitions: { graph }, ledger }: Engine<TtbResources>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<AcquiredDay[]> {
  const inRange = (partition: string) => partition.slice(0, 10) >= from && partition.slice(0, 10) <= to
  const made = async (asset: string) => {
    graph.asset(asset)
    const keys = (await ledger.states(asset)).map(({ partition }) => partition).filter(inRange)
    return ledger.latest(asset, keys)
  }
  const days = new Map<string, { listed?: number; expected?: number; held?: number; unsettled?: number }>()
  const dayOf = (partition: string) => {
    const day = partition.slice(0, 10)
    const found = days.get(day) ?? {}
    days.set(day, found)
    return found
  }
  for (const { partition, metadata } of await made('ttb_registry_index'))
    dayOf(partition).listed = Number(metadata['rows'] ?? 0)
  for (const { partition, metadata } of await made('ttb_raw_data')) {
    const day = dayOf(partition)
    day.expected = (day.expected ?? 0) + Number(metadata['listed'] ?? 0)
    day.held = (day.held ?? 0) + Number(metadata['held'] ?? 0)
    day.unsettled = (day.unsettled ?? 0) + Number(metadata['unsettled'] ?? 0)
  }
  return [...days]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, { listed = null, expected = null, held = null, unsettled = null }]) => ({
      day,
      listed,
      expectedPages: expected,
      heldPages: held,
      unsettledPages: unsettled,
    }))
}
