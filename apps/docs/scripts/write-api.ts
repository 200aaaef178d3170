import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Application, LogLevel, type ProjectReflection, ReflectionKind, type TypeDocOptions } from 'typedoc'
import type { PluginOptions } from 'typedoc-plugin-markdown'
import { type PackageEntry, packageEntries } from './package-entries.ts'
import { ROOT } from './repository.ts'

/** What a public name must be explained for; the fields of an interface may speak for themselves. */
const EXPLAINED = ReflectionKind.Function | ReflectionKind.Class | ReflectionKind.Variable | ReflectionKind.Enum

/**
 * Writes the reference of every entry of every published package, a page each, into the folder of the site's pages. Throws
 * when typedoc has a word to say: a function, class or constant without a docstring, a link that leads to nothing, a type
 * that a public name shows and no entry exports.
 */
export async function writeApi(folder: string): Promise<void> {
  const entries = packageEntries()
  const tsconfig = join(ROOT, 'apps/docs/.api-tsconfig.json')
  const files = entries.map(({ source }) => relative(join(ROOT, 'apps/docs'), join(ROOT, source)))
  writeFileSync(tsconfig, JSON.stringify({ extends: '../../tsconfig.base.json', files }))
  try {
    const app = await Application.bootstrapWithPlugins(optionsOf(entries, tsconfig, join(folder, 'api')))
    const project = await app.convert()
    if (project === undefined) throw new Error('api: the sources could not be read')
    for (const name of unexplained(project)) app.logger.warn(`${name}: expected a docstring`)
    app.validate(project)
    // As they are imported, not as their files are called.
    for (const module of project.children ?? []) {
      const entry = entries.find(({ source }) => source.replace(/(?:\/index)?\.ts$/, '') === module.name)
      if (entry) module.name = entry.url.slice('/api/'.length)
    }
    await app.generateOutputs(project)
    if (app.logger.hasErrors() || app.logger.hasWarnings())
      throw new Error(`api: ${app.logger.errorCount + app.logger.warningCount} problems, see above`)
  } finally {
    rmSync(tsconfig, { force: true })
  }
  rmSync(join(folder, 'api/README.md'))
  for (const { url, name } of entries) {
    const file = join(folder, `${url}.md`)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^# .*/, `# ${name}`))
  }
  const pages = readdirSync(join(folder, 'api'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  )
  if (pages.length !== entries.length + 1) throw new Error(`api: ${pages.length - 1} pages; expected ${entries.length}`)
}

function optionsOf(entries: readonly PackageEntry[], tsconfig: string, out: string): TypeDocOptions {
  const options: Partial<TypeDocOptions & PluginOptions> = {
    entryPoints: entries.map(({ source }) => join(ROOT, source)),
    tsconfig,
    outputs: [{ name: 'markdown', path: out }],
    plugin: ['typedoc-plugin-markdown'],
    router: 'module',
    readme: 'none',
    cleanOutputDir: false,
    disableSources: true,
    // `npm run check` says whether the types are right.
    skipErrorChecking: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    pageTitleTemplates: { module: '{name}' },
    useCodeBlocks: true,
    // Its own anchors: it counts names twice that only differ in their case.
    useHTMLAnchors: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    propertyMembersFormat: 'table',
    typeDeclarationFormat: 'table',
    validation: { notExported: true, invalidLink: true, rewrittenLink: true },
    logLevel: LogLevel.Warn,
  }
  return options as TypeDocOptions
}

function unexplained(project: ProjectReflection): string[] {
  return (project.children ?? []).flatMap((module) =>
    (module.children ?? [])
      .filter(({ kind }) => (kind & EXPLAINED) !== 0)
      .filter((name) => !name.hasComment() && !name.signatures?.some((signature) => signature.hasComment()))
      .map((name) => `${module.name}: ${name.name}`),
  )
}
