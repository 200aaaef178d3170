import {
  COLA,
  type Field,
  type FieldType,
  type Issue,
  isMoment,
  isSurrogateKey,
  isTtbId,
  type RecordDefinition,
} from '@ttb/utils'
import { cleanDate, daysBetween } from '../values/dates.ts'
import { issue, printed } from '../values/reading.ts'
import { isInt32 } from './field-cleaners.ts'
import { IS_CODE } from './field-codes.ts'
import { isFilled } from './filled.ts'

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isDate = (value: unknown): value is string => typeof value === 'string' && cleanDate(value).value === value

/** Whether a value is of its kind as a cleaned record holds it. A kind without a check does not compile. */
const KIND_CHECKS: { readonly [T in FieldType]: (value: unknown) => boolean } = {
  ttb_id: (value) => typeof value === 'string' && isTtbId(value),
  text: isText,
  verbatim: isText,
  code: isText,
  enum: isText,
  date: isDate,
  timestamp: (value) => typeof value === 'string' && isMoment(value),
  integer: isInt32,
  decimal: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  phone: isText,
  email: isText,
  permit_number: isText,
  surrogate_key: (value) => typeof value === 'string' && isSurrogateKey(value),
  record: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

/** What cannot come before what. Equal days are in order. */
const DATE_ORDER: readonly (readonly [earlier: string, later: string])[] = [
  ['received_date', 'approval_date'],
  ['application_date', 'approval_date'],
  ['approval_date', 'completed_date'],
  ['approval_date', 'expiration_date'],
]

export interface RecordValidation {
  readonly isValid: boolean
  /** Every reason against the record, in table order, then those about dates. */
  readonly issues: readonly Issue[]
}

/**
 * Whether a cleaned record can be right, with every reason why not: `missing` required fields, values that are not of
 * their kind (`not_understood`), IDs, calendar days and orders of days that cannot be (`invalid`), codes that are not in
 * their table (`unknown_code`), names that are not in their set (`invalid`), fields the record does not have (`invalid`).
 */
export function validateRecord(
  values: Readonly<Record<string, unknown>>,
  { record = COLA }: { readonly record?: RecordDefinition } = {},
): RecordValidation {
  const issues: Issue[] = []
  for (const [name, field] of Object.entries(record.fields)) checkField(name, field, values[name], issues)
  for (const name of Object.keys(values))
    if (!Object.hasOwn(record.fields, name)) issues.push({ ...issue('invalid', 'no such field'), field: name })
  for (const [earlier, later] of DATE_ORDER) {
    const [from, to] = [values[earlier], values[later]]
    if (isDate(from) && isDate(to) && daysBetween(from, to) < 0)
      issues.push({ ...issue('invalid', `${later} ${to} is before ${earlier} ${from}`), field: later })
  }
  return { isValid: issues.length === 0, issues }
}

function checkField(name: string, field: Field, value: unknown, issues: Issue[]): void {
  if (!isFilled(value)) {
    if (field.cardinality === 'required') issues.push({ code: 'missing', field: name })
    return
  }
  if (field.cardinality !== 'list') checkOne(name, field, value, issues)
  else if (Array.isArray(value)) for (const entry of value) checkOne(name, field, entry, issues)
  else issues.push({ ...issue('not_understood', printed(value)), field: name })
}

function checkOne(name: string, field: Field, value: unknown, issues: Issue[]): void {
  const say = (code: Issue['code']) => issues.push({ ...issue(code, printed(value)), field: name })
  if (!KIND_CHECKS[field.type](value))
    return void say(['ttb_id', 'date', 'timestamp'].includes(field.type) ? 'invalid' : 'not_understood')
  if (field.codes && !IS_CODE[field.codes](printed(value))) say('unknown_code')
  if (field.values && !field.values.includes(printed(value))) say('invalid')
  for (const [part, row] of Object.entries(field.fields ?? {}) as [string, Field][]) {
    checkField(`${name}.${part}`, row, (value as Readonly<Record<string, unknown>>)[part], issues)
  }
}
