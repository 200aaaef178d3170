import type * as t from '@babel/types'
import type MagicString from 'magic-string'
import { endOf, type Need, startOf } from './call-edits.ts'
import { pathOf } from './legacy-paths.ts'
import { nameOf, type OldBinding, type OldImport } from './old-imports.ts'

/** Where the new imports go, and what becomes of the old ones. */
export function createNewImports(body: readonly t.Statement[], identifiers: ReadonlySet<string>) {
  const locals = new Map<string, string>()
  for (const statement of body) {
    if (statement.type !== 'ImportDeclaration') continue
    for (const specifier of statement.specifiers)
      if (specifier.type === 'ImportSpecifier')
        locals.set(`${statement.source.value} ${nameOf(specifier.imported)}`, specifier.local.name)
  }
  const there = new Set(locals.keys())
  const needed: { need: Need; old: OldImport }[] = []
  const rewritten: { old: OldImport; kept: readonly OldBinding[] }[] = []
  const keyOf = ({ home, name }: Need): string => `${home} ${name}`
  const localOf = (need: Need): string => {
    const known = locals.get(keyOf(need))
    if (known) return known
    const taken = identifiers.has(need.name) || [...locals.values()].includes(need.name)
    const local = taken ? `${need.name}Ttb` : need.name
    locals.set(keyOf(need), local)
    return local
  }
  const linesOf = (old: OldImport, kept: readonly OldBinding[], style: Style): string[] => {
    const needs = needed.filter((one) => one.old === old).map(({ need }) => need)
    const fresh = needs.filter((need) => !there.has(keyOf(need)))
    for (const need of fresh) there.add(keyOf(need))
    const homes = [...new Set(fresh.map(({ home }) => home))].sort()
    const lines = homes.map((home) => {
      const names = [...new Set(fresh.filter((need) => need.home === home).map(({ name }) => name))].sort()
      return importLine(
        names.map((name) => [name, localOf({ home, name })]),
        home,
        style,
      )
    })
    if (kept.length > 0) lines.push(keptLine(kept, pathOf(old.module), style))
    return lines
  }
  return {
    localOf,
    need: (need: Need, old: OldImport) => void needed.push({ need, old }),
    rewrite: (old: OldImport, kept: readonly OldBinding[]) => void rewritten.push({ old, kept }),
    write(text: MagicString, source: string): void {
      for (const { old, kept } of rewritten) {
        const { node, isRequire } = old
        const written = source.slice(startOf(node), endOf(node))
        // An import of nothing but for its effect says itself what it is.
        if (old.bindings.length === 0) continue
        const style: Style = {
          isRequire,
          keyword:
            node.type === 'VariableDeclaration' ? node.kind : node.importKind === 'type' ? 'import type' : 'import',
          quote: written.includes(`"${old.specifier}"`) ? '"' : "'",
          end: written.endsWith(';') ? ';' : '',
        }
        const lines = linesOf(old, kept, style)
        if (lines.length > 0) text.overwrite(startOf(node), endOf(node), lines.join('\n'))
        else text.remove(startOf(node), lineEnd(source, endOf(node)))
      }
    },
  }
}

interface Style {
  readonly isRequire: boolean
  readonly keyword: string
  readonly quote: string
  readonly end: string
}

function importLine(
  names: readonly (readonly [string, string])[],
  path: string,
  { isRequire, keyword, quote, end }: Style,
): string {
  const specifiers = names.map(([name, local]) =>
    name === local ? name : `${name}${isRequire ? ':' : ' as'} ${local}`,
  )
  return isRequire
    ? `${keyword} { ${specifiers.join(', ')} } = require(${quote}${path}${quote})${end}`
    : `import { ${specifiers.join(', ')} } from ${quote}${path}${quote}${end}`
}

function keptLine(kept: readonly OldBinding[], path: string, style: Style): string {
  const whole = kept.find(({ name }) => name === null)
  if (whole && style.isRequire)
    return `${style.keyword} ${whole.local} = require(${style.quote}${path}${style.quote})${style.end}`
  if (whole) return `${style.keyword} * as ${whole.local} from ${style.quote}${path}${style.quote}${style.end}`
  const line = importLine(
    kept.map(({ name, local, isType }) => [
      `${isType && style.keyword === 'import' ? 'type ' : ''}${name}`,
      local === name && isType && style.keyword === 'import' ? `type ${name}` : local,
    ]),
    path,
    style,
  )
  return style.keyword === 'import type' ? line.replace(/^import/, 'import type') : line
}

/** After the line break that ends a statement, if nothing else stands on the line. */
function lineEnd(source: string, end: number): number {
  const rest = /^[ \t]*\r?\n/.exec(source.slice(end))
  return end + (rest?.[0].length ?? 0)
}
