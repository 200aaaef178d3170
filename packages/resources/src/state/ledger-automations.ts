import { type NewTick, writeTick } from './ledger-ticks.ts'
import type { StateDatabase } from './sql-connection.ts'

export interface TickRecord extends NewTick {
  readonly recordedAtMs: number
}

/** Whether a schedule or sensor runs, and how far it has come. */
export interface AutomationState {
  readonly name: string
  readonly running: boolean
  /** Since when it runs, or does not. */
  readonly sinceMs: number
  /** What a sensor has seen by now. */
  readonly cursor: string | null
}

export interface LedgerAutomations {
  /** Switches a schedule or sensor on or off; switching on what is on changes nothing. */
  setAutomation(name: string, running: boolean, nowMs: number): Promise<void>
  /** Those that have ever been switched, by name. */
  automations(): Promise<readonly AutomationState[]>
  /** Records a tick that asks for no run; false when it has been recorded before. */
  recordTick(tick: NewTick, nowMs: number): Promise<boolean>
  /** The newest first. */
  ticks(name: string, options?: { readonly limit?: number }): Promise<readonly TickRecord[]>
  pruneTicks(scheduledBeforeMs: number): Promise<number>
  /**
   * Whether this alert is to be sent: not when one of the same key and reason has been since `notSinceMs`. It counts as
   * sent from then on, unless {@link forgetAlert} says otherwise.
   */
  takeAlert(
    alert: { readonly key: string; readonly reason: string; readonly notSinceMs: number },
    nowMs: number,
  ): Promise<boolean>
  /** The alert of this key could not be sent, or what it was about is over. */
  forgetAlert(key: string): Promise<void>
}

interface AutomationRow {
  readonly name: string
  readonly running: number
  readonly since_ms: number
  readonly cursor: string | null
}

interface TickRow {
  readonly name: string
  readonly scheduled_at_ms: number
  readonly outcome: NewTick['outcome']
  readonly reason: string
  readonly run_ids: string
  readonly recorded_at_ms: number
}

export function createLedgerAutomations(database: StateDatabase): LedgerAutomations {
  return {
    async setAutomation(name, running, nowMs) {
      database.run(
        `INSERT INTO automations (name, running, since_ms) VALUES (:name, :running, :nowMs)
         ON CONFLICT (name) DO UPDATE SET running = :running, since_ms = :nowMs WHERE running <> :running`,
        { name, running: running ? 1 : 0, nowMs },
      )
    },
    async automations() {
      const rows = database.all<AutomationRow>('SELECT * FROM automations ORDER BY name')
      return rows.map((row) => ({
        name: row.name,
        running: row.running === 1,
        sinceMs: row.since_ms,
        cursor: row.cursor,
      }))
    },
    async recordTick(tick, nowMs) {
      return writeTick(database, tick, nowMs)
    },
    async ticks(name, { limit = 100 } = {}) {
      const sql = 'SELECT * FROM ticks WHERE name = :name ORDER BY scheduled_at_ms DESC LIMIT :limit'
      return database.all<TickRow>(sql, { name, limit }).map((row) => ({
        name: row.name,
        scheduledAtMs: row.scheduled_at_ms,
        outcome: row.outcome,
        reason: row.reason,
        runIds: JSON.parse(row.run_ids) as string[],
        recordedAtMs: row.recorded_at_ms,
      }))
    },
    async pruneTicks(scheduledBeforeMs) {
      // The last tick of each stays: from it on the next ones are due.
      return database.run(
        `DELETE FROM ticks WHERE scheduled_at_ms < :scheduledBeforeMs AND scheduled_at_ms <
           (SELECT max(scheduled_at_ms) FROM ticks AS later WHERE later.name = ticks.name)`,
        { scheduledBeforeMs },
      )
    },
    async takeAlert({ key, reason, notSinceMs }, nowMs) {
      return (
        database.run(
          `INSERT INTO alerts (key, reason, sent_at_ms) VALUES (:key, :reason, :nowMs)
           ON CONFLICT (key) DO UPDATE SET reason = :reason, sent_at_ms = :nowMs
           WHERE alerts.reason <> :reason OR alerts.sent_at_ms < :notSinceMs`,
          { key, reason, notSinceMs, nowMs },
        ) > 0
      )
    },
    async forgetAlert(key) {
      database.run('DELETE FROM alerts WHERE key = :key', { key })
    },
  }
}
