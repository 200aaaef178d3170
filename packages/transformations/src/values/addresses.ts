import type { Issue, Reading } from '@ttb/utils'
import { originsDescribed } from '../codes/origins.ts'
import { blank, issue, MAX_VALUE_LENGTH, readText, refused, type SourceText, understood } from './reading.ts'
import { cleanState, isStateCode, isZipOfState } from './states.ts'
import { cleanAddressLine } from './streets.ts'

export { cleanAddressLine, normalizeAddress } from './streets.ts'

export interface Address {
  /** All before the city, lines joined by `, `; null when the text does not part it from the city. */
  readonly street: string | null
  readonly city: string | null
  /** USPS code. */
  readonly state: string | null
  /** Five digits. */
  readonly zip: string | null
  /** The four digits after the ZIP code's hyphen. */
  readonly zipPlus4: string | null
  /** ISO 3166-1 code; `US` where a state is named and nothing else. */
  readonly country: string | null
}

const ZIP_AT_END = /,? ?(?<!\d)(\d{5})(?: ?[-–]? ?(\d{4}))?$/
const ZIP_ALONE = /^\d{5}(?:-\d{4})?$/
const SHORT_ZIP_AT_END = /,? (\d{4})$/
const UNITED_STATES = /^(?:u\.?s\.?(?:a\.?)?|united states(?: of america)?)$/i
const COUNTRY_AFTER_ZIP = /,? (?:USA?|U\.S\.(?:A\.?)?|United States(?: of America)?)$/i
/** The longest name of a state, Commonwealth of the Northern Mariana Islands, in words. */
const MOST_STATE_WORDS = 6

/**
 * An address taken apart, from its lines or from one text. The last line must end in state and ZIP code, or in a country;
 * the city is what stands before them on the same line, or after the last comma of a one-line address. The words stay
 * as printed. Names of firms are no part of an address: give the lines after the name.
 * Issues: `ambiguous` when nothing parts street and city (state and ZIP code are kept); `invalid` when the ZIP code is
 * not one of the state; `assumed` when a lost leading zero of a ZIP code was put back, or Georgia without one may be the
 * country; `not_understood`; `not_applicable`.
 */
export function parseAddress(source: SourceText | readonly string[]): Reading<Address> {
  const given = typeof source === 'string' ? source.split(/\r\n?|\n/) : (source ?? [])
  if (given.reduce((length, line) => length + line.length, 0) > MAX_VALUE_LENGTH)
    return refused('invalid', given.join(', '))
  const lines = joinLoneZip(given.map(cleanAddressLine).filter((line) => line !== ''))
  if (lines.length === 0) return given.every(isBlank) ? blank() : refused('not_understood', given.join(' '))
  const typed = lines.join(', ')
  return readText(typed, () => readLines(lines, typed))
}

/** A ZIP code on a line of its own belongs to the line before it. */
function joinLoneZip(lines: readonly string[]): readonly string[] {
  const [before, last] = lines.slice(-2)
  return before !== undefined && last !== undefined && ZIP_ALONE.test(last)
    ? [...lines.slice(0, -2), `${before} ${last}`]
    : lines
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}

function readLines(lines: readonly string[], typed: string): Reading<Address> {
  const { rest, country } = takeCountry(lines)
  const last = rest.at(-1)
  if (last === undefined) return refused('not_understood', typed)
  const tail = takeStateAndZip(last)
  if (tail === null) {
    const isPlace = rest.length > 1 || !/\d/.test(last)
    if (country === null || country === 'US' || !isPlace) return refused('not_understood', typed)
    return understood({
      street: rest.slice(0, -1).join(', ') || null,
      city: last,
      state: null,
      zip: null,
      zipPlus4: null,
      country,
    })
  }
  const issues: Issue[] = [...tail.issues]
  if (tail.zip !== null && !isZipOfState(tail.zip, tail.state)) issues.push(issue('invalid', last))
  const place = { state: tail.state, zip: tail.zip, zipPlus4: tail.zipPlus4, country: country ?? 'US' }
  if (rest.length > 1) {
    // State and ZIP code may stand on a line of their own, below the city.
    const lines = tail.before === '' ? rest.slice(0, -1) : [...rest.slice(0, -1), tail.before]
    const hasCity = tail.before !== '' || !/\d/.test(lines.at(-1) as string)
    const street = (hasCity ? lines.slice(0, -1) : lines).join(', ') || null
    return understood({ street, city: hasCity ? (lines.at(-1) as string) : null, ...place }, issues)
  }
  const comma = tail.before.lastIndexOf(', ')
  if (comma >= 0)
    return understood({ street: tail.before.slice(0, comma), city: tail.before.slice(comma + 2), ...place }, issues)
  if (!/\d/.test(tail.before)) return understood({ street: null, city: tail.before || null, ...place }, issues)
  return understood({ street: null, city: null, ...place }, [...issues, issue('ambiguous', tail.before)])
}

