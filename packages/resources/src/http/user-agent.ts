import { TtbError } from '@ttb/utils'
import manifest from '../../package.json' with { type: 'json' }

/**
 * How we introduce ourselves: `ttb-cola-data/1.2.3 (+contact)`, where contact is an e-mail address or a web page at which
 * whoever runs the registry reaches who runs this. Throws `invalid_argument` for a contact that no header can carry.
 */
export function registryUserAgent(options: { readonly contact: string | null }): string {
  const product = `ttb-cola-data/${manifest.version}`
  if (options.contact === null) return product
  const userAgent = `${product} (+${options.contact.trim()})`
  if (namesContact(userAgent)) return userAgent
  throw new TtbError(
    `not a contact: ${JSON.stringify(options.contact.slice(0, 80))}; expected an e-mail address or the address of a web page`,
    { code: 'invalid_argument' },
  )
}

/** Whether a user agent says whom to write to. */
export function namesContact(userAgent: string): boolean {
  return /\(\+[^\s()]*(?:@|:\/\/)[^\s()]+\)/.test(userAgent)
}
