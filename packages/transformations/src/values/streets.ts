import type { Reading } from '@ttb/utils'
import { readText, refused, type SourceText, squash, understood } from './reading.ts'

/** What the last word of a street name is shortened to. Source: USPS Publication 28, appendix C. */
const SUFFIXES: Readonly<Record<string, string>> = {
  ALLEY: 'ALY',
  AVENUE: 'AVE',
  BOULEVARD: 'BLVD',
  CENTER: 'CTR',
  CIRCLE: 'CIR',
  COURT: 'CT',
  DRIVE: 'DR',
  EXPRESSWAY: 'EXPY',
  HIGHWAY: 'HWY',
  LANE: 'LN',
  PARKWAY: 'PKWY',
  PLACE: 'PL',
  PLAZA: 'PLZ',
  ROAD: 'RD',
  SQUARE: 'SQ',
  STREET: 'ST',
  TERRACE: 'TER',
  TRAIL: 'TRL',
  TURNPIKE: 'TPKE',
}
const DIRECTIONS: Readonly<Record<string, string>> = {
  NORTH: 'N',
  SOUTH: 'S',
  EAST: 'E',
  WEST: 'W',
  NORTHEAST: 'NE',
  NORTHWEST: 'NW',
  SOUTHEAST: 'SE',
  SOUTHWEST: 'SW',
}
const UNITS: Readonly<Record<string, string>> = {
  APARTMENT: 'APT',
  BUILDING: 'BLDG',
  FLOOR: 'FL',
  ROOM: 'RM',
  SUITE: 'STE',
  UNIT: 'UNIT',
}
const SHORT_SUFFIXES = /^(?:ALY|AVE|BLVD|CTR|CIR|CT|DR|EXPY|HWY|LN|PKWY|PL|PLZ|RD|SQ|ST|TER|TRL|TPKE)$/
const SHORT_UNITS = /^(?:APT|BLDG|FL|RM|STE|UNIT|#)/

/**
 * An address with the words of its street shortened as the USPS does: the kind of street at its end, the direction before
 * or after its name, the word for a unit. Only an address that begins with a house number is touched; the name of a
 * firm, of a city and of a street itself (`1 SOUTH STREET`, `200 E WINERY RD`) stay.
 * Issues: `not_understood` when nothing but commas is there; `not_applicable`.
 */
export function normalizeAddress(text: SourceText): Reading<string> {
  return readText(text, (typed) => {
    const line = cleanAddressLine(typed)
    if (line === '') return refused('not_understood', typed)
    return readText(line, () => understood(shortenWords(line)))
  })
}

function shortenWords(line: string): string {
  const [street = '', ...rest] = line.split(', ')
  return HOUSE_NUMBER.test(street) ? [normalizeStreet(street), ...rest.map(shortenUnit)].join(', ') : line
}

const HOUSE_NUMBER = /^\d{1,6}[A-Za-z]?(?:-\d{1,6})? /

/** `SUITE 12` to `STE 12`, where a part of an address begins so. */
function shortenUnit(part: string): string {
  const [first = '', ...rest] = part.split(' ')
  return rest.length > 0 && Object.hasOwn(UNITS, first.toUpperCase())
    ? [shorten(first, UNITS), ...rest].join(' ')
    : part
}

/** One line of an address with its spaces and commas in order: `2600 TENTH ST , STE 618` gives `2600 TENTH ST, STE 618`. */
export function cleanAddressLine(line: string): string {
  return squash(line)
    .replace(/ ?,[ ,]*/g, ', ')
    .replace(/^, |,? $|,$/g, '')
}

function normalizeStreet(street: string): string {
  const words = street.split(' ')
  const upper = words.map((word) => word.toUpperCase().replace(/\.$/, ''))
  const unitAt = upper.findIndex((word, at) => at > 2 && (Object.hasOwn(UNITS, word) || SHORT_UNITS.test(word)))
  const end = unitAt < 0 ? words.length : unitAt
  const isDirection = (at: number) => Object.hasOwn(DIRECTIONS, upper[at] ?? '')
  const isSuffix = (at: number) => Object.hasOwn(SUFFIXES, upper[at] ?? '') || SHORT_SUFFIXES.test(upper[at] ?? '')
  const suffixAt = isDirection(end - 1) && isSuffix(end - 2) ? end - 2 : end - 1
  const result = [...words]
  const change = (at: number, table: Readonly<Record<string, string>>) => {
    result[at] = shorten(words[at] as string, table)
  }
  if (suffixAt >= 2 && isSuffix(suffixAt)) {
    change(suffixAt, SUFFIXES)
    if (suffixAt < end - 1) change(end - 1, DIRECTIONS)
    if (suffixAt > 2 && isDirection(1)) change(1, DIRECTIONS)
  }
  if (unitAt >= 0) change(unitAt, UNITS)
  return result.join(' ')
}

/** The short form in the case of the word: `STREET` gives `ST`, `Street` gives `St`; a compass point of two letters stays in capitals. */
function shorten(word: string, table: Readonly<Record<string, string>>): string {
  const plain = word.replace(/\.$/, '')
  const short = table[plain.toUpperCase()] ?? plain
  if (plain === plain.toUpperCase() || short.length === 1 || table === DIRECTIONS) return short
  return short === plain ? plain : `${short[0]}${short.slice(1).toLowerCase()}`
}
