import { type ParserPlugin, parse } from '@babel/parser'
import babelTraverse, { type NodePath } from '@babel/traverse'
import type * as t from '@babel/types'
import { nearestNames } from '@ttb/config'
import MagicString from 'magic-string'
import { LEGACY_MODULES, type LegacyModule, type LegacyName, namesOf } from '../legacy-map.ts'
import { type Edit, endOf, type Move, moveCall, type Need, startOf } from './call-edits.ts'
import { isOurs, legacyModuleOf, pathOf } from './legacy-paths.ts'
import { createNewImports } from './new-imports.ts'
import { importedBindings, type OldImport, requiredBindings, requiredPath } from './old-imports.ts'

/** Something that a person has to look at. */
export interface Remainder {
  readonly line: number
  readonly name: string
  readonly advice: string
}

export interface MigratedSource {
  readonly text: string
  /** How many uses of old names were moved. */
  readonly moved: number
  readonly left: readonly Remainder[]
}

/** The function, however the module came: ESM sees the exports of this CommonJS package one level down. */
const traverse = (babelTraverse as unknown as { readonly default?: typeof babelTraverse }).default ?? babelTraverse

/** Where a name stands for a type; Babel does not count these among the uses of a binding. */
const TYPE_POSITIONS: ReadonlySet<string> = new Set([
  'TSTypeReference',
  'TSTypeQuery',
  'TSQualifiedName',
  'TSExpressionWithTypeArguments',
  'TSInterfaceHeritage',
  'TSClassImplements',
])

/** A source with what can be moved off the old names moved. Throws a `SyntaxError` for what cannot be parsed. */
export function migrateSource(source: string, file: string): MigratedSource {
  const ast = parse(source, { sourceType: 'unambiguous', plugins: pluginsOf(file), allowReturnOutsideFunction: true })
  const imports: OldImport[] = []
  const left: Remainder[] = []
  const identifiers = new Set<string>()
  const typeUses: t.Identifier[] = []
  const handled = new Set<t.Node>()
  const leave = (node: t.Node, name: string, advice: string): void => {
    left.push({ line: node.loc?.start.line ?? 1, name, advice })
  }

  traverse(ast, {
    Identifier({ node, parent }) {
      identifiers.add(node.name)
      if (TYPE_POSITIONS.has(parent.type) && (parent.type !== 'TSQualifiedName' || parent.left === node))
        typeUses.push(node)
    },
    ImportDeclaration({ node, scope }) {
      const module = legacyModuleOf(node.source.value)
      if (!module) return
      handled.add(node.source)
      imports.push({
        module,
        specifier: node.source.value,
        node,
        isRequire: false,
        scope,
        bindings: importedBindings(node),
      })
    },
    VariableDeclarator({ node, parent, scope }) {
      const required = requiredPath(node.init)
      const module = required && legacyModuleOf(required.value)
      const bindings = module ? requiredBindings(node.id) : null
      if (!module || !bindings || parent.type !== 'VariableDeclaration' || parent.declarations.length > 1) return
      handled.add(required)
      imports.push({ module, specifier: required.value, node: parent, isRequire: true, scope, bindings })
    },
    StringLiteral({ node, parent }) {
      const module = handled.has(node) ? null : legacyModuleOf(node.value)
      if (!module || (!isOurs(node.value) && !isPathOf(parent))) return
      leave(node, node.value, 'a path that is not imported by name; change it by hand')
    },
  })

  const text = new MagicString(source)
  const newImports = createNewImports(ast.program.body, identifiers)
  let moved = 0
  for (const old of imports) {
    const names = namesOf(old.module)
    const unknown = old.bindings.filter(({ name }) => name === null || !Object.hasOwn(names, name))
    // A folder of that name may be the project's own.
    if (!isOurs(old.specifier) && unknown.length > 0) {
      if (unknown.length < old.bindings.length)
        for (const { name, local, node } of unknown)
          leave(
            node,
            name ?? local,
            `${name === null ? 'not by name' : unknownName(name, old.module)}; ${old.specifier} looks like an old path, but may be your own, and is left alone`,
          )
      continue
    }
    const kept = old.bindings.filter((binding) => {
      const row = binding.name === null ? null : names[binding.name]
      if (binding.name !== null && !row) {
        leave(binding.node, binding.name, unknownName(binding.name, old.module))
        return true
      }
      const uses = old.scope.getBinding(binding.local)?.referencePaths ?? []
      let isLeft = false
      for (const node of typeUses) {
        if (node.name !== binding.local || uses.some((use) => use.node === node)) continue
        isLeft = true
        leave(node, binding.name ?? binding.local, row ? adviceOf(row) : `the whole of ${pathOf(old.module)} is used`)
      }
      for (const use of uses) {
        const found = row ? { path: use, name: binding.name as string, row } : memberOf(use, names)
        const move = found && !binding.isType ? moveOf(found.path, found.row, newImports.localOf) : null
        if (!move) {
          isLeft = true
          leave(
            use.node,
            found?.name ?? binding.local,
            found ? adviceOf(found.row) : `the whole of ${pathOf(old.module)} is used`,
          )
          continue
        }
        for (const edit of move.edits) apply(text, edit)
        for (const need of move.needs) newImports.need(need, old)
        moved++
      }
      return isLeft
    })
    newImports.rewrite(old, kept)
  }
  newImports.write(text, source)
  return { text: text.toString(), moved, left: left.sort((one, other) => one.line - other.line) }
}

