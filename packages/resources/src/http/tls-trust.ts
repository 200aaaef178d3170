import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { TtbError } from '@ttb/utils'
import type { Clock } from '../clock.ts'
import { createIssuerCache } from './issuer-cache.ts'
import {
  CertificateFetchError,
  fetchCertificate,
  issuerAddresses,
  issuerObjection,
  nameOf,
  pinOfAddress,
} from './issuer-certificate.ts'
import { ISSUER_PINS, type IssuerPin } from './issuer-pins.ts'
import { readServerCertificate, type TlsServer } from './server-certificate.ts'
import { untrustedServer } from './untrusted-server.ts'

/** A certificate in use that will expire soon, or has. */
export interface CertificateWarning {
  readonly role: 'server' | 'issuer'
  readonly name: string
  /** ISO 8601, UTC. */
  readonly expiresAt: string
  readonly daysLeft: number
}

export interface TlsTrustOptions {
  readonly clock: Clock
  /** Where fetched issuer certificates are kept; null keeps them for this process alone. */
  readonly cacheFolder: string | null
  /** A PEM file of certificates that are trusted besides the roots that come with Node. */
  readonly caFile?: string | null
  readonly pins?: readonly IssuerPin[]
  /** How many days before its end a certificate is warned of. Default 30. */
  readonly warnDays?: number
  /** Called once for each certificate. */
  readonly onWarning?: (warning: CertificateWarning) => void
}

/** Which servers are believed. Verification is always on, and nothing here turns it off. */
export interface TlsTrust {
  /** The roots, and the issuers known by now, for a TLS connection. */
  secureContext(): SecureContext
  /**
   * For a server that leaves its issuer out: fetches the issuer from the address in the server's certificate and trusts
   * it when it is pinned, valid, and signed by a trusted root. Throws `untrusted_server` with the reason otherwise.
   */
  learnIssuer(server: TlsServer): Promise<void>
  /** Looks at the certificate of a connection that was made, and warns when it will expire soon. */
  noteServerCertificate(certificate: X509Certificate): void
}

const HANDSHAKE_TIMEOUT_MS = 10_000
const DAY_MS = 86_400_000

/** Trust in the roots of Node and of `caFile`. Throws `invalid_argument` when that file holds no certificates. */
export function createTlsTrust(options: TlsTrustOptions): TlsTrust {
  const { clock, pins = ISSUER_PINS, warnDays = 30, onWarning } = options
  const ownRoots = options.caFile ? readCertificates(options.caFile) : []
  const cache = createIssuerCache(options.cacheFolder)
  const warned = new Set<string>()
  const learning = new Map<string, Promise<void>>()
  let issuers: readonly X509Certificate[] | undefined
  let context: SecureContext | undefined

  const terms = () => ({
    pins,
    roots: [...ownRoots, ...rootCertificates.map((pem) => new X509Certificate(pem))],
    nowMs: clock.now(),
  })
  const knownIssuers = () => {
    if (issuers) return issuers
    const cached = pins.flatMap(({ sha256 }) => cache.read(sha256) ?? [])
    const judged = cached.length === 0 ? [] : cached.filter((issuer) => issuerObjection(issuer, terms()) === null)
    issuers = judged
    for (const issuer of judged) warn('issuer', issuer)
    return judged
  }
  const warn = (role: CertificateWarning['role'], certificate: X509Certificate) => {
    const endMs = Date.parse(certificate.validTo)
    const daysLeft = Math.floor((endMs - clock.now()) / DAY_MS)
    if (daysLeft >= warnDays || warned.has(certificate.fingerprint256)) return
    warned.add(certificate.fingerprint256)
    onWarning?.({ role, name: nameOf(certificate), expiresAt: new Date(endMs).toISOString(), daysLeft })
  }

  async function learn(server: TlsServer): Promise<void> {
    const { hostname } = server
    const settings = { secureContext: trust.secureContext(), timeoutMs: HANDSHAKE_TIMEOUT_MS }
    const certificate = await readServerCertificate(server, settings)
    const addresses = issuerAddresses(certificate)
    const address = addresses.find((each) => pinOfAddress(each, pins))
    if (address === undefined) {
      const named = addresses.length === 0 ? 'names no address of it' : `names ${addresses.join(', ')}`
      throw untrustedServer(hostname, `it leaves out its issuer and ${named}; no pinned issuer lies there`)
    }
    const issuer = await fetchCertificate(address).catch((error: unknown) => {
      if (!(error instanceof CertificateFetchError)) throw error
      throw untrustedServer(hostname, error.message, { retryable: error.retryable, cause: error })
    })
    const objection = issuerObjection(issuer, terms())
    if (objection) throw untrustedServer(hostname, objection)
    if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey))
      throw untrustedServer(hostname, `${nameOf(issuer)} did not sign its certificate`)
    cache.write(issuer)
    issuers = [...knownIssuers().filter((known) => known.fingerprint256 !== issuer.fingerprint256), issuer]
    context = undefined
    warn('issuer', issuer)
  }

  const trust: TlsTrust = {
    secureContext() {
      const extra = [...ownRoots, ...knownIssuers()].map((certificate) => certificate.toString())
      context ??= createSecureContext({ ca: [...rootCertificates, ...extra], minVersion: 'TLSv1.2' })
      return context
    },
    learnIssuer(server) {
      const key = `${server.hostname}:${server.port}`
      const running = learning.get(key) ?? learn(server).finally(() => learning.delete(key))
      learning.set(key, running)
      return running
    },
    noteServerCertificate: (certificate) => warn('server', certificate),
  }
  return trust
}

function readCertificates(file: string): readonly X509Certificate[] {
  const refusal = (reason: string, cause?: unknown) =>
    new TtbError(`no certificates in ${file}: ${reason}; expected a PEM file`, { code: 'invalid_argument', cause })
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw refusal((error as Error).message, error)
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0) throw refusal('it has no block "BEGIN CERTIFICATE"')
  try {
    return blocks.map((pem) => new X509Certificate(pem))
  } catch (error) {
    throw refusal((error as Error).message, error)
  }
}
