import { discover, type FetchedPage, fetchDue, planAcquisition } from '@ttb/assets'
import { addDays } from '@ttb/utils'
import {
  type Acquisition,
  confirmPlan,
  formatPause,
  openAcquisition,
  readBudget,
  readRange,
  refuseReversed,
} from '../acquisition.ts'
import type { OptionValues, RunCommand } from '../command.ts'
import type { Effects } from '../effects.ts'
import type { Exit } from '../exit-codes.ts'
import { createProgress, formatCount, formatCounted, formatDuration, writeJsonLine } from '../output.ts'

/** Which part of an acquisition a command does. */
export interface AcquisitionSteps {
  readonly search: boolean
  readonly fetch: boolean
}

export const run: RunCommand = (effects, _args, options) => acquire(effects, options, { search: true, fetch: true })

/** Searches, fetches or both, as `ttb discover`, `ttb fetch` and `ttb backfill` do. */
export async function acquire(effects: Effects, options: OptionValues, steps: AcquisitionSteps): Promise<Exit> {
  const acquisition = openAcquisition(effects, options)
  try {
    return await acquireWith(acquisition, effects, options, steps)
  } finally {
    await acquisition.close()
  }
}

async function acquireWith(
  { config, resources, isLive }: Acquisition,
  effects: Effects,
  options: OptionValues,
  { search, fetch }: AcquisitionSteps,
): Promise<Exit> {
  const { stdout, stderr, signal } = effects
  const { storage, clock } = resources
  const nowMs = clock.now()
  const today = new Date(nowMs).toISOString().slice(0, 10)
  const [from = addDays(today, -config.trailingDays), to = today] = readRange(options)
  refuseReversed(from, to)
  const plan = await planAcquisition(storage, { from, to }, { intervalMs: config.requestIntervalMs, search, fetch })
  if (!(await confirmPlan(effects, plan, { isLive, options, nowMs }))) return 'interrupted'

  const json = options['json'] === true
  const progress = createProgress(stderr)
  const onPause = (pause: Parameters<typeof formatPause>[0]): void => {
    progress.done()
    stderr.write(`${formatPause(pause)}\n`)
    if (json) writeJsonLine(stdout, { event: 'paused', ...pause })
  }
  const wait = { signal, onPause }
  const found = { windows: 0, incomplete: 0, rows: 0, added: 0, changed: 0 }
  if (search) {
    for await (const window of discover(resources, { from, to }, wait)) {
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
  }
  const fetched = { pages: 0, requests: 0, stored: 0, remaining: 0, outcomes: {} as Record<string, number> }
  if (fetch) {
    const range = { from, to, ...readBudget(options, nowMs) }
    const eta = createEta(clock.now())
    let due = 0
    for await (const event of fetchDue(resources, {
      ...range,
      ...wait,
      compressed: config.rawCompressed,
      labelImages: config.labelImages,
      refetchAfterDays: config.refetchAfterDays,
      all: options['all'] === true,
    })) {
      if (event.kind === 'day-done') {
        fetched.remaining += event.day.remaining
        continue
      }
      if (event.kind === 'day') {
        due += event.due
        continue
      }
      const { page } = event
      fetched.pages++
      fetched.requests += page.requests
      if (page.isNew) fetched.stored++
      fetched.outcomes[page.outcome] = (fetched.outcomes[page.outcome] ?? 0) + 1
      if (json) writeJsonLine(stdout, { event: 'page', ...page })
      progress.update(
        `${formatCount(fetched.pages)} of ${formatCount(due)} pages: ${describePage(page)}${eta(fetched.pages, due, clock.now())}`,
      )
    }
  }
  progress.done()
  if (json) writeJsonLine(stdout, { event: 'done', found, fetched })
  else stdout.write(`${formatDone({ search, fetch }, found, fetched)}\n`)
  return found.incomplete === 0 && fetched.remaining === 0 ? 'ok' : 'failed'
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
  found: Readonly<Record<'windows' | 'incomplete' | 'rows' | 'added' | 'changed', number>>,
  fetched: {
    readonly pages: number
    readonly requests: number
    readonly stored: number
    readonly remaining: number
    readonly outcomes: Readonly<Record<string, number>>
  },
): string {
  const outcomes = Object.entries(fetched.outcomes)
    .map(([outcome, count]) => `${formatCount(count)} ${outcome}`)
    .join(', ')
  return [
    ...(search
      ? [
          `SEARCHED  ${formatCounted(found.windows, 'window')}: ${formatCounted(found.rows, 'record')} listed, ${formatCount(found.added)} new under their completed date, ${formatCount(found.changed)} changed`,
          ...(found.incomplete > 0
            ? [`          ${formatCounted(found.incomplete, 'window')} not complete; the next run searches them again`]
            : []),
        ]
      : []),
    ...(fetch
      ? [
          `FETCHED   ${formatCounted(fetched.pages, 'page')} in ${formatCounted(fetched.requests, 'request')}${outcomes && ` (${outcomes})`}, ${formatCount(fetched.stored)} stored`,
          ...(fetched.remaining > 0
            ? [`          ${formatCounted(fetched.remaining, 'page')} still due; the next run goes on from there`]
            : []),
          'NEXT      ttb run',
        ]
      : ['NEXT      ttb fetch']),
  ].join('\n')
}
