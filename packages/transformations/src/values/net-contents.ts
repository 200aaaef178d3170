import type { Issue, Reading } from '@ttb/utils'
import { parseUnsigned } from './decimals.ts'
import { issue, readText, refused, type SourceText, understood } from './reading.ts'
import { parseFraction, spellFractions, type Token, type TokenPattern, tokenize } from './tokens.ts'
import { UNIT_PATTERNS, VOLUME_UNITS, type VolumeUnit } from './volume-units.ts'

/** A container of a label holds no less and no more. Millilitres. */
const SMALLEST_ML = 10
const LARGEST_ML = 1_000_000
/** Seven fluid ounces: of a US size in parts, less is no container of its own (`1 PINT, 6 FL OZ` is 22). Millilitres. */
const SMALLEST_US_ML = 207
/** Of two numbers around a slash (`12/750 mL`), one that would make a smaller container than this counts bottles. Millilitres. */
const SMALLEST_COMMON_ML = 50
/** By how much a size may differ from the same size in the other system on one label, by rounding; a share. */
const EQUIVALENCE_TOLERANCE = 0.02
/** The same in other units of one system: `1/6 BBL (5.17 GAL)`. */
const SAME_SYSTEM_TOLERANCE = 0.002

export interface Amount {
  readonly amount: number
  readonly unit: VolumeUnit
}

export interface ContainerSize {
  /** What one container holds, rounded to a whole millilitre. */
  readonly millilitres: number
  /** As stated: one amount, or several that add up (`1 pint 9.4 fl oz`). */
  readonly amounts: readonly Amount[]
  /** Containers in a package, where the text says so (`6 x 750 mL`); 1 otherwise. */
  readonly count: number
}

type Kind = VolumeUnit | 'number' | 'times' | 'and' | 'comma' | 'slash' | 'filler' | 'other'

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  half: 1 / 2,
  quarter: 1 / 4,
  sixth: 1 / 6,
  sixtel: 1 / 6,
  eighth: 1 / 8,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
}

