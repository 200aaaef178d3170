import type { Reading } from '@ttb/utils'
import { isDomainName } from './domain-names.ts'
import { dropAtEnd, issue, readText, refused, type SourceText, understood } from './reading.ts'

const SCHEME = /^[a-z][a-z\d+.-]*:/i

/**
 * A web address in full, as a browser would write it: scheme and host in small letters, spaces encoded. Only `http` and
 * `https` are web addresses. Whether anything answers is not known.
 * Issues: `assumed` when `https://` was put before a bare host (`www.ttb.gov`), `invalid` for another scheme, a user name
 * or a host that cannot be, `not_understood`.
 */
export function cleanUrl(text: SourceText): Reading<string> {
  return readText(text, (whole) => {
    const typed = dropAtEnd(whole, '.,; ')
    const hasScheme = SCHEME.test(typed) && !/^[^/:]+:\d/.test(typed)
    if (hasScheme && !/^https?:\/\//i.test(typed)) return refused('invalid', typed)
    const address = hasScheme ? typed : `https://${typed}`
    const host = /^https?:\/\/([^/?#]*)/i.exec(address)?.[1] ?? ''
    const name = host.replace(/:\d{1,5}$/, '')
    if (!isDomainName(name)) return refused(hasScheme ? 'invalid' : 'not_understood', typed)
    const url = parseUrl(address)
    // Letters that the platform takes for digits or dots can make another host than the one typed.
    if (url === null || !isDomainName(url.hostname)) return refused('invalid', typed)
    return understood(url.href, hasScheme ? [] : [issue('assumed', typed)])
  })
}

function parseUrl(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null // the platform's own rule for what an address is
  }
}
