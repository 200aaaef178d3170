import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readText } from '../scripts/repository.ts'

/** A fenced block of code in a page of the docs. */
export interface DocBlock {
  readonly file: string
  /** The line of the page on which its code begins, from 1. */
  readonly line: number
  readonly language: string
  readonly text: string
}

const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`)
    .sort(),
  ...readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[^/]+\/README\.md$/.test(file))
    .map((file) => `examples/${file}`)
    .sort(),
]

/** Every block of these languages in the pages that people read, in their order. */
export function docBlocks(...languages: readonly string[]): DocBlock[] {
  return PAGES.flatMap((file) => {
    const text = readText(file)
    return [...text.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)]
      .map((match) => ({
        file,
        line: text.slice(0, match.index).split('\n').length + 1,
        language: match[2] as string,
        text: (match[3] as string).replaceAll(new RegExp(`^${match[1]}`, 'gm'), ''),
      }))
      .filter(({ language }) => languages.includes(language))
  })
}
