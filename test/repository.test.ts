import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { layerProblems, ROOT, workspacePackages } from '../scripts/layers.ts'

const sources = workspacePackages().flatMap(({ folder }) =>
  readdirSync(join(ROOT, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: `${folder}/src/${file}`, text: readFileSync(join(ROOT, folder, 'src', file), 'utf8') })),
)

describe('packages', () => {
  it('import only from their row of the table of layers', () => {
    expect(layerProblems()).toEqual([])
  })
  it('are caught when they do not', () => {
    const exports = {}
    expect(
      layerProblems([
        {
          folder: 'packages/utils',
          manifest: {
            name: '@ttb/utils',
            version: '0',
            description: '',
            exports,
            dependencies: { '@ttb/resources': '1' },
          },
        },
      ]),
    ).toEqual(['@ttb/utils: may not import @ttb/resources'])
    expect(
      layerProblems([
        { folder: 'packages/misc', manifest: { name: '@ttb/misc', version: '0', description: '', exports } },
      ]),
    ).toEqual(['@ttb/misc: not in the table of layers'])
  })
  it('utils has its three folders and no fourth', () => {
    const names = readdirSync(join(ROOT, 'packages/utils/src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )
    expect(names.map((entry) => entry.name).sort()).toEqual(['pages', 'records', 'ttb-id'])
  })
  it('have no drawers: no file is called helpers, common, misc, shared or base', () => {
    expect(sources.filter(({ file }) => /\/(?:utils|helpers?|common|misc|shared|base)\.ts$/.test(file))).toEqual([])
  })
})

describe('the lock file', () => {
  it('has the programs of other machines too, wherever it was made', () => {
    const { packages } = parse(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')) as { packages: object }
    const names = Object.keys(packages).map((entry) => entry.slice(0, entry.lastIndexOf('@')))
    const families = names.flatMap((name) => /^(.+[-/])linux-(?:x64|64)\b/.exec(name)?.[1] ?? [])
    const lacking = families.flatMap((family) =>
      ['darwin-arm64', 'linux-arm64', 'win'].filter(
        (machine) => !names.some((name) => name.startsWith(family + machine)),
      ),
    )
    expect(families).toContain('@duckdb/node-bindings-')
    expect(lacking).toEqual([])
  })
})

describe('sources', () => {
  const files = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)

  it('recognise errors by mark', () => expect(files(/instanceof TtbError/)).toEqual([]))
  it('read no environment, but for the old functions that took no arguments', () =>
    expect(files(/process\.env\b/)).toEqual(['packages/legacy-defs/src/effective-config.ts']))
  it('never switch off the verification of TLS', () =>
    expect(files(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([]))
  it('do not ask the time, but for the clock, and the stores, which date objects and judge the age of leftovers', () => {
    const asking = files(/\bDate\.now\(\)|\bnew Date\(\)/)
    expect(asking.filter((file) => !/^packages\/resources\/src\/(?:clock\.ts|storage\/)/.test(file))).toEqual([])
  })
})

describe('importing', () => {
  it('any entry does no work: no environment variable is read, and nothing keeps the process alive', () => {
    for (const { folder, manifest } of workspacePackages()) {
      for (const subpath of Object.keys(manifest.exports).filter((name) => name !== './package.json')) {
        const entry = `${manifest.name}${subpath.slice(1)}`
        const script = `
          const read = []
          process.env = new Proxy({ ...process.env }, { get: (env, name) => (typeof name === 'string' && name.startsWith('TTB') && read.push(name), env[name]) })
          await import(${JSON.stringify(entry)})
          process.stdout.write(JSON.stringify(read))
        `
        // The old paths say that they are deprecated, and nothing else.
        const { stdout, stderr } = spawnSync(
          process.execPath,
          ['--no-deprecation', '--input-type=module', '-e', script],
          {
            cwd: join(ROOT, folder),
            encoding: 'utf8',
            timeout: 20_000,
          },
        )
        expect([entry, stdout, stderr]).toEqual([entry, '[]', ''])
      }
    }
  })
})

describe('docs', () => {
  it('that are generated are current', () => {
    execFileSync(
      process.execPath,
      ['--conditions=@ttb/source', '--import', 'tsx', 'scripts/generate-docs.ts', '--check'],
      { cwd: ROOT, stdio: 'pipe' },
    )
  })
  it('of the architecture name tests that exist', () => {
    const named = [
      ...readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').matchAll(
        /`([\w-]+)\/(test\/[\w./-]+)`|`(test\/[\w./-]+)`/g,
      ),
    ]
    expect(named.length).toBeGreaterThan(10)
    const folders = new Map(
      workspacePackages().map(({ folder, manifest }) => [manifest.name.replace('@ttb/', ''), folder]),
    )
    const missing = named.filter(([, name, within, root]) => {
      const path = root ?? `${folders.get(name as string)}/${within}`
      return spawnSync('test', ['-e', join(ROOT, path)]).status !== 0
    })
    expect(missing.map(([text]) => text)).toEqual([])
  })
})
