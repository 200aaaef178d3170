import { contractVersion, type RecordDefinition } from '@ttb/utils/records'

/** What a table file says of itself. */
export interface FileContract {
  readonly table: string | null
  /** The version of the contract it was written under. */
  readonly contract: string | null
}

/** The keys under which Parquet and Arrow files keep it. */
export const CONTRACT_KEYS = { table: 'ttb.table', contract: 'ttb.contract' } as const

/** What a file of this record says of itself, as the pairs of its metadata. */
export function contractMetadata(record: RecordDefinition): [key: string, value: string][] {
  const version = contractVersion(record)
  return [
    [CONTRACT_KEYS.table, record.name],
    ...(version ? [[CONTRACT_KEYS.contract, version] as [string, string]] : []),
  ]
}

/** What a file says of itself, from the pairs of its metadata. */
export function fileContract(metadata: Iterable<readonly [string, string | undefined]>): FileContract {
  const pairs = new Map(metadata)
  return { table: pairs.get(CONTRACT_KEYS.table) ?? null, contract: pairs.get(CONTRACT_KEYS.contract) ?? null }
}
