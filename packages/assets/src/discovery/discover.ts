import type { Clock, RegistryClient, Storage } from '@ttb/resources'
import type { SearchRow } from '@ttb/utils/records'
import type { WaitOptions } from '../raw/when-open.ts'
import { type IndexedDay, indexDay } from './index-partition.ts'
import { noteOpenDiscovery, type OpenDay, type OpenDiscoveryResources, readOpenDiscovery } from './open-discovery.ts'
import { type DiscoveryRange, daysOf, firstWindows, type SearchWindow, splitWindow } from './search-windows.ts'
import { createSearcher, type WindowRows } from './searcher.ts'

export interface DiscoveryResources extends OpenDiscoveryResources {
  readonly storage: Storage
  readonly client: RegistryClient
  readonly clock: Clock
}

/** One window of days that was searched to its end. */
export interface DiscoveredWindow {
  readonly window: SearchWindow
  /** Rows the registry says match; null when it did not answer. */
  readonly total: number | null
  /** Rows it let through. */
  readonly rows: number
  /** Whether those are all. A window that is not complete is searched again next time. */
  readonly complete: boolean
  /** Why not. */
  readonly reason: string | null
  readonly days: readonly IndexedDay[]
}

/**
 * Searches the registry by completed date and brings the registry index up to date, a window of days at a time, earliest
 * first. A window that holds more rows than the registry lets through is split until its parts do not. Each window is
 * committed before it is yielded, so that a discovery that was cut short has lost nothing; the next one of the same range
 * goes on from there, within a week, and asks for no answer again.
 *
 * @throws the reason of the signal while there is something left to search; what the client throws: `blocked` while the
 * registry refuses, `untrusted_server`
 */
export async function* discover(
  resources: DiscoveryResources,
  range: DiscoveryRange,
  wait: WaitOptions = {},
): AsyncGenerator<DiscoveredWindow> {
  const { storage, client, clock } = resources
  const searcher = createSearcher(storage, client, clock, wait)
  const begun = await readOpenDiscovery(resources, range)
  const open = [...(begun?.windows ?? firstWindows(range.from, range.to))].reverse()
  let day = begun?.day ?? null
  let isNoted = begun !== null
  const incomplete: SearchWindow[] = []
  /** Most discoveries are one search: nothing is noted of those. */
  const note = async (under?: SearchWindow, of: OpenDay | null = null): Promise<void> => {
    const left = [...(under ? [under] : []), ...open.toReversed()]
    if (left.length === 0 && !isNoted) return
    isNoted = left.length > 0
    await noteOpenDiscovery(resources, range, isNoted ? { windows: [...left, ...incomplete], day: of } : null)
  }
  for (let window = open.pop(); window; window = open.pop()) {
    wait.signal?.throwIfAborted()
    const found = day ? null : await searcher.search(window)
    if (found?.tooMany && window.completedFrom < window.completedTo) {
      open.push(...splitWindow(window, found.total as number).reverse())
      await note()
      continue
    }
    if (found?.tooMany) {
      const { total, observedAt } = found
      const left = splitWindow(window, total as number)
      day = { total: total as number, observedAt, left, answers: [], sourceKey: '', reason: null }
      await note(window, day)
    }
    const under = window
    const whole = day ? await searcher.searchParts(day, (reached) => note(under, reached)) : (found as WindowRows)
    day = null
    const committed = await commitWindow(storage, window, whole)
    if (!committed.complete) incomplete.push(window)
    await note()
    yield committed
  }
}

async function commitWindow(storage: Storage, window: SearchWindow, found: WindowRows): Promise<DiscoveredWindow> {
  const days: IndexedDay[] = []
  const byDay = new Map<string, SearchRow[]>(daysOf(window).map((day) => [day, []]))
  const strays: SearchRow[] = []
  for (const row of found.rows) (byDay.get(row.completed_date ?? '') ?? strays).push(row)
  // Rows of other days mean that the registry did not keep to the dates that were asked for.
  const complete = found.complete && strays.length === 0
  const reason =
    strays.length > 0 ? `${strays.length} rows of other days, such as ${strays[0]?.completed_date}` : found.reason
  if (found.total !== null) {
    const { observedAt, sourceKey } = found
    for (const [day, rows] of byDay) {
      // What could not be read names no day, so the first one answers for it.
      const refused = day === window.completedFrom ? found.refused : []
      if (complete || rows.length + refused.length > 0)
        days.push(await indexDay(storage, day, { observedAt, sourceKey, complete, rows: sorted(rows), refused }))
    }
  }
  return { window, total: found.total, rows: found.rows.length, complete, reason, days }
}

/** Exports come in no stated order; the same rows must give the same table. */
function sorted(rows: readonly SearchRow[]): SearchRow[] {
  return rows
    .map((row) => [JSON.stringify(row), row] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row)
}
