import { execFile, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const PROGRAMS = ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph', 'monmaptool', 'ceph-authtool', 'setpriv']
/** What the server has for a key of `aws:kms`; made for this run only. */
const KMS_KEY_ID = 'ttb-test-key'
const READY_ATTEMPTS = 600

export interface S3Server {
  /** Such as `http://127.0.0.1:41234`; path style only. */
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly kmsKeyId: string
  stop(): Promise<void>
}

/**
 * A real S3 server, Ceph RADOS Gateway over one monitor and one storage daemon in memory, as plain processes that end
 * with this one. Null, after one line on stderr, where its programs are not installed
 * (Debian: `apt-get install radosgw ceph-mon ceph-osd`); with `TTB_REQUIRE_SERVERS=1` that is an error.
 */
export async function startRadosgw(): Promise<S3Server | null> {
  const missing: string[] = []
  for (const program of PROGRAMS) await run('which', [program]).catch(() => missing.push(program))
  if (missing.length > 0) {
    const line = `no S3 server: ${missing.join(', ')} not found (apt-get install radosgw ceph-mon ceph-osd)`
    if (process.env['TTB_REQUIRE_SERVERS'] === '1') throw new Error(line)
    process.stderr.write(`skipped: ${line}\n`)
    return null
  }
  const folder = await mkdtemp(join(tmpdir(), 'ttb-radosgw-'))
  const daemons: ReturnType<typeof startDaemon>[] = []
  const stop = async () => {
    await Promise.all(daemons.map((daemon) => daemon.stop()))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await start(folder, daemons)), kmsKeyId: KMS_KEY_ID, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(folder: string, daemons: ReturnType<typeof startDaemon>[]) {
  const [monitorPort, port] = [await freePort(), await freePort()]
  const [fsid, osdId] = [randomUUID(), randomUUID()]
  const [accessKeyId, secretAccessKey] = ['TTBTESTACCESSKEY', randomBytes(20).toString('hex')]
  const config = join(folder, 'ceph.conf')
  const ceph = (program: string, ...args: string[]) => run(program, ['--conf', config, ...args], folder)
  await writeFile(config, configText({ folder, fsid, monitorPort, port }))
  await mkdir(join(folder, 'mon'))
  await mkdir(join(folder, 'osd'))
  const address = `[v2:127.0.0.1:${monitorPort}]`
  await run('monmaptool', ['--create', '--addv', 'a', address, '--fsid', fsid, 'monmap'], folder)
  const all = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *']
  await run('ceph-authtool', ['--create-keyring', 'keyring', '--gen-key', '-n', 'mon.', ...all], folder)
  await run('ceph-authtool', ['keyring', '--gen-key', '-n', 'client.admin', ...all], folder)
  await ceph('ceph-mon', '--mkfs', '-i', 'a', '--monmap', 'monmap', '--keyring', 'keyring')
  daemons.push(startDaemon('ceph-mon', ['--conf', config, '-f', '-i', 'a'], folder))
  await ceph('ceph', 'osd', 'new', osdId)
  await ceph('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osdId)
  daemons.push(startDaemon('ceph-osd', ['--conf', config, '-f', '-i', '0'], folder))
  const user = ['--uid=ttb', '--display-name=ttb', `--access-key=${accessKeyId}`, `--secret-key=${secretAccessKey}`]
  await ceph('radosgw-admin', 'user', 'create', ...user)
  const gateway = startDaemon('radosgw', ['--conf', config, '-f', '-n', 'client.admin'], folder)
  daemons.push(gateway)
  await listening(port, gateway.hasEnded)
  return { endpoint: `http://127.0.0.1:${port}`, accessKeyId, secretAccessKey }
}

function configText(server: { folder: string; fsid: string; monitorPort: number; port: number }): string {
  const { folder, fsid, monitorPort, port } = server
  return `[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${monitorPort}]
public addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
# The gateway asks for "secure" otherwise, which needs the authentication that is off, and hangs.
ms mon client mode = crc
mon allow pool size one = true
mon max pg per osd = 2000
mon data avail crit = 1
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 4294967296
log file = ${folder}/$name.log
admin socket = ${folder}/$name.asok
run dir = ${folder}
pid file = ${folder}/$name.pid
keyring = ${folder}/keyring
mon data = ${folder}/mon
osd data = ${folder}/osd
[client.admin]
rgw frontends = beast endpoint=127.0.0.1:${port} tcp_nodelay=1
rgw crypt require ssl = false
rgw crypt s3 kms backend = testing
rgw crypt s3 kms encryption keys = ${KMS_KEY_ID}=${randomBytes(32).toString('base64')}
`
}

/** The kernel kills the daemon when this process is gone, however that came. */
function startDaemon(program: string, args: readonly string[], cwd: string) {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], { cwd, stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    hasEnded: () => child.exitCode !== null,
    async stop() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await ended
    },
  }
}

async function run(program: string, args: readonly string[], cwd = tmpdir()): Promise<void> {
  await promisify(execFile)(program, args, { cwd, timeout: 60_000 })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('expected the address of a TCP port')
  return address.port
}

async function listening(port: number, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < READY_ATTEMPTS; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    if (hasEnded()) throw new Error('the S3 server ended before it was ready')
    await sleep(100)
  }
  throw new Error('the S3 server was not ready within a minute')
}
