import type { Reading } from '@ttb/utils'
import { originsDescribed } from '../codes/origins.ts'
import { issue, mapReading, readText, refused, type SourceText, understood } from './reading.ts'
import { cleanState, isStateCode } from './states.ts'

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

export interface Appellation {
  /** The name of the place as typed, without designation, state or country: `PENEDES`, `LAKE`, `MONTSANT`. */
  readonly name: string
  /** The protected designation the text gives; null when it gives none, which says nothing about the place. */
  readonly designation: Designation | null
  /** USPS code, where the text puts the place in a state: `CA - LAKE` is Lake County, California. */
  readonly state: string | null
  /** ISO 3166-1 code, where the text names the country. */
  readonly country: string | null
}

const IN_BRACKETS = /^([^()]+) ?\(([^()]+)\)$/
const STATE_AND_COUNTY = /^([A-Z]{2}) ?- ?(.+)$/i
const DOTTED_FIRST = /^((?:[A-Z]{1,2}\.){2,4}) ?(.+)$/i

/**
 * An appellation of origin taken apart: a designation before or after the name (`D.O. PENEDES`, `TERRE SICILIANE IGT`), a
 * state before its county (`CA - LAKE`), a state or country after the name (`LA MANCHA, SPAIN`). The name stays as typed:
 * there is no complete list of appellations to check it with. Issues: `ambiguous` where the place after the
 * name is a state and a country, Georgia (neither is taken); `not_understood` when no letters are left for a name;
 * `not_applicable`.
 */
export function parseAppellation(text: SourceText): Reading<Appellation> {
  return readText(text, (typed) => {
    const { name: placed, country, state: stateAfter, isAmbiguous } = takePlaceAfter(typed)
    const [, stateBefore = '', county] = STATE_AND_COUNTY.exec(placed) ?? []
    const inState = isStateCode(stateBefore.toUpperCase())
    const { name, designation } = takeDesignation(inState ? (county as string) : placed)
    if (!/\p{L}{2}/u.test(name)) return refused('not_understood', typed)
    const state = inState ? stateBefore.toUpperCase() : stateAfter
    const value = { name, designation, state, country: country ?? (state === null ? null : 'US') }
    return understood(value, isAmbiguous ? [issue('ambiguous', typed)] : [])
  })
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

function takePlaceAfter(text: string): Placed {
  const comma = text.lastIndexOf(',')
  const [, inner = '', brackets = ''] = IN_BRACKETS.exec(text) ?? []
  const [name, place] = brackets === '' ? [text.slice(0, Math.max(comma, 0)), text.slice(comma + 1)] : [inner, brackets]
  const state = name.trim() === '' ? null : cleanState(place).value
  const origins = name.trim() === '' ? [] : (originsDescribed(place).value ?? [])
  const country = origins.find((origin) => origin.state === null)?.country ?? null
  if (state === null && country === null) return { name: text, state, country, isAmbiguous: false }
  if (state !== null && country !== null) return { name: name.trim(), state: null, country: null, isAmbiguous: true }
  return { name: name.trim(), state, country: country ?? 'US', isAmbiguous: false }
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
