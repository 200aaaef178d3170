import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { RecordDefinition } from '@ttb/utils/records'
import { contractMetadata } from '../tables/file-contract.ts'
import type { Database } from './database.ts'
import { quoteName, quoteText } from './sql-text.ts'
import { sqlType } from './sql-types.ts'

/** A table that a query has written as a Parquet file on this machine. */
export interface CopiedTable {
  readonly record: RecordDefinition
  readonly file: string
  readonly rowCount: number
  /** SHA-256 of the file, in hexadecimal: the same rows give the same bytes. */
  readonly sha256: string
}

/** Few enough to skip most of a year, many enough to compress well. */
const ROW_GROUP_ROWS = 60_000

/**
 * Writes what a query gives as the table of a record: its columns, of their types, in its order. The rows are sorted by
 * `orderBy`, by default the key; it must leave no two rows equal, or the bytes would not be the same each time.
 */
export async function copyTable(
  database: Database,
  record: RecordDefinition,
  query: string,
  file: string,
  {
    orderBy = record.key,
    isSorted = false,
  }: { readonly orderBy?: readonly string[]; readonly isSorted?: boolean } = {},
): Promise<CopiedTable> {
  const columns = Object.entries(record.fields).map(
    ([name, field]) => `CAST(${quoteName(name)} AS ${sqlType(field)}) AS ${quoteName(name)}`,
  )
  const order = isSorted ? '' : ` ORDER BY ${orderBy.map(quoteName).join(', ')}`
  const said = contractMetadata(record).map(([key, value]) => `${quoteName(key)}: ${quoteText(value)}`)
  const { rows } = await database.query(
    `COPY (SELECT ${columns.join(', ')} FROM (${query})${order}) TO ${quoteText(file)}
     (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}, KV_METADATA {${said.join(', ')}})`,
  )
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array)
  return { record, file, rowCount: Number(rows[0]?.[0] ?? 0), sha256: hash.digest('hex') }
}
