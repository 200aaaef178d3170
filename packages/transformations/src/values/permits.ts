import type { Issue, Reading } from '@ttb/utils'
import { issue, mapReading, readText, refused, type SourceText, understood } from './reading.ts'
import { isStateCode } from './states.ts'

/**
 * What the letters of a permit number mean. Source: Public COLA Registry User Manual; 27 CFR parts 1, 19, 24 and 25.
 * Other letters occur; such numbers are read all the same, with an `unknown_code` issue.
 */
export const PERMIT_TYPES = {
  DSP: 'distilled spirits plant',
  BR: 'brewery',
  BW: 'bonded winery',
  BWN: 'bonded winery',
  BWC: 'bonded wine cellar',
  BWH: 'bonded wine warehouse',
  TPWBH: 'tax-paid wine bottling house',
  I: 'importer',
  P: 'wholesaler',
  W: 'wholesaler',
} as const

export type PermitType = keyof typeof PERMIT_TYPES

export interface Permit {
  /** The number as TTB writes it: capitals, parts joined by hyphens. */
  readonly permitNumber: string
  /** A key of {@link PERMIT_TYPES}, or other letters that stand in the place of a type. */
  readonly type: string
  /** What the type means; null when it is not in {@link PERMIT_TYPES}. */
  readonly meaning: string | null
  /** USPS code of the state. */
  readonly state: string
  /** The letters between state and number of some breweries, short for the brewer. */
  readonly suffix: string | null
  readonly number: number
}

const SEPARATORS = /[\s_‐-―−-]+/g
const TYPE_FIRST = /^([A-Z]{1,6})-([A-Z]{2})-(?:([A-Z&]{1,6})-)?(\d{1,8})$/
const STATE_FIRST = /^([A-Z]{2})-([A-Z]{1,6})-(\d{1,8})$/
/** Types that TTB writes after the state; it writes all others before it. */
const AFTER_STATE = /^[IPW]$/
const STATE_RUN_TOGETHER = /^(?<state>[A-Z]{2})-?(?<type>[IPW])-?(?<digits>\d{1,8})$/
const RUN_TOGETHER = /^(?<type>DSP|TPWBH|BWN|BWC|BWH|BW|BR)-?(?<state>[A-Z]{2})-?(?<digits>\d{1,8})$/

/**
 * A permit, plant registry or brewer's number taken apart. Two shapes are in use: `DSP-KY-89` with the type first, where
 * breweries may add a suffix (`BR-WI-ABC-567`), and `DC-I-418` with the state first.
 * Issues: `unknown_code` for a type that is not known (the value stays); `invalid` when no state stands where one must;
 * `assumed` when letters that run together were parted (`DSPKY89`) or type and state put in their order (`I-FL-15078`);
 * `not_understood`; `not_applicable`.
 */
export function parsePermit(text: SourceText): Reading<Permit> {
  return readText(text, readPermit)
}

function readPermit(typed: string): Reading<Permit> {
  const plain = typed
    .toUpperCase()
    .replace(/[.,;]$/, '')
    .replace(SEPARATORS, '-')
  const [, first = '', second = '', stateFirstDigits = ''] = STATE_FIRST.exec(plain) ?? []
  if (isStateCode(first) && !Object.hasOwn(PERMIT_TYPES, first))
    return permit(plain, { type: second, state: first, digits: stateFirstDigits })
  const [, type = '', state = '', suffix, digits = ''] = TYPE_FIRST.exec(plain) ?? []
  if (type !== '')
    return isStateCode(state) ? permit(plain, { type, state, suffix, digits }) : refused('invalid', typed)
  if (first !== '') return refused('invalid', typed)
  const together = RUN_TOGETHER.exec(plain)?.groups ?? STATE_RUN_TOGETHER.exec(plain)?.groups
  return together && isStateCode(together['state'] as string)
    ? permit(plain, together as unknown as PermitParts)
    : refused('not_understood', typed)
}

interface PermitParts {
  readonly type: string
  readonly state: string
  readonly suffix?: string | undefined
  readonly digits: string
}

function permit(given: string, { type, state, suffix = '', digits }: PermitParts): Reading<Permit> {
  const meaning = Object.hasOwn(PERMIT_TYPES, type) ? PERMIT_TYPES[type as PermitType] : null
  const parts = AFTER_STATE.test(type) ? [state, type, digits] : [type, state, ...(suffix && [suffix]), digits]
  const permitNumber = meaning === null ? given : parts.join('-')
  const issues: Issue[] = []
  if (meaning === null) issues.push(issue('unknown_code', given))
  if (permitNumber !== given) issues.push(issue('assumed', given))
  return understood({ permitNumber, type, meaning, state, suffix: suffix || null, number: Number(digits) }, issues)
}

/** A permit number as TTB writes it. Issues as {@link parsePermit}. */
export function cleanPermitNumber(text: SourceText): Reading<string> {
  return mapReading(parsePermit(text), (value) => value.permitNumber)
}

/** Every permit in a text that lists several, parted by commas, semicolons, slashes or "and". Issues of each as {@link parsePermit}. */
export function parsePermits(text: SourceText): Reading<readonly Permit[]> {
  return readText(text, (typed) => {
    const readings = typed.split(/[,;/&]| and /i).map((part) => parsePermit(part))
    const permits = readings.map((reading) => reading.value).filter((value) => value !== null)
    const issues = readings.flatMap((reading) => reading.issues)
    if (permits.length > 0) return understood(permits, issues)
    return issues.length > 0 ? { value: null, issues } : refused('not_understood', typed)
  })
}
