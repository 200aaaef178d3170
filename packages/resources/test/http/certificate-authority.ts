import './reflect-metadata.ts'
import { webcrypto, X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 86_400_000

export interface Identity {
  readonly pem: string
  readonly certificate: X509Certificate
  readonly keyPem: string
  readonly keys: CryptoKeyPair
  readonly subject: string
}

type CryptoKeyPair = webcrypto.CryptoKeyPair

export interface IdentityOptions {
  readonly subject: string
  /** Who signs; itself when there is none. */
  readonly issuer?: Identity
  /** Whether it may sign others. */
  readonly ca?: boolean
  /** Names of a server. */
  readonly hosts?: readonly string[]
  /** Where its issuer can be had. */
  readonly issuerAddress?: string
  /** Days from now; negative is past. */
  readonly fromDay?: number
  readonly toDay?: number
}

let serial = 1

/** A certificate with its key, valid from yesterday for 300 days unless told otherwise. */
export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const { subject, issuer, ca = false, hosts = [], issuerAddress, fromDay = -1, toDay = 300 } = options
  x509.cryptoProvider.set(webcrypto as never)
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const extensions: x509.Extension[] = [new x509.BasicConstraintsExtension(ca, undefined, true)]
  if (hosts.length > 0)
    extensions.push(
      new x509.SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: /^[\d.]+$/.test(value) ? 'ip' : 'dns', value }) as const),
      ),
    )
  if (issuerAddress)
    extensions.push(new x509.AuthorityInfoAccessExtension({ caIssuers: [new x509.GeneralName('url', issuerAddress)] }))
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: (serial++).toString(16).padStart(4, '0'),
    subject: `CN=${subject}`,
    issuer: `CN=${issuer?.subject ?? subject}`,
    notBefore: new Date(Date.now() + fromDay * DAY_MS),
    notAfter: new Date(Date.now() + toDay * DAY_MS),
    publicKey: keys.publicKey as never,
    signingKey: (issuer?.keys ?? keys).privateKey as never,
    signingAlgorithm: ALGORITHM,
    extensions,
  })
  const pem = made.toString('pem')
  const exported = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${exported.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`
  return { pem, certificate: new X509Certificate(pem), keyPem, keys, subject }
}
