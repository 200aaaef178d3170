import { type Reading, readTtbId, type TtbIdOptions, type TtbIdParts } from '@ttb/utils'
import { issue, mapReading, readText, refused, type SourceText, understood } from './reading.ts'

/** What exports and spreadsheets put around the digits: `'24045001000976'`, `24045-001-000976`. */
const WRAPPING = /['’‘`"\s-]/g
/** The label a page puts before an ID, and what spreadsheets and sentences leave after one: `24045001000976.0`. */
const LABEL = /^(?:(?:ttb|cola) ?)?id(?:\.|:|#| )*/i
const AFTER = /(?:\.0)?[.,;]?$/
const DIGITS = /^\d{8,9}$|^\d{14}$/

/**
 * The parts of a TTB ID as typed or exported: quotation marks, spaces, hyphens, a label and a `.0` are dropped. The rules of the digits
 * are those of `readTtbId` in `@ttb/utils`: a day the year has, a known receipt method, the century by a window.
 * Issues: `invalid` when the digits are as many as an ID has but make none; `not_understood` when they are not;
 * `assumed` when a leading zero that spreadsheets drop was put back (13 digits).
 */
export function parseTtbIdText(text: SourceText, options?: TtbIdOptions): Reading<TtbIdParts> {
  return readText(text, (typed) => {
    const digits = typed.replace(LABEL, '').replace(WRAPPING, '').replace(AFTER, '')
    if (/^\d{13}$/.test(digits)) {
      const restored = readTtbId(`0${digits}`, options)
      return restored ? understood(restored, [issue('assumed', typed)]) : refused('invalid', typed)
    }
    const parts = readTtbId(digits, options)
    if (parts) return understood(parts)
    return refused(DIGITS.test(digits) ? 'invalid' : 'not_understood', typed)
  })
}

/** The digits of a TTB ID: 14, or the 8 or 9 of before 1997. Issues as {@link parseTtbIdText}. */
export function cleanTtbId(text: SourceText, options?: TtbIdOptions): Reading<string> {
  return mapReading(parseTtbIdText(text, options), (parts) => parts.id)
}
