// Proves what the image and the units run, without a container: the deployed tree, read-only, owned by another than who
// runs it. A `ttb` of that tree works on a made-up registry, is killed; a daemon takes its run over, answers with its
// health, and is told to stop while it works. Wants a built workspace. As root it runs as a user that nothing else is.
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { ROOT } from './layers.ts'

/** Who runs it, where root can choose: no user of any system. */
const USER = 61_234
const STOP_LIMIT_MS = 60_000
const ANSWER_LIMIT_MS = 60_000

const isRoot = process.getuid?.() === 0
const folder = mkdtempSync(join(tmpdir(), 'ttb-deployment-'))
const tree = join(folder, 'tree')
const writable = join(folder, 'writable')
const running = new Set<ChildProcess>()

function fail(problem: string): never {
  throw new Error(problem)
}

/** Runs a program to its end, and listens to signals meanwhile. */
async function runTool(command: string, args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(command, [...args], { cwd: ROOT })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string }
    fail(`${command} ${args.join(' ')}: ${stdout}${stderr}`)
  }
}

/** Everything in the tree with its path in it, what links lead to only once. */
function* entriesOf(path = ''): Generator<readonly [string, Stats]> {
  for (const name of readdirSync(join(tree, path)).sort()) {
    const inner = join(path, name)
    const stats = lstatSync(join(tree, inner))
    yield [inner, stats]
    if (stats.isDirectory()) yield* entriesOf(inner)
  }
}

/** Everything in the tree with what would change if it were written to. */
function snapshot(): string {
  return [...entriesOf()]
    .map(([path, { mode, size, mtimeMs, uid }]) => [path, mode, size, mtimeMs, uid].join(' '))
    .join('\n')
}

function treeBytes(): number {
  return [...entriesOf()].reduce((sum, [, stats]) => sum + (stats.isFile() ? stats.size : 0), 0)
}

interface Ttb {
  readonly child: ChildProcess
  /** Standard error, so far. */
  readonly stderr: () => string
  /** The first line for which `find` gives something, from now on. Throws when there is none in time. */
  waitFor<T>(what: string, find: (line: string) => T | undefined): Promise<T>
  /** The exit code, and the signal that ended it. */
  readonly ended: Promise<readonly [number | null, NodeJS.Signals | null]>
}

/** Starts `ttb` of the tree as the other user, seeing nothing of this environment. */
function ttb(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ttb {
  const asOther = isRoot ? ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups', '--no-new-privs'] : []
  const [command, ...rest] = [...asOther, process.execPath, join(tree, 'bin', 'ttb.js'), ...args]
  const child = spawn(command as string, rest, {
    cwd: '/',
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      TMPDIR: join(writable, 'tmp'),
      NODE_ENV: 'production',
      TTB_ENVIRONMENT: 'production',
      TTB_DATA: join(writable, 'data'),
      TTB_STATE: join(writable, 'state.db'),
      TTB_PARTITION_START_DATE: '2025-03-01',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  child.once('exit', () => running.delete(child))
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const lines: string[] = []
  const listeners = new Set<(line: string) => void>()
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.push(line)
    for (const listener of listeners) listener(line)
  })
  return {
    child,
    stderr: () => errors,
    ended,
    waitFor: (what, find) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer)
          listeners.delete(look)
        }
        const look = (line: string) => {
          const found = find(line)
          if (found === undefined) return
          stop()
          resolve(found)
        }
        const timer = setTimeout(() => {
          stop()
          reject(
            new Error(
              `ttb ${args[0]}: no ${what} within ${ANSWER_LIMIT_MS} ms; it said:\n${lines.join('\n')}\n${errors}`,
            ),
          )
        }, ANSWER_LIMIT_MS)
        listeners.add(look)
        for (const line of [...lines]) look(line)
      }),
  }
}

