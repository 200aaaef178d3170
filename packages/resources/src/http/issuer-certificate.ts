import { X509Certificate } from 'node:crypto'
import type { IssuerPin } from './issuer-pins.ts'

/** A certificate of an issuer has 1 to 3 kB. */
const MAX_CERTIFICATE_BYTES = 64 * 1024
const FETCH_TIMEOUT_MS = 10_000

/** The addresses at which a certificate says its issuer's can be had ("CA Issuers" of authority information access). */
export function issuerAddresses(certificate: X509Certificate): readonly string[] {
  return [...(certificate.infoAccess ?? '').matchAll(/^CA Issuers - URI:(.+)$/gm)].map(([, address]) =>
    (address as string).trim(),
  )
}

/** The pinned host that an address names; null when it is none, or not plain HTTP, which is what such addresses are. */
export function pinOfAddress(address: string, pins: readonly IssuerPin[]): IssuerPin | null {
  if (!URL.canParse(address)) return null
  const { protocol, host } = new URL(address)
  return protocol === 'http:' ? (pins.find((pin) => pin.host === host) ?? null) : null
}

/**
 * Fetches a certificate over HTTP, which needs no trust: who uses it compares its hash. Throws an `Error` that says why
 * there is none; its `retryable` tells whether a server or a network failed.
 */
export async function fetchCertificate(address: string): Promise<X509Certificate> {
  let bytes: Uint8Array
  try {
    bytes = await download(address)
  } catch (error) {
    throw new CertificateFetchError(`cannot fetch its issuer from ${address}: ${(error as Error).message}`, true)
  }
  try {
    return new X509Certificate(bytes)
  } catch {
    throw new CertificateFetchError(`${address} gives no certificate, but ${bytes.length} other bytes`, false)
  }
}

export class CertificateFetchError extends Error {
  readonly retryable: boolean

  constructor(message: string, retryable: boolean) {
    super(message)
    this.retryable = retryable
  }
}

async function download(address: string): Promise<Uint8Array> {
  const { request } = await import('undici')
  const { statusCode, body } = await request(address, {
    headers: { accept: 'application/pkix-cert, */*' },
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  })
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.length
    if (sizeBytes > MAX_CERTIFICATE_BYTES) throw new Error(`more than ${MAX_CERTIFICATE_BYTES} bytes`)
    chunks.push(chunk)
  }
  if (statusCode !== 200) throw new Error(`status ${statusCode}`)
  return Buffer.concat(chunks)
}

/** What an issuer is measured against. */
export interface IssuerTerms {
  readonly pins: readonly IssuerPin[]
  readonly roots: readonly X509Certificate[]
  readonly nowMs: number
}

/** Why a certificate may not complete a chain; null when it may: pinned, an issuer, valid now, and signed by a trusted root. */
export function issuerObjection(issuer: X509Certificate, { pins, roots, nowMs }: IssuerTerms): string | null {
  const name = nameOf(issuer)
  if (!pins.some((pin) => pin.sha256 === issuer.fingerprint256))
    return `its issuer ${name} is not pinned: SHA-256 ${issuer.fingerprint256}`
  if (!issuer.ca) return `${name} is no issuer of certificates`
  if (!isValidAt(issuer, nowMs)) return `its issuer ${name} is valid from ${issuer.validFrom} to ${issuer.validTo} only`
  const root = roots.find((root) => issuer.checkIssued(root) && issuer.verify(root.publicKey))
  if (!root) return `its issuer ${name} is not signed by a trusted root`
  return isValidAt(root, nowMs) ? null : `the root ${nameOf(root)} is valid to ${root.validTo} only`
}

function isValidAt(certificate: X509Certificate, nowMs: number): boolean {
  return Date.parse(certificate.validFrom) <= nowMs && nowMs <= Date.parse(certificate.validTo)
}

/** The common name of a certificate, else all of its subject. */
export function nameOf(certificate: X509Certificate): string {
  return /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? certificate.subject.replaceAll('\n', ', ')
}
