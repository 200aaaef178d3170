import { groupCommits } from './group-commits.ts'
import { createLedgerAssets, type LedgerAssets } from './ledger-assets.ts'
import { createLedgerAutomations, type LedgerAutomations } from './ledger-automations.ts'
import { createLedgerEvents, type LedgerEvents } from './ledger-events.ts'
import { createLedgerRuns, type LedgerRuns } from './ledger-runs.ts'
import { createLedgerUnits, type LedgerUnits } from './ledger-units.ts'
import type { StateDatabase } from './sql-connection.ts'

/**
 * The memory of the engine: runs and their units, the latest materialization of each partition, checks, ticks. What it
 * says holds whatever process was killed when. Times are milliseconds since 1970-01-01T00:00Z and are passed in; the
 * partition of what is not partitioned is the empty text. Calls fail with `storage_failed`, retryable while another
 * process holds the ledger.
 */
export interface Ledger extends LedgerRuns, LedgerUnits, LedgerAssets, LedgerAutomations, LedgerEvents {
  /** What is wrong with what is stored, as the database sees it; empty when nothing is. */
  problems(): Promise<readonly string[]>
}

/** The ledger in a state file. */
export function createLedger(database: StateDatabase): Ledger {
  const grouped = groupCommits(database)
  return {
    ...createLedgerRuns(database),
    ...createLedgerUnits(database, grouped),
    ...createLedgerAssets(database, grouped),
    ...createLedgerAutomations(database),
    ...createLedgerEvents(database),
    async problems() {
      const rows = database.all<{ integrity_check: string }>('PRAGMA integrity_check')
      return rows.map(({ integrity_check: text }) => text).filter((text) => text !== 'ok')
    },
  }
}
