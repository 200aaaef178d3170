import { randomUUID } from 'node:crypto'
import type { StateDatabase } from './sql-connection.ts'

export const BREAKERS_SQL = `
  CREATE TABLE breakers (
    key TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    pause_ms INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    closed_at_ms INTEGER,
    probe_token TEXT,
    probe_until_ms INTEGER
  ) STRICT;
`

/** Why the registry may not be asked: its bot defence refuses us, or it is closed. */
export type PauseReason = 'blocked' | 'maintenance'

/** An open breaker. Times are milliseconds since 1970-01-01T00:00Z. */
export interface BreakerState {
  readonly reason: PauseReason
  /** How many pauses there were in a row, this one included; each is twice as long as the one before. */
  readonly count: number
  readonly sinceMs: number
  /** When one request may be sent to see whether it is over. */
  readonly untilMs: number
  readonly pauseMs: number
  /** Until when the request that looks has time to come back; null when there is none under way. */
  readonly probeUntilMs: number | null
}

export type BreakerPass =
  /** Nothing is wrong. */
  | { readonly pass: 'free' }
  /** The pause is over and this caller alone may send one request; it must close, trip or release with the token. */
  | { readonly pass: 'probe'; readonly token: string; readonly breaker: BreakerState }
  /** The pause is not over, or another caller is looking whether it is. */
  | { readonly pass: 'refused'; readonly breaker: BreakerState }

export interface TripOptions {
  readonly reason: PauseReason
  readonly nowMs: number
  /** The first pause. */
  readonly pauseMs: number
  readonly maxPauseMs: number
  /** A pause that the server asked for. */
  readonly leastPauseMs?: number
  /** Of the probe that met the same again. */
  readonly token?: string | null
}

/** Stops all who share a key, in whatever process, and lets one of them look whether it is over. */
export interface Breakers {
  /** Null while it is closed, which is when requests may be sent. */
  breaker(key: string): Promise<BreakerState | null>
  /** Asks to send one request now. A probe that is neither settled nor released is given to another after `leaseMs`. */
  passBreaker(key: string, options: { readonly nowMs: number; readonly leaseMs: number }): Promise<BreakerPass>
  /**
   * Opens the breaker, or opens it for longer when its probe says so. Answers of requests that were under way when it
   * opened change nothing. A breaker that opens again for the same reason soon after it was closed goes on where it was.
   */
  tripBreaker(key: string, options: TripOptions): Promise<BreakerState>
  /** Closes the breaker when the token is that of its probe; whether it was. */
  closeBreaker(key: string, options: { readonly nowMs: number; readonly token: string }): Promise<boolean>
  /** Gives a probe back that has decided nothing; the next one may be sent at `untilMs`. */
  releaseProbe(key: string, options: { readonly untilMs: number; readonly token: string }): Promise<void>
}

interface BreakerRow {
  readonly reason: PauseReason
  readonly count: number
  readonly pause_ms: number
  readonly since_ms: number
  readonly until_ms: number
  readonly closed_at_ms: number | null
  readonly probe_token: string | null
  readonly probe_until_ms: number | null
}

export function createBreakers(database: StateDatabase): Breakers {
  const rowOf = (key: string) => database.get<BreakerRow>('SELECT * FROM breakers WHERE key = :key', { key })
  return {
    async breaker(key) {
      const row = rowOf(key)
      return isOpen(row) ? stateOf(row) : null
    },

    async passBreaker(key, { nowMs, leaseMs }) {
      // Nearly every request passes here, so that nothing is locked for it.
      if (!isOpen(rowOf(key))) return { pass: 'free' }
      return database.transaction((): BreakerPass => {
        const row = rowOf(key)
        if (!isOpen(row)) return { pass: 'free' }
        if (nowMs < Math.max(row.until_ms, row.probe_until_ms ?? 0)) return { pass: 'refused', breaker: stateOf(row) }
        const token = randomUUID()
        database.run('UPDATE breakers SET probe_token = :token, probe_until_ms = :until WHERE key = :key', {
          key,
          token,
          until: Math.ceil(nowMs + leaseMs),
        })
        return { pass: 'probe', token, breaker: stateOf(row) }
      })
    },

    async tripBreaker(key, options) {
      return database.transaction(() => {
        const row = rowOf(key)
        if (isOpen(row) && (!options.token || row.probe_token !== options.token)) return stateOf(row)
        const opened = tripped(row, options)
        const { reason, count, pauseMs, sinceMs, untilMs } = opened
        database.run(
          `INSERT OR REPLACE INTO breakers (key, reason, count, pause_ms, since_ms, until_ms)
           VALUES (:key, :reason, :count, :pauseMs, :sinceMs, :untilMs)`,
          { key, reason, count, pauseMs, sinceMs, untilMs },
        )
        return opened
      })
    },

    async closeBreaker(key, { nowMs, token }) {
      const sql = `UPDATE breakers SET closed_at_ms = :now, probe_token = NULL, probe_until_ms = NULL
        WHERE key = :key AND probe_token = :token`
      return database.run(sql, { key, token, now: Math.ceil(nowMs) }) > 0
    },

    async releaseProbe(key, { untilMs, token }) {
      database.run(
        `UPDATE breakers SET until_ms = :until, probe_token = NULL, probe_until_ms = NULL
         WHERE key = :key AND probe_token = :token`,
        { key, token, until: Math.ceil(untilMs) },
      )
    },
  }
}

function tripped(row: BreakerRow | undefined, options: TripOptions): BreakerState {
  const { reason, nowMs, pauseMs, maxPauseMs, leastPauseMs = 0 } = options
  // Soon: before the last pause would have ended once more.
  const isSoon = (closedAtMs: number, lastPauseMs: number) => nowMs < closedAtMs + lastPauseMs
  const goesOn = row?.reason === reason && (row.closed_at_ms === null || isSoon(row.closed_at_ms, row.pause_ms))
  const count = goesOn ? row.count + 1 : 1
  const pause = Math.ceil(Math.max(leastPauseMs, Math.min(pauseMs * 2 ** Math.min(count - 1, 30), maxPauseMs)))
  const sinceMs = isOpen(row) ? row.since_ms : Math.ceil(nowMs)
  return { reason, count, sinceMs, untilMs: Math.ceil(nowMs) + pause, pauseMs: pause, probeUntilMs: null }
}

function isOpen(row: BreakerRow | undefined): row is BreakerRow {
  return row !== undefined && row.closed_at_ms === null
}

function stateOf(row: BreakerRow): BreakerState {
  return {
    reason: row.reason,
    count: row.count,
    sinceMs: row.since_ms,
    untilMs: row.until_ms,
    pauseMs: row.pause_ms,
    probeUntilMs: row.probe_until_ms,
  }
}
