import type { Reading } from '@ttb/utils'
import { parseUnsigned, roundTo } from './decimals.ts'
import { readText, refused, type SourceText, understood } from './reading.ts'
import { parseFraction, spellFractions, type Token, type TokenPattern, tokenize } from './tokens.ts'

export interface AlcoholContent {
  /** Percent by volume; the lower end where a range is stated. */
  readonly minPercent: number
  /** Percent by volume; the same as `minPercent` unless a range is stated. */
  readonly maxPercent: number
  /** How the text states it. US proof is twice the percentage. */
  readonly statedAs: 'percent' | 'proof' | 'number' | 'table wine'
}

/** Distilling ends at 97.2 percent by volume, where ethanol and water boil together. */
const STRONGEST_PERCENT = 97.2
/** A number without a unit is percent, which the form asks for; one above this is more likely a proof. */
const LARGEST_BARE_PERCENT = 75
/** By how much a proof may differ from twice the percentage, by rounding. */
const PROOF_TOLERANCE = 0.5
/** Degrees are proof in the US and percent by volume in most of Europe; above {@link LARGEST_BARE_PERCENT} they are proof. */
const DEGREES = /^(\d{1,3})(?:[.,]\d{1,2})? ?[°º]$/
/** 27 CFR 4.36: wine of 7 to 14 percent may say so in place of a number. */
const TABLE_WINE = /^(?:red |white |ros[eé] )?(?:table|light) wine$/i

type Kind =
  | 'number'
  | 'percent'
  | 'proof'
  | 'alcohol'
  | 'weight'
  | 'range'
  | 'between'
  | 'tolerance'
  | 'most'
  | 'least'
  | 'sign'
  | 'other'

const PATTERNS: readonly TokenPattern<Kind>[] = [
  ['number', /(?:\d{1,3} )?\d{1,2}\/\d{1,2}(?!\d)|\d{1,6}(?:[.,]\d{1,6})?|(?<![A-Za-z])[.,]\d{1,6}/y],
  ['other', /[°º] ?(?:plato|brix|p\b)/iy],
  ['percent', /%|percent\b|per cent\b|pct\b|[°º]? ?gl\b/iy],
  ['proof', /(?:proof|prf)\b|[°º](?: ?(?:proof|prf)\b)?/iy],
  ['weight', /weight\b|wt\b|a\.?b\.?w(?![a-z])/iy],
  ['alcohol', /(?:a\.?b\.?v|alc(?:ohol(?:ic)?)?|vol(?:umes?)?|by|content|strength|v ?\/ ?v)(?![a-z])/iy],
  ['most', /less than\b|under\b|below\b|not more than\b|no more than\b|not exceeding\b|up to\b|max(?:imum)?\b|[<≤]/iy],
  ['least', /more than\b|over\b|above\b|at least\b|not less than\b|min(?:imum)?\b|[>≥]/iy],
  ['tolerance', /±|\+ ?\/? ?-|plus or minus\b/iy],
  ['range', /[-–—]|to\b|through\b/iy],
  ['between', /between\b/iy],
  ['sign', /[./:;,()[\]&*=~]|and\b|or\b/iy],
]

/** One number, or two with a range between them, and what its surroundings make of it. */
interface Measure {
  readonly low: number
  readonly high: number
  readonly unit: 'percent' | 'proof' | 'number'
  /** Beside a word like "alcohol" or "vol", or a proof. */
  readonly isAlcohol: boolean
  /** Beside the name of something else, as in `100% AGAVE`, or by weight. */
  readonly isOther: boolean
  readonly bound: 'most' | 'least' | null
}

