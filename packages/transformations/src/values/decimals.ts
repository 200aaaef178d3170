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

/** Rounds to digits after the point, half away from zero, as printed: 1.005 to two digits is 1.01. */
export function roundTo(value: number, digits: number): number {
  const shifted = Math.round(Number(`${Math.abs(value)}e${digits}`))
  const rounded = Number(`${shifted}e-${digits}`)
  return Number.isFinite(rounded) ? Math.sign(value) * rounded : value
}
