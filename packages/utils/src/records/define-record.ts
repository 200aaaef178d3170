import { TtbError } from '../errors.ts'
import type { CodeTableName } from './code-tables.ts'
import type { FieldType, FieldValues } from './field-types.ts'
import { FIELD_TYPES } from './field-types.ts'
import type { Locator } from './locators.ts'
import { PAGE_KEYS, type PageKind } from './page-kinds.ts'

/** `required`: one value, always. `optional`: one value or null. `list`: any number, an empty list for none. */
export type Cardinality = 'required' | 'optional' | 'list'

/** One row of a record: everything that is said about a field, said once. */
export interface FieldRow {
  readonly type: FieldType
  /** Default: `optional`. */
  readonly cardinality?: Cardinality
  /** One sentence for the data dictionary. */
  readonly doc: string
  /** The unit of a number, spelled out. */
  readonly unit?: string
  /** The names an `enum` can take. */
  readonly values?: readonly string[]
  /** The fields of a `record`. */
  readonly fields?: Readonly<Record<string, FieldRow>>
  readonly codes?: CodeTableName
  /** Share of the pages showing the field that are expected to have a value in it, 0 to 1. A check compares. */
  readonly fillRate?: number
  /** A list is split at line breaks; this one also at commas. */
  readonly splitAtCommas?: true
  /** Kept out of facts, dimensions and exports unless asked for: it names or reaches a person. */
  readonly personal?: true
  readonly from?: { readonly [K in PageKind]?: Locator }
  /** The fields this one is computed from, in cleaning. A field has `from` or `derivedFrom`, never both. */
  readonly derivedFrom?: readonly string[]
}

/** A row as the table holds it. The type parameters are the data contract: kind, cardinality, value, pages. */
export interface Field<
  T extends FieldType = FieldType,
  C extends Cardinality = Cardinality,
  V = unknown,
  K extends PageKind = PageKind,
> extends FieldRow {
  readonly type: T
  readonly cardinality: C
  /** Exists in types only. */
  readonly _value?: V
  /** Exists in types only. */
  readonly _pages?: K
}

type RowValue<R extends FieldRow> = R extends { values: readonly (infer V extends string)[] }
  ? V
  : R extends { fields: infer F extends Readonly<Record<string, FieldRow>> }
    ? { readonly [N in keyof F]: ValueByCardinality<RowValue<F[N]>, RowCardinality<F[N]>> }
    : FieldValues[R['type']]
type RowCardinality<R extends FieldRow> = R extends { cardinality: infer C extends Cardinality } ? C : 'optional'
type RowPages<R extends FieldRow> = R extends { from: infer F } ? keyof F & PageKind : never
type ValueByCardinality<V, C> = C extends 'list' ? readonly V[] : C extends 'required' ? V : V | null

export type FieldsOf<R extends Readonly<Record<string, FieldRow>>> = {
  readonly [N in keyof R]: Field<R[N]['type'], RowCardinality<R[N]>, RowValue<R[N]>, RowPages<R[N]>>
}

export interface RecordDefinition<F extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  readonly name: string
  readonly doc: string
  /** Version of its contract, `major.minor`. Not stated for the tables of this product: theirs are kept in `contracts/`. */
  readonly version?: string
  /** The fields that together identify a row. */
  readonly key: readonly string[]
  readonly fields: F
}

type FieldValue<F> = F extends Field<FieldType, infer C, infer V, PageKind> ? ValueByCardinality<V, C> : never

/** The TypeScript type of one row of a record, all fields. */
export type RecordOf<D extends RecordDefinition> = { readonly [N in keyof D['fields']]: FieldValue<D['fields'][N]> }

/** The TypeScript type of what a page of one kind says: the fields it shows. */
export type PageRecordOf<D extends RecordDefinition, K extends PageKind> = {
  readonly [N in keyof D['fields'] as D['fields'][N] extends Field<FieldType, Cardinality, unknown, infer P>
    ? K extends P
      ? N
      : never
    : never]: FieldValue<D['fields'][N]>
}

