import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

/** Every package that a source file loads when it runs, itself and through others; type-only imports are none. */
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

  it('is light in what it does load: the root of @ttb/utils loads nothing', () => {
    expect([...packagesLoadedBy(join(PACKAGE, '../utils/src/index.ts'))]).toEqual([])
  })
})

describe('every source file', () => {
  const files = readdirSync(join(PACKAGE, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )

  it.each(files)('%s runs anywhere: no Node, no clock, no output', (file) => {
    const source = readFileSync(join(PACKAGE, 'src', file), 'utf8').replace(/\/\*\*.*?\*\/|\/\/.*$/gms, '')
    expect(source).not.toMatch(/'node:|\bprocess\.|\bconsole\.|\bDate\.|new Date|\brequire\(|\bBuffer\b|\bglobalThis\b/)
  })
})
