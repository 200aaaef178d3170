/** The folder at the top of a folder store that holds what is not an object: files being written, and locks. */
export const OWN_FOLDER = '.tmp'

/** Most names of ours, at one glance: what begins with a digit is no device, and nothing in it is to be encoded. */
const PLAIN = /^\d[\w=~-]*(?:\.[\w=~-]+)*$/
const FORBIDDEN = /[<>:"|?*%]/gu
/** Device names of Windows, with or without an extension. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?: *\.|$)/i

/**
 * A segment of a key as a file name that Windows, macOS and Linux all keep as it is: what one of them forbids or
 * folds into another name is percent-encoded. Names that differ only in case still need a file system that tells
 * them apart. `decodeFileName` is the inverse.
 */
export function encodeFileName(segment: string): string {
  if (PLAIN.test(segment)) return segment
  const name = segment.replace(FORBIDDEN, percentEncode).replace(/[. ]$/, percentEncode)
  if (DEVICE.test(name) || name.toLowerCase() === OWN_FOLDER) return percentEncode(name.slice(0, 1)) + name.slice(1)
  // macOS takes the composed and the decomposed form of a letter for one name.
  return name === name.normalize('NFC') ? name : name.replace(/[^\p{ASCII}]/gu, percentEncode)
}

/** The segment of a key behind a file name, or null when no key has that name. */
export function decodeFileName(name: string): string | null {
  try {
    const segment = name.includes('%') ? decodeURIComponent(name) : name
    return encodeFileName(segment) === name ? segment : null
  } catch {
    // Not a percent-encoding at all, so not a name of ours.
    return null
  }
}

function percentEncode(character: string): string {
  const bytes = [...new TextEncoder().encode(character)]
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
