import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LEGACY_ENVIRONMENT } from '../../config/src/legacy/legacy-names.ts'
import { LEGACY_SETTINGS } from '../../config/src/legacy/legacy-settings.ts'
import { LEGACY_MODULES, type LegacyModule, type LegacyName, namesOf } from '../src/legacy-map.ts'

const PACKAGE = 'packages/legacy-defs'
const GENERATED = '// Made from legacy-map.ts by `pnpm generate`; not edited.\n'

/** Every file that is made from the map, by its path from the root of the repository. */
export function renderLegacyFiles(guide: string): Record<string, string> {
  const manifest = JSON.parse(readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'))
  return {
    ...Object.fromEntries(
      LEGACY_MODULES.map((module) => [`${PACKAGE}/src/generated/${module}.ts`, moduleSource(module)]),
    ),
    [`${PACKAGE}/package.json`]: `${JSON.stringify({ ...manifest, exports: exportsOf(), typesVersions: typesVersionsOf() }, null, 2)}\n`,
    'docs/guides/migrate-from-legacy.md': fillGuide(guide),
  }
}

function moduleSource(module: LegacyModule): string {
  const names = Object.entries(namesOf(module))
  const adapters = [...new Set(names.flatMap(([, { adapter }]) => adapter ?? []))].sort()
  const imports = [
    ...adapters.map((adapter) => {
      const used = names.filter(([, row]) => row.adapter === adapter).map(([name]) => name)
      const specifiers = used.sort(byName).map((name) => `${name} as ${name}_`)
      const line = `import { ${specifiers.join(', ')} } from '../adapters/${adapter}.ts'`
      return line.length <= 120
        ? line
        : `import {\n${specifiers.map((one) => `  ${one},\n`).join('')}} from '../adapters/${adapter}.ts'`
    }),
    ...(names.some(([, { kind }]) => kind === 'retired')
      ? ["import { retired } from '../adapters/definition-names.ts'"]
      : []),
    "import { warnDeprecated } from '../warn-deprecated.ts'",
  ].sort((one, other) => (fileOf(one) < fileOf(other) ? -1 : 1))
  const lines = names.map(([name, row]) => `/** @deprecated ${sentenceOf(name, row)} */\n${declarationOf(name, row)}`)
  return `${GENERATED}${imports.join('\n')}\n\nwarnDeprecated('${module}')\n\n${lines.join('\n')}\n`
}

function byName(one: string, other: string): number {
  return one.toUpperCase() < other.toUpperCase() ? -1 : 1
}

function fileOf(line: string): string {
  return /'([^']+)'$/.exec(line)?.[1] ?? ''
}

function declarationOf(name: string, { kind, value, differs }: LegacyName): string {
  if (kind === 'retired')
    return `export const ${name}: never = retired(
  '${name}',
  '${differs}',
)`
  if (typeof value === 'string') return `export const ${name} = '${value}'`
  if (value) {
    const line = `export const ${name} = [${value.map((one) => `'${one}'`).join(', ')}] as const`
    return line.length <= 120
      ? line
      : `export const ${name} = [\n${value.map((one) => `  '${one}',\n`).join('')}] as const`
  }
  if (kind === 'class') return `export const ${name} = ${name}_\nexport type ${name} = ${name}_`
  return `export const ${name} = ${name}_`
}

/** What to use instead, in one sentence. */
function sentenceOf(name: string, { kind, home, now, value, differs }: LegacyName): string {
  if (kind === 'retired') return `It is no more: ${differs}.`
  if (value !== undefined)
    return `Use ${typeof value === 'string' ? `the name \`'${value}'\` of the ${kind}` : 'the keys of the assets'}.`
  return `Use ${now.map((one) => `\`${one}\``).join(', ')} of \`${home}\`${name === '' ? '' : '.'}`
}

function exportsOf(): Record<string, unknown> {
  const entries = LEGACY_MODULES.map((module) => [
    module === 'index' ? '.' : `./${module}`,
    {
      '@ttb/source': `./src/generated/${module}.ts`,
      import: { types: `./dist/${module}.d.ts`, default: `./dist/${module}.js` },
      require: { types: `./dist/${module}.d.cts`, default: `./dist/${module}.cjs` },
    },
  ])
  return { ...Object.fromEntries(entries), './package.json': './package.json' }
}

function typesVersionsOf(): Record<string, unknown> {
  const entries = LEGACY_MODULES.filter((module) => module !== 'index').map((module) => [
    module,
    [`./dist/${module}.d.cts`],
  ])
  return { '*': Object.fromEntries(entries) }
}

function fillGuide(guide: string): string {
  return fill(fill(fill(guide, 'names', namesTables()), 'environment', environmentTable()), 'settings', settingsTable())
}

/** Puts text between `<!-- NAME -->` and `<!-- /NAME -->` of a page. */
function fill(page: string, name: string, text: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`)
  if (!pattern.test(page)) throw new Error(`no place for ${name}`)
  return page.replace(pattern, (_, open: string, close: string) => `${open}${text}\n${close}`)
}

function namesTables(): string {
  return LEGACY_MODULES.map((module) => {
    const path = module === 'index' ? '@ttb/legacy-defs' : `@ttb/legacy-defs/${module}`
    const rows = Object.entries(namesOf(module)).map(([name, row]) => [
      `\`${name}\``,
      nowOf(row),
      row.kind === 'retired' ? `Any use throws: ${row.differs}.` : capital(row.differs),
      capital(row.use ?? ''),
    ])
    return `### \`${path}\`\n\n${table(['Old name', 'Now', 'Differs from the old answers', 'Under the new name'], rows)}`
  }).join('\n\n')
}

function nowOf({ kind, home, now, value }: LegacyName): string {
  if (kind === 'retired') return 'nothing'
  if (value !== undefined)
    return `${typeof value === 'string' ? kind : 'assets'} ${[value]
      .flat()
      .map((one) => `\`${one}\``)
      .join(', ')}`
  return `${now.map((one) => `\`${one}\``).join(', ')} of \`${home}\``
}

function environmentTable(): string {
  const rows = Object.entries(LEGACY_ENVIRONMENT).map(([variable, setting]) => [
    `\`${variable}\``,
    capital(LEGACY_SETTINGS[setting].doc),
  ])
  return table(['Variable', 'Is'], rows)
}

function settingsTable(): string {
  return table(
    ['Old setting', 'Is'],
    Object.entries(LEGACY_SETTINGS).map(([name, { doc }]) => [`\`${name}\``, capital(doc)]),
  )
}

function capital(text: string): string {
  const sentence = text.replace(/^\w/, (letter) => letter.toUpperCase())
  return sentence === '' || sentence.endsWith('.') ? sentence : `${sentence}.`
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
