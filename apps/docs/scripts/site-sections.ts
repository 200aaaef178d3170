import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readText } from './repository.ts'

/** A page of the site that a file of the repository holds. */
export interface SitePage {
  /** Path of the file in the repository. */
  readonly source: string
  /** Path on the site, without the extension: `/guides/deploy`. */
  readonly url: string
  readonly title: string
}

export interface SiteSection {
  readonly title: string
  readonly pages: readonly SitePage[]
}

/** The first pages of a folder, in this order; what else lies there follows by name. */
interface Folder {
  readonly title: string
  readonly folder: string
  readonly first: readonly string[]
}

const FOLDERS: readonly Folder[] = [
  { title: 'Start', folder: 'docs/start', first: ['first-five-minutes'] },
  {
    title: 'Concepts',
    folder: 'docs/concepts',
    first: ['life-of-a-page', 'assets-and-runs', 'tables-and-keys', 'history-and-provenance', 'politeness'],
  },
  { title: 'How-to guides', folder: 'docs/guides', first: ['ask-and-export', 'deploy', 'operate'] },
  {
    title: 'Reference',
    folder: 'docs/reference',
    first: ['commands', 'settings', 'fields', 'tables', 'assets', 'checks', 'jobs', 'pages', 'contracts'],
  },
  { title: 'Decisions', folder: 'docs/decisions', first: [] },
]

/** What lies elsewhere in the repository. */
const ELSEWHERE: readonly (Omit<SitePage, 'title'> & { readonly optional?: true })[] = [
  { source: 'docs/fault-register.md', url: '/project/fault-register' },
  { source: 'ARCHITECTURE.md', url: '/project/architecture' },
  { source: 'CONTRIBUTING.md', url: '/project/contributing' },
  { source: 'SECURITY.md', url: '/project/security', optional: true },
  { source: 'contracts/CHANGES.md', url: '/project/contract-changes' },
]

/** The examples: a folder of the repository each, in the order in which they are shown. */
export const EXAMPLES = ['parse-one-page', 'clean-a-column', 'custom-check', 'query-from-duckdb'] as const

/** Every page that is made of a file, by section, in the order of the site. What lies in `docs/` is found, not listed. */
export function siteSections(): SiteSection[] {
  const inFolders = FOLDERS.map(({ title, folder, first }) => ({ title, pages: pagesOf(folder, first) }))
  const examples = EXAMPLES.map((name) => page(`examples/${name}/README.md`, `/examples/${name}`))
  const project = ELSEWHERE.filter(({ source, optional }) => !optional || existsSync(join(ROOT, source))).map(
    ({ source, url }) => page(source, url),
  )
  return [
    ...inFolders.slice(0, 3),
    { title: 'Examples', pages: examples },
    ...inFolders.slice(3),
    { title: 'Project', pages: project },
  ]
}

function pagesOf(folder: string, first: readonly string[]): SitePage[] {
  const names = readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
    .sort()
  const ordered = [...first.filter((name) => names.includes(name)), ...names.filter((name) => !first.includes(name))]
  return ordered.map((name) => page(`${folder}/${name}.md`, `${folder.slice('docs'.length)}/${name}`))
}

function page(source: string, url: string): SitePage {
  const title = /^# (.+)$/m.exec(readText(source))?.[1]
  if (title === undefined) throw new Error(`${source}: expected a heading "# ..." as its title`)
  return { source, url, title: title.replaceAll('`', '') }
}
