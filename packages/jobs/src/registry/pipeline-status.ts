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
import { type AcquiredDay, readAcquiredDays } from './acquired-days.ts'

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
  { config, state, storage }: Pick<TtbResources, 'config' | 'state' | 'storage'>,
  range: { readonly from: string; readonly to: string },
): Promise<PipelineStatus> {
  const { ledger } = engine
  return {
    coverage: await engine.coverage({ range }),
    acquired: await readAcquiredDays(engine, { storage, state }, range),
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
