import { opendir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type AdoptedPage, adoptPage } from '@ttb/assets'
import { createFolderStore } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { MAX_PAGE_BYTES } from '@ttb/utils/pages'
import type { RunCommand } from '../commands.ts'
import { createProgress, formatCount, formatCounted, writeJsonLine } from '../output.ts'

export const run: RunCommand = async ({ stdout, stderr, signal }, [folder], options) => {
  const dryRun = options['dryRun'] === true
  const store = createFolderStore({ folder: options['data'] as string })
  const progress = createProgress(stderr)
  const actions = { adopted: 0, present: 0, left: 0 }
  const left: AdoptedPage[] = []
  let otherFiles = 0
  for await (const path of listFiles(folder as string)) {
    signal.throwIfAborted()
    if (!/\.html?$/i.test(path)) {
      otherFiles++
      continue
    }
    const adopted = await adoptPage(store, { path, bytes: await readPage(join(folder as string, path)) }, { dryRun })
    actions[adopted.action]++
    if (adopted.action === 'left') left.push(adopted)
    if (options['json']) writeJsonLine(stdout, adopted)
    progress.update(`${formatCount(actions.adopted + actions.present + actions.left)} pages: ${path}`)
  }
  progress.done()
  const pages = actions.adopted + actions.present + actions.left
  if (pages === 0)
    throw new TtbError(`no .html file in ${folder}; expected a folder of saved registry pages`, { code: 'not_found' })
  if (!options['json']) {
    stdout.write(
      `${[
        `${formatCounted(pages, 'page')} in ${folder}${otherFiles > 0 ? ` (and ${formatCounted(otherFiles, 'file')} that ${otherFiles === 1 ? 'is no page' : 'are no pages'})` : ''}`,
        `  ${formatCount(actions.adopted)} ${dryRun ? 'would be adopted' : 'adopted'} into ${store.location}`,
        `  ${formatCount(actions.present)} there already`,
        `  ${formatCount(actions.left)} left where they are`,
        ...left.slice(0, 20).map(({ path, outcome, reason }) => `    ${path}: ${outcome} (${reason})`),
        ...(left.length > 20 ? [`    ... and ${left.length - 20} more; --json lists them all`] : []),
        dryRun ? 'Nothing was written.' : `Next: ttb run --data ${options['data']}`,
      ].join('\n')}\n`,
    )
  }
  return 'ok'
}

/** Every file below a folder, in order of their names, as paths with `/`. */
async function* listFiles(folder: string, within = ''): AsyncGenerator<string> {
  const names: [name: string, isFolder: boolean][] = []
  try {
    for await (const entry of await opendir(join(folder, within))) names.push([entry.name, entry.isDirectory()])
  } catch (cause) {
    throw new TtbError(`not a folder that can be read: ${join(folder, within)}`, { code: 'not_found', cause })
  }
  for (const [name, isFolder] of names.sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (isFolder) yield* listFiles(folder, join(within, name))
    else
      yield relative(folder, join(folder, within, name))
        .split(sep)
        .join('/')
  }
}

/** A page's bytes; of a file too large to be one, nothing but its size matters. */
async function readPage(file: string): Promise<Uint8Array> {
  const { size } = await stat(file)
  return size > MAX_PAGE_BYTES ? new Uint8Array(MAX_PAGE_BYTES + 1) : readFile(file)
}
