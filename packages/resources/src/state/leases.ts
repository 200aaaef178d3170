import { randomUUID } from 'node:crypto'
import { isDeadProcess, processIdentity } from '../storage/process-identity.ts'
import type { StateDatabase } from './sql-connection.ts'

export const LEASES_SQL = `
  CREATE TABLE leases (
    key TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    taken_at_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
  ) STRICT;
`

/** Work that one at a time may do, whatever process it is in. Times are milliseconds since 1970-01-01T00:00Z. */
export interface Leases {
  /**
   * Takes a lease, or takes it for longer; whether it is ours. One that has run out, or whose process is no more, goes to
   * whoever asks.
   */
  takeLease(key: string, options: { readonly nowMs: number; readonly leaseMs: number }): Promise<boolean>
  /** Gives a lease back; nothing happens when it is not ours any more. */
  releaseLease(key: string): Promise<void>
}

export function createLeases(database: StateDatabase): Leases {
  const self = `${processIdentity()}.${randomUUID()}`
  return {
    async takeLease(key, { nowMs, leaseMs }) {
      return database.transaction(() => {
        const held = database.get<{ owner: string; taken_at_ms: number; until_ms: number }>(
          'SELECT owner, taken_at_ms, until_ms FROM leases WHERE key = :key',
          { key },
        )
        const isFree =
          !held || held.owner === self || held.until_ms <= nowMs || isDeadProcess(held.owner, nowMs - held.taken_at_ms)
        if (!isFree) return false
        database.run(
          'INSERT OR REPLACE INTO leases (key, owner, taken_at_ms, until_ms) VALUES (:key, :self, :now, :until)',
          { key, self, now: Math.floor(nowMs), until: Math.ceil(nowMs + leaseMs) },
        )
        return true
      })
    },
    async releaseLease(key) {
      database.run('DELETE FROM leases WHERE key = :key AND owner = :self', { key, self })
    },
  }
}
