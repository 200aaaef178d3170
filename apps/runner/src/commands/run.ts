import { type AcquisitionPlan, collectSuperseded, type ProcessAllOptions, processAll } from '@ttb/assets'
import type { Config } from '@ttb/config'
import { planRequests, runJob } from '@ttb/jobs'
import { openStorage, systemClock } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { checkLive, confirmPlan, createBudget, readRange } from '../acquisition.ts'
import type { OptionValues, RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import type { Effects } from '../effects.ts'
import { withEngine } from '../engine.ts'
import type { Exit } from '../exit-codes.ts'
import { withJob } from '../job-request.ts'
import { createProgress, formatCount, formatCounted, writeJsonLine } from '../output.ts'
import { createRunOutput } from '../run-output.ts'

export interface RunSummary {
  readonly partitions: number
  readonly made: number
  readonly counts: Readonly<Record<string, number>>
  /** Files removed that newer ones had superseded, or that a process which died had left. */
  readonly collected: number
}

export const run: RunCommand = (effects, [job], options) =>
  job === undefined ? makeTables(effects, [], options) : runNamed(effects, [job], options)

const runNamed: RunCommand = async (effects, [name], options) => {
  const job = name as string
  const [from, to] = readRange(options)
  const output = createRunOutput(effects, { json: options['json'] === true })
  const budget = createBudget(effects, options, systemClock.now())
  const { signal } = budget
  try {
    return await withEngine(
      effects,
      options,
      async ({ config, engine, resources }) => {
        const request = { job, from, to, force: options['force'] === true, cause: 'ttb run', signal }
        const plan = await withJob(engine, request, () => planRequests(engine, resources, request))
        if (!(await mayAsk(effects, plan, { config, options }))) return 'interrupted'
        const exit = await withJob(engine, request, async () => {
          let last: Exit = 'ok'
          for await (const summary of runJob(engine, resources, request)) last = output.summarize(summary)
          return last
        })
        const limit = budget.spentBy()
        if (limit === null || exit === 'ok') return exit
        effects.stderr.write(`ttb: stopped after ${limit}; the same command goes on from there\n`)
        return effects.signal.aborted ? exit : 'failed'
      },
      { onEvent: output.onEvent, onRequest: budget.count },
    )
  } finally {
    budget.close()
  }
}

/** Shows what will be asked of the registry, and asks a person before it takes long; the same for every command that asks it. */
async function mayAsk(
  effects: Effects,
  plan: AcquisitionPlan | null,
  { config, options }: { readonly config: Config; readonly options: OptionValues },
): Promise<boolean> {
  if (plan === null || plan.requests === 0) return true
  const isLive = checkLive(config, options)
  return confirmPlan(effects, plan, { isLive, options, nowMs: systemClock.now() })
}

/** Options that say something about a job only, with their flags. */
const NEED_A_JOB = [
  ['from', 'from'],
  ['to', 'to'],
  ['maxRequests', 'max-requests'],
  ['hours', 'hours'],
] as const

const makeTables: RunCommand = async (effects, _args, options) => {
  for (const [name, what] of NEED_A_JOB)
    if (options[name] !== undefined)
      throw new TtbError(`--${what}: expected a job to run; without one, all pages that are held are looked at`, {
        code: 'invalid_argument',
      })
  const { config } = configure(effects, options)
  const summary = await runAll(config, effects, { force: options['force'] === true, json: options['json'] === true })
  if (summary.partitions === 0)
    throw new TtbError(`no pages in ${config.data}; "ttb adopt FOLDER" takes some in`, { code: 'not_found' })
  if (!options['json']) effects.stdout.write(`${formatSummary(summary)}\nNext: ttb sql "show tables"\n`)
  return 'ok'
}

/** Brings every partition up to date, saying so, and then removes the files that no partition names any more. */
export async function runAll(
  config: Config,
  { stdout, stderr, signal }: Effects,
  { json, ...options }: ProcessAllOptions & { readonly json: boolean },
): Promise<RunSummary> {
  const progress = createProgress(stderr)
  const counts: Record<string, number> = {}
  let partitions = 0
  let made = 0
  for await (const done of processAll(config, { ...options, workers: config.workers, signal })) {
    partitions++
    if (done.made) made++
    for (const [name, count] of Object.entries(done.manifest.counts)) counts[name] = (counts[name] ?? 0) + count
    if (json) writeJsonLine(stdout, { partition: done.partition, made: done.made, counts: done.manifest.counts })
    progress.update(
      `${formatCounted(partitions, 'partition')}, ${formatCount(counts['pages_in'] ?? 0)} pages: ${done.partition}`,
    )
  }
  // Where nothing was made nothing was superseded, and the listing is saved.
  const collected = made > 0 ? await collectSuperseded(openStorage(config)) : 0
  progress.done()
  return { partitions, made, counts, collected }
}

export function formatSummary({ partitions, made, counts, collected }: RunSummary): string {
  const count = (name: string) => formatCount(counts[name] ?? 0)
  return [
    `${formatCounted(partitions, 'partition')}: ${formatCount(made)} made, ${formatCount(partitions - made)} up to date`,
    `  pages in      ${count('pages_in').padStart(7)} = ${count('pages_found')} found + ${count('pages_other')} others (table page says what)`,
    ...((counts['old_records'] ?? 0) > 0
      ? [`                        ${count('old_records')} of them records of the earlier system (layout old-...)`]
      : []),
    `  rows read     ${count('rows_read').padStart(7)} = ${count('rows')} in tables + ${count('superseded')} superseded + ${count('quarantined')} in quarantine`,
    `  issues        ${count('issues').padStart(7)}   (table issue lists them, with those of searches)`,
    ...(collected > 0 ? [`  ${formatCounted(collected, 'superseded file')} removed`] : []),
  ].join('\n')
}
