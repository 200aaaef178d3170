import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { renderDocs } from '../../scripts/generate-docs.ts'

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url))

describe('the pages of docs/', () => {
  const pages = renderDocs()

  it.each([...pages])('%s is up to date', (file, page) => {
    expect(readFileSync(join(PACKAGE, 'docs', file), 'utf8')).toBe(page)
  })

  it('are all generated', () => {
    expect(readdirSync(join(PACKAGE, 'docs')).sort()).toEqual([...pages.keys()].sort())
  })
})

describe('README.md', () => {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] as string)

  it('names every entry point', () => {
    const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
      exports: Record<string, unknown>
    }
    for (const entry of Object.keys(manifest.exports).filter((name) => !name.endsWith('.json'))) {
      expect(readme).toContain(`\`@ttb/transformations${entry.slice(1)}\``)
    }
  })

  it('has examples', () => expect(blocks.length).toBeGreaterThanOrEqual(3))

  // What stands behind `// →` is what the expression before it must give.
  it.each(blocks.map((block) => [block.split('\n')[0], block] as const))('runs as printed: %s', (_first, block) => {
    const checks = block.replace(
      /^(.*\S) *\/\/ → (.*)$/gm,
      (_line, expression: string, want: string) => `deepStrictEqual(${expression.replace(/;$/, '')}, ${want})`,
    )
    const file = join(PACKAGE, `.readme-${process.pid}-${Math.random().toString(36).slice(2)}.ts`)
    writeFileSync(file, `import { deepStrictEqual } from 'node:assert'\n${checks}`)
    try {
      execFileSync(process.execPath, ['--conditions=@ttb/source', '--import', 'tsx', file], {
        cwd: PACKAGE,
        stdio: 'pipe',
      })
    } finally {
      rmSync(file)
    }
  })
})
