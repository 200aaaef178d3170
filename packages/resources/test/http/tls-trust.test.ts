import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TtbError } from '@ttb/utils'
import { Client } from 'undici'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createConnector } from '../../src/http/connector.ts'
import { ISSUER_PINS } from '../../src/http/issuer-pins.ts'
import { type CertificateWarning, createTlsTrust, type TlsTrustOptions } from '../../src/http/tls-trust.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'
import { createIdentity, type Identity, type IdentityOptions } from './certificate-authority.ts'
import { serve } from './test-server.ts'

const folder = temporaryFolder()
let folders = 0
let root: Identity
let issuer: Identity

beforeAll(async () => {
  root = await createIdentity({ subject: 'Test Root', ca: true })
  issuer = await createIdentity({ subject: 'Test Issuer', issuer: root, ca: true })
  writeFileSync(join(folder, 'root.pem'), root.pem)
})

interface World {
  readonly signedBy?: Identity
  readonly leaf?: Partial<IdentityOptions>
  /** What the server sends besides its own certificate. */
  readonly chain?: readonly Identity[]
  readonly hostname?: string
  readonly trust?: Partial<TlsTrustOptions>
  readonly pinned?: Identity | null
  /** What lies at the address of the issuer. */
  readonly issuerFile?: { readonly status?: number; readonly body: string | Uint8Array }
  readonly withoutAddress?: boolean
}

async function startWorld(world: World = {}) {
  const { signedBy = issuer, pinned = signedBy } = world
  const issuerFile: World['issuerFile'] & object = world.issuerFile ?? { body: signedBy.certificate.raw }
  let fetches = 0
  const issuerPort = await serve((_, response) => {
    fetches++
    response.writeHead(issuerFile.status ?? 200).end(issuerFile.body)
  })
  const address = { issuerAddress: `http://127.0.0.1:${issuerPort}/issuer.crt` }
  const leaf = await createIdentity({
    subject: 'localhost',
    issuer: signedBy,
    hosts: ['localhost'],
    ...(world.withoutAddress ? {} : address),
    ...world.leaf,
  })
  const cert = [leaf, ...(world.chain ?? [])].map(({ pem }) => pem).join('\n')
  const port = await serve((_, response) => response.end('hello'), { key: leaf.keyPem, cert })
  const pins = pinned
    ? [{ name: pinned.subject, sha256: pinned.certificate.fingerprint256, host: `127.0.0.1:${issuerPort}` }]
    : [{ name: 'another', sha256: root.certificate.fingerprint256, host: `127.0.0.1:${issuerPort}` }]
  const options: TlsTrustOptions = {
    clock: systemClock,
    cacheFolder: join(folder, `cache-${folders++}`),
    caFile: join(folder, 'root.pem'),
    pins,
    ...world.trust,
  }
  return {
    options,
    port,
    fetches: () => fetches,
    /** Asks the server once, with a trust of its own. */
    async ask(trust = createTlsTrust(options)): Promise<string> {
      const origin = `https://${world.hostname ?? 'localhost'}:${port}`
      const client = new Client(origin, { connect: createConnector(trust, { timeoutMs: 5000 }) })
      try {
        const { body } = await client.request({ method: 'GET', path: '/' })
        return await body.text()
      } catch (error) {
        if (!TtbError.isInstance(error)) throw error
        return `${error.code}${error.retryable ? ' (retryable)' : ''}: ${error.message.replaceAll(`:${issuerPort}`, '')}`
      } finally {
        await client.destroy()
      }
    },
  }
}

