import type { Issue, IssueCode, Reading } from '@ttb/utils'

/** What a value can be read from. Null and undefined count as blank, so that absent values need no test before the call. */
export type SourceText = string | null | undefined

/** A field of a registry page is shorter by far; a longer text is refused unread. Characters. */
export const MAX_VALUE_LENGTH = 2_000

/** How much of a source text an issue quotes. Characters. */
const MAX_QUOTED_LENGTH = 200

const NO_ISSUES: readonly Issue[] = []
const BLANK: Reading<never> = { value: null, issues: NO_ISSUES }

/** A value that was understood, and what is doubtful about it all the same. */
export function understood<T>(value: T, issues: readonly Issue[] = NO_ISSUES): Reading<T> {
  return { value, issues }
}

/** No value, and why. */
export function refused(code: IssueCode, text: string): Reading<never> {
  return { value: null, issues: [issue(code, text)] }
}

export function blank(): Reading<never> {
  return BLANK
}

export function issue(code: IssueCode, text: string): Issue {
  return { code, text: text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text }
}

/** Any value as an issue quotes it: objects by what they are, as their own words for themselves may throw. */
export function printed(value: unknown): string {
  return typeof value === 'object' || typeof value === 'function'
    ? Object.prototype.toString.call(value)
    : String(value)
}

/** "N/A" and its spellings, which applicants type into fields that do not concern them. */
const NOT_APPLICABLE = /^(?:n ?\/ ?a|n\. ?a)\.?$/i
const WHITE_SPACE = /\s+/g
/** Words of printable ASCII with single spaces between them, and nothing that could be a character reference. */
const PLAIN = /^[!-%'-~]+(?: [!-%'-~]+)*$/

/** Whether a text is so plain that no cleaning changes it, as most of the registry is: a test that saves the work. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text)
}

/** One line of text: Unicode NFC, every run of white space one space, none at the ends. */
export function squash(text: string): string {
  return isPlain(text) ? text : text.normalize('NFC').replace(WHITE_SPACE, ' ').trim()
}

/** White space and punctuation: of ASCII, of Latin-1, and the general punctuation of Unicode. */
const BETWEEN_WORDS = /[\s!-/:-@[-`{-\u00bf\u2000-\u206f]+/g

/** Words compared: upper case, punctuation and white space of no account. */
export function wordKey(text: string): string {
  return text.toUpperCase().replace(BETWEEN_WORDS, ' ').trim()
}

/** A text without the given characters at its end. A pattern for it (`[.,]+$`) would begin anew at each of them. */
export function dropAtEnd(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text[end - 1] as string)) end--
  return text.slice(0, end)
}

/**
 * Reads a short text: blank gives null without an issue, "N/A" null with `not_applicable`, a text longer than any field
 * null with `invalid`. Only what is left reaches `read`, squashed.
 */
export function readText<T>(source: SourceText, read: (text: string) => Reading<T>): Reading<T> {
  if (source === null || source === undefined || source === '') return BLANK
  if (source.length > MAX_VALUE_LENGTH) return refused('invalid', source)
  const text = squash(source)
  if (text === '') return BLANK
  return NOT_APPLICABLE.test(text) ? refused('not_applicable', text) : read(text)
}

/** The reading of one part of another: its value put through `change`, its issues kept. */
export function mapReading<T, U>(reading: Reading<T>, change: (value: T) => U): Reading<U> {
  return reading.value === null
    ? { value: null, issues: reading.issues }
    : { value: change(reading.value), issues: reading.issues }
}
