import type { Reading } from '@ttb/utils'
import { blank, printed, refused, type SourceText, understood } from '../values/reading.ts'

/** What a rule is told beside the value, as plain data; each rule says which names it knows. */
export type RuleOptions = Readonly<Record<string, unknown>>

/** One named transformation: a value of any kind in, a reading out. It does not change its input. */
export type Rule = (value: unknown, options: RuleOptions) => Reading<unknown>

/** A rule over text. Numbers and switches are taken as text, a `Date` as its day in UTC; anything else is not understood. */
export function textRule(read: (text: SourceText, options: RuleOptions) => Reading<unknown>): Rule {
  return (value, options) => {
    const { value: text, issues } = textOf(value)
    return issues.length > 0 ? { value: null, issues } : read(text, options)
  }
}

function textOf(value: unknown): Reading<string> {
  if (value === null || value === undefined) return blank()
  if (typeof value === 'string') return understood(value)
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return understood(String(value))
  const time = isDate(value) ? value.getTime() : Number.NaN
  return Number.isNaN(time) || !isDate(value)
    ? refused('not_understood', printed(value))
    : understood(value.toISOString())
}

interface DateLike {
  getTime(): number
  toISOString(): string
}

/** By what it is, not by its class: a date may come from another realm. */
function isDate(value: unknown): value is DateLike {
  return Object.prototype.toString.call(value) === '[object Date]'
}

/** A rule that answers yes or no: whether a reading has a value. Blank is neither. */
export function checkRule(read: (text: SourceText) => Reading<unknown>): Rule {
  return textRule((text) => {
    const { value, issues } = read(text)
    return value === null && issues.length === 0 ? blank() : understood(value !== null, issues)
  })
}

export function numberOption(options: RuleOptions, name: string): number | undefined {
  const option = options[name]
  return typeof option === 'number' && Number.isInteger(option) ? option : undefined
}
