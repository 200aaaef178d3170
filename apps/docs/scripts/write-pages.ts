import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { changelogPage } from './changelog-page.ts'
import { homePage } from './home-page.ts'
import { type PackageEntry, packageEntries } from './package-entries.ts'
import { ROOT, readText } from './repository.ts'
import { linkPage, outsideFences } from './site-links.ts'
import { EXAMPLES, type SiteSection } from './site-sections.ts'

/**
 * Writes the pages of the site that are files of the repository, and those made of several, into an empty folder as
 * VitePress reads it. Throws when a link leads to nothing.
 */
export function writePages(folder: string, sections: readonly SiteSection[]): void {
  rmSync(folder, { recursive: true, force: true })
  const publicFolder = join(folder, 'public')
  const pages = sections.flatMap((section) => section.pages)
  const urls = new Map(pages.map(({ source, url }) => [source, url]))
  for (const name of EXAMPLES) urls.set(`examples/${name}`, `/examples/${name}`)
  for (const { folder: source, url, isMain } of packageEntries()) if (isMain) urls.set(source, url)
  urls.set('README.md', '/')

  const write = (url: string, text: string) => {
    const file = join(folder, `${url === '/' ? '/index' : url}.md`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const { source, url } of pages) {
    const text = source.startsWith('examples/') ? examplePage(source) : readText(source)
    write(url, readable(linkPage(text, source, { urls, publicFolder })))
  }
  write('/', homePage())
  write('/project/changelog', readable(linkPage(changelogPage(), 'CHANGELOG.md', { urls, publicFolder })))
  write('/api/index', apiIndex(packageEntries()))
  mkdirSync(publicFolder, { recursive: true })
  writeFileSync(join(publicFolder, 'mark.svg'), readFileSync(new URL('./mark.svg', import.meta.url)))
}

/** What is text in a file of the repository, but would be a tag or an expression to VitePress. */
function readable(text: string): string {
  return outsideFences(text, (part) =>
    part.replace(/(`+)[^`]+\1|\{\{|<(?!\/?(?:br|sub|sup|a)\b|!--)/g, (found) => {
      if (found.startsWith('`'))
        return found.includes('{{') ? `<code v-pre>${escapeHtml(found.replace(/^`+|`+$/g, ''))}</code>` : found
      return found === '<' ? '&lt;' : '&#123;&#123;'
    }),
  )
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** The README of an example, and the whole of its code. */
function examplePage(source: string): string {
  const folder = dirname(source)
  const files = readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.ts'))
  const code = files.map((file) => `\`\`\`ts [${file}]\n${readText(`${folder}/${file}`).trimEnd()}\n\`\`\``)
  const output = existsSync(join(ROOT, folder, 'output.txt'))
    ? `\n\n## What it prints\n\n\`\`\`text\n${readText(`${folder}/output.txt`).trimEnd()}\n\`\`\``
    : ''
  return `${readText(source).trimEnd()}\n\n## The code\n\n${code.join('\n\n')}${output}\n`
}

function apiIndex(entries: readonly PackageEntry[]): string {
  const rows = entries.map(({ name, url, description }) => `| [\`${name}\`](${url}) | ${description} |`)
  return `# API reference\n\nEvery name of every entry of the published packages, made from the sources.\n\n| Entry | What it is |\n| --- | --- |\n${rows.join('\n')}\n`
}
