// Publishes every package whose version the registry does not have yet, dependencies first, as `npm publish` of what
// `pnpm pack` makes: `workspace:` and `catalog:` are versions there. `--provenance` is for CI, where the registry can see
// which workflow made it. `changeset tag` marks them in git afterwards.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LAYERS, type Manifest, ROOT, workspacePackages } from './layers.ts'

const provenance = process.argv.includes('--provenance')

async function run(command: string, args: readonly string[], cwd = ROOT): Promise<string> {
  try {
    return (await promisify(execFile)(command, [...args], { cwd, maxBuffer: 1 << 26 })).stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string }
    throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`)
  }
}

/** The dist-tag of a version: `latest`, or the channel of a prerelease, as `next` of 1.0.0-next.3. */
function tagOf(version: string): string {
  return /-([a-z]+)/.exec(version)?.[1] ?? 'latest'
}

async function isPublished({ name, version }: Manifest): Promise<boolean> {
  try {
    return (await run('npm', ['view', `${name}@${version}`, 'version', '--json'])).trim() !== ''
  } catch (error) {
    if (/E404/.test((error as Error).message)) return false
    throw error
  }
}

/** Says in the manifest which repository it comes from: the registry holds that against the provenance. */
function nameRepository(folder: string): void {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env
  if (!server || !repository) {
    if (provenance) throw new Error('--provenance: expected GITHUB_SERVER_URL and GITHUB_REPOSITORY, as in a workflow')
    return
  }
  const file = join(ROOT, folder, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  manifest['repository'] = { type: 'git', url: `git+${server}/${repository}.git`, directory: folder }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Packs a package as it is published; the path of the tarball. */
async function pack({ folder, manifest }: { readonly folder: string; readonly manifest: Manifest }): Promise<string> {
  for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md', 'dist'])
    if (!existsSync(join(ROOT, folder, file)))
      throw new Error(`${manifest.name}: no ${file}; build and "changeset version" first`)
  nameRepository(folder)
  const pnpm = join(ROOT, 'node_modules', '.bin', 'pnpm')
  const packed = await run(pnpm, ['pack', '--json', '--pack-destination', place], join(ROOT, folder))
  const { filename } = JSON.parse(packed) as { readonly filename: string }
  return filename.startsWith('/') ? filename : join(place, filename)
}

const place = mkdtempSync(join(tmpdir(), 'ttb-publish-'))
try {
  const order = Object.keys(LAYERS).map((name) => `@ttb/${name}`)
  const packages = workspacePackages().sort(
    (one, other) => order.indexOf(one.manifest.name) - order.indexOf(other.manifest.name),
  )
  const there = await Promise.all(packages.map(({ manifest }) => isPublished(manifest)))
  for (const { manifest } of packages.filter((_, at) => there[at]))
    console.log(`${manifest.name}@${manifest.version}: there already`)
  const missing = packages.filter((_, at) => !there[at])
  const tarballs = await Promise.all(missing.map(pack))
  for (const [at, { manifest }] of missing.entries()) {
    const { name, version } = manifest
    const options = ['--access=public', `--tag=${tagOf(version)}`, ...(provenance ? ['--provenance'] : [])]
    await run('npm', ['publish', tarballs[at] as string, ...options])
    console.log(`published ${name}@${version}`)
  }
} catch (error) {
  console.error(`publish: ${(error as Error).message}`)
  process.exitCode = 1
} finally {
  rmSync(place, { recursive: true, force: true })
}