/**
 * Alcohol by volume from a statement of alcohol content: percent, US proof, both, a range, a decimal comma or a fraction.
 * A percentage of something else (`100% AGAVE`) is passed over. A number without a unit is percent, as the form has it.
 * Issues: `ambiguous` when several contents are stated, when proof and percent differ, for `40°`, and for a bare
 * number that may be a proof (above 75) or a share (below 1); `invalid` above 97.2 percent; `not_understood`, among others for percent by
 * weight; `not_applicable`. Source of the wording: 27 CFR 4.36, 5.65 and 7.65.
 */
export function parseAlcohol(text: SourceText): Reading<AlcoholContent> {
  return readText(text, (typed) => {
    if (TABLE_WINE.test(typed)) return understood({ minPercent: 7, maxPercent: 14, statedAs: 'table wine' })
    if (Number(DEGREES.exec(typed)?.[1]) <= LARGEST_BARE_PERCENT) return refused('ambiguous', typed)
    const tokens = tokenize(spellFractions(typed), PATTERNS)
    const measures = measuresOf(tokens).filter((measure) => !measure.isOther)
    const bare = measures.filter((measure) => measure.unit === 'number')
    const stated = measures.filter((measure) => measure.unit !== 'number')
    if (stated.length === 0) return readBare(bare, tokens, typed)
    // "13. 5%": a number that nothing explains may belong to the one beside it.
    if (bare.length > 0) return refused('ambiguous', typed)
    const named = stated.filter((measure) => measure.isAlcohol)
    return readAgreeing(named.some(({ unit }) => unit === 'percent') ? named : stated, typed)
  })
}

/** The percentage by volume of {@link parseAlcohol}, where it is one number; a range is `ambiguous`. */
export function cleanAlcoholPercent(text: SourceText): Reading<number> {
  const { value, issues } = parseAlcohol(text)
  if (value === null) return { value, issues }
  return value.minPercent === value.maxPercent ? understood(value.minPercent, issues) : refused('ambiguous', text ?? '')
}

function measuresOf(tokens: readonly Token<Kind>[]): Measure[] {
  const measures: Measure[] = []
  let used = -1
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.kind !== 'number') continue
    const start = at
    const first = numberOf(tokens[at] as Token<Kind>)
    let second = first
    let unit = unitAt(tokens, at + 1)
    if (unit !== 'number') at++
    // "80-PROOF"
    if (tokens[at + 1]?.kind === 'range' && tokens[at + 2]?.kind === 'proof') at += 2
    if (tokens[at]?.kind === 'proof') unit = 'proof'
    const isRange =
      tokens[at + 1]?.kind === 'range' ||
      (tokens[start - 1]?.kind === 'between' && /^and$/i.test(tokens[at + 1]?.text ?? ''))
    const secondUnit = unitAt(tokens, at + 3)
    // "80 PROOF - 40%" is no range.
    const isOneUnit = unit === 'number' || secondUnit === 'number' || unit === secondUnit
    if (isRange && isOneUnit && tokens[at + 2]?.kind === 'number') {
      second = numberOf(tokens[at + 2] as Token<Kind>)
      at += secondUnit === 'number' ? 2 : 3
      if (secondUnit !== 'number') unit = secondUnit
    }
    if (tokens[start - 1]?.kind === 'tolerance') continue
    if (unit === 'number' && isLedByProof(tokens, start, used)) unit = 'proof'
    used = at
    const before = kindsBefore(tokens, start - 1)
    const after = kindsAfter(tokens, at + 1)
    const isNamed = before.includes('alcohol')
    const isBare = unit === 'number'
    // "ALC. 13% RED WINE" and "101 PROOF BOURBON" are alcohol, "100% AGAVE" and "750 ML" are not.
    const touchesWord =
      unit !== 'proof' &&
      ((tokens[at + 1]?.kind === 'other' && (isBare || !isNamed)) || (isBare && tokens[start - 1]?.kind === 'other'))
    measures.push({
      low: Math.min(first, second),
      high: Math.max(first, second),
      unit,
      isAlcohol: unit === 'proof' || isNamed || after.includes('alcohol'),
      isOther: touchesWord || after.includes('weight'),
      bound: before.includes('most') ? 'most' : before.includes('least') ? 'least' : null,
    })
  }
  return measures
}

