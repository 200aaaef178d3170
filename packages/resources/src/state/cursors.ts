import type { StateDatabase } from './sql-connection.ts'

export const CURSORS_SQL = `
  CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
`

/** How far something has come, by name; what a value means is known to who sets it. */
export interface Cursors {
  /** Null when it was never set. */
  getCursor(name: string): Promise<string | null>
  setCursor(name: string, value: string): Promise<void>
}

export function createCursors(database: StateDatabase): Cursors {
  return {
    async getCursor(name) {
      return database.get<{ value: string }>('SELECT value FROM cursors WHERE name = :name', { name })?.value ?? null
    },
    async setCursor(name, value) {
      database.run(
        'INSERT INTO cursors (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value',
        { name, value },
      )
    },
  }
}
