// What importing the root entry costs over a bare Node process that runs an empty file of the same kind, interleaved;
// the median of the rounds. `node -e 0` stands beside them, as it starts no module loader. Needs a build.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROUNDS = 31
const MOST_MS = 15

const folder = mkdtempSync(join(tmpdir(), 'ttb-import-'))
const built = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url))

function script(name: string, source: string): string[] {
  const file = join(folder, name)
  writeFileSync(file, source)
  return [file]
}

const COMMANDS = {
  'node -e 0': ['-e', '0'],
  'empty ESM': script('empty.mjs', ''),
  'root entry, ESM': script('root.mjs', `import ${JSON.stringify(built('index.js'))}`),
  'empty CJS': script('empty.cjs', ''),
  'root entry, CJS': script('root.cjs', `require(${JSON.stringify(built('index.cjs'))})`),
}
type Name = keyof typeof COMMANDS

const names = Object.keys(COMMANDS) as Name[]
const rounds: Record<Name, number>[] = []
try {
  for (let round = 0; round <= ROUNDS; round++) {
    const times = Object.fromEntries(names.map((name) => [name, timeOf(COMMANDS[name])])) as Record<Name, number>
    if (round > 0) rounds.push(times) // the first round fills the file cache
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function timeOf(args: readonly string[]): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const time = performance.now() - start
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`)
  return time
}

/** The median of the differences within a round: a machine that slows down slows both. */
function medianOver(name: Name, base: Name): number {
  const differences = rounds.map((times) => times[name] - times[base]).sort((a, b) => a - b)
  return differences[differences.length >> 1] as number
}

function median(name: Name): number {
  return rounds.map((times) => times[name]).sort((a, b) => a - b)[rounds.length >> 1] as number
}

for (const name of names) console.log(`${name.padEnd(16)} ${median(name).toFixed(0).padStart(4)} ms`)
for (const kind of ['ESM', 'CJS'] as const) {
  const root: Name = `root entry, ${kind}`
  const over = medianOver(root, `empty ${kind}`)
  const ratio = (median(root) / median('node -e 0')).toFixed(2)
  console.log(
    `${root}: ${over.toFixed(1)} ms over an empty file (at most ${MOST_MS}), ${medianOver(root, 'node -e 0').toFixed(1)} ms over node -e 0 (${ratio} x)`,
  )
}
