import {
  type DiscoveryRange,
  discover,
  type FetchedPage,
  fetchDue,
  listDaysLeft,
  planAcquisition,
  type WaitOptions,
} from '@ttb/assets'
import { systemClock } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import {
  type Acquisition,
  type Budget,
  confirmPlan,
  createBudget,
  formatPause,
  openAcquisition,
  readRange,
  refuseReversed,
  untilSpent,
} from '../acquisition.ts'
import type { OptionValues, RunCommand } from '../command.ts'
import type { Effects } from '../effects.ts'
import type { Exit } from '../exit-codes.ts'
import { createProgress, formatCount, formatCounted, formatDuration, type Progress, writeJsonLine } from '../output.ts'

/** Which part of an acquisition a command does. */
export interface AcquisitionSteps {
  readonly search: boolean
  readonly fetch: boolean
}

export const run: RunCommand = (effects, _args, options) => acquire(effects, options, { search: true, fetch: true })

/** Searches, fetches or both, as `ttb discover`, `ttb fetch` and `ttb backfill` do, within one budget of requests and hours. */
export async function acquire(effects: Effects, options: OptionValues, steps: AcquisitionSteps): Promise<Exit> {
  const budget = createBudget(effects, options, systemClock.now())
  try {
    const acquisition = openAcquisition(effects, options, { onRequest: budget.count })
    try {
      return await acquireWith(acquisition, effects, options, { ...steps, budget })
    } finally {
      await acquisition.close()
    }
  } finally {
    budget.close()
  }
}

async function acquireWith(
  acquisition: Acquisition,
  effects: Effects,
  options: OptionValues,
  { search, fetch, budget }: AcquisitionSteps & { readonly budget: Budget },
): Promise<Exit> {
  const { config, resources, isLive } = acquisition
  const { stdout, stderr } = effects
  const nowMs = resources.clock.now()
  const today = new Date(nowMs).toISOString().slice(0, 10)
  const [from = addDays(today, -config.trailingDays), to = today] = readRange(options)
  refuseReversed(from, to)
  const range = { from, to }
  const plan = await planAcquisition(resources.storage, range, { intervalMs: config.requestIntervalMs, search, fetch })
  if (!(await confirmPlan(effects, plan, { isLive, options, nowMs }))) return 'interrupted'

  const json = options['json'] === true
  const progress = createProgress(stderr)
  const wait: WaitOptions = {
    signal: budget.signal,
    onPause(pause) {
      progress.done()
      stderr.write(`${formatPause(pause)}\n`)
      if (json) writeJsonLine(stdout, { event: 'paused', ...pause })
    },
  }
  const work = { acquisition, effects, options, range, wait, progress, json }
  const found = search ? await searchDays(work) : NOTHING_FOUND
  const fetched = fetch ? await fetchPages(work) : NOTHING_FETCHED
  progress.done()
  if (json) writeJsonLine(stdout, { event: 'done', found, fetched })
  else stdout.write(`${formatDone({ search, fetch }, found, fetched)}\n`)
  const { remaining, remainingImages, daysLeft } = fetched
  if (found.incomplete + found.daysLeft + remaining + remainingImages + daysLeft === 0) return 'ok'
  const limit = budget.spentBy()
  if (limit !== null) stderr.write(`ttb: stopped after ${limit}; the same command goes on from there\n`)
  return 'failed'
}

/** What both halves of an acquisition work with. */
interface Work {
  readonly acquisition: Acquisition
  readonly effects: Effects
  readonly options: OptionValues
  readonly range: DiscoveryRange
  readonly wait: WaitOptions
  readonly progress: Progress
  readonly json: boolean
}

const NOTHING_FOUND = { windows: 0, incomplete: 0, rows: 0, added: 0, changed: 0, daysLeft: 0 }

async function searchDays({
  acquisition: { resources },
  effects: { stdout, stderr },
  range,
  wait,
  progress,
  json,
}: Work): Promise<typeof NOTHING_FOUND> {
  const found = { ...NOTHING_FOUND }
  const all = daysOfRange(range)
  const left = await listDaysLeft(resources, range)
  if (left)
    stderr.write(
      `goes on with a search that was stopped: ${formatCount(left.length)} of ${formatCounted(all, 'day')} left\n`,
    )
  // Until a search says otherwise, they are all left.
  let isOver = false
  await untilSpent(async () => {
    for await (const window of discover(resources, range, wait)) {
      found.windows++
      if (!window.complete) found.incomplete++
      found.rows += window.rows
      for (const day of window.days) {
        found.added += day.added
        found.changed += day.changed
      }
      if (json) writeJsonLine(stdout, { event: 'window', ...window })
      else if (!window.complete) {
        progress.done()
        stderr.write(`not complete: ${window.window.completedFrom} to ${window.window.completedTo}: ${window.reason}\n`)
      }
      progress.update(`searched to ${window.window.completedTo}: ${formatCounted(found.rows, 'record')}`)
    }
    isOver = true
  })
  if (!isOver) found.daysLeft = (await listDaysLeft(resources, range))?.length ?? all
  return found
}

