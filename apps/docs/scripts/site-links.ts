import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { ROOT } from './repository.ts'

/** Where files that are no page, but that pages link to, are offered for download. */
const DOWNLOADS = '/files'
/** What a browser shows or reads as it is; anything else is offered as text. */
const SHOWN = /\.(?:json|csv|txt|svg|png)$/
const LINK = /(\]\()([^)\s]+)(\))/g
const FENCE = /^(```|~~~)[\s\S]*?^\1\s*$/gm

export interface LinkTargets {
  /** Paths on the site by path of the source in the repository. */
  readonly urls: ReadonlyMap<string, string>
  /** The folder that the site serves as it is. */
  readonly publicFolder: string
}

/**
 * The text of a page with its links between files of the repository made links of the site. A file that is no page is
 * copied and linked as a download. Throws when a link leads to nothing: a folder without a page, a file that is not there.
 */
export function linkPage(text: string, source: string, targets: LinkTargets): string {
  return outsideFences(text, (part) =>
    part.replace(LINK, (_, open: string, target: string, close: string) => {
      if (/^(?:[a-z]+:|#|\/)/.test(target)) return `${open}${target}${close}`
      const [path = '', anchor] = target.split('#')
      const file = posix.normalize(posix.join(posix.dirname(source), path)).replace(/\/$/, '')
      return `${open}${urlOf(file, source, targets)}${anchor === undefined ? '' : `#${anchor}`}${close}`
    }),
  )
}

function urlOf(file: string, source: string, { urls, publicFolder }: LinkTargets): string {
  const url = urls.get(file)
  if (url !== undefined) return url
  const from = join(ROOT, file)
  if (file.startsWith('..') || !existsSync(from)) throw new Error(`${source}: links to ${file}, which is not there`)
  if (!statSync(from).isFile()) throw new Error(`${source}: links to ${file}, which is no page; name a file`)
  const download = posix.join(DOWNLOADS, SHOWN.test(file) ? file : `${file}.txt`)
  const to = join(publicFolder, download)
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
  return download
}

/** The text with everything changed that is not in a fenced block of code. */
export function outsideFences(text: string, change: (part: string) => string): string {
  let changed = ''
  let at = 0
  for (const match of text.matchAll(FENCE)) {
    changed += change(text.slice(at, match.index)) + match[0]
    at = match.index + match[0].length
  }
  return changed + change(text.slice(at))
}
