/**
 * What of a label is compared: letters and digits in upper case, one space between words. The item number goes
 * (`12. NET CONTENTS`: numbers moved between editions), and on the form the bracketed hint (`(Required)`).
 */
export function labelKey(text: string, { dropHint = false } = {}): string {
  const memory = dropHint ? withoutHint : withHint
  let key = memory.get(text)
  if (key === undefined) {
    key = makeKey(text, dropHint)
    if (memory.size < MEMORY_SIZE) memory.set(text, key)
  }
  return key
}

// A registry page shows some forty labels, the same ones on every page; making their keys would be a tenth of the work.
const MEMORY_SIZE = 1000
const withHint = new Map<string, string>()
const withoutHint = new Map<string, string>()

function makeKey(text: string, dropHint: boolean): string {
  const bare = dropHint ? text.replace(/\s\(.*$/s, '') : text
  return bare
    .replace(/^\s*\d{1,2}[a-z]?\.\s*/, '')
    .toUpperCase()
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Whether a label's key is the pattern's, or starts with its words when the pattern ends in `…`. */
export function startsWithWords(key: string, words: string): boolean {
  return key.startsWith(words) && (key.length === words.length || key[words.length] === ' ')
}
