import { isTtbId } from '../ttb-id/ttb-id.ts'
import type { Field } from './define-record.ts'
import type { FieldType } from './field-types.ts'
import { isMoment } from './moments.ts'
import { isSurrogateKey } from './surrogate-keys.ts'
import { isCalendarDay, MAX_TEXT_LENGTH } from './value-limits.ts'

type Test = (value: unknown) => boolean

const isText: Test = (value) => typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT_LENGTH
const isTextThat =
  (holds: (text: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && holds(value)
const always = (test: Test) => () => test

const TEST_OF: { readonly [T in FieldType]: (field: Field) => Test } = {
  ttb_id: always(isTextThat(isTtbId)),
  text: always(isText),
  verbatim: always(isText),
  code: always(isText),
  enum: ({ values = [] }) => isTextThat((text) => values.includes(text)),
  date: always(isTextThat(isCalendarDay)),
  timestamp: always(isTextThat(isMoment)),
  integer: always((value) => Number.isInteger(value) && (value as number) === ((value as number) | 0)),
  decimal: always(Number.isFinite),
  boolean: always((value) => typeof value === 'boolean'),
  phone: always(isText),
  email: always(isText),
  permit_number: always(isText),
  surrogate_key: always(isTextThat(isSurrogateKey)),
  record: ({ fields }) => rowTest(fields as Readonly<Record<string, Field>>),
}

/**
 * A test that is true only of rows that keep the contract of these fields. Nearly every row does, and a schema, which can
 * say what is wrong, takes ten times as long to say that nothing is.
 */
export function rowTest(fields: Readonly<Record<string, Field>>): Test {
  const tests = Object.entries(fields).map(([name, field]) => [name, fieldTest(field)] as const)
  return (row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return false
    let columns = 0
    for (const _ in row) columns++
    if (columns !== tests.length) return false
    for (const [name, test] of tests) if (!test((row as Readonly<Record<string, unknown>>)[name])) return false
    return true
  }
}

function fieldTest(field: Field): Test {
  const one = TEST_OF[field.type](field)
  if (field.cardinality === 'list') return (value) => Array.isArray(value) && value.every(one)
  return field.cardinality === 'required' ? one : (value) => value === null || one(value)
}
