import type { AcquisitionPlan, FetchResources, Pause, ProbePlan } from '@ttb/assets'
import type { Config } from '@ttb/config'
import { NothingMore, openRegistry, openStorage, systemClock } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { OptionValues } from './command.ts'
import { configure } from './configuration.ts'
import type { Effects } from './effects.ts'
import { formatBytes, formatCount, formatCounted, formatDuration } from './output.ts'

export interface Acquisition {
  readonly config: Config
  readonly resources: FetchResources
  /** Whether the registry asked is the public one. */
  readonly isLive: boolean
  close(): Promise<void>
}

/** Opens what a command needs to ask the registry. Throws `invalid_argument` for the public one without `--live`. */
export function openAcquisition(
  effects: Effects,
  options: OptionValues,
  { onRequest }: { readonly onRequest?: () => void } = {},
): Acquisition {
  const { config } = configure(effects, options)
  const isLive = checkLive(config, options)
  const storage = openStorage(config)
  const { client, state, close } = openRegistry(config, {
    live: isLive,
    onWarning: (warning) => effects.stderr.write(`ttb: ${warning}\n`),
    ...(onRequest && { onAttempt: onRequest }),
  })
  return { config, resources: { storage, state, client, clock: systemClock }, isLive, close }
}

/** Whether the registry of the settings is the public one. Throws `invalid_argument` where it is, without `--live`. */
export function checkLive({ registryUrl, requestIntervalMs }: Config, options: OptionValues): boolean {
  const isLive = isPublic(registryUrl)
  if (isLive && options['live'] !== true) {
    throw new TtbError(
      `this would ask ${registryUrl}, one request in ${formatDuration(requestIntervalMs)}; add --live to do so, or set TTB_REGISTRY_URL to a simulator ("ttb simulate")`,
      { code: 'invalid_argument' },
    )
  }
  return isLive
}

/** Whether a registry is not on this machine. */
export function isPublic(registryUrl: string): boolean {
  return !/^https?:\/\/(?:127(?:\.\d+){3}|localhost|\[::1\])(?::\d+)?\/?$/i.test(registryUrl)
}

/** A day given on the command line. Throws `invalid_argument`. */
function readDay(options: OptionValues, name: 'from' | 'to'): string | undefined {
  const text = options[name] as string | undefined
  if (text === undefined) return undefined
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDay(text)) return text
  throw new TtbError(`--${name}: ${JSON.stringify(text)} is no date; expected YYYY-MM-DD`, { code: 'invalid_argument' })
}

/** `Date` refuses 2025-13-01, and takes 2025-02-30 for another day. */
function isCalendarDay(text: string): boolean {
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** The first and the last day given on the command line. Throws `invalid_argument`, also for a range that ends before it begins. */
export function readRange(options: OptionValues): readonly [from: string | undefined, to: string | undefined] {
  const [from, to] = [readDay(options, 'from'), readDay(options, 'to')]
  if (from !== undefined && to !== undefined) refuseReversed(from, to)
  return [from, to]
}

/** Throws `invalid_argument` for a range that ends before it begins. */
export function refuseReversed(from: string, to: string): void {
  if (from > to) throw new TtbError(`--from ${from} is after --to ${to}`, { code: 'invalid_argument' })
}

/** How often is looked whether the time is up. */
const WATCH_MS = 1000

/** Ends the work when so many requests were made, or the time is up; what was asked for by then is answered and kept. */
export interface Budget {
  /** Aborted when the budget is spent, with `NothingMore`, or when whoever began the work interrupts it. */
  readonly signal: AbortSignal
  /** Which limit it was, in words; null while there is something left. */
  spentBy(): string | null
  /** Counts a request. */
  count(): void
  close(): void
}

/** The limits given on the command line, for work that a signal ends. Throws `invalid_argument`. */
export function createBudget({ signal }: Pick<Effects, 'signal'>, options: OptionValues, nowMs: number): Budget {
  const maxRequests = readNumber(options, 'maxRequests') ?? Number.POSITIVE_INFINITY
  const hours = readNumber(options, 'hours')
  const untilMs = hours === undefined ? undefined : nowMs + hours * 3_600_000
  const controller = new AbortController()
  let requests = 0
  let spentBy: string | null = null
  const spend = (limit: string): void => {
    spentBy ??= limit
    controller.abort(new NothingMore(`stopped after ${spentBy}`, { unless: signal }))
  }
  const watch =
    untilMs === undefined
      ? null
      : setInterval(() => {
          if (systemClock.now() >= untilMs) spend(`${hours} h`)
        }, WATCH_MS)
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    spentBy: () => spentBy,
    count() {
      if (++requests >= maxRequests) spend(formatCounted(requests, 'request'))
    },
    close() {
      if (watch) clearInterval(watch)
    },
  }
}

