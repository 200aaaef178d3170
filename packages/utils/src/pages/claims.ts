import { type Field, pageFieldNames, type RecordDefinition } from '../records/define-record.ts'
import type { Locator } from '../records/locators.ts'
import type { PageKind } from '../records/page-kinds.ts'
import { IGNORED_LABELS } from './ignored-labels.ts'
import { labelKey, startsWithWords } from './label-key.ts'

/** A locator's label, ready for comparison. */
interface LabelPattern {
  readonly words: string
  readonly starting: boolean
}

/** A field of a page kind with the label patterns that claim it. */
export interface FieldClaim {
  readonly name: string
  readonly field: Field
  readonly locator: Locator
  readonly patterns: readonly LabelPattern[]
  /** For a choice or a blank: value of the field (or '') to the key of the text beside the checkbox. */
  readonly options: readonly (readonly [value: string, words: string])[]
}

/** A label found to be claimed: by which field, and by which of its patterns. */
export interface LabelMatch {
  readonly field: number
  readonly pattern: number
}

export interface PageClaims {
  readonly fields: readonly FieldClaim[]
  /** Every field of them, null: copying it is faster than making a row of dozens of fields one by one. */
  readonly blank: Readonly<Record<string, null>>
  /** Nothing for every field of them: likewise for copying. */
  readonly noLabels: readonly undefined[]
  /** The claims on a label with this key; empty when the ignore list names it, null when nobody knows it. */
  matchesOf(key: string): readonly LabelMatch[] | null
}

const cache = new WeakMap<RecordDefinition, Map<PageKind, PageClaims>>()

/** What a record claims of the pages of one kind. Prepared once per record and kind. */
export function claimsOf(record: RecordDefinition, kind: PageKind): PageClaims {
  const kinds = cache.get(record) ?? new Map<PageKind, PageClaims>()
  cache.set(record, kinds)
  const claims = kinds.get(kind) ?? prepare(record, kind)
  kinds.set(kind, claims)
  return claims
}

function prepare(record: RecordDefinition, kind: PageKind): PageClaims {
  const fields = pageFieldNames(record, kind).map((name): FieldClaim => {
    const field = record.fields[name] as Field
    const locator = field.from?.[kind] as Locator
    return { name, field, locator, patterns: locator.labels.map(patternOf), options: optionsOf(locator) }
  })
  const ignored = Object.keys(IGNORED_LABELS[kind] ?? {}).map(patternOf)
  // The same few labels stand on every page, so each is compared with the patterns once.
  const known = new Map<string, readonly LabelMatch[] | null>()
  const matchesOf = (key: string): readonly LabelMatch[] | null => {
    let answer = known.get(key)
    if (answer === undefined) {
      answer = fields.flatMap((claim, field) =>
        claim.patterns.flatMap((words, pattern) => (matches(words, key) ? [{ field, pattern }] : [])),
      )
      if (answer.length === 0 && !ignored.some((pattern) => matches(pattern, key))) answer = null
      if (known.size < MAX_KNOWN_LABELS) known.set(key, answer)
    }
    return answer
  }
  const blank = Object.fromEntries(fields.map(({ name }) => [name, null]))
  return { fields, blank, noLabels: new Array(fields.length).fill(undefined), matchesOf }
}

const MAX_KNOWN_LABELS = 1000

function optionsOf(locator: Locator): [string, string][] {
  if (locator.by === 'choice') return Object.entries(locator.options).map(([value, text]) => [value, labelKey(text)])
  return locator.by === 'blank' ? [['', labelKey(locator.option)]] : []
}

function patternOf(text: string): LabelPattern {
  const starting = text.endsWith('…')
  return { words: labelKey(starting ? text.slice(0, -1) : text), starting }
}

function matches({ words, starting }: LabelPattern, key: string): boolean {
  return starting ? startsWithWords(key, words) : key === words
}
