// The layers as data, and the check that every package keeps to its row. `--check` is what `pnpm check` runs.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Layer {
  readonly says: string
  /** The packages whose names it may import, without `@ttb/`. */
  readonly mayImport: readonly string[]
}

/** Reading order is layer order. Tests may also use the simulator. */
export const LAYERS: Readonly<Record<string, Layer>> = {
  utils: { says: 'nouns: what is true of the registry: IDs, records, pages', mayImport: [] },
  transformations: { says: 'verbs: how values and records change; pure', mayImport: ['utils'] },
  config: { says: 'which settings, which slices', mayImport: ['utils'] },
  resources: { says: 'the outside world: storage, table formats, SQL', mayImport: ['utils', 'config'] },
  assets: { says: 'what we make, from what', mayImport: ['utils', 'transformations', 'config', 'resources'] },
  checks: { says: 'what must hold of it', mayImport: ['utils', 'config', 'resources', 'assets'] },
  jobs: {
    says: 'when and how it runs: plan, execute, backfill, schedules, sensors',
    mayImport: ['utils', 'config', 'resources', 'assets', 'checks'],
  },
  'legacy-defs': {
    says: 'the old import paths',
    mayImport: ['utils', 'transformations', 'config', 'resources', 'assets', 'checks', 'jobs'],
  },
  'registry-simulator': {
    says: 'a registry to develop and test against',
    mayImport: ['utils', 'transformations'],
  },
  runner: {
    says: 'argv in, exit code out',
    mayImport: ['utils', 'transformations', 'config', 'resources', 'assets', 'checks', 'jobs', 'registry-simulator'],
  },
}

const TEST_ONLY = ['registry-simulator']
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly private?: boolean
  readonly exports: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Every package that is published: its folder, relative to the root, and its manifest. */
export function workspacePackages(): { readonly folder: string; readonly manifest: Manifest }[] {
  const all = ['packages', 'apps'].flatMap((group) =>
    readdirSync(`${ROOT}/${group}`).map((name) => ({
      folder: `${group}/${name}`,
      manifest: JSON.parse(readFileSync(`${ROOT}/${group}/${name}/package.json`, 'utf8')) as Manifest,
    })),
  )
  return all.filter(({ manifest }) => !manifest.private)
}

/** Every way in which a package leaves its row; empty when none does. */
export function layerProblems(packages = workspacePackages()): string[] {
  return packages.flatMap(({ manifest }) => {
    const name = manifest.name.replace('@ttb/', '')
    const layer = LAYERS[name]
    if (!layer) return [`${manifest.name}: not in the table of layers`]
    const imports = (names: Readonly<Record<string, string>> | undefined) =>
      Object.keys(names ?? {}).flatMap((dependency) => /^@ttb\/(.+)$/.exec(dependency)?.[1] ?? [])
    const wrong = imports(manifest.dependencies).filter((other) => !layer.mayImport.includes(other))
    const wrongInTests = imports(manifest.devDependencies).filter(
      (other) => !layer.mayImport.includes(other) && !TEST_ONLY.includes(other),
    )
    return [...wrong, ...wrongInTests].map((other) => `${manifest.name}: may not import @ttb/${other}`)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = layerProblems()
  for (const problem of problems) console.error(`layers: ${problem}`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
