import type { Field, Issue, Reading } from '@ttb/utils'
import type { SourceText } from '../values/reading.ts'
import { blank, issue, printed, refused, understood } from '../values/reading.ts'
import { FIELD_CLEANERS, isInt32 } from './field-cleaners.ts'
import { IS_CODE } from './field-codes.ts'

/** Gives a value, null, or a list; what is doubtful about it goes to `issues` under the name of the field. */
export type CleanField = (value: unknown, issues: Issue[]) => unknown

/**
 * How values of one field are cleaned. What its row says is looked at here, once: a page has dozens of fields, and most
 * of them are empty or plain.
 */
export function fieldCleaner(name: string, field: Field): CleanField {
  const one = field.type === 'record' ? groupCleaner(name, field) : valueCleaner(name, field)
  if (field.cardinality === 'list') return (value, issues) => cleanList(one, value, issues)
  if (field.cardinality === 'optional') return one
  return (value, issues) => {
    const cleaned = one(value, issues)
    const isBlank = value === null || value === undefined || value === ''
    if (cleaned === null && isBlank) issues.push({ code: 'missing', field: name })
    return cleaned
  }
}

function cleanList(one: CleanField, value: unknown, issues: Issue[]): unknown[] {
  if (value === null || value === undefined) return []
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value]
  // As long as what it was made from: a list that grows takes memory for many more entries than most have.
  const cleaned = entries.map((entry) => one(entry, issues))
  return cleaned.includes(null) ? cleaned.filter((entry) => entry !== null) : cleaned
}

/**
 * The pages of a day repeat themselves: the same state, day, applicant, wording. So each cleaner keeps what it made of the
 * last text it saw, one text a field, and gives it again for an equal one; the rows then share it, too.
 */
function valueCleaner(name: string, field: Field): CleanField {
  const cleanText: (text: SourceText) => Reading<unknown> = FIELD_CLEANERS[field.type as keyof typeof FIELD_CLEANERS]
  let text: string | null = null
  let ofText: Reading<unknown> = blank()
  return (value, issues) => {
    if (value === null || value === undefined) return null
    if (typeof value === 'string' && value !== text) {
      const own = ownText(value)
      ofText = checked(name, field, cleanText(own))
      text = own
    }
    const reading = typeof value === 'string' ? ofText : checked(name, field, typed(field, value))
    for (const found of reading.issues) issues.push(found)
    return reading.value
  }
}

/** A reading that knows its field: its code is looked up, and a value that is none of its set is no value. */
function checked(name: string, { codes, values }: Field, reading: Reading<unknown>): Reading<unknown> {
  const { value, issues } = reading
  if (issues.length === 0 && (value === null || !(codes || values))) return reading
  const all = issues.map((found) => ({ ...found, field: name }))
  if (value === null) return { value, issues: all }
  const text = codes || values ? printed(value) : ''
  if (codes && !IS_CODE[codes](text)) all.push({ ...issue('unknown_code', text), field: name })
  if (!values || values.includes(text)) return { value, issues: all }
  return { value: null, issues: [...all, { ...issue('not_understood', text), field: name }] }
}

/** Extraction hands numbers and checkmarks over as such. */
function typed(field: Field, value: unknown): Reading<unknown> {
  const isOfKind =
    (field.type === 'integer' && isInt32(value)) ||
    (field.type === 'decimal' && Number.isFinite(value)) ||
    (field.type === 'boolean' && typeof value === 'boolean')
  return isOfKind ? understood(value) : refused('not_understood', printed(value))
}

/** A group with a part missing that it must have is none. */
function groupCleaner(name: string, field: Field): CleanField {
  const fields = Object.entries(field.fields ?? {}) as [string, Field][]
  const blank = Object.fromEntries(fields.map(([part]) => [part, null]))
  const parts = fields.map(([part, row]) => ({
    part,
    isRequired: row.cardinality === 'required',
    clean: fieldCleaner(`${name}.${part}`, row),
  }))
  return (value, issues) => {
    if (value === null || value === undefined) return null
    if (typeof value !== 'object' || Array.isArray(value)) {
      issues.push({ ...issue('not_understood', printed(value)), field: name })
      return null
    }
    const group = value as Readonly<Record<string, unknown>>
    const cleaned: Record<string, unknown> = { ...blank }
    let isWhole = true
    for (const { part, isRequired, clean } of parts) {
      cleaned[part] = clean(group[part], issues)
      if (isRequired && cleaned[part] === null) isWhole = false
    }
    return isWhole ? cleaned : null
  }
}

/** Engines copy shorter texts where they cut them out of another; of longer ones they note where they stand in it. */
const SHORTEST_POINTED_AT = 13

/** The same text in memory of its own: a value must not keep the whole page alive of which it is a part. */
function ownText(text: string): string {
  return text.length < SHORTEST_POINTED_AT ? text : ` ${text}`.slice(1)
}
