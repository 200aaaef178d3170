import {
  COLA,
  type Field,
  type Issue,
  type PageKind,
  pageTable,
  type Reading,
  type RecordDefinition,
  TtbError,
} from '@ttb/utils'
import { issue, printed, refused, understood } from '../values/reading.ts'
import { type CleanedFields, DERIVATIONS, type DerivedFieldName } from './derived-fields.ts'
import { FIELD_CLEANERS, isInt32 } from './field-cleaners.ts'
import { IS_CODE } from './field-codes.ts'

export interface CleanPageOptions {
  /** The record whose rows say what to clean. Default: `COLA`. Its derived fields must be fields that are derived in a COLA too. */
  readonly record?: RecordDefinition
}

export interface CleanedPage {
  /** One row of the page kind's table: the fields its pages show and those derived from them, in table order. */
  readonly values: Record<string, unknown>
  /** All that is doubtful about the row, each with the name of its field. */
  readonly issues: readonly Issue[]
}

/**
 * The typed row of what one page says: each value cleaned by its kind, codes looked up, derived fields computed. For
 * `search`, give one row of the result list. A value that is not understood becomes null (or leaves its list) with an issue.
 *
 * @param values the values that `extractPage` took from the page; fields the page kind does not show are left out
 */
export function cleanPage(
  kind: PageKind,
  values: Readonly<Record<string, unknown>>,
  { record = COLA }: CleanPageOptions = {},
): CleanedPage {
  const cleaned: Record<string, unknown> = {}
  const issues: Issue[] = []
  const { columns, shown, derived } = planOf(record, kind)
  // Derived fields can stand before their sources in the table; the columns keep its order all the same.
  for (const name of columns) cleaned[name] = null
  for (const [name, field] of shown) cleaned[name] = cleanField(name, field, values[name], issues)
  for (const [name, field] of derived) cleaned[name] = deriveField(name, field, cleaned, issues)
  return { values: cleaned, issues }
}

interface Plan {
  readonly columns: readonly string[]
  readonly shown: readonly (readonly [string, Field])[]
  readonly derived: readonly (readonly [DerivedFieldName, Field])[]
}

const plans = new WeakMap<RecordDefinition, Partial<Record<PageKind, Plan>>>()

function planOf(record: RecordDefinition, kind: PageKind): Plan {
  const ofRecord = plans.get(record) ?? {}
  plans.set(record, ofRecord)
  ofRecord[kind] ??= createPlan(record, kind)
  return ofRecord[kind]
}

function createPlan(record: RecordDefinition, kind: PageKind): Plan {
  const rows = Object.entries(pageTable(record, kind).fields)
  return {
    columns: rows.map(([name]) => name),
    shown: rows.filter(([, field]) => !field.derivedFrom),
    derived: derivedOf(record.name, rows),
  }
}

/** One field of a row: a value, null, or a list; what is doubtful about it goes to `issues` under its name. */
function cleanField(name: string, field: Field, value: unknown, issues: Issue[]): unknown {
  if (field.cardinality === 'list') {
    const entries = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
    return entries.map((entry) => cleanOne(name, field, entry, issues)).filter((entry) => entry !== null)
  }
  const cleaned = cleanOne(name, field, value, issues)
  const isBlank = value === null || value === undefined || value === ''
  if (cleaned === null && isBlank && field.cardinality === 'required') issues.push({ code: 'missing', field: name })
  return cleaned
}

function cleanOne(name: string, field: Field, value: unknown, issues: Issue[]): unknown {
  if (value === null || value === undefined) return null
  if (field.type === 'record') return cleanGroup(name, field, value, issues)
  const reading = typeof value === 'string' ? FIELD_CLEANERS[field.type](value) : typed(field, value)
  for (const found of reading.issues) issues.push({ ...found, field: name })
  if (reading.value === null) return null
  const text = printed(reading.value)
  if (field.codes && !IS_CODE[field.codes](text)) issues.push({ ...issue('unknown_code', text), field: name })
  if (!field.values || field.values.includes(text)) return reading.value
  issues.push({ ...issue('not_understood', text), field: name })
  return null
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
function cleanGroup(name: string, field: Field, value: unknown, issues: Issue[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    issues.push({ ...issue('not_understood', printed(value)), field: name })
    return null
  }
  const group = value as Readonly<Record<string, unknown>>
  const fields = Object.entries(field.fields ?? {}) as [string, Field][]
  const parts = fields.map(([part, row]) => [part, cleanField(`${name}.${part}`, row, group[part], issues)] as const)
  const isWhole = parts.every(([part, cleaned]) => cleaned !== null || field.fields?.[part]?.cardinality !== 'required')
  return isWhole ? Object.fromEntries(parts) : null
}

/** Computes every derived field of a merged record anew; what is doubtful about them goes to `issues`. */
export function deriveFields(record: RecordDefinition, row: Record<string, unknown>, issues: Issue[]): void {
  for (const [name, field] of derivedOf(record.name, Object.entries(record.fields)))
    row[name] = deriveField(name, field, row, issues)
}

function deriveField(name: DerivedFieldName, field: Field, row: CleanedFields, issues: Issue[]): unknown {
  const reading = DERIVATIONS[name](row)
  for (const found of reading.issues) issues.push({ ...found, field: name })
  return reading.value ?? (field.cardinality === 'list' ? [] : null)
}

/** The derived rows among the given ones. A record with one that no rule derives contradicts itself. */
function derivedOf(
  recordName: string,
  rows: readonly (readonly [string, Field])[],
): readonly (readonly [DerivedFieldName, Field])[] {
  const derived = rows.filter(([, field]) => field.derivedFrom)
  const unknown = derived.map(([name]) => name).filter((name) => !Object.hasOwn(DERIVATIONS, name))
  if (unknown.length > 0)
    throw new TtbError(`record ${recordName}: no rule derives ${unknown.join(', ')}`, { code: 'invalid_definition' })
  return derived as unknown as readonly (readonly [DerivedFieldName, Field])[]
}
