import { join } from 'node:path'
import { createFolderStore, encodeParquet } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { RecordDefinition } from '@ttb/utils/records'
import { convert_to_schema_compliant } from './schemas.ts'

export interface OldDataset {
  readonly output_path: string
  readonly record_count: number
  readonly files: readonly { readonly path: string; readonly record_count: number; readonly size_bytes: number }[]
  readonly total_size_bytes: number
  readonly partition_cols: readonly string[]
}

/**
 * Writes rows as Parquet into a folder: `data.parquet` or, with partition columns, one in a folder `column=value/` for
 * each. Throws `invalid_argument` for a column the table does not have, `corrupt_data` for rows without a required value.
 */
export async function create_parquet_dataset(
  records: readonly Readonly<Record<string, unknown>>[],
  schema: RecordDefinition,
  output_path: string,
  partition_cols: readonly string[] | null = null,
): Promise<OldDataset> {
  const columns = partition_cols ?? []
  const unknown = columns.filter((column) => !schema.fields[column])
  if (unknown.length > 0)
    throw new TtbError(`table ${schema.name} has no column ${unknown.join(', ')}`, { code: 'invalid_argument' })
  const groups = new Map<string, Record<string, unknown>[]>()
  for (const row of convert_to_schema_compliant(records, schema)) {
    const folder = columns
      .map((column) => `${column}=${encodeURIComponent(String(row[column] ?? '__HIVE_DEFAULT_PARTITION__'))}/`)
      .join('')
    const group = groups.get(folder)
    if (group) group.push(row)
    else groups.set(folder, [row])
  }
  if (groups.size === 0 && columns.length === 0) groups.set('', [])
  const store = createFolderStore({ folder: output_path })
  const files: { path: string; record_count: number; size_bytes: number }[] = []
  for (const [folder, rows] of groups) {
    const key = `${folder}data.parquet`
    const { sizeBytes } = await store.write(key, encodeParquet(schema, rows))
    files.push({ path: join(output_path, key), record_count: rows.length, size_bytes: sizeBytes })
  }
  return {
    output_path,
    record_count: records.length,
    files,
    total_size_bytes: files.reduce((total, { size_bytes }) => total + size_bytes, 0),
    partition_cols: columns,
  }
}
