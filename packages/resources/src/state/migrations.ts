import { BREAKERS_SQL } from './breakers.ts'
import { CURSORS_SQL } from './cursors.ts'
import { FETCH_JOURNAL_SQL } from './fetch-journal.ts'
import { LEASES_SQL } from './leases.ts'
import { LEDGER_SQL } from './ledger-sql.ts'
import { MANIFEST_NOTES_SQL } from './manifest-notes.ts'
import { RATE_SLOTS_SQL } from './rate-slots.ts'

/**
 * What each version of the state file adds, in order; a file of version n has had the first n of them. Entries are never
 * changed and never removed: new tables, and changes of old ones, come as one more entry at the end.
 */
export const MIGRATIONS: readonly string[] = [
  [RATE_SLOTS_SQL, BREAKERS_SQL, FETCH_JOURNAL_SQL, CURSORS_SQL, LEASES_SQL].join('\n'),
  LEDGER_SQL,
  MANIFEST_NOTES_SQL,
]
