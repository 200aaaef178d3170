import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url))

interface Entry {
  readonly '@ttb/source': string
  readonly import: { readonly types: string; readonly default: string }
  readonly require: { readonly types: string; readonly default: string }
}

const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, Entry>>
  readonly typesVersions: { readonly '*': Readonly<Record<string, readonly string[]>> }
}
const entries = Object.entries(manifest.exports).filter(([name]) => !name.endsWith('.json'))

/**
 * Every package that a source file loads when it runs, itself and through others; type-only imports are none. The files
 * it goes through are added to `seen`.
 */
function packagesLoadedBy(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>()
  if (seen.has(file)) return packages
  seen.add(file)
  for (const [statement, specifier = ''] of readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\s[^'"]*?from '([^']+)'/gm,
  )) {
    if (/^(?:import|export) type /.test(statement)) continue
    if (specifier.startsWith('.'))
      for (const name of packagesLoadedBy(join(dirname(file), specifier), seen)) packages.add(name)
    else packages.add(specifier)
  }
  return packages
}

describe('the entry points', () => {
  it.each(entries)('%s has a source, and the same shape as all', (name, entry) => {
    const built = name === '.' ? 'index' : name.slice(2)
    expect(existsSync(join(PACKAGE, entry['@ttb/source']))).toBe(true)
    expect(entry.import).toEqual({ types: `./dist/${built}.d.ts`, default: `./dist/${built}.js` })
    expect(entry.require).toEqual({ types: `./dist/${built}.d.cts`, default: `./dist/${built}.cjs` })
  })

  it('resolve for old TypeScript too', () => {
    const wanted = entries
      .filter(([name]) => name !== '.')
      .map(([name]) => [name.slice(2), [`./dist/${name.slice(2)}.d.cts`]])
    expect(manifest.typesVersions['*']).toEqual(Object.fromEntries(wanted))
  })

  it.each(entries)('%s loads no package it need not', (name, entry) => {
    const loaded = packagesLoadedBy(join(PACKAGE, entry['@ttb/source']))
    loaded.delete('@ttb/utils')
    expect([...loaded]).toEqual(name === './phones' || name === './rules' ? ['libphonenumber-js/max'] : [])
  })

  it('are light in what they do load: the root of @ttb/utils loads nothing', () => {
    expect([...packagesLoadedBy(join(PACKAGE, '../utils/src/index.ts'))]).toEqual([])
  })

  it.skipIf(!existsSync(join(PACKAGE, 'dist')))('are one file each when built, a phone library apart', () => {
    for (const [, entry] of entries) {
      for (const file of [entry.import.default, entry.require.default]) {
        const built = readFileSync(join(PACKAGE, file), 'utf8')
        const loaded = [...built.matchAll(/^import[^'"]* ['"]([^'"]+)|\brequire\(['"]([^'"]+)/gm)].map(
          ([, imported, required]) => imported ?? required,
        )
        expect(loaded, file).toEqual(/(?:phones|rules)\./.test(file) ? ['libphonenumber-js/max'] : [])
      }
    }
  })
})

/** The calls and constructions that run when a file is loaded: those outside every function. Empty collections are none. */
function callsAtImport(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const calls: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return
    const isEmpty = ts.isNewExpression(node) && (node.arguments ?? []).length === 0
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && !isEmpty) calls.push(node.getText(source))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return calls
}

describe('every source file', () => {
  const files = readdirSync(join(PACKAGE, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )

  it.each(files)('%s runs anywhere: no Node, no clock, no output', (file) => {
    const source = readFileSync(join(PACKAGE, 'src', file), 'utf8').replace(/\/\*\*.*?\*\/|\/\/.*$/gms, '')
    expect(source).not.toMatch(/'node:|\bprocess\.|\bconsole\.|\bDate\.|new Date|\brequire\(|\bBuffer\b|\bglobalThis\b/)
  })

  // V8 reads every pattern of a file it loads; one with such a set costs as much as a hundred others.
  it.each(files)('%s has no pattern with all letters or digits of Unicode in it', (file) => {
    expect(readFileSync(join(PACKAGE, 'src', file), 'utf8')).not.toMatch(/\\p\{[LN]/i)
  })
})

describe('every source file that the root entry loads', () => {
  const files = new Set<string>()
  packagesLoadedBy(join(PACKAGE, 'src/index.ts'), files)

  it.each([...files].map((file) => relative(PACKAGE, file)))('%s does nothing at import', (file) => {
    expect(callsAtImport(join(PACKAGE, file))).toEqual([])
  })
})
