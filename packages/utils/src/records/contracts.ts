import type { CodeTableName } from './code-tables.ts'
import { CONTRACT_VERSIONS } from './contracts-versions.ts'
import type { Cardinality, Field, RecordDefinition } from './define-record.ts'
import { FIELD_TYPES, type FieldType, type PhysicalType } from './field-types.ts'

/** What is promised of one column, and nothing of how its values are come by. */
export interface ContractColumn {
  readonly name: string
  readonly type: FieldType
  readonly storedAs: PhysicalType
  readonly cardinality: Cardinality
  readonly unit?: string
  /** The names an `enum` can take. */
  readonly values?: readonly string[]
  readonly codes?: CodeTableName
  /** It names or reaches a person. */
  readonly personal?: true
  readonly doc: string
  /** The columns within a `record`. */
  readonly columns?: readonly ContractColumn[]
}

/** What a table promises to those who read it: plain data, from which every other form of the contract is made. */
export interface TableContract {
  readonly name: string
  /** `major.minor`; null for a table without a promise. */
  readonly version: string | null
  readonly doc: string
  readonly key: readonly string[]
  readonly columns: readonly ContractColumn[]
}

/** The contract of a record. */
export function contractOf(record: RecordDefinition): TableContract {
  const { name, doc, key, fields } = record
  return { name, version: contractVersion(record), doc, key, columns: columnsOf(fields) }
}

/**
 * The version of a record's contract: its own, or that of the table of this product that it is. A record that has the
 * name of one but other columns has none, so that no file claims a contract it does not keep.
 */
export function contractVersion(record: RecordDefinition): string | null {
  if (record.version !== undefined) return record.version
  let version = versions.get(record)
  if (version === undefined) {
    const known = Object.hasOwn(CONTRACT_VERSIONS, record.name) ? CONTRACT_VERSIONS[record.name] : undefined
    version = known?.digest === contractDigest(record) ? known.version : null
    versions.set(record, version)
  }
  return version
}

/** Every file says its version, and a digest takes longer to work out than a short column to write. */
const versions = new WeakMap<RecordDefinition, string | null>()

/** 16 digits that change whenever the contract does, but for its wording. */
export function contractDigest({ key, fields }: RecordDefinition): string {
  return fnv(JSON.stringify([key, columnsOf(fields)], (name, value: unknown) => (name === 'doc' ? undefined : value)))
}

function columnsOf(fields: Readonly<Record<string, Field>>): ContractColumn[] {
  return Object.entries(fields).map(([name, { type, cardinality, unit, values, codes, personal, fields, doc }]) => ({
    name,
    type,
    storedAs: FIELD_TYPES[type].physical,
    cardinality,
    ...(unit !== undefined && { unit }),
    ...(values && { values }),
    ...(codes && { codes }),
    ...(personal && { personal }),
    doc,
    ...(fields && { columns: columnsOf(fields as Readonly<Record<string, Field>>) }),
  }))
}

/** Two 32-bit FNV-1a hashes: enough against accidents, and the same in every JavaScript. */
function fnv(text: string): string {
  let [one, other] = [0x811c9dc5, 0xc9dc5811]
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 0x01000193)
    other = Math.imul(other ^ ~unit, 0x01000193)
  }
  return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
