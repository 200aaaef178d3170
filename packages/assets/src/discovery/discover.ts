import type { Clock, RegistryClient, Storage } from '@ttb/resources'
import type { Issue } from '@ttb/utils'
import type { SearchRow } from '@ttb/utils/records'
import { encodeStored } from '../raw/stored-page.ts'
import { type WaitOptions, whenOpen } from '../raw/when-open.ts'
import { type IndexedDay, indexDay } from './index-partition.ts'
import { daysOf, firstWindows, type SearchWindow, splitWindow, windowName } from './search-windows.ts'

export interface DiscoveryResources {
  readonly storage: Storage
  readonly client: RegistryClient
  readonly clock: Clock
}

export interface DiscoveryRange {
  /** First day of completion, `YYYY-MM-DD`. */
  readonly from: string
  /** Last day of completion, included. */
  readonly to: string
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

/** The registry counts and exports in two requests; a record that changes between them makes them differ. */
const EXPORT_ATTEMPTS = 3

/**
 * Searches the registry by completed date and brings the registry index up to date, a window of days at a time, earliest
 * first. A window that holds more rows than the registry lets through is split until its parts do not. Each window is
 * committed before it is yielded, so that a discovery that was cut short has lost nothing.
 *
 * @throws what the client throws: `blocked` while the registry refuses, `untrusted_server`
 */
export async function* discover(
  { storage, client, clock }: DiscoveryResources,
  { from, to }: DiscoveryRange,
  wait: WaitOptions = {},
): AsyncGenerator<DiscoveredWindow> {
  const searcher = createSearcher(storage, client, clock, wait)
  const open = firstWindows(from, to).reverse()
  for (let window = open.pop(); window; window = open.pop()) {
    wait.signal?.throwIfAborted()
    const found = await searcher.search(window)
    if (found.tooMany && window.completedFrom < window.completedTo) {
      open.push(...splitWindow(window, found.total as number).reverse())
      continue
    }
    const whole = found.tooMany ? await searcher.searchParts(window, found) : found
    yield await commitWindow(storage, window, whole)
  }
}

/** What the searches of one window gave. */
interface WindowRows {
  readonly total: number | null
  readonly rows: readonly SearchRow[]
  /** Rows of an export that could not be told apart for certain, each with its text. */
  readonly refused: readonly Issue[]
  readonly complete: boolean
  readonly reason: string | null
  /** More rows than one search lets through. */
  readonly tooMany: boolean
  readonly observedAt: string
  readonly sourceKey: string
}

function createSearcher(storage: Storage, client: RegistryClient, clock: Clock, wait: WaitOptions) {
  const { signal } = wait
  const options = signal ? { signal } : {}
  const keep = async (searchedAt: string, window: SearchWindow, type: 'html' | 'csv', body: Uint8Array) => {
    const key = storage.paths.searchAnswerKey(searchedAt, windowName(window), type)
    await storage.objects.write(key, await encodeStored(key, body), { contentType: 'application/gzip' })
    return key
  }

  const search = async (window: SearchWindow): Promise<WindowRows> => {
    for (let attempt = 1; ; attempt++) {
      const answer = await whenOpen(clock, wait, () => client.search(window, options))
      const observedAt = answer.requestedAt
      const nothing = { rows: [], refused: [], complete: false, tooMany: false, observedAt, sourceKey: '' }
      if (answer.page === null) return { ...nothing, total: null, reason: `search: ${answer.error ?? answer.outcome}` }
      const { total_matching: total, reachable, rows } = answer.page
      if (total > reachable) return { ...nothing, total, tooMany: true, reason: `${total} rows match` }
      const sourceKey = await keep(observedAt, window, 'html', answer.body)
      if (rows.length === total)
        return { total, rows, refused: [], complete: true, tooMany: false, reason: null, observedAt, sourceKey }
      const csv = await whenOpen(clock, wait, () => client.exportSearch(window, options))
      if (csv.body.length > 0) await keep(observedAt, window, 'csv', csv.body)
      const refused = csv.issues.filter(({ code }) => code === 'ambiguous')
      const listed = csv.rows.length + refused.length
      const complete = csv.outcome === 'found' && listed === total
      if (complete || attempt === EXPORT_ATTEMPTS) {
        const reason = complete ? null : `${listed} rows exported of ${total} (${csv.error ?? csv.outcome})`
        return { total, rows: csv.rows, refused, complete, tooMany: false, reason, observedAt, sourceKey }
      }
    }
  }

  /** A single day that holds too many rows, in parts by class and origin. Parts need not cover a code that is not listed. */
  const searchParts = async (window: SearchWindow, found: WindowRows): Promise<WindowRows> => {
    const rows = new Map<string, SearchRow>()
    const refused: Issue[] = []
    const total = found.total as number
    let sourceKey = ''
    let reason: string | null = null
    const open = splitWindow(window, total).reverse()
    for (let part = open.pop(); part && rows.size + refused.length < total; part = open.pop()) {
      signal?.throwIfAborted()
      const piece = await search(part)
      if (piece.tooMany) {
        const parts = splitWindow(part, piece.total as number)
        if (parts.length === 0) reason = `${windowName(part)} holds ${piece.total} rows and cannot be split`
        open.push(...parts.reverse())
        continue
      }
      reason ??= piece.reason
      sourceKey ||= piece.sourceKey
      refused.push(...piece.refused)
      for (const row of piece.rows) rows.set(row.ttb_id ?? JSON.stringify(row), row)
    }
    const listed = rows.size + refused.length
    const complete = listed === total
    return {
      total,
      rows: [...rows.values()],
      refused,
      complete,
      tooMany: false,
      reason: complete ? null : (reason ?? `${listed} rows in all parts of ${total}`),
      observedAt: found.observedAt,
      sourceKey,
    }
  }
  return { search, searchParts }
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
