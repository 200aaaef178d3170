import { type Metadata, readMetadata, writeMetadata } from './ledger-metadata.ts'
import type { StateDatabase } from './sql-connection.ts'

/** Something that happened in a run, for people. Nothing is decided by it. */
export interface NewEvent {
  readonly runId: string
  readonly atMs: number
  readonly kind: string
  readonly detail: Metadata
}

export interface EventRecord extends NewEvent {
  /** Rises from event to event. */
  readonly seq: number
}

/** What happened, apart from what is: it can be forgotten without loss. */
export interface LedgerEvents {
  appendEvents(events: readonly NewEvent[]): Promise<void>
  /** In order. */
  events(
    runId: string,
    options?: { readonly afterSeq?: number; readonly limit?: number },
  ): Promise<readonly EventRecord[]>
  /** Forgets events of before a time; how many. */
  pruneEvents(beforeMs: number): Promise<number>
}

interface EventRow {
  readonly seq: number
  readonly run_id: string
  readonly at_ms: number
  readonly kind: string
  readonly detail: string
}

export function createLedgerEvents(database: StateDatabase): LedgerEvents {
  return {
    async appendEvents(events) {
      if (events.length === 0) return
      database.transaction(() => {
        for (const { runId, atMs, kind, detail } of events)
          database.run('INSERT INTO run_events (run_id, at_ms, kind, detail) VALUES (:runId, :atMs, :kind, :detail)', {
            runId,
            atMs,
            kind,
            detail: writeMetadata(detail),
          })
      })
    },
    async events(runId, { afterSeq = 0, limit = 1000 } = {}) {
      const sql = 'SELECT * FROM run_events WHERE run_id = :runId AND seq > :afterSeq ORDER BY seq LIMIT :limit'
      return database.all<EventRow>(sql, { runId, afterSeq, limit }).map((row) => ({
        seq: row.seq,
        runId: row.run_id,
        atMs: row.at_ms,
        kind: row.kind,
        detail: readMetadata(row.detail),
      }))
    },
    async pruneEvents(beforeMs) {
      return database.run('DELETE FROM run_events WHERE at_ms < :beforeMs', { beforeMs })
    },
  }
}