/** Does work that asks the registry, to its end or until the budget is spent. */
export async function untilSpent(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    // What was asked for by then is kept, and told with the rest.
    if (!NothingMore.isInstance(error)) throw error
  }
}

function readNumber(options: OptionValues, name: string): number | undefined {
  const text = options[name] as string | undefined
  if (text === undefined) return undefined
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number) && number > 0) return number
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  throw new TtbError(`--${flag}: ${JSON.stringify(text)}; expected a number above 0`, { code: 'invalid_argument' })
}

const ASK_ABOVE_MS = 3_600_000

/**
 * Shows the plan and, before a live run of more than an hour, asks. False when the answer is no. Throws
 * `invalid_argument` where nobody can be asked.
 */
export async function confirmPlan(
  { stderr, ask }: Effects,
  plan: AcquisitionPlan | ProbePlan,
  { isLive, options, nowMs }: { readonly isLive: boolean; readonly options: OptionValues; readonly nowMs: number },
): Promise<boolean> {
  stderr.write(`${formatPlan(plan, nowMs)}\n`)
  if (!isLive || plan.durationMs <= ASK_ABOVE_MS || options['yes'] === true) return true
  if (!ask)
    throw new TtbError('a live run of more than an hour; add --yes to start it where nobody can be asked', {
      code: 'invalid_argument',
    })
  return ask('Go on? [y/N] ')
}

export function formatPlan(plan: AcquisitionPlan | ProbePlan, nowMs: number): string {
  const { requests, intervalMs, durationMs, storedBytes } = plan
  const { of, about } = 'receiptMethod' in plan ? wordsOfProbe(plan) : wordsOfAcquisition(plan)
  return [
    `PLAN      ${of}`,
    `  about   ${about}: ${formatCounted(requests, 'request')}`,
    `  pace    one request in ${formatDuration(intervalMs)}, so ${formatDuration(durationMs)}, until ${formatMoment(nowMs + durationMs)}`,
    `  disk    ${formatBytes(storedBytes)}`,
  ].join('\n')
}

interface PlanWords {
  readonly of: string
  readonly about: string
}

function wordsOfAcquisition({ from, to, days, indexedDays, searches, records, pages }: AcquisitionPlan): PlanWords {
  const known = indexedDays > 0 ? `, ${formatCount(indexedDays)} of them searched before` : ''
  return {
    of: `completed ${from} to ${to}: ${formatCounted(days, 'day')}${known}`,
    about: `${formatCounted(records, 'record')}, ${formatCount(searches)} searches and ${formatCount(pages)} pages`,
  }
}

function wordsOfProbe({ from, to, receiptMethod, days, unknownDays, numbers, forms }: ProbePlan): PlanWords {
  const unknown = unknownDays > 0 ? `, nothing known of ${formatCount(unknownDays)} of them` : ''
  return {
    of: `received ${from} to ${to} by method ${receiptMethod}: ${formatCounted(days, 'day')}${unknown}`,
    about: `${formatCounted(numbers, 'number')} to try and ${formatCounted(forms, 'form')}`,
  }
}

export function formatPause({ reason, untilMs }: Pause): string {
  const why = reason === 'blocked' ? 'the registry refuses us' : 'the registry is closed for maintenance'
  return `${why}; every process waits until ${formatMoment(untilMs)}`
}

function formatMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
