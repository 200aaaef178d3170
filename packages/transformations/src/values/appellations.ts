import type { Reading } from '@ttb/utils'
import { originsDescribed } from '../codes/origins.ts'
import { issue, mapReading, readText, refused, type SourceText, understood, wordKey } from './reading.ts'
import { cleanState, isStateCode, parseState } from './states.ts'
import { type ViticulturalArea, viticulturalAreaNamed } from './viticultural-areas.ts'

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
    // Some areas have a state in their name: "Beverly, Washington".
    const whole = viticulturalAreaNamed(typed)
    if (whole) return understood(ofArea(typed, null, whole))
    const { name: placed, country, state: stateAfter, isAmbiguous } = takePlaceAfter(typed)
    const [, stateBefore = '', county] = STATE_AND_COUNTY.exec(placed) ?? []
    const inState = isStateCode(stateBefore.toUpperCase())
    const { name, designation } = takeDesignation(inState ? (county as string) : placed)
    if (!/[A-Za-z\u00c0-\u1fff\u2c00-\uffff]{2}/.test(name)) return refused('not_understood', typed)
    const issues = isAmbiguous ? [issue('ambiguous', typed)] : []
    const state = inState ? stateBefore.toUpperCase() : stateAfter
    const given = { name, designation, state, country: country ?? (state === null ? null : 'US') }
    const area = inState && NAMED_AS_COUNTIES.test(name) ? null : viticulturalAreaNamed(name)
    const isElsewhere =
      (given.country !== null && given.country !== 'US') || (state !== null && !area?.states.includes(state))
    if (area && !isElsewhere) return understood({ ...ofArea(name, designation, area), ...(state && { state }) }, issues)
    if (designation === 'AVA') return understood({ ...given, kind: 'viticultural_area', country: 'US' }, issues)
    if (inState || COUNTY.test(name)) return understood({ ...given, kind: 'county' }, issues)
    const isAlone = state === null && designation === null && !isAmbiguous && (country === null || country === 'US')
    return isAlone ? readAlone(name, country) : understood({ ...given, kind: null }, issues)
  })
}

function ofArea(name: string, designation: Designation | null, { states }: ViticulturalArea): Appellation {
  const [state = null] = states.length === 1 ? states : []
  return { name, kind: 'viticultural_area', designation, state, country: 'US' }
}

/** A name on its own: `OREGON` is the state, `ITALY` the country, `GEORGIA` one of the two, any other is just a name. */
function readAlone(name: string, countryGiven: 'US' | null): Reading<Appellation> {
  const { value: state } = parseState(name)
  const country = COUNTRY_WINES[wordKey(name)] ?? countryNamed(name)
  const plain = { name, designation: null }
  if (state?.kind === 'state' || state?.kind === 'territory') {
    const isCountryToo = country !== null && countryGiven === null
    return isCountryToo
      ? understood({ ...plain, kind: null, state: null, country: null }, [issue('ambiguous', name)])
      : understood({ ...plain, kind: 'state', state: state.code, country: 'US' })
  }
  return understood({
    ...plain,
    kind: country === null || countryGiven ? null : 'country',
    state: null,
    country: countryGiven ?? country,
  })
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

interface Placed {
  readonly name: string
  readonly state: string | null
  readonly country: string | null
  readonly isAmbiguous: boolean
}

/** Takes the state or country off the end: in brackets, or after the last comma or the last dash between spaces. */
function takePlaceAfter(text: string): Placed {
  const [, inner = '', brackets = ''] = IN_BRACKETS.exec(text) ?? []
  const parted = [[inner, brackets], splitAtLast(text, ','), splitAtLast(text.replace(/ [–—] /g, ' - '), ' - ')]
  for (const [before = '', place = ''] of parted) {
    const name = before.trim()
    const state = name === '' ? null : cleanState(place).value
    const origins = name === '' ? [] : (originsDescribed(place).value ?? [])
    const country = origins.find((origin) => origin.state === null)?.country ?? null
    if (state === null && country === null) continue
    // "NAPA VALLEY, CALIFORNIA, USA": what the country leaves may end in a state.
    const rest = takePlaceAfter(name)
    if (state !== null && country !== null) return { ...rest, state: null, country: null, isAmbiguous: true }
    return { ...rest, state: state ?? rest.state, country: country ?? 'US' }
  }
  return { name: text, state: null, country: null, isAmbiguous: false }
}

function splitAtLast(text: string, separator: string): readonly [before: string, after: string] {
  const at = text.lastIndexOf(separator)
  return at < 0 ? ['', ''] : [text.slice(0, at), text.slice(at + separator.length)]
}

function takeDesignation(text: string): { readonly name: string; readonly designation: Designation | null } {
  const [, dotted, rest = ''] = DOTTED_FIRST.exec(text) ?? []
  const words = text.split(' ')
  const candidates: readonly (readonly [letters: string | undefined, name: string])[] = [
    [dotted, rest],
    [words[0], words.slice(1).join(' ')],
    [words.at(-1), words.slice(0, -1).join(' ')],
  ]
  for (const [letters, name] of candidates) {
    const key = letters?.replace(/[.()]/g, '').toUpperCase()
    if (key !== undefined && name !== '' && Object.hasOwn(DESIGNATIONS, key))
      return { name, designation: key as Designation }
  }
  return { name: text, designation: null }
}
