import { type Field, pageFieldNames, type RecordDefinition } from '../records/define-record.ts'
import type { Locator } from '../records/locators.ts'
import type { PageKind } from '../records/page-kinds.ts'
import { IGNORED_LABELS } from './ignored-labels.ts'
import { labelKey, startsWithWords } from './label-key.ts'
import type { LabelOnPage } from './page-index.ts'

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
}

export interface PageClaims {
  readonly fields: readonly FieldClaim[]
  /** Whether some field, or the ignore list, claims a label with this key. */
  isClaimed(key: string): boolean
}

const cache = new WeakMap<RecordDefinition, Map<PageKind, PageClaims>>()

/** What a record claims of the pages of one kind. Prepared once per record and kind. */
export function claimsOf(record: RecordDefinition, kind: PageKind): PageClaims {
  let kinds = cache.get(record)
  if (!kinds) cache.set(record, (kinds = new Map()))
  let claims = kinds.get(kind)
  if (!claims) kinds.set(kind, (claims = prepare(record, kind)))
  return claims
}

function prepare(record: RecordDefinition, kind: PageKind): PageClaims {
  const fields = pageFieldNames(record, kind).map((name): FieldClaim => {
    const field = record.fields[name] as Field
    const locator = field.from?.[kind] as Locator
    return { name, field, locator, patterns: locator.labels.map(patternOf) }
  })
  const claimed = [...fields.flatMap((claim) => claim.patterns), ...Object.keys(IGNORED_LABELS[kind] ?? {}).map(patternOf)]
  const known = new Map<string, boolean>()
  const isClaimed = (key: string): boolean => {
    let answer = known.get(key)
    if (answer === undefined) {
      answer = claimed.some((pattern) => matches(pattern, key))
      if (known.size < 1000) known.set(key, answer)
    }
    return answer
  }
  return { fields, isClaimed }
}

function patternOf(text: string): LabelPattern {
  const starting = text.endsWith('…')
  return { words: labelKey(starting ? text.slice(0, -1) : text), starting }
}

function matches({ words, starting }: LabelPattern, key: string): boolean {
  return starting ? startsWithWords(key, words) : key === words
}

/** The labels of a page that a claim's patterns match, pattern by pattern. */
export function labelsOf(claim: FieldClaim, labels: readonly LabelOnPage[]): LabelOnPage[][] {
  return claim.patterns.map((pattern) => labels.filter((label) => matches(pattern, label.key)))
}
