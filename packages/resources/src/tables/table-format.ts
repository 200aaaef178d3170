import type { ContractMigration, RecordDefinition } from '@ttb/utils/records'

export type Row = Readonly<Record<string, unknown>>

/** How a file differs from the contract it is read under, where that is no obstacle. */
export interface FileDifference {
  /** The file. */
  readonly where: string
  readonly table: string
  /** The contract it was written under; null when neither it nor its manifest says so. */
  readonly contract: string | null
  /** Fields that it has no column for: null or an empty list in every row. */
  readonly missing: readonly string[]
  /** Columns that are not read. */
  readonly ignored: readonly string[]
}

export interface ReadOptions {
  /** What errors call the file. Default: the table. */
  readonly where?: string
  /** The contract the file was written under, for formats that cannot say so themselves. */
  readonly contract?: string
  /** How older major versions are read. Default: the migrations of this product. */
  readonly migrations?: readonly ContractMigration[]
  /** Told of each file that has other columns than the record, for the newer or the older of them. */
  readonly onDifference?: (difference: FileDifference) => void
}

/** A way to write a table as a file and to read it back. What is read equals what was written, for every kind of value. */
export interface TableFormat {
  /** As settings and manifests name it. */
  readonly name: string
  /** Of file names, without a dot. */
  readonly extension: string
  /**
   * The file in pieces, so that memory need not hold it whole. Parquet and Arrow note the contract of the record. A row
   * that breaks it may throw `corrupt_data`.
   */
  encode(record: RecordDefinition, rows: Iterable<Row> | AsyncIterable<Row>): AsyncIterable<Uint8Array>
  /**
   * The rows of a file written for this record, under whatever version of its contract: columns added since are null or
   * empty lists, columns it does not know are left, and migrations lead from one major version to the next. What cannot
   * be read so throws `corrupt_data`, naming the file, both versions and every column concerned.
   */
  decode(record: RecordDefinition, file: Uint8Array, options?: ReadOptions): Promise<Row[]>
}
