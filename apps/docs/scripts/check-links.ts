import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { Parser } from 'htmlparser2'

interface PageLinks {
  readonly anchors: ReadonlySet<string>
  readonly links: readonly string[]
}

/** Every link, picture, script and style of the built site that leads to nothing, or away from it to load something. */
export function linkProblems(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))
  const pages = new Map(files.map((file) => [file, readLinks(readFileSync(join(folder, file), 'utf8'))]))
  const problems: string[] = []
  for (const [file, { links }] of pages)
    for (const link of new Set(links)) {
      const problem = problemOf(link, file, pages, folder)
      if (problem !== null) problems.push(`${file}: ${link}: ${problem}`)
    }
  return problems
}

function problemOf(link: string, file: string, pages: ReadonlyMap<string, PageLinks>, folder: string): string | null {
  if (/^(?:https:|mailto:|data:)/.test(link)) return null
  if (/^[a-z]+:|^\/\//.test(link)) return 'expected a link within the site, or https'
  const [path = '', anchor] = decodeURI(link).split('#')
  const from = path.startsWith('/') ? '/' : posix.join('/', posix.dirname(file))
  const target = path === '' ? file : posix.join(from, path).slice(1)
  const found = [target, `${target}.html`, posix.join(target, 'index.html')].find(
    (candidate) => existsSync(join(folder, candidate)) && statSync(join(folder, candidate)).isFile(),
  )
  if (found === undefined) return 'leads to nothing'
  if (anchor === undefined || anchor === '') return null
  return pages.get(found)?.anchors.has(anchor) === true ? null : 'no such place on that page'
}

function readLinks(html: string): PageLinks {
  const anchors = new Set<string>()
  const links: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      if (attributes['id'] !== undefined) anchors.add(attributes['id'])
      const link = name === 'a' || name === 'link' ? attributes['href'] : attributes['src']
      if (link !== undefined) links.push(link)
    },
  })
  parser.end(html)
  return { anchors, links }
}