function numberOf({ text }: Token<Kind>): number {
  return parseFraction(text) ?? parseUnsigned(text.replace(',', '.')) ?? Number.NaN
}

function unitAt(tokens: readonly Token<Kind>[], at: number): Measure['unit'] {
  const kind = tokens[at]?.kind
  return kind === 'percent' || kind === 'proof' ? kind : 'number'
}

/** Whether the word proof leads to a number and is not the unit of the one before, whose last token is `used`: `PROOF: 101`. */
function isLedByProof(tokens: readonly Token<Kind>[], start: number, used: number): boolean {
  const at = tokens[start - 1]?.kind === 'sign' ? start - 2 : start - 1
  return at > used && tokens[at]?.kind === 'proof'
}

/** The words of alcohol content that lead up to a number, back to the nearest token of any other kind. */
function kindsBefore(tokens: readonly Token<Kind>[], from: number): Kind[] {
  const kinds: Kind[] = []
  for (let at = from; at >= 0; at--) {
    const kind = (tokens[at] as Token<Kind>).kind
    if (kind !== 'alcohol' && kind !== 'most' && kind !== 'least' && kind !== 'sign' && kind !== 'between') break
    kinds.push(kind)
  }
  return kinds
}

/** The words of alcohol content that follow a number, up to the nearest token of any other kind. */
function kindsAfter(tokens: readonly Token<Kind>[], from: number): Kind[] {
  const kinds: Kind[] = []
  for (let at = from; at < tokens.length; at++) {
    const kind = (tokens[at] as Token<Kind>).kind
    if (kind !== 'alcohol' && kind !== 'weight' && kind !== 'sign') break
    kinds.push(kind)
  }
  return kinds
}

/** A number without a unit counts beside a word of alcohol content, or when it is all there is. */
function readBare(bare: readonly Measure[], tokens: readonly Token<Kind>[], typed: string): Reading<AlcoholContent> {
  const named = bare.filter((measure) => measure.isAlcohol)
  const isAll = tokens.every(({ kind }) => kind !== 'other' && kind !== 'weight')
  const candidates = named.length > 0 ? named : isAll ? bare : []
  const mayBeElse = candidates.some(
    ({ low, high, isAlcohol }) => high > LARGEST_BARE_PERCENT || (!isAlcohol && low > 0 && low < 1),
  )
  if (candidates.length === 0) return refused('not_understood', typed)
  return mayBeElse ? refused('ambiguous', typed) : readAgreeing(candidates, typed)
}

/** What several statements of one content say, if they say the same; the percentage is kept, as it is the exact one. */
function readAgreeing(measures: readonly Measure[], typed: string): Reading<AlcoholContent> {
  const percents = measures.filter(({ unit }) => unit !== 'proof')
  const proofs = measures.filter(({ unit }) => unit === 'proof')
  const [kept] = (percents.length > 0 ? percents : proofs) as [Measure]
  if (measures.some(({ bound }) => bound === 'least')) return refused('not_understood', typed)
  const isSame = ({ low, high, unit }: Measure) =>
    unit === kept.unit
      ? low === kept.low && high === kept.high
      : Math.abs(low / 2 - kept.low) <= PROOF_TOLERANCE && Math.abs(high / 2 - kept.high) <= PROOF_TOLERANCE
  if (!measures.every(isSame)) return refused('ambiguous', typed)
  const divisor = kept.unit === 'proof' ? 2 : 1
  const maxPercent = roundTo(kept.high / divisor, 4)
  if (!(maxPercent <= STRONGEST_PERCENT)) return refused('invalid', typed)
  return understood({
    minPercent: kept.bound === 'most' ? 0 : roundTo(kept.low / divisor, 4),
    maxPercent,
    statedAs: kept.unit,
  })
}
