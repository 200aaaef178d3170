// How long `ttb --help` takes against a bare Node process, interleaved, median of the rounds. Needs a build.
import { spawnSync } from 'node:child_process'

const ROUNDS = 15
const COMMANDS = {
  'node -e 0': ['-e', '0'],
  'ttb --help': [new URL('../bin/ttb.js', import.meta.url).pathname, '--help'],
}
const times: Record<string, number[]> = { 'node -e 0': [], 'ttb --help': [] }
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, args] of Object.entries(COMMANDS)) {
    const start = performance.now()
    spawnSync(process.execPath, args)
    times[name]?.push(performance.now() - start)
  }
}
const median = (name: string) => (times[name] as number[]).sort((a, b) => a - b)[ROUNDS >> 1] as number
const [bare, help] = [median('node -e 0'), median('ttb --help')]
console.log(
  `ttb --help: ${help.toFixed(0)} ms, node -e 0: ${bare.toFixed(0)} ms; ${(help - 1.5 * bare).toFixed(0)} ms above 1.5x of it (at most 60)`,
)
