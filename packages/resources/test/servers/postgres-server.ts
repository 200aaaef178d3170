import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface PostgresServer {
  readonly connectionString: string
  stop(): Promise<void>
}

/** Where a PostgreSQL server is installed; null when there is none, which with `TTB_REQUIRE_SERVERS=1` is an error. */
export function postgresBinaries(): string | null {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort().reverse() : []
  const folders = [...versions.map((version) => `/usr/lib/postgresql/${version}/bin`), '/usr/local/bin', '/usr/bin']
  const found =
    folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
  if (found === null && process.env['TTB_REQUIRE_SERVERS'] === '1')
    throw new Error('no PostgreSQL: initdb and postgres not found (apt-get install postgresql)')
  return found
}

/** Starts a server of its own on a free port, which keeps nothing; never as root, as PostgreSQL refuses that. */
export async function startPostgres(binaries: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-postgres-'))
  const asOther: string[] = []
  if (process.getuid?.() === 0) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })))
    chownSync(folder, uid as number, gid as number)
    asOther.push('setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--pdeathsig', 'KILL')
  }
  const command = (name: string, ...args: string[]): [string, string[]] => {
    const [first = '', ...rest] = [...asOther, join(binaries, name), ...args]
    return [first, rest]
  }
  const data = join(folder, 'data')
  execFileSync(...command('initdb', '-D', data, '-U', 'ttb', '--auth=trust', '--no-sync', '-E', 'UTF8'), {
    stdio: 'ignore',
    cwd: folder,
  })
  const port = await freePort()
  const server = spawn(
    ...command(
      'postgres',
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      folder,
      '-F',
      '-c',
      'shared_buffers=32MB',
    ),
    { stdio: 'ignore', cwd: folder },
  )
  const ended = once(server, 'exit')
  const connectionString = `postgres://ttb@127.0.0.1:${port}/postgres`
  const { default: pg } = await import('pg')
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString })
    try {
      await client.connect()
      await client.end()
      break
    } catch (error) {
      if (attempt === 100) throw error // it starts within a second or two; this is ten
      await sleep(100)
    }
  }
  return {
    connectionString,
    async stop() {
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
