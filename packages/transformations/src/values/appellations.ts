import type { Reading } from '@ttb/utils'
import { originsDescribed } from '../codes/origins.ts'
import { mapReading, readText, refused, type SourceText, understood } from './reading.ts'
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
 * there is no complete list of appellations to check it with. Issues: `not_understood` when no letters are left for a
 * name; `not_applicable`.
 */
export function parseAppellation(text: SourceText): Reading<Appellation> {
  return readText(text, (typed) => {
    const { name: placed, country, state: stateAfter } = takePlaceAfter(typed)
    const [, stateBefore = '', county] = STATE_AND_COUNTY.exec(placed) ?? []
    const inState = isStateCode(stateBefore.toUpperCase())
    const { name, designation } = takeDesignation(inState ? (county as string) : placed)
    if (!/\p{L}{2}/u.test(name)) return refused('not_understood', typed)
    const state = inState ? stateBefore.toUpperCase() : stateAfter
    return understood({ name, designation, state, country: country ?? (state === null ? null : 'US') })
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
}

function takePlaceAfter(text: string): Placed {
  const comma = text.lastIndexOf(',')
  const [, inner = '', brackets = ''] = IN_BRACKETS.exec(text) ?? []
  const [name, place] =
    brackets === '' ? [text.slice(0, comma < 0 ? 0 : comma), text.slice(comma + 1)] : [inner, brackets]
  if (name.trim() === '') return { name: text, state: null, country: null }
  const state = cleanState(place).value
  if (state !== null) return { name: name.trim(), state, country: 'US' }
  const country = originsDescribed(place).value?.find((origin) => origin.country !== null)?.country ?? null
  return country === null ? { name: text, state: null, country: null } : { name: name.trim(), state: null, country }
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
