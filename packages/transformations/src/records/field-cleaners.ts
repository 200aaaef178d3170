import { type FieldType, type FieldValues, isMoment, isSurrogateKey, type Reading } from '@ttb/utils'
import { cleanDate } from '../values/dates.ts'
import { cleanEmail } from '../values/email.ts'
import { cleanDecimal, cleanInteger } from '../values/numbers.ts'
import { cleanPermitNumber } from '../values/permits.ts'
import { readText, refused, type SourceText, understood } from '../values/reading.ts'
import { cleanText } from '../values/text.ts'
import { cleanTtbId } from '../values/ttb-ids.ts'

type CleanableType = Exclude<FieldType, 'record'>

/**
 * How a text becomes a value, by kind of value. A kind without a cleaner does not compile. Groups (`record`) have none of
 * their own: each of their fields has one.
 */
export const FIELD_CLEANERS: { readonly [T in CleanableType]: (text: SourceText) => Reading<FieldValues[T]> } = {
  ttb_id: (text) => cleanTtbId(text),
  text: cleanText,
  verbatim: keepVerbatim,
  code: cleanCode,
  enum: cleanText,
  date: (text) => cleanDate(text),
  timestamp: cleanMoment,
  integer: cleanInt32,
  decimal: (text) => cleanDecimal(text),
  boolean: cleanBoolean,
  phone: cleanPrintedPhone,
  email: cleanEmail,
  permit_number: cleanPermitNumber,
  surrogate_key: cleanSurrogateKey,
}

/** Integers are stored in 32 bits. */
export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) === ((value as number) | 0)
}

function cleanInt32(text: SourceText): Reading<number> {
  const reading = cleanInteger(text)
  return reading.value === null || isInt32(reading.value) ? reading : refused('invalid', text ?? '')
}

function keepVerbatim(text: SourceText): Reading<string> {
  return { value: text || null, issues: [] }
}

/** Moments are written by this system, never printed on a page: only their one written form is understood. */
function cleanMoment(text: SourceText): Reading<string> {
  return readText(text, (moment) => (isMoment(moment) ? understood(moment) : refused('not_understood', moment)))
}

/** Keys are made by this system, never printed on a page: only their one written form is understood. */
function cleanSurrogateKey(text: SourceText): Reading<string> {
  return readText(text, (key) => (isSurrogateKey(key) ? understood(key) : refused('not_understood', key)))
}

/** A code is text: only white space is dropped. Whether it is in its table is the caller's to ask. */
function cleanCode(text: SourceText): Reading<string> {
  return readText(text, (code) =>
    /^[A-Za-z\d]{1,10}$/.test(code) ? understood(code) : refused('not_understood', code),
  )
}

function cleanBoolean(text: SourceText): Reading<boolean> {
  return readText(text, (word) => {
    if (/^(?:true|yes|y|1)$/i.test(word)) return understood(true)
    return /^(?:false|no|n|0)$/i.test(word) ? understood(false) : refused('not_understood', word)
  })
}

/**
 * A phone number as printed, which is what records hold. Seven to fifteen digits (ITU-T E.164) make it one; the country
 * and whether the number is assigned are for `cleanPhone` of the `phones` entry, which brings the tables that takes.
 */
function cleanPrintedPhone(text: SourceText): Reading<string> {
  return readText(text, (printed) => {
    const digits = printed.replace(/(?:ext|x)\.? ?\d{1,6}$/i, '').replace(/\D/g, '').length
    return digits >= 7 && digits <= 15 && !/[^\d\s()+./,#;=a-z-]/i.test(printed)
      ? understood(printed)
      : refused('not_understood', printed)
  })
}
