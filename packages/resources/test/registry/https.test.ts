import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTlsTrust } from '../../src/http/tls-trust.ts'
import { createIdentity } from '../http/certificate-authority.ts'
import { serve } from '../http/test-server.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'
import { startRegistry } from './fake-registry.ts'
import { detailPage } from './registry-pages.ts'

const ID = '24002001000001'

/** A registry that sends its own certificate alone, as the real one does. */
async function startSecureRegistry() {
  const folder = temporaryFolder()
  const root = await createIdentity({ subject: 'Test Root', ca: true })
  const issuer = await createIdentity({ subject: 'Test Issuer', issuer: root, ca: true })
  const issuerPort = await serve((_, response) => response.end(issuer.certificate.raw))
  const leaf = await createIdentity({
    subject: 'localhost',
    issuer,
    hosts: ['localhost'],
    issuerAddress: `http://127.0.0.1:${issuerPort}/issuer.crt`,
  })
  const pages = await serve((_, response) => response.end(detailPage(ID)), { key: leaf.keyPem, cert: leaf.pem })
  writeFileSync(join(folder, 'root.pem'), root.pem)
  const pin = { name: issuer.subject, sha256: issuer.certificate.fingerprint256, host: `127.0.0.1:${issuerPort}` }
  const { client, clock, attempts } = await startRegistry([''])
  // Certificates are of today, so is the clock.
  clock.advance(Date.now() - clock.now())
  const trustOf = (pins: readonly (typeof pin)[]) =>
    createTlsTrust({ clock, cacheFolder: folder, caFile: join(folder, 'root.pem'), pins })
  const open = (pins: readonly (typeof pin)[]) =>
    client({ baseUrl: `https://localhost:${pages}`, trust: trustOf(pins), requestTimeoutMs: 10_000 })
  return { open, pin, attempts }
}

it('a registry that leaves out its pinned issuer is asked', async () => {
  const { open, pin, attempts } = await startSecureRegistry()
  expect((await open([pin]).page('cola-detail', ID)).outcome).toBe('found')
  expect(attempts).toHaveLength(1)
})

it('a registry that cannot be trusted is not asked, not again, and not taken for one that lacks the record', async () => {
  const { open, attempts } = await startSecureRegistry()
  const error = expect.stringMatching(/^cannot trust localhost: it leaves out its issuer and names /)
  await expect(open([]).page('cola-detail', ID)).rejects.toMatchObject({ code: 'untrusted_server', message: error })
  expect(attempts).toMatchObject([{ outcome: 'unexpected', httpStatus: null, error }])
})
