// Runs the tests of every package; what has not changed since it last passed is not run again.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Real pages of the registry, where a machine has them beside the repository. */
const captures = process.env.TTB_CAPTURES ?? resolve(root, '../shared/registry-captures')
const env = { ...process.env, ...(existsSync(captures) ? { TTB_CAPTURES: captures } : {}) }
const { status } = spawnSync(
  join(root, 'node_modules', '.bin', 'turbo'),
  ['run', 'test', 'test:repository', '--concurrency=2', '--continue'],
  { cwd: root, env, stdio: 'inherit' },
)
process.exitCode = status ?? 1
