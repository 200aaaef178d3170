import type { Reading } from '@ttb/utils'
import { parseUnsigned, roundTo } from './decimals.ts'
import { issue, readText, refused, type SourceText, squash, understood } from './reading.ts'

export interface DecimalOptions {
  /** Digits after the point to round to, half away from zero. Default: as many as there are. */
  readonly precision?: number
}

/**
 * A number from text: grouped or not, with a decimal point or comma, an exponent, a sign before or after it, or in
 * brackets, which means minus in accounts. Issues: `not_understood` for anything else (`3-4`, `12 oz`), `invalid` for a
 * number too large to hold.
 */
export function cleanDecimal(text: SourceText, { precision }: DecimalOptions = {}): Reading<number> {
  return readText(text, (typed) => {
    const [, open, sign, digits, sign2, close] =
      /^(\()?([+−-])? ?([\d.,][\d., eE+-]*?) ?([−-])?(\))?$/.exec(typed) ?? []
    if (digits === undefined || (open === undefined) !== (close === undefined)) return refused('not_understood', typed)
    const marks = [open, sign, sign2].filter((mark) => mark !== undefined)
    const value = parseUnsigned(digits)
    if (value === null) return refused(/^\d+(?:\.\d+)?e\+?\d+$/i.test(digits) ? 'invalid' : 'not_understood', typed)
    if (marks.length > 1) return refused('not_understood', typed)
    const signed = marks.length === 0 || marks[0] === '+' || value === 0 ? value : -value
    return understood(precision === undefined ? signed : roundTo(signed, precision))
  })
}

/** A whole number from text. Issues as {@link cleanDecimal}, and `invalid` when it is not whole. */
export function cleanInteger(text: SourceText): Reading<number> {
  const reading = cleanDecimal(text)
  if (reading.value === null || Number.isSafeInteger(reading.value)) return reading
  return refused('invalid', text ?? '')
}

const PERCENT = /(?<![\d.,])([\d.,]{1,20}) ?(?:%|percent\b|per cent\b|pct\b)/gi
const RANGE = /\d ?%? ?(?:[-–—−]|to) ?[\d.,]{1,20} ?(?:%|percent\b|per cent\b|pct\b)/i
const NEGATIVE = /[-−] ?[\d.,]{1,20} ?(?:%|percent\b|per cent\b|pct\b)/i

/**
 * The one percentage in a text, in percent: `0.5%` is 0.5. Without a sign the number must be all there is, and above 1;
 * up to 1 it could be a share. Issues: `ambiguous` for two different percentages, a range, or a bare number up to 1,
 * `assumed` for a larger bare number, `not_understood`, `invalid` below 0 and over 100.
 */
export function cleanPercent(text: SourceText): Reading<number> {
  return readText(text, (typed) => {
    const marked = [...typed.matchAll(PERCENT)].map((match) => parseUnsigned((match[1] as string).replace(/[.,]$/, '')))
    const values = [...new Set(marked)]
    if (values.length > 1 || RANGE.test(typed)) return refused('ambiguous', typed)
    if (NEGATIVE.test(typed)) return refused('invalid', typed)
    const bare = values.length === 0
    const value = bare ? parseUnsigned(typed) : (values[0] as number | null)
    if (value === null) return refused('not_understood', typed)
    if (value > 100) return refused('invalid', typed)
    if (!bare) return understood(value)
    return value > 1 ? understood(value, [issue('assumed', typed)]) : refused('ambiguous', typed)
  })
}

const CURRENCY = /US\$|USD|US dollars?|dollars?|\$|€|EUR|£|GBP|¥/gi

/** An amount of money without its currency. Issues as {@link cleanDecimal}. Give texts of one currency only. */
export function cleanAmount(text: SourceText, options?: DecimalOptions): Reading<number> {
  return readText(text, (typed) => {
    const reading = cleanDecimal(
      squash(typed.replace(CURRENCY, ' ')).replace(/^\( /, '(').replace(/ \)$/, ')'),
      options,
    )
    return reading.value === null ? refused(reading.issues[0]?.code ?? 'not_understood', typed) : reading
  })
}

/** Every run of digits in a text as text, so that leading zeros are kept; with its decimals unless told not to. */
export function findNumbers(
  text: SourceText,
  { decimals = true }: { readonly decimals?: boolean } = {},
): Reading<readonly string[]> {
  return readText(text, (typed) => understood(typed.match(decimals ? /\d+(?:[.,]\d+)*/g : /\d+/g) ?? []))
}
