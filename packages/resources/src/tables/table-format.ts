import type { RecordDefinition } from '@ttb/utils/records'

export type Row = Readonly<Record<string, unknown>>

/** A way to write a table as a file and to read it back. What is read equals what was written, for every kind of value. */
export interface TableFormat {
  /** As settings and manifests name it. */
  readonly name: string
  /** Of file names, without a dot. */
  readonly extension: string
  /** The file in pieces, so that memory need not hold it whole. A row that breaks the contract may throw `corrupt_data`. */
  encode(record: RecordDefinition, rows: Iterable<Row> | AsyncIterable<Row>): AsyncIterable<Uint8Array>
  /** The rows of a file written for this record or an older version of it: columns it lacks are null, or empty lists. */
  decode(record: RecordDefinition, file: Uint8Array): Promise<Row[]>
}
