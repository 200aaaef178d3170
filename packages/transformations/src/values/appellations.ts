import type { Reading } from '@ttb/utils'
import { originsDescribed } from '../codes/origins.ts'
import { issue, mapReading, readText, refused, type SourceText, understood, wordKey } from './reading.ts'
import { cleanState, isStateCode, parseState } from './states.ts'
import { viticulturalAreaNamed } from './viticultural-areas.ts'

export { listViticulturalAreas, type ViticulturalArea } from './viticultural-areas.ts'

/** Protected designations by their letters. Source: the wine laws of the countries named; EU register eAmbrosia for the terms. */
export const DESIGNATIONS = {
  AVA: 'American viticultural area (US)',
  AOC: 'appellation d’origine contrôlée (France)',
  AOP: 'appellation d’origine protégée (France)',
  IGP: 'protected geographical indication (EU)',
  PDO: 'protected designation of origin (EU)',
  PGI: 'protected geographical indication (EU)',
  DO: 'denominación de origen (Spain, Chile)',
  DOCA: 'denominación de origen calificada (Spain)',
  DOP: 'denominación, denominazione de origen protegida (Spain, Italy)',
  DOC: 'denominazione di origine controllata (Italy), denominação de origem controlada (Portugal)',
  DOCG: 'denominazione di origine controllata e garantita (Italy)',
  IGT: 'indicazione geografica tipica (Italy)',
  GI: 'geographical indication',
} as const

export type Designation = keyof typeof DESIGNATIONS

/**
 * What kind of place an appellation names, as 27 CFR 4.25 tells them apart. `viticultural_area` is an American one (AVA);
 * those of other countries have no kind, as no list of them is shipped.
 */
export type AppellationKind = 'country' | 'state' | 'county' | 'viticultural_area'

export interface Appellation {
  /** The name of the place as typed, without designation, state or country: `PENEDES`, `LAKE`, `MONTSANT`. */
  readonly name: string
  /** Null when neither the text nor the tables tell, which says nothing against the name. */
  readonly kind: AppellationKind | null
  /** The protected designation the text gives; null when it gives none, which says nothing about the place. */
  readonly designation: Designation | null
  /** USPS code, where the text gives the state (`CA - LAKE` is Lake County, California) or the place lies in one only. */
  readonly state: string | null
  /** ISO 3166-1 code, where the text gives the country or its state, or the place is an American one of the tables. */
  readonly country: string | null
}

const IN_BRACKETS = /^([^()]+) ?\(([^()]+)\)$/
const STATE_AND_COUNTY = /^([A-Z]{2}) ?- ?(.+)$/i
const DOTTED_FIRST = /^((?:[A-Z]{1,2}\.){2,4}) ?(.+)$/i
const LETTERS = /[A-Za-z\u00c0-\u1fff\u2c00-\uffff]{2}/
const COUNTY = /^(?:county of .+|.+ (?:county|parish))$/i

/** Wine of a whole country under its own law, by word key. Source: Regulation (EU) No 1308/2013; national wine laws. */
const COUNTRY_WINES: Readonly<Record<string, string>> = {
  'VIN DE FRANCE': 'FR',
  'VINO D ITALIA': 'IT',
  'VINO DE ESPAÑA': 'ES',
  'DEUTSCHER WEIN': 'DE',
}

/** Viticultural areas that bear the name of a county: after a state (`CA - MENDOCINO`) the county is meant. */
const NAMED_AS_COUNTIES = /^(?:contra costa|el dorado|madera|mendocino|monterey|san benito)$/i

/**
 * An appellation of origin taken apart: a designation before or after the name (`D.O. PENEDES`, `TERRE SICILIANE IGT`), a
 * state before its county (`CA - LAKE`), a state or country after the name (`LA MANCHA, SPAIN`). The name stays as typed
 * and is right whether it is in a table or not. Issues: `ambiguous` where the place, or the place after the name, is a
 * state and a country, Georgia (neither is taken); `not_understood` when no letters are left for a name; `not_applicable`.
 */
export function parseAppellation(text: SourceText): Reading<Appellation> {
  return readText(text, (typed) => {
    const parts = takeApart(typed)
    if (!LETTERS.test(parts.name)) return refused('not_understood', typed)
    return readText(parts.name, () => understood(withKind(parts), parts.isAmbiguous ? [issue('ambiguous', typed)] : []))
  })
}

function withKind({ isAmbiguous, isCounty, ...parts }: Parts): Appellation {
  const { name, designation, state, country } = parts
  const area = isCounty && NAMED_AS_COUNTIES.test(name) ? null : viticulturalAreaNamed(name)
  const isElsewhere = (country !== null && country !== 'US') || (state !== null && !area?.states.includes(state))
  if (area && !isElsewhere) {
    const [only = null] = area.states.length === 1 ? area.states : []
    return { ...parts, kind: 'viticultural_area', state: state ?? only, country: 'US' }
  }
  const given = { ...parts, country: country ?? (state === null ? null : 'US') }
  if (designation === 'AVA') return { ...given, kind: 'viticultural_area', country: 'US' }
  if (isCounty || COUNTY.test(name)) return { ...given, kind: 'county' }
  if (state !== null || designation !== null || isAmbiguous) return { ...given, kind: null }
  if (country !== null && country !== 'US') return { ...given, kind: null }
  return wholePlace(given)
}