export interface RecordInput<R extends Readonly<Record<string, FieldRow>>> {
  readonly name: string
  readonly doc: string
  readonly version?: string
  readonly key: readonly (keyof R & string)[]
  readonly fields: R
}

/** How versions of contracts are written: major and minor, from 1.0. */
export const CONTRACT_VERSION = /^([1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/

/** Declares a record. Throws `invalid_definition`, naming every problem, when its rows contradict themselves. */
export function defineRecord<const R extends Readonly<Record<string, FieldRow>>>(
  input: RecordInput<R>,
): RecordDefinition<FieldsOf<R>> {
  const problems = Object.entries(input.fields).flatMap(([name, row]) => rowProblems(name, row, input.fields))
  for (const name of input.key)
    if (input.fields[name]?.cardinality !== 'required') problems.push(`${name}: a key must be required`)
  if (input.version !== undefined && !CONTRACT_VERSION.test(input.version))
    problems.push(`${JSON.stringify(input.version)} is no version of a contract; one is "major.minor", from 1.0`)
  if (problems.length > 0)
    throw new TtbError(`record ${input.name}: ${problems.join('; ')}`, { code: 'invalid_definition' })
  return { ...input, fields: completeRows(input.fields) as unknown as FieldsOf<R> }
}

function completeRows(rows: Readonly<Record<string, FieldRow>>): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [
      name,
      { ...row, cardinality: row.cardinality ?? 'optional', ...(row.fields && { fields: completeRows(row.fields) }) },
    ]),
  )
}

function rowProblems(name: string, row: FieldRow, siblings: Readonly<Record<string, FieldRow>>): string[] {
  const problems: string[] = []
  const say = (problem: string) => problems.push(`${name}: ${problem}`)
  if (!/^[a-z][a-z0-9_]*$/.test(name)) say('a field name is snake_case')
  if (!Object.hasOwn(FIELD_TYPES, row.type)) say(`no such kind of value: ${JSON.stringify(row.type)}`)
  if (row.doc.trim() === '') say('a field needs a sentence for the data dictionary')
  if ((row.type === 'enum') !== (row.values !== undefined)) say('an enum, and only an enum, names its values')
  if ((row.type === 'record') !== (row.fields !== undefined)) say('a record, and only a record, has fields')
  if (row.type === 'record' && row.cardinality !== 'list') say('a record comes as a list')
  if (row.splitAtCommas && row.cardinality !== 'list') say('only a list is split at commas')
  if (row.fillRate !== undefined && !(row.fillRate >= 0 && row.fillRate <= 1))
    say(`a fill rate is between 0 and 1, not ${row.fillRate}`)
  if (row.from && row.derivedFrom) say('a field is shown by pages or derived, not both')
  for (const source of row.derivedFrom ?? [])
    if (!siblings[source]) say(`derived from ${JSON.stringify(source)}, which is no field`)
  for (const [child, childRow] of Object.entries(row.fields ?? {})) {
    if (childRow.from || childRow.derivedFrom) say(`${child}: a field inside a record is found by its reader`)
    problems.push(...rowProblems(`${name}.${child}`.replace('.', '_'), childRow, row.fields ?? {}))
  }
  return problems
}

/** The names of the fields that a page of this kind shows, in table order. */
export function pageFieldNames(record: RecordDefinition, kind: PageKind): string[] {
  return Object.keys(record.fields).filter((name) => record.fields[name]?.from?.[kind])
}

/** The record of a table for one page kind: the fields its pages show, and those derived from nothing but them. */
export function pageTable<D extends RecordDefinition>(record: D, kind: PageKind): RecordDefinition {
  const shown = new Set(pageFieldNames(record, kind))
  const fields = Object.entries(record.fields).filter(
    ([name, field]) => shown.has(name) || (field.derivedFrom?.every((source) => shown.has(source)) ?? false),
  )
  return {
    name: kind.replaceAll('-', '_'),
    doc: `${record.doc} As ${kind} pages show it.`,
    key: PAGE_KEYS[kind] ?? record.key,
    fields: Object.fromEntries(fields),
  }
}
