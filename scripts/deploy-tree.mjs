// Makes the folder that runs `ttb` elsewhere: the runner with its packages and their dependencies, none of them for
// development. Wants a built workspace: node scripts/deploy-tree.mjs FOLDER
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [target] = process.argv.slice(2)
if (!target) {
  process.stderr.write('usage: node scripts/deploy-tree.mjs FOLDER\n')
  process.exit(2)
}
if (existsSync(target)) {
  process.stderr.write(`deploy-tree: ${target} is there already; expected no such folder\n`)
  process.exit(1)
}
const { status } = spawnSync(
  join(root, 'node_modules', '.bin', 'pnpm'),
  // Packages of the workspace are copied as they would be published, all others are those of the lockfile.
  ['--filter', '@ttb/runner', 'deploy', '--prod', '--config.inject-workspace-packages=true', resolve(target)],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
)
process.exitCode = status ?? 1
