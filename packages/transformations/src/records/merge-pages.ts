import { COLA, type Field, type Issue, type PageKind, type RecordDefinition, TtbError } from '@ttb/utils'
import { issue, wordKey } from '../values/reading.ts'
import { deriveFields } from './clean-page.ts'
import { isFilled } from './filled.ts'

/** Whose word counts where two pages of one record disagree. `merge` unites lists and prefers the detail page otherwise. */
export type ConflictResolution = 'prefer_cola_detail' | 'prefer_certificate' | 'merge'

/** What decided a conflict: the order of pages, the more recent page, or the union of lists. */
export type ConflictRule = ConflictResolution | 'newest'

export interface Conflict {
  readonly field: string
  /** What each page says that says anything, in order of precedence. */
  readonly sources: readonly { readonly page: PageKind; readonly value: unknown }[]
  /** The page whose value was taken; null where lists were united. */
  readonly winner: PageKind | null
  readonly rule: ConflictRule
}

export interface MergePagesOptions {
  /** Default: `COLA`. */
  readonly record?: RecordDefinition
  /** Default: `prefer_cola_detail`. */
  readonly conflictResolution?: ConflictResolution
  /** When each page was fetched, as comparable text (ISO 8601, one time zone). Decides what changes with time: the status. */
  readonly fetchedAt?: Partial<Record<PageKind, string>>
}

export interface MergedRecord {
  /** Every field of the record, in table order. */
  readonly values: Record<string, unknown>
  readonly conflicts: readonly Conflict[]
  /** A `sources_disagree` for each conflict, and what is doubtful about derived fields. */
  readonly issues: readonly Issue[]
}

export type PagesOfRecord = { readonly [K in PageKind]?: Readonly<Record<string, unknown>> | null }

const PRECEDENCE: { readonly [R in ConflictResolution]: readonly PageKind[] } = {
  prefer_cola_detail: ['cola-detail', 'certificate', 'search'],
  prefer_certificate: ['certificate', 'cola-detail', 'search'],
  merge: ['cola-detail', 'certificate', 'search'],
}

/** Fields that change after approval: of two pages the one fetched later is right, whichever is preferred otherwise. */
const CHANGING_FIELDS: readonly string[] = ['status']

/**
 * One record from its search row, detail page and form, each as `cleanPage` gives it; any may be absent. A page that is
 * silent about a field does not disagree. Where pages disagree in more than case, punctuation and white space, the
 * conflict is kept with what each says. Derived fields are computed anew from the merged values.
 * Throws `invalid_argument` when the pages are of different TTB IDs, or there is none.
 */
export function mergePages(pages: PagesOfRecord, options: MergePagesOptions = {}): MergedRecord {
  const { record = COLA, conflictResolution = 'prefer_cola_detail' } = options
  checkSameKey(pages, record)
  const values: Record<string, unknown> = {}
  const conflicts: Conflict[] = []
  for (const [name, field] of Object.entries(record.fields)) {
    const sources = sourcesOf(name, field, pages, PRECEDENCE[conflictResolution])
    const merged = mergeField(name, field, sources, { ...options, conflictResolution })
    values[name] = merged.value
    if (merged.conflict) conflicts.push(merged.conflict)
  }
  const issues: Issue[] = conflicts.map(({ field, sources }) => ({
    ...issue('sources_disagree', sources.map(({ page, value }) => `${page}: ${JSON.stringify(value)}`).join('; ')),
    field,
  }))
  deriveFields(record, values, issues)
  return { values, conflicts, issues }
}

function checkSameKey(pages: PagesOfRecord, record: RecordDefinition): void {
  for (const name of record.key) {
    const keys = new Set(
      Object.values(pages)
        .filter(Boolean)
        .map((page) => page?.[name]),
    )
    if (keys.size !== 1) {
      throw new TtbError(`expected pages of one ${name}, got ${[...keys].map(String).join(', ') || 'none'}`, {
        code: 'invalid_argument',
      })
    }
  }
}

type Source = Conflict['sources'][number]

function sourcesOf(name: string, field: Field, pages: PagesOfRecord, precedence: readonly PageKind[]): Source[] {
  if (field.derivedFrom) return []
  return precedence
    .filter((page) => isFilled(pages[page]?.[name]))
    .map((page) => ({ page, value: pages[page]?.[name] }))
}

interface MergedField {
  readonly value: unknown
  readonly conflict: Conflict | null
}

function mergeField(
  name: string,
  field: Field,
  sources: readonly Source[],
  options: MergePagesOptions & { readonly conflictResolution: ConflictResolution },
): MergedField {
  const [first, ...others] = sources
  if (!first) return { value: field.cardinality === 'list' ? [] : null, conflict: null }
  if (others.every((other) => comparable(other.value) === comparable(first.value)))
    return { value: first.value, conflict: null }
  const newest = CHANGING_FIELDS.includes(name) ? newestOf(sources, options.fetchedAt) : null
  if (newest) return { value: newest.value, conflict: { field: name, sources, winner: newest.page, rule: 'newest' } }
  if (options.conflictResolution === 'merge' && field.cardinality === 'list') {
    return { value: unite(sources), conflict: { field: name, sources, winner: null, rule: 'merge' } }
  }
  return {
    value: first.value,
    conflict: { field: name, sources, winner: first.page, rule: options.conflictResolution },
  }
}

function newestOf(sources: readonly Source[], fetchedAt: MergePagesOptions['fetchedAt'] = {}): Source | null {
  if (!sources.every(({ page }) => fetchedAt[page])) return null
  return sources.reduce((newest, source) =>
    (fetchedAt[source.page] as string) > (fetchedAt[newest.page] as string) ? source : newest,
  )
}

function unite(sources: readonly Source[]): unknown[] {
  const united = new Map<string, unknown>()
  for (const { value } of sources) {
    for (const entry of value as readonly unknown[])
      if (!united.has(comparable(entry))) united.set(comparable(entry), entry)
  }
  return [...united.values()]
}

/** Values that mean the same compare the same: case, punctuation and white space do not count, nor does the order of a list. */
function comparable(value: unknown): string {
  if (typeof value === 'string') return wordKey(value).replaceAll(' ', '') || value
  if (Array.isArray(value)) return value.map(comparable).sort().join('\n')
  return JSON.stringify(value) ?? ''
}
