// Runs every benchmark of the workspace, one process each, on the built packages: what runs TypeScript from its sources adds
// to every function that is made while it runs. A first word picks benchmarks by name; what follows it is passed on to them.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [, , wanted = '', ...given] = process.argv
for (const group of ['packages', 'apps']) {
  for (const name of readdirSync(join(root, group))) {
    const folder = join(root, group, name, 'bench')
    if (!existsSync(folder)) continue
    for (const file of readdirSync(folder)
      .filter((candidate) => candidate.endsWith('.bench.ts') && candidate.includes(wanted))
      .sort()) {
      const args = ['--expose-gc', '--import', 'tsx', join(folder, file), ...given]
      const { status } = spawnSync(process.execPath, args, { cwd: join(root, group, name), stdio: 'inherit' })
      if (status !== 0) process.exitCode = 1
    }
  }
}