describe('TLS trust', () => {
  it('believes a server that sends its whole chain, and asks nobody else', async () => {
    const world = await startWorld({ chain: [issuer], pinned: null })
    expect([await world.ask(), world.fetches()]).toEqual(['hello', 0])
  })

  it('completes the chain of a server that leaves its issuer out, when the issuer is pinned', async () => {
    const world = await startWorld()
    const trust = createTlsTrust(world.options)
    expect([await world.ask(trust), await world.ask(trust), world.fetches()]).toEqual(['hello', 'hello', 1])
  })

  it('fetches the issuer once for connections that are made at the same time', async () => {
    const world = await startWorld()
    const trust = createTlsTrust(world.options)
    expect(await Promise.all(Array.from({ length: 4 }, () => world.ask(trust)))).toEqual(Array(4).fill('hello'))
    expect(world.fetches()).toBe(1)
  })

  it('keeps the issuer on disk, so that the next process need not fetch it', async () => {
    const world = await startWorld()
    expect([await world.ask(), await world.ask(), world.fetches()]).toEqual(['hello', 'hello', 1])
    const name = `issuer-${issuer.certificate.fingerprint256.replaceAll(':', '').toLowerCase()}.pem`
    expect(readdirSync(world.options.cacheFolder!)).toEqual([name])
  })

  it('fetches again what was spoilt on disk, and believes nothing that was put there', async () => {
    const world = await startWorld()
    await world.ask()
    const [name] = readdirSync(world.options.cacheFolder!)
    const path = join(world.options.cacheFolder!, name!)
    const stranger = await createIdentity({ subject: 'Stranger', issuer: root, ca: true })
    for (const content of ['rubbish', stranger.pem]) {
      writeFileSync(path, content)
      expect(await world.ask()).toBe('hello')
      expect(readFileSync(path, 'utf8')).toBe(issuer.certificate.toString())
    }
    expect(world.fetches()).toBe(3)
  })

  const stranger = () => createIdentity({ subject: 'Stranger Root', ca: true })
  const refusals: readonly [string, () => World | Promise<World>, string | RegExp][] = [
    [
      'an issuer that is not pinned',
      () => ({ pinned: null }),
      /^untrusted_server: cannot trust localhost: its issuer Test Issuer is not pinned: SHA-256 [0-9A-F:]{95}$/,
    ],
    [
      'another name than that of the server',
      () => ({ hostname: '127.0.0.1' }),
      "untrusted_server: cannot trust 127.0.0.1: Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: ",
    ],
    [
      'a certificate that has expired',
      () => ({ leaf: { fromDay: -10, toDay: -1 } }),
      'untrusted_server: cannot trust localhost: certificate has expired',
    ],
    [
      'a certificate that is not valid yet',
      () => ({ leaf: { fromDay: 1 } }),
      'untrusted_server: cannot trust localhost: certificate is not yet valid',
    ],
    [
      'an issuer that has expired',
      async () => ({
        signedBy: await createIdentity({ subject: 'Old Issuer', issuer: root, ca: true, fromDay: -10, toDay: -1 }),
      }),
      /^untrusted_server: cannot trust localhost: its issuer Old Issuer is valid from .+ to .+ only$/,
    ],
    [
      'an issuer that may not sign others',
      async () => ({ signedBy: await createIdentity({ subject: 'Some Server', issuer: root }) }),
      'untrusted_server: cannot trust localhost: Some Server is no issuer of certificates',
    ],
    [
      'an issuer that no trusted root has signed',
      async () => ({
        signedBy: await createIdentity({ subject: 'Odd Issuer', issuer: await stranger(), ca: true }),
      }),
      'untrusted_server: cannot trust localhost: its issuer Odd Issuer is not signed by a trusted root',
    ],
    [
      'a root of its own that it sends along',
      async () => {
        const own = await stranger()
        return { signedBy: own, chain: [own] }
      },
      'untrusted_server: cannot trust localhost: self-signed certificate in certificate chain',
    ],
    [
      'a server that says nowhere who signed it',
      () => ({ withoutAddress: true }),
      'untrusted_server: cannot trust localhost: it leaves out its issuer and names no address of it; no pinned issuer lies there',
    ],
    [
      'an address of the issuer on a host that is not pinned, without asking it',
      () => ({ leaf: { issuerAddress: 'http://127.0.0.1:1/metadata' } }),
      'untrusted_server: cannot trust localhost: it leaves out its issuer and names http://127.0.0.1:1/metadata; no pinned issuer lies there',
    ],
    [
      'rubbish in place of the issuer',
      () => ({ issuerFile: { body: '<html>not found</html>' } }),
      'untrusted_server: cannot trust localhost: http://127.0.0.1/issuer.crt gives no certificate, but 22 other bytes',
    ],
    [
      'the certificate of somebody else in place of the issuer',
      () => ({ issuerFile: { body: root.certificate.raw }, pinned: root }),
      'untrusted_server: cannot trust localhost: Test Root did not sign its certificate',
    ],
    [
      'an issuer that is not there, for now',
      () => ({ issuerFile: { status: 503, body: 'later' } }),
      'untrusted_server (retryable): cannot trust localhost: cannot fetch its issuer from http://127.0.0.1/issuer.crt: status 503',
    ],
    [
      'an issuer without end',
      () => ({ issuerFile: { body: new Uint8Array(100_000) } }),
      'untrusted_server (retryable): cannot trust localhost: cannot fetch its issuer from http://127.0.0.1/issuer.crt: more than 65536 bytes',
    ],
  ]
  it.each(refusals)('refuses %s', async (_, make, message) => {
    const world = await startWorld(await make())
    expect(await world.ask()).toMatch(typeof message === 'string' ? new RegExp(`^${literally(message)}`) : message)
    expect(await world.ask()).not.toBe('hello')
  })

  it('refuses a server that signed itself without any issuer', async () => {
    const alone = await createIdentity({ subject: 'localhost', hosts: ['localhost'] })
    const port = await serve((_, response) => response.end('hello'), { key: alone.keyPem, cert: alone.pem })
    const trust = createTlsTrust({ clock: systemClock, cacheFolder: null })
    const client = new Client(`https://localhost:${port}`, { connect: createConnector(trust, { timeoutMs: 5000 }) })
    await expect(client.request({ method: 'GET', path: '/' })).rejects.toMatchObject({
      code: 'untrusted_server',
      message: 'cannot trust localhost: self-signed certificate',
    })
    await client.destroy()
  })

  it('trusts the roots of Node alone when there is no file', async () => {
    const world = await startWorld({ trust: { caFile: null } })
    expect(await world.ask()).toBe(
      'untrusted_server: cannot trust localhost: its issuer Test Issuer is not signed by a trusted root',
    )
  })

  it('warns once of each certificate that will expire soon', async () => {
    const soon = await createIdentity({ subject: 'Soon Issuer', issuer: root, ca: true, toDay: 20 })
    const warnings: CertificateWarning[] = []
    const world = await startWorld({
      signedBy: soon,
      leaf: { toDay: 10 },
      trust: { onWarning: (warning) => warnings.push(warning) },
    })
    const trust = createTlsTrust(world.options)
    await world.ask(trust)
    await world.ask(trust)
    expect(warnings.map(({ role, name, daysLeft }) => [role, name, daysLeft])).toEqual([
      ['issuer', 'Soon Issuer', 19],
      ['server', 'localhost', 9],
    ])
    expect(warnings[0]!.expiresAt).toBe(new Date(soon.certificate.validTo).toISOString())
  })

  it('warns of an issuer from disk too, and not of one that lasts', async () => {
    const world = await startWorld()
    await world.ask()
    const warned: string[] = []
    const onWarning = ({ name }: CertificateWarning) => warned.push(name)
    await world.ask(createTlsTrust({ ...world.options, onWarning }))
    expect(warned).toEqual([])
    await world.ask(createTlsTrust({ ...world.options, onWarning, warnDays: 400 }))
    expect(warned).toEqual(['Test Issuer', 'localhost'])
  })

  it('says so when the file of certificates holds none', () => {
    mkdirSync(join(folder, 'files'), { recursive: true })
    const file = join(folder, 'files', 'not.pem')
    const open = () => createTlsTrust({ clock: systemClock, cacheFolder: null, caFile: file })
    expect(open).toThrow(/^no certificates in .+not\.pem: ENOENT.+; expected a PEM file$/)
    writeFileSync(file, 'text')
    expect(open).toThrow(/: it has no block "BEGIN CERTIFICATE"; expected a PEM file$/)
    writeFileSync(file, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    expect(open).toThrow(/; expected a PEM file$/)
  })

  it('pins the issuer of the registry by a whole SHA-256', () => {
    for (const { sha256, host } of ISSUER_PINS)
      expect([sha256, host]).toEqual([expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/), 'crt.sectigo.com'])
  })
})

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
