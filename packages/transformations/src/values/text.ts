import type { Issue, Reading } from '@ttb/utils'
import { blank, isPlain, issue, refused, type SourceText, squash, understood } from './reading.ts'

/** Longer than the longest field of the registry, the qualifications. Characters. */
const MAX_TEXT_LENGTH = 100_000

/** The references that registry pages use, and those of HTML for what windows-1252 can hold of quotes and dashes. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  trade: '™',
  reg: '®',
  copy: '©',
  deg: '°',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  iexcl: '¡',
  iquest: '¿',
  ordm: 'º',
  ordf: 'ª',
  middot: '·',
  bull: '•',
  euro: '€',
  cent: '¢',
  pound: '£',
  sect: '§',
  shy: '',
  szlig: 'ß',
  oslash: 'ø',
  Oslash: 'Ø',
  aelig: 'æ',
  AElig: 'Æ',
  oelig: 'œ',
  OElig: 'Œ',
  eth: 'ð',
  ETH: 'Ð',
  thorn: 'þ',
  THORN: 'Þ',
  laquo: '«',
  raquo: '»',
  acute: '´',
  uml: '¨',
  times: '×',
}
/** Names like `Eacute` say the letter and its mark; the mark as a combining character. */
const MARKS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  cedil: '\u0327',
  ring: '\u030a',
  caron: '\u030c',
}
const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}\d{0,2}));/g
const LETTER_WITH_MARK = /^([a-zA-Z])(acute|grave|circ|uml|tilde|cedil|ring|caron)$/

/** Windows-1252 for the code points 0x80 to 0x9f, which ISO-8859-1 leaves to controls and pages use all the same. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Controls and invisible marks; those that are white space are left for squashing. */
const CONTROLS = /(?![\t\n\v\f\r])[\p{Cc}\p{Cf}]/gu
const C1_LETTERS = /[\u0080-\u009f]/g

/** Character references to characters, one layer of them: `&amp;amp;` gives `&amp;`. What is no reference stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return namedCharacter(name) ?? whole
    const codePoint = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal)
    const isScalar = codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff)
    return isScalar ? String.fromCodePoint(codePoint) : whole
  })
}

function namedCharacter(name: string): string | undefined {
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name]
  const [, letter, mark] = LETTER_WITH_MARK.exec(name) ?? []
  return letter && mark ? `${letter}${MARKS[mark]}`.normalize('NFC') : undefined
}

/** Drops control and invisible characters; those that are windows-1252 punctuation read as ISO-8859-1 become what they were. */
export function dropControls(text: string): string {
  return text
    .replace(C1_LETTERS, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] as string)
    .replace(CONTROLS, '')
}

const LOST = '¿'
/** `ROCK ¿N¿ ROLL`. */
const LOST_AND = /(?<![A-Za-z\d\u00bf-\u024f])¿(n)¿(?![A-Za-z\d\u00bf-\u024f])/gi
const LOST_PAIR =
  /(?<![A-Za-z\d\u00bf-\u024f])¿(?=[A-Za-z\d\u00c0-\u024f])([^¿?"]+)(?<=[A-Za-z\d\u00c0-\u024f.,!])¿(?![A-Za-z\d\u00bf-\u024f])/g
const LOST_APOSTROPHE =
  /(?<=[a-z\u00c0-\u024f])¿(?=(?:s|t|d|m|ll|re|ve)(?![a-z\u00c0-\u024f]))|(?<=(?<![a-z\u00c0-\u024f])[dlo])¿(?=[a-z\u00c0-\u024f])/gi
const SPANISH_QUESTION = /(?<![A-Za-z\d\u00c0-\u024f])¿(?=[^¿?]+\?)/g

/**
 * Puts back the quotation marks that the registry lost and shows as `¿`: a pair around words becomes `"`, one where
 * English, French or Italian writes an apostrophe becomes `'`. A Spanish question keeps its mark; any other stays.
 * Issues: `assumed` when a mark was put back, `encoding` when one is left over.
 */
export function restoreQuotes(text: string): Reading<string> {
  if (!text.includes(LOST)) return understood(text)
  const restored = text.replace(LOST_AND, "'$1'").replace(LOST_APOSTROPHE, "'").replace(LOST_PAIR, '"$1"')
  const issues: Issue[] = []
  if (restored !== text) issues.push(issue('assumed', text))
  if (restored.replace(SPANISH_QUESTION, '').includes(LOST)) issues.push(issue('encoding', text))
  return understood(restored, issues)
}

/**
 * Text as a reader wants it: character references decoded, controls gone, white space squashed to single spaces, Unicode
 * NFC, lost quotation marks put back where their place is plain ({@link restoreQuotes}). Case, wording and `<` `>` are kept.
 * Blank gives null. Issues: `assumed` and `encoding` as {@link restoreQuotes}; `not_understood` when encoded more than
 * four times over; `invalid` when longer than any field.
 */
export function cleanText(text: SourceText): Reading<string> {
  if (text === null || text === undefined) return blank()
  if (text.length > MAX_TEXT_LENGTH) return refused('invalid', text)
  if (isPlain(text)) return understood(text)
  const decoded = decodeAll(text)
  if (decoded === null) return refused('not_understood', text)
  const plain = squash(decoded)
  return plain === '' ? blank() : restoreQuotes(plain)
}

/** Text that passed through several programs has been encoded several times; more than this often is no accident. */
const MAX_LAYERS = 4

/** Decodes and drops until nothing changes, so that what the one uncovers the other sees; null when that does not end. */
function decodeAll(text: string): string | null {
  let before = text
  for (let layer = 0; layer <= MAX_LAYERS; layer++) {
    const after = dropControls(decodeEntities(before.normalize('NFC')))
    if (after === before) return after
    before = after
  }
  return null
}
