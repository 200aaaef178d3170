import type { Issue } from '../issues.ts'

/** Far above the largest registry page (about 100 KB); what is larger is none and is not parsed. */
export const MAX_PAGE_BYTES = 4 * 1024 * 1024

export interface DecodedPage {
  readonly text: string
  readonly encoding: 'utf-8' | 'windows-1252'
  readonly issues: readonly Issue[]
}

/**
 * Text of a page from its bytes. Bytes that are valid UTF-8 are UTF-8 (saved pages are); all others are windows-1252,
 * of which the declared ISO-8859-1 is a part. The declared character set only adds an `encoding` issue when it cannot be true.
 *
 * @param contentType the `Content-Type` header, when the page came with one
 */
export function decodePage(bytes: Uint8Array, contentType?: string | null): DecodedPage {
  const utf8 = decodeUtf8(bytes)
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8', issues: [] }
  const declaredUtf8 = /charset\s*=\s*"?utf-?8/i.test(contentType ?? '')
  return {
    text: decodeWindows1252(bytes),
    encoding: 'windows-1252',
    issues: declaredUtf8 ? [{ code: 'encoding', text: contentType as string }] : [],
  }
}

/** Null when the bytes are not UTF-8. A character cut off at the very end does not count: the page was cut there. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return null // not UTF-8: the caller reads it as windows-1252
  }
}

/** What windows-1252 puts at 0x80 to 0x9F, where ISO-8859-1 has control characters. */
const FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Some Node releases decode these bytes as ISO-8859-1 although asked for windows-1252, so the difference is made good here. */
function decodeWindows1252(bytes: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(bytes)
  return text.replace(/[\u0080-\u009f]/g, (control) => FROM_0X80[control.charCodeAt(0) - 0x80] as string)
}
