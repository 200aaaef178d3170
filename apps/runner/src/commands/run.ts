import { type ProcessAllOptions, processAll } from '@ttb/assets'
import type { Config } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import type { Effects } from '../effects.ts'
import { createProgress, formatCount, formatCounted, writeJsonLine } from '../output.ts'

export interface RunSummary {
  readonly partitions: number
  readonly made: number
  readonly counts: Readonly<Record<string, number>>
}

export const run: RunCommand = async (effects, _args, options) => {
  const { config } = configure(effects, options)
  const summary = await runAll(config, effects, { force: options['force'] === true, json: options['json'] === true })
  if (summary.partitions === 0)
    throw new TtbError(`no pages in ${config.data}; "ttb adopt FOLDER" takes some in`, { code: 'not_found' })
  if (!options['json']) effects.stdout.write(`${formatSummary(summary)}\nNext: ttb sql "show tables"\n`)
  return 'ok'
}

/** Brings every partition up to date, saying so. */
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
  progress.done()
  return { partitions, made, counts }
}

export function formatSummary({ partitions, made, counts }: RunSummary): string {
  const count = (name: string) => formatCount(counts[name] ?? 0)
  return [
    `${formatCounted(partitions, 'partition')}: ${formatCount(made)} made, ${formatCount(partitions - made)} up to date`,
    `  pages in      ${count('pages_in').padStart(7)} = ${count('pages_found')} found + ${count('pages_other')} others (table page says what)`,
    `  rows read     ${count('rows_read').padStart(7)} = ${count('rows')} in tables + ${count('superseded')} superseded + ${count('quarantined')} in quarantine`,
    `  issues        ${count('issues').padStart(7)}   (table issue lists them)`,
  ].join('\n')
}
