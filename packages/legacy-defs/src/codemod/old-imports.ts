import type { Scope } from '@babel/traverse'
import type * as t from '@babel/types'
import type { LegacyModule } from '../legacy-map.ts'

/** A statement that brings old names into a file. */
export interface OldImport {
  readonly module: LegacyModule
  readonly specifier: string
  readonly node: t.ImportDeclaration | t.VariableDeclaration
  readonly isRequire: boolean
  readonly scope: Scope
  readonly bindings: readonly OldBinding[]
}

export interface OldBinding {
  /** The old name; null for the module as a whole. */
  readonly name: string | null
  readonly local: string
  readonly isType: boolean
  /** Where it is bound. */
  readonly node: t.Node
}

/** What an import binds. */
export function importedBindings(node: t.ImportDeclaration): OldBinding[] {
  return node.specifiers.map((specifier) => ({
    name: specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : null,
    local: specifier.local.name,
    isType: node.importKind === 'type' || (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'),
    node: specifier,
  }))
}

export function nameOf(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value
}

/** The path of `require('...')`; null for anything else. */
export function requiredPath(node: t.Expression | null | undefined): t.StringLiteral | null {
  const [path] =
    node?.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
      ? node.arguments
      : []
  return path?.type === 'StringLiteral' ? path : null
}

/** What `const { one, other: local } = ` or `const whole = ` binds; null for anything more. */
export function requiredBindings(id: t.VariableDeclarator['id']): OldBinding[] | null {
  if (id.type === 'Identifier') return [{ name: null, local: id.name, isType: false, node: id }]
  if (id.type !== 'ObjectPattern') return null
  const bindings = id.properties.map((property): OldBinding | null =>
    property.type === 'ObjectProperty' && property.key.type === 'Identifier' && property.value.type === 'Identifier'
      ? { name: property.key.name, local: property.value.name, isType: false, node: property }
      : null,
  )
  return bindings.every((binding) => binding !== null) ? bindings : null
}