/** Takes the country off the end, where one is named: a last line of its own, or what follows the last comma. */
function takeCountry(lines: readonly string[]): { readonly rest: readonly string[]; readonly country: string | null } {
  const last = lines.at(-1) as string
  const comma = last.lastIndexOf(', ')
  const before = [...lines.slice(0, -1), ...(comma < 0 ? [] : [last.slice(0, comma)])]
  const name = comma < 0 ? last : last.slice(comma + 2)
  if (UNITED_STATES.test(name)) return { rest: before, country: 'US' }
  const usa = / (?:USA|U\.S\.A\.|UNITED STATES(?: OF AMERICA)?)$/i.exec(last)
  if (usa) return { rest: [...lines.slice(0, -1), last.slice(0, usa.index)], country: 'US' }
  const country = originsDescribed(name).value?.find(({ state }) => state === null)?.country ?? null
  // GEORGIA after a comma is the state: an address abroad would not end in the name of a state.
  return country === null || country === 'US' || cleanState(name).value !== null
    ? { rest: lines, country: null }
    : { rest: before, country }
}

interface Tail {
  readonly before: string
  readonly state: string
  readonly zip: string | null
  readonly zipPlus4: string | null
  readonly issues: readonly Issue[]
}

function takeStateAndZip(line: string): Tail | null {
  const found = ZIP_AT_END.exec(line)
  if (found) {
    const state = takeState(line.slice(0, found.index))
    return state && { ...state, zip: found[1] as string, zipPlus4: found[2] ?? null, issues: [] }
  }
  const short = SHORT_ZIP_AT_END.exec(line)
  const shortState = short && takeState(line.slice(0, short.index))
  if (short && shortState && isZipOfState(`0${short[1]}`, shortState.state)) {
    return { ...shortState, zip: `0${short[1]}`, zipPlus4: null, issues: [issue('assumed', line)] }
  }
  const state = takeState(line)
  if (!state || !(state.hasComma || isStateCode(line.slice(-2)))) return null
  // Without a ZIP code nothing tells the state of Georgia from the country.
  const isCountryToo = (originsDescribed(line.slice(state.before.length)).value?.length ?? 0) > 1
  return { ...state, zip: null, zipPlus4: null, issues: isCountryToo ? [issue('assumed', line)] : [] }
}

/** The state at the end of a text: a USPS code, or the longest name that fits. */
function takeState(
  text: string,
): { readonly before: string; readonly state: string; readonly hasComma: boolean } | null {
  const words = text.split(' ')
  const longest = Math.min(MOST_STATE_WORDS, words.length)
  const code = cleanState(words.at(-1)).value
  const counts =
    code !== null && /^[a-z]{2}$/i.test(words.at(-1) as string)
      ? [1]
      : Array.from({ length: longest }, (_, index) => longest - index)
  for (const count of counts) {
    const name = words.slice(-count).join(' ')
    const state = name.includes(',') ? null : cleanState(name).value
    if (state === null) continue
    const before = words.slice(0, -count).join(' ')
    return { before: before.replace(/,$/, ''), state, hasComma: before.endsWith(',') }
  }
  return null
}

/**
 * The ZIP code an address ends in, five digits; house numbers are not looked at. A ZIP code alone will do.
 * Issues: `not_understood` when the text does not end in one; those of {@link parseAddress} are not given.
 */
export function cleanZip(text: SourceText): Reading<string> {
  return readText(text, (typed) => {
    const plain = typed.replace(/[,.]$/, '').replace(COUNTRY_AFTER_ZIP, '')
    const zip = /(?:^|[A-Za-z.],? )(\d{5})(?:[- ]?\d{4})?$/.exec(plain)?.[1]
    return zip === undefined ? refused('not_understood', typed) : understood(zip)
  })
}
