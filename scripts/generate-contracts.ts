// Writes contracts/ from the tables, and says what a change of one needs. `--check` only says whether all is in order;
// `--since REF` compares with another commit than HEAD, such as the branch that a change will be merged into.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { allTables } from '../packages/assets/src/index.ts'
import { MIGRATIONS, type TableContract } from '../packages/utils/src/records/index.ts'
import { CHANGES_FILE, contractFiles, judgeContracts } from './contract-files.ts'
import { CONTRACTS_PAGE, contractsPage } from './contracts-page.ts'
import { ROOT } from './layers.ts'

const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, since: { type: 'string', default: 'HEAD' } },
})
const read = (file: string) => (existsSync(`${ROOT}/${file}`) ? readFileSync(`${ROOT}/${file}`, 'utf8') : '')

/** The names within a folder of a commit; null where there is no repository, or no such commit. */
function git(...args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return null // without history, what lies on the disk is what was committed
  }
}

function committedContracts(): Map<string, TableContract> {
  const listed = git('ls-tree', '--name-only', options.since, 'contracts/')
  if (listed === null && options.since !== 'HEAD') throw new Error(`no commit ${JSON.stringify(options.since)}`)
  const names = listed?.split('\n') ?? readdirSync(`${ROOT}/contracts`).map((name) => `contracts/${name}`)
  const contracts = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse((listed && git('show', `${options.since}:${name}`)) ?? read(name)) as TableContract)
  return new Map(contracts.map((contract) => [contract.name, contract]))
}

function changesets(): string[] {
  const names = readdirSync(`${ROOT}/.changeset`).filter((name) => name.endsWith('.md'))
  return names.map((name) => read(`.changeset/${name}`))
}

const { tables, changed, needs } = judgeContracts({
  tables: allTables(),
  before: committedContracts(),
  changes: read(CHANGES_FILE),
  changesets: changesets(),
  migrations: MIGRATIONS,
})
const files = contractFiles(tables).set(CONTRACTS_PAGE, contractsPage(tables))
const stale = [...files.keys()].filter((file) => read(file) !== files.get(file))
const left = readdirSync(`${ROOT}/contracts`, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
  .filter((file) => !files.has(file) && file !== CHANGES_FILE)

for (const text of changed) console.log(text)
for (const need of needs) console.error(`contracts: needs ${need}`)
if (options.check) {
  for (const file of stale) console.error(`contracts: ${file} is not current; run "npm run generate"`)
  for (const file of left) console.error(`contracts: ${file} is of no table; run "npm run generate"`)
  process.exitCode = stale.length + left.length + needs.length > 0 ? 1 : 0
} else {
  for (const file of stale) {
    mkdirSync(dirname(`${ROOT}/${file}`), { recursive: true })
    writeFileSync(`${ROOT}/${file}`, files.get(file) as string)
  }
  for (const file of left) rmSync(`${ROOT}/${file}`)
  console.log(stale.length + left.length > 0 ? `wrote ${stale.length} files, removed ${left.length}` : 'all current')
}
