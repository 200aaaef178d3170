// What importing the root entry costs over a bare Node process, interleaved; the median of the rounds. Bare is an empty
// file of the same kind, and `node -e 0`, which starts no module loader. Processor time stands beside the clock, as it
// leaves out what other processes take. Needs a build.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROUNDS = 31
const MOST_MS = 15
const REPORT = ';{const{user,system}=process.cpuUsage();process.stdout.write(String((user+system)/1000))}'

interface Cost {
  readonly wallMs: number
  readonly cpuMs: number
}

const folder = mkdtempSync(join(tmpdir(), 'ttb-import-'))
const built = (name: string) => JSON.stringify(fileURLToPath(new URL(`../dist/${name}`, import.meta.url)))

function script(name: string, source: string): string[] {
  const file = join(folder, name)
  writeFileSync(file, source + REPORT)
  return [file]
}

const COMMANDS = {
  'node -e 0': ['-e', `0${REPORT}`],
  'empty ESM': script('empty.mjs', ''),
  'root ESM': script('root.mjs', `import ${built('index.js')}`),
  'empty CJS': script('empty.cjs', ''),
  'root CJS': script('root.cjs', `require(${built('index.cjs')})`),
}
type Name = keyof typeof COMMANDS
const names = Object.keys(COMMANDS) as Name[]

function costOf(args: readonly string[]): Cost {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const wallMs = performance.now() - start
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`)
  return { wallMs, cpuMs: Number(stdout) }
}

const rounds: Record<Name, Cost>[] = []
try {
  for (let round = 0; round <= ROUNDS; round++) {
    const costs = Object.fromEntries(names.map((name) => [name, costOf(COMMANDS[name])])) as Record<Name, Cost>
    if (round > 0) rounds.push(costs) // the first round fills the file cache
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number
}

/** Differences are taken within a round: a machine that slows down slows both. */
function over(name: Name, base: Name): string {
  const [wall, cpu] = (['wallMs', 'cpuMs'] as const).map((kind) =>
    median(rounds.map((costs) => costs[name][kind] - costs[base][kind])).toFixed(1),
  )
  return `${wall} ms (processor ${cpu} ms) over ${base}`
}

const bare = median(rounds.map((costs) => costs['node -e 0'].wallMs))
for (const kind of ['ESM', 'CJS'] as const) {
  const ratio = median(rounds.map((costs) => costs[`root ${kind}`].wallMs)) / bare
  const costs = [over(`root ${kind}`, `empty ${kind}`), over(`root ${kind}`, 'node -e 0')].join(', ')
  console.log(
    `root entry, ${kind}: ${costs}, ${ratio.toFixed(2)} x of its ${bare.toFixed(0)} ms (at most ${MOST_MS} ms)`,
  )
}
