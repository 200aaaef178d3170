import { COLA, type Field, type Issue, type PageKind, pageTable, type RecordDefinition, TtbError } from '@ttb/utils'
import { type CleanField, fieldCleaner } from './clean-field.ts'
import { type CleanedFields, DERIVATIONS, type DerivedFieldName } from './derived-fields.ts'

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
 * Texts of the row are its own, and do not keep the page alive from which they were cut.
 *
 * @param values the values that `extractPage` took from the page; fields the page kind does not show are left out
 */
export function cleanPage(
  kind: PageKind,
  values: Readonly<Record<string, unknown>>,
  { record = COLA }: CleanPageOptions = {},
): CleanedPage {
  const issues: Issue[] = []
  const { blank, shown, derived } = planOf(record, kind)
  // Derived fields can stand before their sources in the table; the blank row keeps its order all the same.
  const cleaned: Record<string, unknown> = { ...blank }
  for (const { name, clean } of shown) cleaned[name] = clean(values[name], issues)
  for (const [name, field] of derived) cleaned[name] = deriveField(name, field, cleaned, issues)
  return { values: cleaned, issues }
}

interface Plan {
  /** Every column of the table, null. */
  readonly blank: Readonly<Record<string, null>>
  readonly shown: readonly { readonly name: string; readonly clean: CleanField }[]
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
  const shown = rows.filter(([, field]) => !field.derivedFrom)
  return {
    blank: Object.fromEntries(rows.map(([name]) => [name, null])),
    shown: shown.map(([name, field]) => ({ name, clean: fieldCleaner(name, field) })),
    derived: derivedOf(record.name, rows),
  }
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
