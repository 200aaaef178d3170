import { listRawPartitions, processPartition } from '@ttb/assets'
import { createFolderStore, type ObjectStore } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { OptionValues, RunCommand } from '../commands.ts'
import type { Effects } from '../effects.ts'
import { createProgress, formatCount, formatCounted, writeJsonLine } from '../output.ts'

export interface RunSummary {
  readonly partitions: number
  readonly made: number
  readonly counts: Readonly<Record<string, number>>
}

export const run: RunCommand = async (effects, _args, options) => {
  const store = createFolderStore({ folder: options['data'] as string })
  const summary = await runAll(store, effects, options)
  if (summary.partitions === 0) {
    throw new TtbError(`no pages in ${store.location}; "ttb adopt FOLDER --data ${options['data']}" takes some in`, {
      code: 'not_found',
    })
  }
  if (!options['json'])
    effects.stdout.write(`${formatSummary(summary)}\nNext: ttb sql --data ${options['data']} "show tables"\n`)
  return 'ok'
}

/** Brings every partition of a store up to date, saying so. */
export async function runAll(
  store: ObjectStore,
  { stdout, stderr, signal }: Effects,
  options: OptionValues,
): Promise<RunSummary> {
  const progress = createProgress(stderr)
  const counts: Record<string, number> = {}
  let partitions = 0
  let made = 0
  for await (const raw of listRawPartitions(store)) {
    const done = await processPartition(store, raw, { force: options['force'] === true, signal })
    partitions++
    if (done.made) made++
    for (const [name, count] of Object.entries(done.manifest.counts)) counts[name] = (counts[name] ?? 0) + count
    if (options['json'])
      writeJsonLine(stdout, { partition: done.partition, made: done.made, counts: done.manifest.counts })
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