/** What to look for, in order. A function, as an array with another spread in it is kept by bundlers that need neither. */
const patterns = (): readonly TokenPattern<Kind>[] => [
  ['number', /(?:\d{1,4} )?[1-9]\d?\/(?:2|3|4|5|6|8|10|16)(?!\d| ?\/|[.,]\d)/y],
  ['number', /\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?(?!\d)|\d{1,7}(?:[.,]\d{1,6})?|(?<![A-Za-z])\.\d{1,6}/y],
  ['number', /(?:half|quarter|sixth|sixtel|eighth|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b/iy],
  ...UNIT_PATTERNS,
  ['times', /(?:x|×|\*|-?packs?(?: of)?|-?pks?)(?![a-z\u00c0-\u024f])\.?/iy],
  ['and', /(?:and\b|&|\+)/iy],
  ['comma', /[,;]|or\b/iy],
  ['slash', /\//y],
  [
    'filler',
    /(?:net|cont(?:ents?)?|bottles?|btls?|cans?|kegs?|growlers?|crowlers?|magnums?|splits?|flasks?|jugs?|cartons?|box(?:es)?|cases?|bags?|pouch(?:es)?|containers?|glass|pet|plastic|aluminum|steel|sizes?|each|ea|of|per|in|a|the|e|u\.?s\.?)(?![a-z])\.?|[℮().:=-]/iy,
  ],
]

/**
 * Every size of container in a statement of net contents: metric and US units, fractions and number words, amounts that
 * add up (`1 pint 9.4 fl oz`), barrels and kegs, several sizes, packages (`6 x 750 mL`). A size stated in both systems
 * counts once, in metric. Fluid ounces, pints, quarts and gallons are US ones.
 * Issues: `assumed` where an ounce does not say fluid, or a list gives the unit once; `ambiguous` where two numbers can
 * be two sizes or a number of bottles; `invalid` for less than 10 mL or more than 1,000 L; `not_understood` with the
 * words that were not, the sizes around them being kept; `not_applicable`.
 */
export function parseNetContents(text: SourceText): Reading<readonly ContainerSize[]> {
  return readText(text, (typed) => {
    const tokens = tokenize(spellFractions(typed), patterns())
    const { sizes, issues } = readSizes(tokens, typed)
    if (issues.some(({ code }) => code === 'ambiguous')) return refused('ambiguous', typed)
    if (sizes.length === 0)
      return { value: null, issues: issues.length > 0 ? issues : [issue('not_understood', typed)] }
    const distinct = sizes.filter(
      (size, at) =>
        sizes.findIndex(({ millilitres, count }) => millilitres === size.millilitres && count === size.count) === at,
    )
    return understood(distinct, issues)
  })
}

/** The sizes of {@link parseNetContents} in millilitres, each once. */
export function cleanNetContents(text: SourceText): Reading<readonly number[]> {
  const { value, issues } = parseNetContents(text)
  return value === null
    ? { value, issues }
    : understood([...new Set(value.map(({ millilitres }) => millilitres))], issues)
}

interface Sizes {
  readonly sizes: readonly ContainerSize[]
  readonly issues: readonly Issue[]
}

function readSizes(tokens: readonly Token<Kind>[], typed: string): Sizes {
  const sizes: ContainerSize[] = []
  const issues: Issue[] = []
  const lost: string[] = []
  let waiting: Waiting[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token<Kind>
    const amounts = amountsAt(tokens, at)
    if (amounts.length > 0) {
      at += 2 * amounts.length + amounts.filter(({ isAfterAnd }) => isAfterAnd).length
      const hasPoint = tokens[at]?.text === '.'
      const rest = hasPoint || tokens[at]?.kind === 'comma' ? amountsAt(tokens, at + 1) : []
      if (addsUp(amounts.at(-1) as Amount, rest[0])) {
        // "1 pint, 12 fl oz" can be one size or two, "1PT.9FL.OZ." can be 25 or 16.9 fl oz.
        const isPart = !hasPoint && rest.length === 1 && millilitresOf(rest) < SMALLEST_US_ML
        issues.push(issue(isPart ? 'assumed' : 'ambiguous', typed))
        amounts.push(...rest)
        at += 1 + 2 * rest.length
      }
      const before = resolveWaiting(waiting, amounts[0] as Amount)
      waiting = []
      issues.push(...before.issues.map((code) => issue(code, typed)))
      if (amounts.some(({ unit }) => unit === 'oz')) issues.push(issue('assumed', typed))
      for (const size of [...before.sizes.map((amount) => sizeOf([amount], 1)), sizeOf(amounts, before.count)])
        addSize(size, sizes, issues, typed)
    } else if (token.kind === 'times' && sizes.length > 0 && tokens[at + 1]?.kind === 'number') {
      sizes.push({ ...(sizes.pop() as ContainerSize), count: numberOf(tokens[at + 1] as Token<Kind>) })
      at += 2
    } else {
      if (token.kind === 'number') waiting.push({ number: numberOf(token), before: tokens[at + 1]?.kind ?? 'other' })
      else if (token.kind === 'other' || isUnit(token.kind)) lost.push(token.text)
      at++
    }
  }
  const [packed] = waiting.length === 1 && waiting[0]?.before === 'times' ? waiting : []
  const last = sizes.at(-1)
  if (packed && last) sizes.splice(-1, 1, { ...last, count: packed.number })
  else lost.push(...waiting.map(({ number }) => String(number)))
  if (lost.length > 0 && sizes.length > 0) issues.push(issue('not_understood', lost.join(' ')))
  return { sizes, issues }
}

interface AmountAt extends Amount {
  readonly isAfterAnd: boolean
}

/** The amounts from a token on that add up to one size; none when no number with a unit stands there. */
function amountsAt(tokens: readonly Token<Kind>[], from: number): AmountAt[] {
  const amounts: AmountAt[] = []
  let at = from
  while (at < tokens.length) {
    const isAfterAnd = amounts.length > 0 && tokens[at]?.kind === 'and'
    const [number, unit] = [tokens[isAfterAnd ? at + 1 : at], tokens[isAfterAnd ? at + 2 : at + 1]]
    if (number?.kind !== 'number' || !unit || !isUnit(unit.kind)) break
    const amount = { amount: numberOf(number), unit: unit.kind, isAfterAnd }
    const last = amounts.at(-1)
    if (last && !addsUp(last, amount)) break
    amounts.push(amount)
    at += isAfterAnd ? 3 : 2
  }
  return amounts
}

/** Whether an amount can be the rest of a whole one before it: in the same system but metric, less than one of its units. */
function addsUp(first: Amount, second: Amount | undefined): boolean {
  if (!second || !Number.isInteger(first.amount)) return false
  const [whole, part] = [VOLUME_UNITS[first.unit], VOLUME_UNITS[second.unit]]
  return (
    whole.system === part.system && whole.system !== 'metric' && second.amount * part.millilitres < whole.millilitres
  )
}

/** A number without a unit of its own, and the kind of token it stands before. */
interface Waiting {
  readonly number: number
  readonly before: Kind
}

interface Resolved {
  readonly sizes: readonly Amount[]
  readonly count: number
  readonly issues: readonly ('assumed' | 'ambiguous')[]
}

/** What the numbers without a unit before an amount are: sizes in its unit (`375, 750 mL`), or how many (`6 x 750 mL`). */
function resolveWaiting(waiting: readonly Waiting[], { unit }: Amount): Resolved {
  let count = 1
  const sizes: Amount[] = []
  const issues = new Set<'assumed' | 'ambiguous'>()
  for (const { number, before } of waiting) {
    const millilitres = number * VOLUME_UNITS[unit].millilitres
    const isCount = before === 'times' || (before === 'slash' && millilitres < SMALLEST_COMMON_ML)
    const isSize =
      before === 'comma' || before === 'and' || (before === 'slash' && VOLUME_UNITS[unit].system === 'metric')
    if (isCount) count *= number
    else if (isSize) sizes.push({ amount: number, unit })
    else issues.add('ambiguous')
    if (before !== 'times') issues.add('assumed')
  }
  return { sizes, count, issues: [...issues] }
}

function millilitresOf(amounts: readonly Amount[]): number {
  return amounts.reduce((sum, { amount, unit }) => sum + amount * VOLUME_UNITS[unit].millilitres, 0)
}

function sizeOf(amounts: readonly Amount[], count: number): ContainerSize {
  return {
    millilitres: Math.round(millilitresOf(amounts)),
    amounts: amounts.map(({ amount, unit }) => ({ amount, unit })),
    count,
  }
}

/** Adds a size unless it cannot be one, or is the one before it in the other system. */
function addSize(size: ContainerSize, sizes: ContainerSize[], issues: Issue[], typed: string): void {
  if (!(size.millilitres >= SMALLEST_ML && size.millilitres <= LARGEST_ML)) {
    issues.push(issue('invalid', typed))
    return
  }
  const last = sizes.at(-1)
  const tolerance = last && isMetric(last) === isMetric(size) ? SAME_SYSTEM_TOLERANCE : EQUIVALENCE_TOLERANCE
  const isEquivalent = last && Math.abs(last.millilitres / size.millilitres - 1) <= tolerance
  if (!isEquivalent) sizes.push(size)
  else if (isMetric(size)) sizes.splice(-1, 1, { ...size, count: last.count })
}

function isMetric({ amounts }: ContainerSize): boolean {
  return amounts.every(({ unit }) => VOLUME_UNITS[unit].system === 'metric')
}

function isUnit(kind: Kind): kind is VolumeUnit {
  return Object.hasOwn(VOLUME_UNITS, kind)
}

function numberOf({ text }: Token<Kind>): number {
  return NUMBER_WORDS[text.toLowerCase()] ?? parseFraction(text) ?? parseUnsigned(text) ?? Number.NaN
}

/**
 * A size as one text: litres and millilitres as they are, an ounce that does not say fluid as `fl oz`, any other unit in
 * millilitres; thousands are grouped. `13 L`, `2,750 mL`, `112 fl oz`, `355 mL`.
 */
export function formatContainerSize({ millilitres, amounts }: ContainerSize): string {
  const [only] = amounts.length === 1 ? amounts : []
  if (only?.unit === 'L') return `${grouped(only.amount)} L`
  return only?.unit === 'oz' ? `${grouped(only.amount)} fl oz` : `${grouped(millilitres)} mL`
}

function grouped(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 })
}
