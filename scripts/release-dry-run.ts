// A release from beginning to end, with nothing published: in a copy of the tree, versions and changelogs as the
// changesets say, packages packed and published to a registry of this machine's own, installed from there into an empty
// folder, and used: every entry imported and required, the code of the README run on a page, `ttb` asked for a table.
// Wants a built workspace. `--next` does the same for the prerelease channel.
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Manifest, ROOT, workspacePackages } from './layers.ts'
import { type LocalRegistry, startLocalRegistry, useRegistry } from './local-registry.ts'
import { codeBlocks } from './markdown-code.ts'

const folder = mkdtempSync(join(tmpdir(), 'ttb-release-'))
const copy = join(folder, 'tree')
const consumer = join(folder, 'consumer')
const startedMs = performance.now()

function say(text: string): void {
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s  ${text}`)
}

/** Runs a program to its end; its output, or everything it said as an error. */
async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const env = {
      ...process.env,
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    }
    return (await promisify(execFile)(command, [...args], { cwd, env, maxBuffer: 1 << 26 })).stdout
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')}: ${message.split('\n')[0]}\n${stdout}${stderr}`)
  }
}

const tool = (name: string) => join(copy, 'node_modules', '.bin', name)

/** The files of the tree as they are now, committed or not, and what was built from them. */
async function copyTree(): Promise<void> {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], ROOT)
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(ROOT, file), join(copy, file))
  }
  for (const { folder: source, manifest } of workspacePackages()) {
    if (!existsSync(join(ROOT, source, 'dist'))) throw new Error(`${manifest.name} is not built`)
    cpSync(join(ROOT, source, 'dist'), join(copy, source, 'dist'), { recursive: true })
  }
  // Where a changeset was committed is part of the changelog.
  await run('git', ['init', '--quiet'], copy)
  await run('git', ['add', '--all'], copy)
  const author = ['-c', 'user.name=dry run', '-c', 'user.email=dry-run@localhost', '-c', 'commit.gpgsign=false']
  await run('git', [...author, 'commit', '--quiet', '--no-verify', '--message', 'Dry run'], copy)
  await run(
    join(ROOT, 'node_modules', '.bin', 'pnpm'),
    ['install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts'],
    copy,
  )
}

function manifestsOfCopy(): { readonly folder: string; readonly manifest: Manifest }[] {
  return workspacePackages().map(({ folder: source }) => ({
    folder: source,
    manifest: JSON.parse(readFileSync(join(copy, source, 'package.json'), 'utf8')) as Manifest,
  }))
}

/** Raises the versions, and builds again what has its version in its code. */
async function version(): Promise<string> {
  if (process.argv.includes('--next')) await run(tool('changeset'), ['pre', 'enter', 'next'], copy)
  await run(tool('changeset'), ['version'], copy)
  const packages = manifestsOfCopy()
  const versions = new Set(packages.map(({ manifest }) => manifest.version))
  const [only] = versions
  if (versions.size !== 1 || !only) throw new Error(`expected one version, found ${[...versions].join(', ')}`)
  for (const { folder: source, manifest } of packages) {
    const changelog = join(copy, source, 'CHANGELOG.md')
    if (!existsSync(changelog) || !readFileSync(changelog, 'utf8').includes(`\n## ${only}\n`))
      throw new Error(`${manifest.name}: no entry for ${only} in its CHANGELOG.md; is a changeset missing?`)
  }
  const sources = (source: string) => readdirSync(join(copy, source, 'src'), { recursive: true, encoding: 'utf8' })
  const versioned = packages.filter(({ folder: source }) =>
    sources(source).some(
      (file) =>
        file.endsWith('.ts') && /\/package\.json' with/.test(readFileSync(join(copy, source, 'src', file), 'utf8')),
    ),
  )
  await Promise.all(
    versioned.map(({ folder: source }) =>
      run(tool('tsup'), ['--no-dts', '--no-clean', '--silent'], join(copy, source)),
    ),
  )
  return only
}

async function install(url: string, only: string): Promise<void> {
  mkdirSync(consumer)
  useRegistry(consumer, url)
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  const tag = process.argv.includes('--next') ? '@next' : ''
  const names = manifestsOfCopy().map(({ manifest }) => manifest.name)
  await run('npm', ['install', '--prefer-offline', ...names.map((name) => `${name}${tag}`)], consumer)
  for (const name of names) {
    const installed = JSON.parse(readFileSync(join(consumer, 'node_modules', name, 'package.json'), 'utf8')) as Manifest
    if (installed.version !== only) throw new Error(`${name}: installed ${installed.version}; expected ${only}`)
  }
}

