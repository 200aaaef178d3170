export type SqlValue = string | number | null
export type SqlParameters = Readonly<Record<string, SqlValue>>

/**
 * One connection to the state file. Statements are short and synchronous, so those of one `transaction` are never mixed
 * with others. Throws `storage_failed`, retryable while another process holds the file for too long.
 */
export interface StateDatabase {
  /** The path of the file, or `:memory:`. */
  readonly location: string
  /** Runs a statement; how many rows it changed. */
  run(sql: string, parameters?: SqlParameters): number
  /** The first row, or undefined. */
  get<T>(sql: string, parameters?: SqlParameters): T | undefined
  all<T>(sql: string, parameters?: SqlParameters): T[]
  /** All of the work or none of it, alone among all processes. */
  transaction<T>(work: () => T): T
  close(): void
}