const NOTHING_FETCHED = {
  pages: 0,
  requests: 0,
  stored: 0,
  remaining: 0,
  images: 0,
  remainingImages: 0,
  daysLeft: 0,
  outcomes: {} as Readonly<Record<string, number>>,
}

async function fetchPages({
  acquisition: { config, resources },
  effects: { stdout },
  options,
  range,
  wait,
  progress,
  json,
}: Work): Promise<typeof NOTHING_FETCHED> {
  const { clock } = resources
  const fetched = { ...NOTHING_FETCHED }
  const outcomes: Record<string, number> = {}
  const eta = createEta(clock.now())
  let due = 0
  const events = fetchDue(resources, {
    ...range,
    ...wait,
    compressed: config.rawCompressed,
    labelImages: config.labelImages,
    refetchAfterDays: config.refetchAfterDays,
    all: options['all'] === true,
  })
  await untilSpent(async () => {
    for await (const event of events) {
      if (event.kind === 'day') due += event.due
      else if (event.kind === 'day-left') fetched.daysLeft++
      else if (event.kind === 'day-done') {
        fetched.remaining += event.day.remaining
        fetched.images += event.day.images
        fetched.remainingImages += event.day.remainingImages
      } else {
        const { page } = event
        fetched.pages++
        fetched.requests += page.requests
        if (page.isNew) fetched.stored++
        outcomes[page.outcome] = (outcomes[page.outcome] ?? 0) + 1
        if (json) writeJsonLine(stdout, { event: 'page', ...page })
        progress.update(
          `${formatCount(fetched.pages)} of ${formatCount(due)} pages: ${describePage(page)}${eta(fetched.pages, due, clock.now())}`,
        )
      }
    }
  })
  return { ...fetched, outcomes }
}

function daysOfRange({ from, to }: DiscoveryRange): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
}

function describePage({ ttbId, kind, outcome }: FetchedPage): string {
  return `${ttbId} ${kind} ${outcome}`
}

function createEta(startedMs: number): (done: number, due: number, nowMs: number) => string {
  return (done, due, nowMs) => {
    const left = ((nowMs - startedMs) / done) * (due - done)
    return due > done ? `, ${formatDuration(left)} left of this day` : ''
  }
}

function formatDone(
  { search, fetch }: AcquisitionSteps,
  found: typeof NOTHING_FOUND,
  fetched: typeof NOTHING_FETCHED,
): string {
  return [...(search ? formatFound(found) : []), ...(fetch ? formatFetched(fetched) : ['NEXT      ttb fetch'])].join(
    '\n',
  )
}

function formatFound({ windows, incomplete, rows, added, changed, daysLeft }: typeof NOTHING_FOUND): string[] {
  const lines = [
    `SEARCHED  ${formatCounted(windows, 'window')}: ${formatCounted(rows, 'record')} listed, ${formatCount(added)} new under their completed date, ${formatCount(changed)} changed`,
  ]
  if (incomplete > 0)
    lines.push(`          ${formatCounted(incomplete, 'window')} not complete; the next run searches them again`)
  if (daysLeft > 0)
    lines.push(`          ${formatCounted(daysLeft, 'day')} not searched to the end; the next run goes on from there`)
  return lines
}

function formatFetched(fetched: typeof NOTHING_FETCHED): string[] {
  const { pages, requests, stored, remaining, images, remainingImages, daysLeft } = fetched
  const outcomes = Object.entries(fetched.outcomes)
    .map(([outcome, count]) => `${formatCount(count)} ${outcome}`)
    .join(', ')
  const left = [
    ...(remaining > 0 ? [formatCounted(remaining, 'page')] : []),
    ...(remainingImages > 0 ? [formatCounted(remainingImages, 'picture')] : []),
    ...(daysLeft > 0 ? [`what ${formatCounted(daysLeft, 'day')} not looked at may have`] : []),
  ]
  const pictures = images > 0 ? `, and ${formatCounted(images, 'picture')}` : ''
  return [
    `FETCHED   ${formatCounted(pages, 'page')} in ${formatCounted(requests, 'request')}${outcomes && ` (${outcomes})`}, ${formatCount(stored)} stored${pictures}`,
    ...(left.length > 0 ? [`          ${left.join(', ')} still due; the next run goes on from there`] : []),
    'NEXT      ttb run',
  ]
}
