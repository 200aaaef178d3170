import { stat } from 'node:fs/promises'
import { type Adopted, type AdoptionPlan, adoptAll, planAdoption } from '@ttb/assets'
import { openObjects, openStorage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { createProgress, formatBytes, formatCount, formatCounted, writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, [from], options) => {
  const { stdout, stderr, signal } = effects
  const json = options['json'] === true
  const { config } = configure(effects, options)
  const storage = openStorage(config)
  await requireFolder(from as string)
  const source = openObjects({ ...config, data: from as string }).objects

  const progress = createProgress(stderr)
  const onProgress = (objects: number) => progress.update(`${formatCounted(objects, 'object')} looked at`)
  const plan = await planAdoption(storage, source, { signal, onProgress })
  progress.done()
  if (plan.pages.length + plan.old_records.length === 0) throw nothingToAdopt(plan)
  if (json) writeJsonLine(stdout, { plan })
  else stdout.write(`${formatPlan(plan)}\n`)
  if (options['dryRun'] === true) {
    if (!json) stdout.write('\nNothing was written.\n')
    return 'ok'
  }

  const done = { adopted: 0, present: 0, replaced: 0, left: 0, unreadable: 0 }
  const notTaken: Adopted[] = []
  for await (const one of adoptAll(storage, source, { signal })) {
    done[one.action]++
    if (one.action === 'left' || one.action === 'unreadable') notTaken.push(one)
    if (json) writeJsonLine(stdout, one)
    progress.update(`${formatCount(done.adopted + done.present)} adopted: ${one.path}`)
  }
  progress.done()
  if (!json) stdout.write(`\n${formatDone(done, notTaken)}\n`)
  return done.unreadable > 0 ? 'failed' : 'ok'
}

function formatPlan({ from, to, pages, old_records: records, left }: AdoptionPlan): string {
  const total = (rows: readonly { readonly count: number }[]) => rows.reduce((sum, { count }) => sum + count, 0)
  const what = [
    ...(pages.length > 0 ? [formatCounted(total(pages), 'page')] : []),
    ...(records.length > 0 ? [formatCounted(total(records), 'old record')] : []),
  ]
  const lines = [`${what.join(' and ')} in ${from}, to go into ${to}:`]
  for (const { kind, layout, count, size_bytes: bytes, present } of pages)
    lines.push(
      `  ${formatCount(count).padStart(9)} ${count === 1 ? 'page' : 'pages'} ${kind}, ${formatBytes(bytes)}, from ${layout}${besides({ present })}`,
    )
  for (const { kind, layout, count, present, replaced } of records)
    lines.push(
      `  ${formatCount(count).padStart(9)} old ${count === 1 ? 'record' : 'records'} ${kind}, from ${layout}${besides({ present, replaced })}`,
    )
  if (left.length > 0) lines.push('Left where they are:')
  for (const { reason, count, example } of left)
    lines.push(`  ${formatCount(count).padStart(9)} ${reason}: ${example}${count > 1 ? ', ...' : ''}`)
  return lines.join('\n')
}

function besides({ present = 0, replaced = 0 }): string {
  const parts = [
    ...(present > 0 ? [`${formatCount(present)} there already`] : []),
    ...(replaced > 0 ? [`${formatCount(replaced)} not needed, as their pages are there`] : []),
  ]
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

const SHOWN = 20

function formatDone(done: Record<Adopted['action'], number>, notTaken: readonly Adopted[]): string {
  const line = (count: number, what: string) => `  ${formatCount(count).padStart(9)} ${what}`
  return [
    'Done:',
    line(done.adopted, 'adopted'),
    line(done.present, 'there already'),
    ...(done.replaced > 0 ? [line(done.replaced, 'old records not needed, as their pages are there')] : []),
    line(done.left + done.unreadable, 'left where they are'),
    ...notTaken
      .slice(0, SHOWN)
      .map(({ path, ttb_id: ttbId, reason }) => `${' '.repeat(12)}${path}${ttbId ? ` ${ttbId}` : ''}: ${reason}`),
    ...(notTaken.length > SHOWN
      ? [`${' '.repeat(12)}... and ${formatCount(notTaken.length - SHOWN)} more; --json lists them all`]
      : []),
    'Next: ttb run',
  ].join('\n')
}

function nothingToAdopt({ from, objects, left }: AdoptionPlan): TtbError {
  const found =
    objects === 0
      ? 'it is empty'
      : `of ${formatCounted(objects, 'object')} none is a page (.html, .html.gz) or holds old records (${left
          .slice(0, 3)
          .map(({ reason, count }) => `${formatCount(count)} ${reason}`)
          .join('; ')})`
  return new TtbError(`nothing to adopt in ${from}: ${found}; expected a folder or bucket of saved registry pages`, {
    code: 'not_found',
  })
}

/** A folder that is not there would look like an empty one. */
async function requireFolder(from: string): Promise<void> {
  if (/^[a-z0-9]+:\/\//i.test(from)) return
  const found = await stat(from).catch(() => null)
  if (!found?.isDirectory()) throw new TtbError(`not a folder that can be read: ${from}`, { code: 'not_found' })
}
