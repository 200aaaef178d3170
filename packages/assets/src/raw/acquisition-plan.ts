import type { Storage } from '@ttb/resources'
import type { IndexRow } from '@ttb/utils/records'
import { listPendingDays, readIndexDay } from '../discovery/index-partition.ts'
import type { DiscoveryRange } from '../discovery/search-windows.ts'
import { daysOf } from '../discovery/search-windows.ts'
import { duePagesOf, type RecordPageKind } from './due-pages.ts'

/** Records the registry completes on a working day, by its volumes of 2025: 6,083 in two weeks. */
export const RECORDS_A_WORKING_DAY = 608
/** A search and an export for each window of at most a thousand records, and the searches that found too many. */
const SEARCHES_A_WINDOW = 2.3
const RECORDS_A_WINDOW = 800
/** A detail page and a form together, compressed; measured on captures: 45 KB as served. */
const STORED_BYTES_A_RECORD = 11_000

/** What asking the registry for so much takes. */
export interface RequestPlan {
  readonly requests: number
  /** At the pace of one request in so many milliseconds. */
  readonly intervalMs: number
  readonly durationMs: number
  readonly storedBytes: number
}

/** What a discovery and the fetching of what it finds will take. Estimates say so; counted figures are exact upper bounds. */
export interface AcquisitionPlan extends DiscoveryRange, RequestPlan {
  /** Days of completion in the range. */
  readonly days: number
  /** Days among them that were searched to their end before: what they list is counted, not estimated. */
  readonly indexedDays: number
  readonly searches: number
  readonly records: number
  readonly pages: number
}

export interface AcquisitionPlanOptions {
  /** One request in so many milliseconds. */
  readonly intervalMs: number
  /** Whether days are searched. */
  readonly search: boolean
  /** Whether the pages that are due are fetched. */
  readonly fetch: boolean
  /** The days that are searched, each by itself. Default: all, together where they can be. */
  readonly searchedDays?: readonly string[]
  /** Whether a page of a listed record is due. Default: every page of the days that list what was not fetched yet. */
  readonly isDue?: (row: IndexRow, kind: RecordPageKind) => boolean
}

/** Plans a range of days of completion without asking the registry anything. */
export async function planAcquisition(
  storage: Storage,
  range: DiscoveryRange,
  { intervalMs, search, fetch, searchedDays, isDue }: AcquisitionPlanOptions,
): Promise<AcquisitionPlan> {
  const pending = new Set<string>()
  if (!isDue) for await (const { completedDate } of listPendingDays(storage)) pending.add(completedDate)
  let indexedDays = 0
  let records = 0
  let pages = 0
  const days = daysOf({ completedFrom: range.from, completedTo: range.to })
  for (const day of days) {
    if ((await storage.tables.readStamp(storage.paths.indexFolder(day))) === null) {
      if (!search) continue
      const expected = isWorkingDay(day) ? RECORDS_A_WORKING_DAY : 0
      records += expected
      pages += 2 * expected
      continue
    }
    indexedDays++
    if (!isDue && !pending.has(day)) continue
    for (const row of await readIndexDay(storage, day)) {
      const due = duePagesOf(row, []).filter(({ kind }) => isDue?.(row, kind) ?? true).length
      if (due > 0 || !isDue) records++
      pages += due
    }
  }
  const windows = searchedDays?.length ?? Math.max(1, records / RECORDS_A_WINDOW)
  const searches = search ? Math.ceil(windows * SEARCHES_A_WINDOW) : 0
  const fetched = fetch ? pages : 0
  const requests = searches + fetched
  return {
    ...range,
    days: days.length,
    indexedDays,
    searches,
    records,
    pages: fetched,
    ...planRequested(requests, { intervalMs, pages: fetched }),
  }
}

/** What so many requests take that bring so many pages. */
export function planRequested(
  requests: number,
  { intervalMs, pages }: { readonly intervalMs: number; readonly pages: number },
): RequestPlan {
  const storedBytes = Math.round((pages / 2) * STORED_BYTES_A_RECORD)
  return { requests, intervalMs, durationMs: requests * intervalMs, storedBytes }
}

export function isWorkingDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return day !== 0 && day !== 6
}
