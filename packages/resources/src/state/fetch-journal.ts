import type { StateDatabase } from './sql-connection.ts'

export const FETCH_JOURNAL_SQL = `
  CREATE TABLE fetch_attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    partition TEXT NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX fetch_attempts_by_partition ON fetch_attempts (partition, id);
`

export interface PendingAttempt {
  readonly id: number
  /** The row of the manifest, as it was noted. */
  readonly entry: Readonly<Record<string, unknown>>
}

/** Every request made, from the moment it ended until the manifest of its partition holds it. */
export interface FetchJournal {
  /**
   * Notes a row of a partition's manifest and gives its id, which is higher than any before. When this returns, the row
   * outlives the process.
   */
  journalAttempt(partition: string, entry: Readonly<Record<string, unknown>>): Promise<number>
  /** Replaces a row that was noted, when more is known of it. */
  amendAttempt(id: number, entry: Readonly<Record<string, unknown>>): Promise<void>
  /** The rows of a partition that no manifest holds yet, oldest first. */
  pendingAttempts(partition: string): Promise<readonly PendingAttempt[]>
  /** Partitions that have such rows, in order. */
  pendingPartitions(): Promise<readonly string[]>
  /** Forgets the rows up to an id, which the manifest now holds; rows noted since then stay. */
  clearAttempts(partition: string, throughId: number): Promise<void>
}

export function createFetchJournal(database: StateDatabase): FetchJournal {
  return {
    async journalAttempt(partition, entry) {
      const added = database.get<{ id: number }>(
        'INSERT INTO fetch_attempts (partition, entry) VALUES (:partition, :entry) RETURNING id',
        { partition, entry: JSON.stringify(entry) },
      )
      return (added as { id: number }).id
    },
    async amendAttempt(id, entry) {
      database.run('UPDATE fetch_attempts SET entry = :entry WHERE id = :id', { id, entry: JSON.stringify(entry) })
    },
    async pendingAttempts(partition) {
      const rows = database.all<{ id: number; entry: string }>(
        'SELECT id, entry FROM fetch_attempts WHERE partition = :partition ORDER BY id',
        { partition },
      )
      return rows.map(({ id, entry }) => ({ id, entry: JSON.parse(entry) as PendingAttempt['entry'] }))
    },
    async pendingPartitions() {
      return database
        .all<{ partition: string }>('SELECT DISTINCT partition FROM fetch_attempts ORDER BY partition')
        .map(({ partition }) => partition)
    },
    async clearAttempts(partition, throughId) {
      database.run('DELETE FROM fetch_attempts WHERE partition = :partition AND id <= :throughId', {
        partition,
        throughId,
      })
    },
  }
}