/** A name on its own, or in the US: `OREGON` is the state, `ITALY` the country, any other is just a name. */
function wholePlace(given: Omit<Appellation, 'kind'>): Appellation {
  const { value: state } = parseState(given.name)
  if (state?.kind === 'state' || state?.kind === 'territory')
    return { ...given, kind: 'state', state: state.code, country: 'US' }
  const country = COUNTRY_WINES[wordKey(given.name)] ?? countryNamed(given.name)
  return country === null || given.country !== null ? { ...given, kind: null } : { ...given, kind: 'country', country }
}

/** ISO 3166-1 code of the country of a name; parts of countries are none. */
function countryNamed(name: string): string | null {
  const origins = originsDescribed(name).value
  return origins?.find(({ kind }) => kind === 'country' || kind === 'united_states')?.country ?? null
}

/** The name of an appellation without designation, state or country. Issues as {@link parseAppellation}. */
export function cleanAppellation(text: SourceText): Reading<string> {
  return mapReading(parseAppellation(text), ({ name }) => name)
}

interface Parts extends Omit<Appellation, 'kind'> {
  /** A state stands before the name, as the form writes counties. */
  readonly isCounty: boolean
  readonly isAmbiguous: boolean
}

/** Takes off what is not the name, one part at a time: "D.O. MONTSANT, SPAIN", "NAPA VALLEY AVA, CALIFORNIA, USA". */
function takeApart(text: string): Parts {
  let parts: Parts = {
    name: text,
    designation: null,
    state: null,
    country: null,
    isCounty: false,
    isAmbiguous: isStateAndCountry(text),
  }
  // Some areas have a state in their name ("Beverly, Washington"): those are not taken apart.
  while (viticulturalAreaNamed(parts.name) === null) {
    const next = takePlaceAfter(parts) ?? takeStateBefore(parts) ?? takeDesignation(parts)
    if (next === null) break
    parts = next
  }
  return parts
}

function isStateAndCountry(place: string): boolean {
  return cleanState(place).value !== null && (countryNamed(place) ?? 'US') !== 'US'
}

/** Takes the state or country off the end: in brackets, or after the last comma or the last dash between spaces. */
function takePlaceAfter(parts: Parts): Parts | null {
  const [, inner = '', brackets = ''] = IN_BRACKETS.exec(parts.name) ?? []
  const splits = [
    [inner, brackets],
    splitAtLast(parts.name, ','),
    splitAtLast(parts.name.replace(/ [–—] /g, ' - '), ' - '),
  ]
  for (const [before = '', place = ''] of splits) {
    const name = before.trim()
    const state = name === '' ? null : cleanState(place).value
    const country = name === '' ? null : countryOf(place)
    if (state === null && country === null) continue
    if (state !== null && country !== null && parts.country !== 'US') return { ...parts, name, isAmbiguous: true }
    return { ...parts, name, state: parts.state ?? state, country: parts.country ?? (state ? 'US' : country) }
  }
  return null
}

/** ISO 3166-1 code of the country a place is or lies in; null for a state of the US, which {@link cleanState} knows. */
function countryOf(place: string): string | null {
  return originsDescribed(place).value?.find((origin) => origin.state === null)?.country ?? null
}

function takeStateBefore(parts: Parts): Parts | null {
  const [, code = '', name = ''] = STATE_AND_COUNTY.exec(parts.name) ?? []
  const state = code.toUpperCase()
  return isStateCode(state) ? { ...parts, name, state: parts.state ?? state, isCounty: true } : null
}

function splitAtLast(text: string, separator: string): readonly [before: string, after: string] {
  const at = text.lastIndexOf(separator)
  return at < 0 ? ['', ''] : [text.slice(0, at), text.slice(at + separator.length)]
}

function takeDesignation(parts: Parts): Parts | null {
  const [, dotted, rest = ''] = DOTTED_FIRST.exec(parts.name) ?? []
  const words = parts.name.split(' ')
  const candidates: readonly (readonly [letters: string | undefined, name: string])[] = [
    [dotted, rest],
    [words[0], words.slice(1).join(' ')],
    [words.at(-1), words.slice(0, -1).join(' ')],
  ]
  for (const [letters, name] of candidates) {
    const key = letters?.replace(/[.()]/g, '').toUpperCase()
    if (key !== undefined && name !== '' && Object.hasOwn(DESIGNATIONS, key))
      return { ...parts, name, designation: parts.designation ?? (key as Designation) }
  }
  return null
}
