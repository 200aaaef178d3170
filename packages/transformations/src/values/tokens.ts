/** A part of a text that means something to the reader of one subject. */
export interface Token<K extends string> {
  readonly kind: K
  readonly text: string
}

/** A kind of token and the sticky pattern (`/y`) that finds one where the reader stands. */
export type TokenPattern<K extends string> = readonly [kind: K, pattern: RegExp]

const SPACES = /\s+/y
const WORD = /[A-Za-z\u00c0-\u1fff\u2c00-\uffff]+|\d+|[^\s]/y

/** Cuts a text into tokens, the first pattern that fits wins; words and signs that fit none are `other`. Spaces only part. */
export function tokenize<K extends string>(text: string, patterns: readonly TokenPattern<K>[]): Token<K | 'other'>[] {
  const tokens: Token<K | 'other'>[] = []
  let at = 0
  while (at < text.length) {
    const space = matchAt(SPACES, text, at)
    if (space !== null) {
      at += space.length
      continue
    }
    let token: Token<K | 'other'> | null = null
    for (const [kind, pattern] of patterns) {
      const found = matchAt(pattern, text, at)
      if (found === null) continue
      token = { kind, text: found }
      break
    }
    token ??= { kind: 'other', text: matchAt(WORD, text, at) ?? (text[at] as string) }
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

const FRACTION_SIGNS: Readonly<Record<string, string>> = {
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
  '⅙': '1/6',
  '⅛': '1/8',
}

/** Fraction signs spelled with digits: `13½` gives `13 1/2`. */
export function spellFractions(text: string): string {
  return text.replace(/[½¼¾⅓⅔⅙⅛]/g, (sign) => ` ${FRACTION_SIGNS[sign]}`).trim()
}

/** The value of `1/2` or `1 1/2`; null for anything else and for a fraction of nothing. */
export function parseFraction(text: string): number | null {
  const [, whole = '0', numerator, denominator] = /^(?:(\d{1,4})[ -])?(\d{1,2})\/(\d{1,2})$/.exec(text) ?? []
  const value = Number(whole) + Number(numerator) / Number(denominator)
  return Number.isFinite(value) ? value : null
}
