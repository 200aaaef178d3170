/**
 * What of a label is compared: letters and digits in upper case, one space between words. The item number goes
 * (`12. NET CONTENTS`: numbers moved between editions), and on the form the bracketed hint (`(Required)`).
 */
export function labelKey(text: string, { dropHint = false } = {}): string {
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
