import type { Issue } from '../issues.ts'
import type { Field } from '../records/define-record.ts'
import type { FieldType } from '../records/field-types.ts'
import { isoDate } from '../ttb-id/calendar.ts'

type Say = (code: Issue['code'], text: string) => void
type ReadText = (text: string, say: Say) => unknown

/** "N/A" and its spellings, which applicants type into fields that do not concern them. */
const NOT_APPLICABLE = /^(?:n\s?\/\s?a|n\.\s?a)\.?$/i
const US_DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

const asText: ReadText = (text) => text

/** How printed text becomes the value of a page, by kind. Only dates and numbers are typed; all else stays source text. */
const READ: { readonly [T in FieldType]: ReadText } = {
  ttb_id: asText,
  text: asText,
  verbatim: asText,
  code: asText,
  enum: asText,
  phone: asText,
  email: asText,
  permit_number: asText,
  surrogate_key: asText,
  record: asText,
  boolean: asText,
  date: readUsDate,
  timestamp: asText,
  integer: (text, say) => readNumber(text, /^\d+$/, say),
  decimal: (text, say) => readNumber(text, /^(?:\d+\.?\d*|\.\d+)$/, say),
}

/** The value of a field from the lines in which a page shows it. What is not a value becomes an issue. */
export function readLines(name: string, field: Field, lines: readonly string[], issues: Issue[]): unknown {
  if (field.cardinality !== 'list') return readOne(name, field, lines.filter((line) => line !== '').join(' '), issues)
  const parts = field.splitAtCommas ? lines.flatMap(splitAtCommas) : lines
  return parts.map((part) => readOne(name, field, part.trim(), issues)).filter((value) => value !== null)
}

function splitAtCommas(line: string): string[] {
  return line.split(',')
}

/** The value of a field from its text; null when there is none. */
export function readOne(name: string, field: Field, text: string, issues: Issue[]): unknown {
  if (text === '') return null
  if (NOT_APPLICABLE.test(text)) {
    issues.push({ code: 'not_applicable', field: name, text })
    return null
  }
  return READ[field.type](text, (code, source) => issues.push({ code, field: name, text: source }))
}

function readUsDate(text: string, say: Say): string | null {
  const match = US_DATE.exec(text)
  const date = match ? isoDate(Number(match[3]), Number(match[1]), Number(match[2])) : null
  if (date === null) say(match ? 'invalid' : 'not_understood', text)
  return date
}

function readNumber(text: string, shape: RegExp, say: Say): number | null {
  if (shape.test(text)) return Number(text)
  say('not_understood', text)
  return null
}
