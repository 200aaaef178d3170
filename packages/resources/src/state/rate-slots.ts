import type { StateDatabase } from './sql-connection.ts'

export const RATE_SLOTS_SQL = `
  CREATE TABLE rate_slots (
    key TEXT PRIMARY KEY,
    next_at_ms INTEGER NOT NULL,
    penalized_until_ms INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`

/** One pace for all who share a key, in whatever process. Times are milliseconds since 1970-01-01T00:00Z. */
export interface RateSlots {
  /** Takes the next free time, at least `everyMs` after the last one taken, and not before `nowMs` or the end of a penalty. */
  reserveSlot(key: string, everyMs: number, nowMs: number): Promise<number>
  /** No slot that is reserved from now on lies before `nowMs + ms`. A shorter penalty does not shorten a longer one. */
  penalize(key: string, ms: number, nowMs: number): Promise<void>
  /** Until when the key is penalized; 0 when it never was. Who holds a slot before that must take another. */
  penalizedUntil(key: string): Promise<number>
}

/** A queue longer than this is none: the slot was reserved under a clock that has been set back since. */
const LONGEST_QUEUE_SLOTS = 1000

export function createRateSlots(database: StateDatabase): RateSlots {
  return {
    async reserveSlot(key, everyMs, nowMs) {
      const every = Math.ceil(everyMs)
      const row = database.get<{ next_at_ms: number }>(
        `INSERT INTO rate_slots (key, next_at_ms) VALUES (:key, :now + :every)
         ON CONFLICT (key) DO UPDATE SET next_at_ms = :every + max(:now, penalized_until_ms,
           iif(next_at_ms - max(:now, penalized_until_ms) > :queue, 0, next_at_ms))
         RETURNING next_at_ms`,
        { key, every, now: Math.ceil(nowMs), queue: every * LONGEST_QUEUE_SLOTS },
      )
      return (row as { next_at_ms: number }).next_at_ms - every
    },
    async penalize(key, ms, nowMs) {
      database.run(
        `INSERT INTO rate_slots (key, next_at_ms, penalized_until_ms) VALUES (:key, 0, :until)
         ON CONFLICT (key) DO UPDATE SET penalized_until_ms = max(penalized_until_ms, :until)`,
        { key, until: Math.ceil(nowMs + ms) },
      )
    },
    async penalizedUntil(key) {
      const sql = 'SELECT penalized_until_ms FROM rate_slots WHERE key = :key'
      return database.get<{ penalized_until_ms: number }>(sql, { key })?.penalized_until_ms ?? 0
    },
  }
}
