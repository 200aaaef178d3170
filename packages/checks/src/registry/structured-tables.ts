import { pagePartitionOf, pageTables, type TtbResources } from '@ttb/assets'
import type { PartitionManifest, Row } from '@ttb/resources'
import { COLA, ISSUE_LOG, type RecordDefinition } from '@ttb/utils/records'

/** The tables of a raw partition, as checks look at them. */
export interface StructuredTables {
  readonly record: RecordDefinition
  readonly manifest: PartitionManifest
  readonly rows: readonly Row[]
  readonly issues: readonly Row[]
}

/** The tables of a raw partition by its key; null when it has no pages. */
export async function readStructuredTables(
  { storage: { tables, paths } }: TtbResources,
  key: string,
): Promise<StructuredTables | null> {
  const partition = pagePartitionOf(key)
  const manifest = await tables.readManifest(paths.structuredFolder(partition))
  if (!manifest) return null
  const record = pageTables(COLA)[partition.kind]
  const [rows, issues] = await Promise.all([tables.readTable(record, manifest), tables.readTable(ISSUE_LOG, manifest)])
  return { record, manifest, rows, issues }
}
