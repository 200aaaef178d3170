import { TtbError } from '../errors.ts'
import type { ContractColumn, TableContract } from './contracts.ts'
import { CONTRACT_VERSION } from './define-record.ts'

/**
 * `none`: at most the wording. `additive`: who reads the older version reads the newer, and a file of the older is read as
 * the newer. `breaking`: not so.
 */
export type ContractChange = 'none' | 'additive' | 'breaking'

/** Every way in which contracts can differ, and how grave each is. The order of columns is not promised. */
export const CONTRACT_RULES = {
  column_added: { change: 'additive', doc: 'added; it may be null, or is a list' },
  required_column_added: { change: 'breaking', doc: 'added and required, which no older file can have' },
  column_removed: { change: 'breaking', doc: 'removed' },
  type_changed: { change: 'breaking', doc: 'of another kind' },
  storage_changed: { change: 'breaking', doc: 'stored as another type' },
  requirement_changed: { change: 'breaking', doc: 'required where it could be null, or the other way round' },
  list_changed: { change: 'breaking', doc: 'a list where it was one value, or the other way round' },
  unit_stated: { change: 'additive', doc: 'given a unit where none was stated' },
  unit_changed: { change: 'breaking', doc: 'in another unit: the same numbers mean another thing' },
  values_changed: { change: 'breaking', doc: 'one of other names' },
  codes_stated: { change: 'additive', doc: 'given a code list where none was stated' },
  codes_changed: { change: 'breaking', doc: 'of another code list' },
  personal_changed: { change: 'additive', doc: 'declared personal, or not any more' },
  key_changed: { change: 'breaking', doc: 'rows are identified by other columns' },
} as const satisfies Readonly<Record<string, { readonly change: ContractChange; readonly doc: string }>>

export type ContractRule = keyof typeof CONTRACT_RULES

/** One way in which two contracts differ. */
export interface ContractReason {
  readonly rule: ContractRule
  /** The column, as `permits[].role` within a record; `key` for the key. */
  readonly column: string
  /** What was and what is, in words. */
  readonly detail: string
}

export interface ContractDifference {
  /** The gravest of the reasons. */
  readonly change: ContractChange
  readonly reasons: readonly ContractReason[]
}

/** How two versions of one table's contract differ. Wording, order of columns and the version numbers are not compared. */
export function diffContracts(before: TableContract, after: TableContract): ContractDifference {
  const reasons = columnReasons(before.columns, after.columns, '')
  if (asSet(before.key) !== asSet(after.key)) reasons.push(changed('key_changed', 'key', before.key, after.key))
  const changes = reasons.map(({ rule }): ContractChange => CONTRACT_RULES[rule].change)
  return { change: changes.includes('breaking') ? 'breaking' : (changes[0] ?? 'none'), reasons }
}

/** The version after a change. */
export function nextVersion(version: string, change: ContractChange): string {
  const [major, minor] = parseContractVersion(version)
  if (change === 'none') return version
  return change === 'additive' ? `${major}.${minor + 1}` : `${major + 1}.0`
}

/** Major and minor of a contract's version. Throws `corrupt_data` when the text is none. */
export function parseContractVersion(version: string): readonly [major: number, minor: number] {
  const match = CONTRACT_VERSION.exec(version)
  if (!match)
    throw new TtbError(`${JSON.stringify(version)} is no version of a contract; one is "major.minor", from 1.0`, {
      code: 'corrupt_data',
    })
  return [Number(match[1]), Number(match[2])]
}

function columnReasons(
  before: readonly ContractColumn[],
  after: readonly ContractColumn[],
  prefix: string,
): ContractReason[] {
  const old = new Map(before.map((column) => [column.name, column]))
  const kept = new Set(after.map(({ name }) => name))
  const removed = before.filter(({ name }) => !kept.has(name))
  return [
    ...removed.map((column) => said('column_removed', prefix + column.name, describe(column))),
    ...after.flatMap((column) => {
      const was = old.get(column.name)
      if (was) return changesOf(was, column, prefix + column.name)
      const rule = column.cardinality === 'required' ? 'required_column_added' : 'column_added'
      return [said(rule, prefix + column.name, describe(column))]
    }),
  ]
}

function changesOf(was: ContractColumn, is: ContractColumn, name: string): ContractReason[] {
  const reasons: ContractReason[] = []
  const compare = (rule: ContractRule, one: unknown, other: unknown): void => {
    if (one !== other) reasons.push(changed(rule, name, one, other))
  }
  compare('type_changed', was.type, is.type)
  if (was.type === is.type) compare('storage_changed', was.storedAs, is.storedAs)
  const listed = (was.cardinality === 'list') !== (is.cardinality === 'list')
  compare(listed ? 'list_changed' : 'requirement_changed', was.cardinality, is.cardinality)
  compare(was.unit === undefined ? 'unit_stated' : 'unit_changed', was.unit, is.unit)
  compare(was.codes === undefined ? 'codes_stated' : 'codes_changed', was.codes, is.codes)
  compare('personal_changed', was.personal ?? false, is.personal ?? false)
  if (was.type === is.type) {
    compare('values_changed', asSet(was.values), asSet(is.values))
    reasons.push(...columnReasons(was.columns ?? [], is.columns ?? [], `${name}[].`))
  }
  return reasons
}

function said(rule: ContractRule, column: string, detail: string): ContractReason {
  return { rule, column, detail }
}

function changed(rule: ContractRule, column: string, was: unknown, is: unknown): ContractReason {
  return said(rule, column, `${word(was)} -> ${word(is)}`)
}

function word(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? 'none')
}

function asSet(names: readonly string[] | undefined): string | undefined {
  return names && [...names].sort().join(', ')
}

function describe({ type, cardinality }: ContractColumn): string {
  return `${type}, ${cardinality}`
}
