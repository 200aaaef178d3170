import type { Reading } from '@ttb/utils'
import { isDomainName } from './domain-names.ts'
import { readText, refused, type SourceText, understood } from './reading.ts'

const LOCAL =
  /^[A-Za-z\d!#$%&'*+/=?^_`{|}~\u00c0-\u1fff\u2c00-\uffff-]+(?:\.[A-Za-z\d!#$%&'*+/=?^_`{|}~\u00c0-\u1fff\u2c00-\uffff-]+)*$/

/**
 * An e-mail address: the domain in small letters, the rest as typed; `mailto:`, angle brackets and a display name before
 * them are dropped. Whether mail arrives is not known. Lengths are those of RFC 5321 (64 and 254).
 * Issues: `not_understood` without exactly one `@`, `ambiguous` for several addresses, `invalid` for an address that
 * cannot be (dots in wrong places, no top-level domain, too long).
 */
export function cleanEmail(text: SourceText): Reading<string> {
  return readText(text, (typed) => {
    const inBrackets = /<([^<>]+)>$/.exec(typed)?.[1]
    const address = (inBrackets ?? typed)
      .trim()
      .replace(/^mailto: ?/i, '')
      .replace(/[.,;]$/, '')
    const [local = '', domain = '', ...more] = address.split('@')
    if (more.length > 0) return refused(/[\s,;]/.test(address) ? 'ambiguous' : 'invalid', typed)
    if (!address.includes('@')) return refused('not_understood', typed)
    const isPossible = isDomainName(domain) && LOCAL.test(local) && local.length <= 64 && address.length <= 254
    if (!isPossible) return refused('invalid', typed)
    return understood(`${local}@${domain.toLowerCase()}`)
  })
}