/** Runs `ttb` to its end and gives the JSON lines that it prints. Throws when it fails. */
async function ttbLines(
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>[]> {
  const { child, ended, stderr } = ttb(args, env)
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const [code] = await ended
  if (code !== 0) fail(`ttb ${args.join(' ')} ended with ${code}:\n${text}${stderr()}`)
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

const kindOf = (line: string) => (JSON.parse(line) as { kind: string }).kind

async function prove(): Promise<void> {
  await runTool('chmod', ['755', folder])
  await runTool(process.execPath, [join(ROOT, 'scripts', 'deploy-tree.mjs'), tree])
  await runTool('chmod', ['--recursive', 'a-w,a+rX', tree])
  for (const place of [writable, join(writable, 'tmp')]) {
    mkdirSync(place)
    if (isRoot) chownSync(place, USER, USER)
  }
  console.log(
    `tree: ${Math.round(treeBytes() / 1e6)} MB, read-only; run as ${isRoot ? `user ${USER}` : 'the present user'}`,
  )
  const before = snapshot()

  const simulator = ttb(['simulate', '--port', '0'])
  const url = await simulator.waitFor('address', (line) => /^It runs at (\S+)/.exec(line)?.[1])
  const env = { TTB_REGISTRY_URL: url, TTB_REQUEST_INTERVAL_MS: '20' }

  const examined = await ttbLines(['doctor', '--json'], env)
  const failed = examined.filter(({ verdict }) => verdict === 'failed')
  if (failed.length > 0) fail(`ttb doctor: ${JSON.stringify(failed)}`)
  console.log(`doctor: ${examined.length} things looked at, none failed`)

  const killed = ttb(['run', 'ttb_raw_pipeline', '--from', '2025-03-03', '--to', '2025-03-07', '--json'], env)
  await killed.waitFor('step', (line) => (kindOf(line) === 'step_started' ? true : undefined))
  killed.child.kill('SIGKILL')
  await killed.ended

  const daemon = ttb(['daemon', '--json', '--health-port', '0'], env)
  const status = await daemon.waitFor('status address', (line) => {
    const event = JSON.parse(line) as { kind: string; status?: string }
    return event.kind === 'daemon_started' ? event.status : undefined
  })
  await daemon.waitFor('step of the killed run', (line) => (kindOf(line) === 'step_started' ? true : undefined))
  const response = await fetch(status)
  const health = (await response.json()) as { status: string; runs: { running: number } }
  if (response.status !== 200 || health.status !== 'ok') fail(`health: ${response.status} ${JSON.stringify(health)}`)
  console.log(`health: ${response.status}, status ${health.status}, ${health.runs.running} run under way`)

  const peak = existsSync(`/proc/${daemon.child.pid}/status`)
    ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${daemon.child.pid}/status`, 'utf8'))?.[1]
    : undefined
  const toldMs = performance.now()
  daemon.child.kill('SIGTERM')
  const timer = setTimeout(() => daemon.child.kill('SIGKILL'), STOP_LIMIT_MS)
  const [code, signal] = await daemon.ended
  clearTimeout(timer)
  const tookMs = Math.round(performance.now() - toldMs)
  if (code !== 0) fail(`SIGTERM: the daemon ended with ${code ?? signal} after ${tookMs} ms\n${daemon.stderr()}`)
  console.log(
    `SIGTERM: drained in ${tookMs} ms, exit 0${peak === undefined ? '' : `; at most ${Math.round(Number(peak) / 1024)} MiB held`}`,
  )

  const queue = (await ttbLines(['doctor', '--json'], env)).find(({ what }) => what === 'queue')
  if (queue?.['verdict'] !== 'ok') fail(`what was under way was not given back: ${JSON.stringify(queue)}`)
  const [run] = await ttbLines(['runs', '--json', '--limit', '1'], env)
  if (!['queued', 'running', 'succeeded'].includes(String(run?.['status'])))
    fail(`the run is lost: ${JSON.stringify(run)}`)
  console.log(`run: ${run?.['status']}, ${run?.['unitsLeft']} of ${run?.['units']} units left for the next daemon`)

  simulator.child.kill('SIGTERM')
  await simulator.ended
  if (snapshot() !== before) fail('the tree was written to')
  if (isRoot) {
    const places = ['/tmp', '/var/tmp', '/dev/shm', '/run'].filter((place) => existsSync(place))
    const elsewhere = spawnSync(
      'find',
      [...places, '-path', writable, '-prune', '-o', '-uid', String(USER), '-print'],
      { encoding: 'utf8' },
    ).stdout.trim()
    if (elsewhere !== '') fail(`files elsewhere: ${elsewhere}`)
  }
  console.log('files: the tree is as it was, and nothing lies anywhere but in the folder for data')
}

// Whatever ends this, nothing of it stays.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
  spawnSync('chmod', ['--recursive', 'u+w', folder])
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

try {
  await prove()
  console.log('The deployment works.')
} catch (error) {
  console.error(`prove-deployment: ${(error as Error).message}`)
  process.exitCode = 1
}
