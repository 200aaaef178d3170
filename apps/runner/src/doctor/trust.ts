import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Config } from '@ttb/config'
import { type Clock, createTlsTrust, namesContact, registryUserAgent } from '@ttb/resources'
import { isPublic } from '../acquisition.ts'
import type { Finding } from './finding.ts'

/** Whether requests to the registry say who asks. */
export function findContact(config: Config): Finding {
  const userAgent = config.userAgent ?? registryUserAgent(config)
  if (!isPublic(config.registryUrl)) return `${userAgent}; ${config.registryUrl} needs none`
  if (!namesContact(userAgent)) throw new Error(`${JSON.stringify(userAgent)} names no contact`)
  return userAgent
}

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g
/** A certificate that ends sooner is warned of. */
const SOON_MS = 30 * 86_400_000

/** Whether the certificates that are trusted besides the roots of Node can be, and for how long. */
export function findCertificates({ caFile }: Pick<Config, 'caFile'>, clock: Clock): Finding {
  createTlsTrust({ clock, caFile, cacheFolder: null }).secureContext()
  if (caFile === null) return 'the roots of Node'
  const ends = (readFileSync(caFile, 'utf8').match(PEM_BLOCK) ?? []).map((pem) =>
    Date.parse(new X509Certificate(pem).validTo),
  )
  const endMs = Math.min(...ends)
  const said = `the roots of Node, and ${caFile}, valid until ${new Date(endMs).toISOString().slice(0, 10)}`
  if (endMs <= clock.now()) throw new Error(said)
  return endMs - clock.now() < SOON_MS ? { warning: said } : said
}

/** Whether the way to the storage is one that nobody listens to. */
export function findEndpoint({ data, s3Endpoint }: Pick<Config, 'data' | 's3Endpoint'>): Finding {
  if (!data.startsWith('s3://')) return 'the data is on this machine'
  if (s3Endpoint === null) return 'TLS, to AWS'
  const { protocol, host } = new URL(s3Endpoint)
  if (protocol === 'https:') return `TLS, to ${host}`
  if (!isPublic(`http://${host}`)) return `${host} is this machine`
  return {
    warning: `${host} is asked without TLS: whoever is between sees and changes the data`,
    remedy: 'Set TTB_S3_ENDPOINT to an https:// address, unless the network between is your own.',
  }
}
