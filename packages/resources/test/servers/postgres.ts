import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** PostgreSQL refuses to run as root; of no importance who else it is. */
const NOBODY = 65534

export interface Postgres {
  /** Runs statements, each ended by a semicolon at the end of a line. Throws PostgreSQL's own words when one fails. */
  run(sql: string): Promise<string>
  stop(): void
}

/**
 * A real PostgreSQL in single-user mode: no server, no port. Null, after one line on stderr, where its programs are not
 * installed (Debian: `apt-get install postgresql`); with `TTB_REQUIRE_SERVERS=1` that is an error.
 */
export function startPostgres(): Postgres | null {
  const env = { ...process.env, PATH: [process.env['PATH'], ...debianFolders()].join(':') }
  const missing = ['initdb', 'postgres', 'setpriv'].filter(
    (program) => spawnSync('which', [program], { env }).status !== 0,
  )
  if (missing.length > 0) {
    const line = `no PostgreSQL: ${missing.join(', ')} not found (apt-get install postgresql)`
    if (process.env['TTB_REQUIRE_SERVERS'] === '1') throw new Error(line)
    process.stderr.write(`skipped: ${line}\n`)
    return null
  }
  const folder = mkdtempSync(join(tmpdir(), 'ttb-postgres-'))
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
  const asUser = isRoot ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []
  const start = (program: string, ...args: string[]) =>
    spawn('setpriv', [...asUser, '--pdeathsig', 'KILL', program, ...args], { cwd: folder, env })
  const data = join(folder, 'data')
  const initialize = () =>
    finished(start('initdb', '-D', data, '-U', 'ttb', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'))
  let initialized: Promise<string> | undefined
  return {
    async run(sql) {
      initialized ??= initialize()
      await initialized
      const server = start('postgres', '--single', '-j', '-F', '-D', data, 'postgres')
      // In this mode a statement ends at a semicolon before an empty line.
      server.stdin.end(sql.replaceAll(';\n', ';\n\n'))
      return finished(server)
    },
    stop: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Debian keeps the programs of each version out of the way. */
function debianFolders(): string[] {
  const root = '/usr/lib/postgresql'
  return existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : []
}

async function finished(child: ReturnType<typeof spawn>): Promise<string> {
  let [output, errors] = ['', '']
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (errors += chunk))
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject))
  if (code !== 0 || /^.*(?:ERROR|FATAL|PANIC): /m.test(errors)) throw new Error(errors || `ended with ${code}`)
  return output
}
