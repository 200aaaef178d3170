import { parseExpression } from '@babel/parser'
import type * as t from '@babel/types'
import { describe, expect, it } from 'vitest'
import { LEGACY_MAP, LEGACY_MODULES } from '../src/legacy-map.ts'
import { importModule } from './modules.ts'
import { type OldName, type OldParameter, readOldInterfaces } from './old-interfaces.ts'

const INTERFACES = readOldInterfaces()
type Callable = (...given: never[]) => unknown

/** The parameters of a function as they are written. */
function parametersOf(source: string): { name: string; default: string | null }[] {
  const node = parseExpression(source, { plugins: ['typescript'] })
  const parameters =
    node.type === 'ObjectExpression'
      ? (node.properties[0] as t.ObjectMethod).params
      : (node as t.FunctionExpression).params
  return parameters.map((parameter) => {
    if (parameter.type === 'Identifier') return { name: parameter.name, default: null }
    const { left, right } = parameter as t.AssignmentPattern
    return { name: (left as t.Identifier).name, default: defaultOf(right) }
  })
}

function defaultOf(node: t.Expression): string {
  if (node.type === 'NullLiteral') return 'None'
  if (node.type === 'BooleanLiteral') return node.value ? 'True' : 'False'
  if (node.type === 'NumericLiteral') return String(node.value)
  if (node.type === 'StringLiteral') return `'${node.value}'`
  if (node.type === 'ObjectExpression') return '{}'
  return node.type === 'CallExpression' ? '<temp folder>/ttb_quality_metrics.json' : node.type
}

/** A method as source that parses by itself. */
function methodSource(source: string): string {
  return `{ ${source.replace(/^static /, '').replaceAll('#', '_')} }`
}

function constructorParameters(owner: Callable): { name: string; default: string | null }[] {
  const node = parseExpression(String(owner).replaceAll('#', '_'), { plugins: ['typescript'] }) as t.ClassExpression
  const method = node.body.body.find((member) => member.type === 'ClassMethod' && member.kind === 'constructor') as
    | t.ClassMethod
    | undefined
  return (method?.params ?? []).map((parameter) =>
    parameter.type === 'Identifier'
      ? { name: parameter.name, default: null }
      : {
          name: ((parameter as t.AssignmentPattern).left as t.Identifier).name,
          default: defaultOf((parameter as t.AssignmentPattern).right),
        },
  )
}

function required(parameters: readonly OldParameter[]): number {
  return parameters.findIndex((parameter) => parameter.default !== null) === -1
    ? parameters.length
    : parameters.findIndex((parameter) => parameter.default !== null)
}

const isSettings = ({ base, name }: OldName) => base !== null && name !== 'TTBIDComponents' && !/Parser$/.test(name)

describe('the old names', () => {
  it('come from the modules that there were, and the package', () => {
    expect([...LEGACY_MODULES].sort()).toEqual(Object.keys(INTERFACES).sort())
    expect(LEGACY_MODULES).toHaveLength(18)
  })
  it.each(LEGACY_MODULES)('of %s are all there, and no others', async (module) => {
    const names = INTERFACES[module]?.map(({ name }) => name).sort()
    expect(Object.keys(await importModule(module)).sort()).toEqual(names)
    expect(Object.keys(LEGACY_MAP[module]).sort()).toEqual(names)
  })
  it('none begins with an underscore', () => {
    expect(
      Object.values(LEGACY_MAP)
        .flatMap((names) => Object.keys(names))
        .filter((name) => name.startsWith('_')),
    ).toEqual([])
  })
})

const everyName = Object.entries(INTERFACES).flatMap(([module, names]) => names.map((name) => [module, name] as const))

describe('an old function', () => {
  const functions = everyName.filter(([module, { kind }]) => kind === 'function' && module !== 'index')
  it.each(functions.map(([module, old]) => [module, old.name, old] as const))(
    '%s.%s takes what it took',
    async (module, name, old) => {
      const now = (await importModule(module))[name] as Callable
      expect(parametersOf(String(now))).toEqual(old.parameters)
      expect(now.length).toBe(required(old.parameters))
    },
  )
})

describe('an old class', () => {
  const classes = everyName.filter(([, { kind }]) => kind === 'class')
  it.each(classes.map(([module, old]) => [module, old.name, old] as const))(
    '%s.%s has the methods that it had, with their parameters, and no others',
    async (module, name, old) => {
      const now = (await importModule(module))[name] as Callable & Record<string, unknown>
      const own = (target: object) =>
        Object.getOwnPropertyNames(target).filter(
          (key) => !['constructor', 'length', 'name', 'prototype'].includes(key),
        )
      const methods = Object.entries(old.methods)
      expect(own(now.prototype as object).sort()).toEqual(
        methods
          .filter(([, { isStatic }]) => !isStatic)
          .map(([key]) => key)
          .sort(),
      )
      expect(own(now).sort()).toEqual(
        [...methods.filter(([, { isStatic }]) => isStatic).map(([key]) => key), ...old.constants].sort(),
      )
      for (const [key, { isStatic, parameters }] of methods) {
        const method = (isStatic ? now[key] : (now.prototype as Record<string, unknown>)[key]) as Callable
        expect([key, parametersOf(methodSource(String(method)))]).toEqual([key, parameters])
        expect([key, method.length]).toEqual([key, required(parameters)])
      }
      if (!isSettings(old)) expect(constructorParameters(now)).toEqual(old.parameters)
    },
  )
  it.each(classes.filter(([, old]) => isSettings(old)).map(([module, old]) => [module, old.name, old] as const))(
    '%s.%s has the fields that it had, its base included, and no others',
    async (module, name, old) => {
      const now = (await importModule(module))[name] as new () => object
      const inherited =
        old.base === 'TTBGlobalConfig'
          ? (INTERFACES['ttb_config']?.find((one) => one.name === 'TTBGlobalConfig')?.parameters ?? [])
          : []
      const fields = new Set([...inherited, ...old.parameters].map((field) => field.name))
      expect(Object.keys(new now()).sort()).toEqual([...fields].sort())
      for (const field of old.parameters) expect(field.default).not.toBeNull()
    },
  )
})

describe('an old definition', () => {
  it('is the name under which it is known', async () => {
    const { ttb_raw_pipeline, raw_extraction_assets, ttb_daily_schedule } = await importModule('ttb_consolidated_jobs')
    expect([ttb_raw_pipeline, ttb_daily_schedule]).toEqual(['ttb_raw_pipeline', 'ttb_daily_schedule'])
    expect(raw_extraction_assets).toEqual([
      'ttb_raw_data',
      'ttb_extracted_data',
      'ttb_cleaned_data',
      'ttb_structured_data',
    ])
    const definitions = everyName.filter(([, { kind }]) => ['asset', 'asset_check', 'sensor'].includes(kind))
    for (const [module, { name }] of definitions) {
      const row = LEGACY_MAP[module as keyof typeof LEGACY_MAP][name as never] as { kind: string; value?: string }
      if (row.kind !== 'retired') expect([name, (await importModule(module))[name]]).toEqual([name, row.value])
    }
  })
  it('that is no more says so, and what to use, whatever is done with it', async () => {
    const { ttb_summary } = (await importModule('partitioned_assets')) as {
      ttb_summary: { key: string } & (() => void)
    }
    expect(() => ttb_summary.key).toThrowError(/ttb_summary is no more: .*field_extraction_completeness/)
    expect(() => ttb_summary()).toThrowError(/no more/)
    expect(() => `${ttb_summary}`).toThrowError(/no more/)
  })
})
