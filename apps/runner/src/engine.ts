import { collectSuperseded, createPartitionPool, type TtbResources } from '@ttb/assets'
import type { Config } from '@ttb/config'
import {
  type Alert,
  createEngine,
  createNotifier,
  type Notifier,
  type OpenEngine,
  type RunEvent,
  type RunSummary,
  ttbDefinitions,
} from '@ttb/jobs'
import {
  type OpenedRegistry,
  openRegistry,
  openStateStore,
  openStorage,
  stateFileOf,
  systemClock,
} from '@ttb/resources'
import { checkLive } from './acquisition.ts'
import type { OptionValues } from './command.ts'
import { configure, configureExisting } from './configuration.ts'
import type { Effects } from './effects.ts'
import type { Exit } from './exit-codes.ts'
import { formatCounted } from './output.ts'

/** The engine of the settings, with what its assets work with. */
export interface RunnerEngine {
  readonly config: Config
  readonly engine: OpenEngine<TtbResources>
  readonly resources: TtbResources
  /** Null unless the setting `alertWebhookUrl` says where alerts go. */
  readonly notifier: Notifier | null
  close(): Promise<void>
}

export interface EngineHooks {
  readonly onEvent?: (event: RunEvent) => void
  /** Told of every request to the registry when it has ended. */
  readonly onRequest?: () => void
  /** Whether the data must be there already: a place that nothing was ever begun in is refused with `not_found`. */
  readonly existing?: boolean
}

/** Opens the engine. The registry is opened when an asset asks for it, and throws `invalid_argument` for the public one without `--live`. */
export function openEngine(
  effects: Effects,
  options: OptionValues,
  { onEvent, onRequest, existing = false }: EngineHooks = {},
): RunnerEngine {
  const { config } = (existing ? configureExisting : configure)(effects, options)
  const clock = systemClock
  const storage = openStorage(config)
  const definitions = ttbDefinitions(config, clock)
  const state = openStateStore(stateFileOf(config))
  const pool = createPartitionPool(config, { workers: config.workers })
  let opened: OpenedRegistry | null = null
  const warn = (warning: string): unknown => effects.stderr.write(`ttb: ${warning}\n`)
  const resources: TtbResources = {
    config,
    storage,
    state,
    clock,
    registry() {
      opened ??= openRegistry(config, {
        live: checkLive(config, options),
        onWarning: warn,
        ...(onRequest && { onAttempt: onRequest }),
      })
      return opened.client
    },
    process: (raw, { force }) => pool.process(raw, { force }),
  }
  const notifier = openNotifier(config, { ledger: state.ledger, warn })
  const engine = createEngine({
    definitions,
    ledger: state.ledger,
    clock,
    resources,
    concurrency: config.maxConcurrentUnits,
    onEvent(event) {
      notifier?.watch(event)
      onEvent?.(event)
    },
  })
  return {
    config,
    engine,
    resources,
    notifier,
    async close() {
      await notifier?.settled()
      await pool.close()
      await opened?.close()
      await state.close()
    },
  }
}

function openNotifier(
  { alertWebhookUrl }: Config,
  { ledger, warn }: { readonly ledger: TtbResources['state']['ledger']; readonly warn: (text: string) => unknown },
): Notifier | null {
  if (alertWebhookUrl === null) return null
  return createNotifier({
    url: alertWebhookUrl,
    fetch,
    ledger,
    clock: systemClock,
    onError: (error, { title }: Alert) => warn(`the alert "${title}" could not be sent: ${(error as Error).message}`),
  })
}

/**
 * Does something with an engine, and closes it whatever comes of that. Where something was made, files that it or earlier
 * runs have superseded are removed, and it is said how many.
 */
export async function withEngine(
  effects: Effects,
  options: OptionValues,
  work: (opened: RunnerEngine) => Promise<Exit>,
  setup: EngineHooks = {},
): Promise<Exit> {
  let made = 0
  const opened = openEngine(effects, options, {
    ...setup,
    onEvent(event) {
      if (event.kind === 'step_materialized') made++
      setup.onEvent?.(event)
    },
  })
  try {
    const exit = await work(opened)
    // Who has interrupted waits for the end.
    if (made > 0 && !effects.signal.aborted) {
      const collected = await collectSuperseded(opened.resources.storage)
      if (collected > 0) effects.stderr.write(`ttb: ${formatCounted(collected, 'superseded file')} removed\n`)
    }
    return exit
  } finally {
    await opened.close()
  }
}

/** What the exit code says of a run: a failure comes before a check that keeps data from use. */
export function exitOfRun({ status, steps }: Pick<RunSummary, 'status' | 'steps'>): Exit {
  if (status === 'succeeded') return 'ok'
  if (status === 'canceled') return 'interrupted'
  return steps.failed === 0 && steps.gated > 0 ? 'check_failed' : 'failed'
}