/** What is said of a name that the old module never had: whose it was, or which was probably meant. */
function unknownName(name: string, module: LegacyModule): string {
  const others = LEGACY_MODULES.filter((other) => Object.hasOwn(namesOf(other), name))
  if (others.length > 0) return `no name of ${module}, but of ${others.join(' and ')}`
  const near = nearestNames(name, Object.keys(namesOf(module)))
  return `no name of ${module}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`
}

/** The use of one name of a module that was brought in as a whole. */
function memberOf(
  use: NodePath,
  names: Readonly<Record<string, LegacyName>>,
): { path: NodePath; name: string; row: LegacyName } | null {
  const member = use.parentPath
  if (!member?.isMemberExpression() || member.node.object !== use.node || member.node.computed) return null
  const { property } = member.node
  const row = property.type === 'Identifier' && Object.hasOwn(names, property.name) ? names[property.name] : undefined
  return row ? { path: member, name: (property as t.Identifier).name, row } : null
}

/** What a use becomes; null when a person has to see to it. */
function moveOf(use: NodePath, row: LegacyName, localOf: (need: Need) => string): Move | null {
  const parent = use.parentPath
  if (!parent) return null
  if (row.value !== undefined) return moveValue(use, parent, row.value)
  if (parent.isCallExpression() && parent.node.callee === use.node) return moveCall(parent.node, row, localOf)
  const method =
    parent.isMemberExpression() && parent.node.object === use.node && !parent.node.computed
      ? parent.node.property
      : null
  const call = parent.parentPath
  const moved = method?.type === 'Identifier' ? row.methods?.[method.name] : undefined
  return moved && call?.isCallExpression() && call.node.callee === parent.node
    ? moveCall(call.node, moved, localOf)
    : null
}

/** Definitions become their names. */
function moveValue(use: NodePath, parent: NodePath, value: string | readonly string[]): Move | null {
  const text = typeof value === 'string' ? `'${value}'` : `[${value.map((one) => `'${one}'`).join(', ')}]`
  const place = { start: startOf(use.node), end: endOf(use.node) }
  if (parent.isObjectProperty() && parent.node.shorthand)
    return { edits: [{ ...place, text: `${(parent.node.key as t.Identifier).name}: ${text}` }], needs: [] }
  const isValue =
    (use.isMemberExpression() || use.isReferencedIdentifier()) &&
    !parent.isExportSpecifier() &&
    !use.find((path) => path.isTSType())
  return isValue ? { edits: [{ ...place, text }], needs: [] } : null
}

function adviceOf({ kind, home, now, use, differs, value }: LegacyName): string {
  if (kind === 'retired') return differs
  if (value !== undefined) return `the ${kind} ${[value].flat().join(', ')}`
  return `use ${now.join(', ')} of ${home}${use ? `: ${use}` : ''}`
}

/** Texts of nothing are not replaced but put in. */
function apply(text: MagicString, { start, end, text: put }: Edit): void {
  if (start < end) text.overwrite(start, end, put === '' ? '' : put)
  else if (put !== '') text.appendLeft(start, put)
}

function pluginsOf(file: string): ParserPlugin[] {
  if (/\.[cm]?ts$/.test(file)) return ['typescript', 'decorators']
  return /\.tsx$/.test(file) ? ['typescript', 'jsx', 'decorators'] : ['jsx', 'decorators']
}

/** Whether a text stands where a path does: in an export, or as the argument of a call. */
function isPathOf(parent: t.Node): boolean {
  return ['ExportNamedDeclaration', 'ExportAllDeclaration', 'CallExpression', 'ImportExpression'].includes(parent.type)
}
