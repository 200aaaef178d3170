import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'

const SOURCES = new URL('../../src/', import.meta.url).pathname

/** Every regular expression of the sources, by its text. */
function findRegexes(): readonly string[] {
  const found = new Set<string>()
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )) {
    const source = ts.createSourceFile(file, readFileSync(join(SOURCES, file), 'utf8'), ts.ScriptTarget.Latest)
    const visit = (node: ts.Node) => {
      if (ts.isRegularExpressionLiteral(node)) found.add(node.text)
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return [...found]
}

describe('every regular expression', () => {
  let check: typeof import('recheck').checkSync
  beforeAll(async () => {
    process.env['RECHECK_BACKEND'] = 'pure'
    check = (await import('recheck')).checkSync
  })

  it('is a literal, so that it can be checked', () => {
    for (const file of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )) {
      expect(readFileSync(join(SOURCES, file), 'utf8'), file).not.toMatch(/new RegExp\(/)
    }
  })

  it.each(findRegexes())('%s has no input that takes more than linear time', (regex) => {
    const [, pattern = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(regex) ?? []
    expect(check(pattern, flags, { timeout: 30_000 }).status).toBe('safe')
  })
})
