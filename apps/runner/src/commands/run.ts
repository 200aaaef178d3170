import { type ProcessAllOptions, processAll } from '@ttb/assets'
import type { Config } from '@ttb/config'
import { runJob } from '@ttb/jobs'
import { openStorage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { readDay } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import type { Effects } from '../effects.ts'
import { withEngine } from '../engine.ts'
import type { Exit } from '../exit-codes.ts'
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
  const [from, to] = [readDay(options, 'from'), readDay(options, 'to')]
  const { signal } = effects
  const output = createRunOutput(effects, { json: options['json'] === true })
  return withEngine(
    effects,
    options,
    async ({ engine, resources }) => {
      let exit: Exit = 'ok'
      const request = { job, from, to, force: options['force'] === true, cause: 'ttb run', signal }
      for await (const summary of runJob(engine, resources, request)) exit = output.summarize(summary)
      return exit
    },
    output,
  )
}

const makeTables: RunCommand = async (effects, _args, options) => {
  for (const name of ['from', 'to'])
    if (options[name] !== undefined)
      throw new TtbError(`--${name}: expected a job to run on these days; without one, all pages are looked at`, {
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
  const { paths, tables } = openStorage(config)
  // Where nothing was made nothing was superseded, and the listing is saved.
  const collected = made > 0 ? await tables.collectOrphans(`${paths.prefixes.processed}/`) : 0
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
    `  issues        ${count('issues').padStart(7)}   (table issue lists them)`,
    ...(collected > 0 ? [`  ${formatCounted(collected, 'superseded file')} removed`] : []),
  ].join('\n')
}
