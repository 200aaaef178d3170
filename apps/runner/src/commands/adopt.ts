import { stat } from 'node:fs/promises'
import { type AdoptedPage, adoptPage, savedPagesOf } from '@ttb/assets'
import { openObjects, openStorage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { createProgress, formatCount, formatCounted, writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, [from], options) => {
  const { stdout, stderr, signal } = effects
  const dryRun = options['dryRun'] === true
  const { config } = configure(effects, options)
  const storage = openStorage(config)
  await requireFolder(from as string)
  const source = openObjects({ ...config, data: from as string }).objects
  const progress = createProgress(stderr)
  const actions = { adopted: 0, present: 0, left: 0 }
  const left: AdoptedPage[] = []
  const files = savedPagesOf(source)
  for await (const page of files.pages) {
    signal.throwIfAborted()
    const adopted = await adoptPage(storage, page, { dryRun })
    actions[adopted.action]++
    if (adopted.action === 'left') left.push(adopted)
    if (options['json']) writeJsonLine(stdout, adopted)
    progress.update(`${formatCount(actions.adopted + actions.present + actions.left)} pages: ${page.path}`)
  }
  progress.done()
  const pages = actions.adopted + actions.present + actions.left
  if (pages === 0)
    throw new TtbError(`no .html file in ${from}; expected a folder or bucket of saved registry pages`, {
      code: 'not_found',
    })
  if (!options['json'])
    stdout.write(
      `${formatAdopted(from as string, storage.objects.location, actions, files.otherFiles(), left, dryRun)}\n`,
    )
  return 'ok'
}

function formatAdopted(
  from: string,
  to: string,
  { adopted, present, left }: Record<AdoptedPage['action'], number>,
  otherFiles: number,
  leftPages: readonly AdoptedPage[],
  dryRun: boolean,
): string {
  const others = otherFiles > 0 ? ` (and ${formatCounted(otherFiles, 'file')} not named as a page)` : ''
  return [
    `${formatCounted(adopted + present + left, 'page')} in ${from}${others}`,
    `  ${formatCount(adopted)} ${dryRun ? 'would be adopted' : 'adopted'} into ${to}`,
    `  ${formatCount(present)} there already`,
    `  ${formatCount(left)} left where they are`,
    ...leftPages.slice(0, 20).map(({ path, outcome, reason }) => `    ${path}: ${outcome} (${reason})`),
    ...(leftPages.length > 20 ? [`    ... and ${leftPages.length - 20} more; --json lists them all`] : []),
    dryRun ? 'Nothing was written.' : 'Next: ttb run',
  ].join('\n')
}

/** A folder that is not there would look like an empty one. */
async function requireFolder(from: string): Promise<void> {
  if (/^[a-z0-9]+:\/\//i.test(from)) return
  const found = await stat(from).catch(() => null)
  if (!found?.isDirectory()) throw new TtbError(`not a folder that can be read: ${from}`, { code: 'not_found' })
}
