import { type Breakers, createBreakers } from './breakers.ts'
import { type Cursors, createCursors } from './cursors.ts'
import { createFetchJournal, type FetchJournal } from './fetch-journal.ts'
import { createLeases, type Leases } from './leases.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createManifestNotes, type ManifestNotes } from './manifest-notes.ts'
import { createRateSlots, type RateSlots } from './rate-slots.ts'
import { openStateDatabase } from './state-database.ts'

/**
 * What processes that work on the same data must agree on, and what must outlive them. Calls fail with `storage_failed`,
 * retryable while another process holds the store.
 */
export interface StateStore extends RateSlots, Breakers, FetchJournal, Cursors, Leases, ManifestNotes {
  /** Where it lies, for people. */
  readonly location: string
  readonly ledger: Ledger
  close(): Promise<void>
}

/**
 * A state store in one SQLite file, for all processes of one machine (a network disk will not do); `:memory:` for one
 * that ends with the process. The file and its folder are made when there are none. Throws `invalid_argument` when the
 * file is another program's, or of a newer version of this one.
 */
export function openStateStore(path: string): StateStore {
  const database = openStateDatabase(path)
  // What a power cut takes from these is made again, and slots and leases are over by then; so they need not wait for the disk.
  const volatile = path === ':memory:' ? database : openStateDatabase(path, { outlives: 'process' })
  return {
    location: database.location,
    ...createRateSlots(volatile),
    ...createBreakers(database),
    ...createFetchJournal(database),
    ...createCursors(database),
    ...createLeases(volatile),
    ...createManifestNotes(volatile),
    ledger: createLedger(volatile),
    async close() {
      volatile.close()
      database.close()
    },
  }
}
