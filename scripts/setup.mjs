// Brings a fresh clone to a state in which every command works: installs, then builds.
// Needs only Node and npm. What has not changed since the last run is not done again.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const stamp = join(root, 'node_modules', '.ttb-installed')
/** Turbo starts the package manager by its name, which only npm's scripts find by themselves. */
const env = { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) }

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`Node ${manifest.engines.node} is needed, this is ${process.versions.node}`)
}

/** The files that decide what an install would do. */
function installFingerprint() {
  const hash = createHash('sha256').update(process.version)
  const manifests = ['packages', 'apps', 'examples'].flatMap((group) =>
    existsSync(join(root, group))
      ? readdirSync(join(root, group)).map((name) => join(group, name, 'package.json'))
      : [],
  )
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests]) {
    const path = join(root, file)
    if (existsSync(path)) hash.update(file).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function run(command, args, what) {
  const child = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (child.status !== 0) fail(`${what} failed\n${child.stdout ?? ''}${child.stderr ?? ''}${child.error ?? ''}`)
}

function fail(message) {
  process.stderr.write(`setup: ${message}\n`)
  process.exit(1)
}

function say(message) {
  process.stderr.write(`${message}\n`)
}

requireNode()
const fingerprint = installFingerprint()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint) {
  say('setup: installing packages (once, about half a minute)')
  const frozen = existsSync(join(root, 'pnpm-lock.yaml')) ? ['--frozen-lockfile'] : []
  run(
    'npm',
    ['exec', '--yes', `--package=${manifest.packageManager}`, '--', 'pnpm', 'install', ...frozen],
    'pnpm install',
  )
  writeFileSync(stamp, installFingerprint())
}
const turbo = join(root, 'node_modules', '.bin', 'turbo')
const started = Date.now()
if (!process.argv.includes('--no-build')) {
  run(turbo, ['run', 'build', '--output-logs=errors-only'], 'the build')
  if (Date.now() - started > 5000) say(`setup: built in ${Math.round((Date.now() - started) / 1000)} s`)
}