/** Imports and requires every entry of every package, where only what was installed is there. */
async function loadEntries(): Promise<number> {
  const entries = manifestsOfCopy().flatMap(({ manifest }) =>
    Object.keys(manifest.exports).map((subpath) => `${manifest.name}${subpath.slice(1)}`),
  )
  writeFileSync(
    join(consumer, 'load.mjs'),
    `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
for (const entry of ${JSON.stringify(entries)}) {
  if (entry.endsWith('.json')) { require(entry); continue }
  const [imported, required] = [await import(entry), require(entry)]
  const names = (module) => Object.keys(module).filter((name) => name !== 'default').sort().join()
  if (names(imported) !== names(required)) throw new Error(entry + ': import and require give different names')
}
`,
  )
  await run(process.execPath, ['--no-deprecation', 'load.mjs'], consumer)
  return entries.length
}

/** Runs the code of the README on a page of the record that it names, and checks the types that it uses. */
async function runReadme(): Promise<string> {
  writeFileSync(
    join(consumer, 'page.mjs'),
    `import { writeFileSync } from 'node:fs'
import { samplePages } from '@ttb/registry-simulator'
const page = samplePages({ recordsPerDay: 1, days: ['2024-01-02'] }).find(({ path }) => path.endsWith('certificate/24002001000001.html'))
writeFileSync('24002001000001.html', page.html, 'latin1')
`,
  )
  await run(process.execPath, ['page.mjs'], consumer)
  const [block, ...others] = codeBlocks(readFileSync(join(copy, 'README.md'), 'utf8'), 'ts')
  if (!block || others.length > 0)
    throw new Error(`README.md: expected one block of ts, found ${others.length + (block ? 1 : 0)}`)
  const code = `import { readFileSync } from 'node:fs'
const bytes = readFileSync('24002001000001.html')
${block}
if (page.outcome !== 'found' || page.kind !== 'certificate') throw new Error('not read: ' + page.outcome)
process.stdout.write(String(page.values.brand_name))
`
  writeFileSync(join(consumer, 'readme.mts'), code)
  writeFileSync(join(consumer, 'readme.mjs'), code)
  const types = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', '--skipLibCheck']
  const node = join(ROOT, 'node_modules', '@types')
  await run(tool('tsc'), [...types, '--typeRoots', node, '--types', 'node', 'readme.mts'], consumer)
  const brand = await run(process.execPath, ['readme.mjs'], consumer)
  if (brand === '' || brand === 'null') throw new Error('the code of the README finds no brand name')
  return brand
}

async function useCommand(only: string): Promise<string> {
  const ttb = (...args: string[]) => run(join(consumer, 'node_modules', '.bin', 'ttb'), args, consumer)
  const said = (await ttb('--version')).trim()
  if (said !== only) throw new Error(`ttb --version says ${said}; expected ${only}`)
  const [line] = (await ttb('parse', '--json', '24002001000001.html')).split('\n')
  const { outcome } = JSON.parse(line as string) as { outcome: string }
  if (outcome !== 'found') throw new Error(`ttb parse says ${outcome}`)
  mkdirSync(join(consumer, 'saved', '2024-01-02', '001-certificate'), { recursive: true })
  cpSync(
    join(consumer, '24002001000001.html'),
    join(consumer, 'saved', '2024-01-02', '001-certificate', '24002001000001.html'),
  )
  await ttb('adopt', 'saved')
  await ttb('run')
  return (await ttb('sql', '--json', 'select ttb_id, brand_name from certificate')).trim()
}

// Whatever ends this, nothing of it stays.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

let registry: LocalRegistry | undefined
try {
  await copyTree()
  say('copied the tree and installed what builds it')
  const only = await version()
  say(`versions and changelogs: ${only}`)
  registry = await startLocalRegistry(join(folder, 'registry'))
  useRegistry(copy, registry.url)
  const published = await run(tool('tsx'), ['scripts/publish.ts'], copy)
  say(`published ${published.match(/^published /gm)?.length ?? 0} packages to a registry of this machine`)
  const again = await run(tool('tsx'), ['scripts/publish.ts'], copy)
  if (/^published /m.test(again)) throw new Error(`published twice:\n${again}`)
  await install(registry.url, only)
  say('installed them in an empty folder')
  say(`imported and required ${await loadEntries()} entries`)
  say(`ran the code of the README: brand name ${JSON.stringify(await runReadme())}`)
  say(`ttb ${only}: a page parsed, adopted, made a table, asked: ${await useCommand(only)}`)
  console.log('The release works.')
} catch (error) {
  console.error(`release-dry-run: ${(error as Error).message}`)
  process.exitCode = 1
} finally {
  await registry?.stop()
}
