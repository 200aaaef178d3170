import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from './layers.ts'

/** A registry of npm packages on this machine. */
export interface LocalRegistry {
  readonly url: string
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/**
 * Starts a registry, on a port that is free, that knows the packages published to it and no others: what else is needed
 * comes from where this machine gets it. It keeps everything in the folder, which is made.
 */
export async function startLocalRegistry(place: string): Promise<LocalRegistry> {
  mkdirSync(place)
  writeFileSync(
    join(place, 'config.yaml'),
    [
      'storage: ./storage',
      'uplinks: {}',
      "packages: { '@ttb/*': { access: $all, publish: $all } }",
      'auth: { htpasswd: { file: ./htpasswd, max_users: -1 } }',
      'max_body_size: 50mb',
      'web: { enable: false }',
      'log: { type: stdout, format: pretty, level: warn }',
    ].join('\n'),
  )
  const port = await freePort()
  const listen = `127.0.0.1:${port}`
  const child = spawn(
    process.execPath,
    [binOf('verdaccio'), '--config', join(place, 'config.yaml'), '--listen', listen],
    {
      cwd: place,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  // Also where this process is told to end in the middle.
  process.once('exit', () => child.kill())
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill()
    await ended
  }
  const url = `http://${listen}/`
  for (let attempt = 0; ; attempt++) {
    const answers = await fetch(`${url}-/ping`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answers) return { url, stop }
    if (attempt === 300 || child.exitCode !== null) {
      await stop()
      throw new Error(`the registry does not start:\n${said}`)
    }
    await sleep(100)
  }
}

function binOf(name: string): string {
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as {
    readonly bin: string | Readonly<Record<string, string>>
  }
  return join(ROOT, 'node_modules', name, typeof bin === 'string' ? bin : (bin[name] as string))
}

/** Makes npm, in this folder, take our packages from the registry of this machine. Whoever can reach it may publish. */
export function useRegistry(place: string, url: string): void {
  writeFileSync(join(place, '.npmrc'), `@ttb:registry=${url}\n${url.replace(/^http:/, '')}:_authToken=anyone\n`)
}
