// Writes what each entry of each package promises to who imports it, from the built types, to etc/api. `--check` only
// says which of these reports are not current: a change of a public name, type or parameter shows in the diff of a report.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'
import { ROOT, workspacePackages } from './layers.ts'

const REPORTS = 'etc/api'

interface Entry {
  readonly packageName: string
  readonly folder: string
  /** Below the folder of reports, without the extension. */
  readonly report: string
  /** The types that an `import` of the entry gets. */
  readonly types: string
}

type ExportTarget = string | { readonly import?: { readonly types?: string } }

function entries(): Entry[] {
  return workspacePackages().flatMap(({ folder, manifest }) =>
    (Object.entries(manifest.exports) as [string, ExportTarget][]).flatMap(([subpath, target]) => {
      const types = typeof target === 'string' ? undefined : target.import?.types
      if (!types) return []
      const name = subpath === '.' ? 'index' : subpath.slice(2).replaceAll('/', '-')
      const report = `${manifest.name.replace('@ttb/', '')}/${name}`
      return [{ packageName: manifest.name, folder: join(ROOT, folder), report, types: join(ROOT, folder, types) }]
    }),
  )
}

function configOf({ packageName, folder, report, types }: Entry, reportFolder: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: types,
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2023',
            lib: ['ES2023'],
            module: 'preserve',
            moduleResolution: 'bundler',
            strict: true,
            skipLibCheck: true,
            types: ['node'],
          },
          files: [types],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${basename(report)}.api.md`,
        reportFolder: join(reportFolder, dirname(report)),
        reportTempFolder: join(reportFolder, dirname(report)),
        // A type that is used and not exported can be named by nobody, and changes what they get all the same. The
        // packages have some hundred of them, rows of tables for the most part, so they are reported and not refused.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        // Wording of comments is for readers of the source; releases of the packages have one stage.
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
    packageJson: { name: packageName },
  } as never)
}

/** The reports as they would be now, by path below etc/api. Throws what the types themselves have wrong. */
function makeReports(folder: string): ReadonlyMap<string, string> {
  const all = entries()
  const missing = all.filter(({ types }) => !existsSync(types)).map(({ types }) => types)
  if (missing.length > 0) throw new Error(`not built: ${missing.join(', ')}`)
  const configs = all.map((entry) => ({ entry, config: configOf(entry, folder) }))
  const [first] = configs
  if (!first) return new Map()
  // One program for all entries: what they share is read once.
  const compilerState = CompilerState.create(first.config, { additionalEntryPoints: all.map(({ types }) => types) })
  const problems: string[] = []
  const reports = new Map<string, string>()
  for (const { entry, config } of configs) {
    const path = `${entry.report}.api.md`
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    Extractor.invoke(config, {
      compilerState,
      localBuild: true,
      messageCallback(message) {
        if (message.logLevel === ExtractorLogLevel.Error) problems.push(`${path}: ${message.text}`)
        message.handled = true
      },
    })
    reports.set(path, readFileSync(join(folder, path), 'utf8'))
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return reports
}

function committedReports(): ReadonlyMap<string, string> {
  if (!existsSync(join(ROOT, REPORTS))) return new Map()
  const names = readdirSync(join(ROOT, REPORTS), { recursive: true, encoding: 'utf8' })
  const paths = names.filter((name) => name.endsWith('.api.md')).map((name) => name.replaceAll('\\', '/'))
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, REPORTS, path), 'utf8')]))
}

/** The first line that differs, as it was and as it is. */
function firstDifference(was: string, is: string): string {
  const [before, after] = [was, is].map((text) => text.split('\n')) as [string[], string[]]
  const at = after.findIndex((line, index) => line !== before[index])
  const line = at < 0 ? after.length : at
  return `line ${line + 1}\n  - ${before[line] ?? '(end)'}\n  + ${after[line] ?? '(end)'}`
}

const temporary = mkdtempSync(join(tmpdir(), 'ttb-api-'))
try {
  const [was, is] = [committedReports(), makeReports(temporary)]
  const gone = [...was.keys()].filter((path) => !is.has(path))
  const changed = [...is].filter(([path, text]) => was.get(path) !== text)
  if (process.argv.includes('--check')) {
    for (const path of gone) console.error(`${REPORTS}/${path}: there is no such entry any more`)
    for (const [path, text] of changed)
      console.error(`${REPORTS}/${path}: ${was.has(path) ? firstDifference(was.get(path) ?? '', text) : 'a new entry'}`)
    if (gone.length + changed.length > 0) {
      console.error('What packages promise has changed: "npm run api" writes the reports; review them as a diff.')
      process.exitCode = 1
    } else console.log(`api: ${is.size} reports are current`)
  } else {
    for (const path of gone) rmSync(join(ROOT, REPORTS, path))
    for (const [path, text] of changed) {
      mkdirSync(join(ROOT, REPORTS, dirname(path)), { recursive: true })
      writeFileSync(join(ROOT, REPORTS, path), text)
    }
    console.log(`api: ${changed.length} reports written, ${gone.length} removed, ${is.size} in all`)
  }
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
