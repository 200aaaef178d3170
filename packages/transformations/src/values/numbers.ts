import type { Reading } from '@ttb/utils'
import { issue, readText, refused, type SourceText, squash, understood } from './reading.ts'

/** No field holds a longer number; a run of digits is bounded before it is read. Characters. */
const MAX_NUMBER_LENGTH = 40

const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/
const GROUPED_IN_EUROPE = /^\d{1,3}(?:[. ]\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/
const PLAIN = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i
const DECIMAL_COMMA = /^\d+,\d+$/

/**
 * A number without a sign as people write it, or null: `1,234.5` and `1.234,5` are the same; a comma before exactly
 * three digits groups them, before any other number of digits it is a decimal comma; `1e5` is 100000.
 */
export function parseUnsigned(text: string): number | null {
  if (text.length > MAX_NUMBER_LENGTH) return null
  let plain: string | null = null
  if (PLAIN.test(text)) plain = text
  else if (/^0,\d+$/.test(text)) plain = text.replace(',', '.')
  else if (GROUPED.test(text)) plain = text.replaceAll(',', '')
  else if (GROUPED_IN_EUROPE.test(text)) plain = text.replace(/[. ]/g, '').replace(',', '.')
  else if (DECIMAL_COMMA.test(text)) plain = text.replace(',', '.')
  const value = plain === null ? Number.NaN : Number(plain)
  return Number.isFinite(value) ? value : null
}

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

/** Rounds to digits after the point, half away from zero, as printed: 1.005 to two digits is 1.01. */
export function roundTo(value: number, digits: number): number {
  const shifted = Math.round(Number(`${Math.abs(value)}e${digits}`))
  const rounded = Number(`${shifted}e-${digits}`)
  return Number.isFinite(rounded) ? Math.sign(value) * rounded : value
}

/** A whole number from text. Issues as {@link cleanDecimal}, and `invalid` when it is not whole. */
export function cleanInteger(text: SourceText): Reading<number> {
  const reading = cleanDecimal(text)
  if (reading.value === null || Number.isSafeInteger(reading.value)) return reading
  return refused('invalid', text ?? '')
}

const PERCENT = /(?<![\d.,])([\d.,]{1,20}) ?(?:%|percent\b|per cent\b|pct\b)/gi

/**
 * The one percentage in a text, in percent: `0.5%` is 0.5. Without a sign the number must be all there is, and above 1;
 * up to 1 it could be a share. Issues: `ambiguous` for two different percentages or a bare number up to 1, `assumed`
 * for a larger bare number, `not_understood`, `invalid` over 100.
 */
export function cleanPercent(text: SourceText): Reading<number> {
  return readText(text, (typed) => {
    const marked = [...typed.matchAll(PERCENT)].map((match) => parseUnsigned((match[1] as string).replace(/[.,]$/, '')))
    const values = [...new Set(marked)]
    if (values.length > 1) return refused('ambiguous', typed)
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
