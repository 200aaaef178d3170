import type { Clock, RegistryClient, Storage } from '@ttb/resources'
import type { Issue } from '@ttb/utils'
import { extractPage, readSearchCsv } from '@ttb/utils/pages'
import type { SearchRow } from '@ttb/utils/records'
import { encodeStored, goneSince, readStoredPage } from '../raw/stored-page.ts'
import { type WaitOptions, whenOpen } from '../raw/when-open.ts'
import type { OpenDay } from './open-discovery.ts'
import { type SearchWindow, splitWindow, windowName } from './search-windows.ts'

/** What the searches of one window gave. */
export interface WindowRows {
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

export interface Searcher {
  search(window: SearchWindow): Promise<WindowRows>
  /**
   * A day of more rows than one search lets through, from where it was left, in parts by class and origin. Parts need not
   * cover a code that is not listed. `onPart` is told how far it has come, after each search.
   */
  searchParts(day: OpenDay, onPart: (day: OpenDay) => Promise<void>): Promise<WindowRows>
}

/** The registry counts and exports in two requests; a record that changes between them makes them differ. */
const EXPORT_ATTEMPTS = 3

/** Searches windows, and keeps every answer. */
export function createSearcher(
  storage: Storage,
  client: RegistryClient,
  clock: Clock,
  wait: WaitOptions = {},
): Searcher {
  const { signal } = wait
  const options = signal ? { signal } : {}
  const keep = async (searchedAt: string, window: SearchWindow, type: 'html' | 'csv', body: Uint8Array) => {
    const key = storage.paths.searchAnswerKey(searchedAt, windowName(window), type)
    await storage.objects.write(key, await encodeStored(key, body), { contentType: 'application/gzip' })
    return key
  }

  /** As {@link Searcher.search}, with where the answer lies that lists the rows. */
  const searchWindow = async (window: SearchWindow): Promise<WindowRows & { readonly listedIn: string | null }> => {
    for (let attempt = 1; ; attempt++) {
      const answer = await whenOpen(clock, wait, () => client.search(window, options))
      const observedAt = answer.requestedAt
      const none = { rows: [], refused: [], complete: false, tooMany: false, observedAt, sourceKey: '', listedIn: null }
      if (answer.page === null) return { ...none, total: null, reason: `search: ${answer.error ?? answer.outcome}` }
      const { total_matching: total, reachable, rows } = answer.page
      if (total > reachable) return { ...none, total, tooMany: true, reason: `${total} rows match` }
      const sourceKey = await keep(observedAt, window, 'html', answer.body)
      const found = { ...none, total, sourceKey }
      if (rows.length === total) return { ...found, rows, complete: true, reason: null, listedIn: sourceKey }
      const csv = await whenOpen(clock, wait, () => client.exportSearch(window, options))
      const listedIn = csv.body.length > 0 ? await keep(observedAt, window, 'csv', csv.body) : null
      const refused = refusedOf(csv.issues)
      const listed = csv.rows.length + refused.length
      const complete = csv.outcome === 'found' && listed === total
      if (complete || attempt === EXPORT_ATTEMPTS) {
        const reason = complete ? null : `${listed} rows exported of ${total} (${csv.error ?? csv.outcome})`
        return { ...found, rows: csv.rows, refused, complete, reason, listedIn }
      }
    }
  }

  return {
    search: searchWindow,
    async searchParts(begun, onPart) {
      const rows = new Map<string, SearchRow>()
      const refused: Issue[] = []
      const add = (piece: Pick<WindowRows, 'rows' | 'refused'>): void => {
        refused.push(...piece.refused)
        for (const row of piece.rows) rows.set(row.ttb_id ?? JSON.stringify(row), row)
      }
      for (const key of begun.answers) add(await readKeptRows(storage, key))
      let day = begun
      while (rows.size + refused.length < day.total) {
        const [part, ...left] = day.left
        if (!part) break
        signal?.throwIfAborted()
        const piece = await searchWindow(part)
        if (piece.tooMany) {
          const parts = splitWindow(part, piece.total as number)
          const reason = parts.length > 0 ? null : `${windowName(part)} holds ${piece.total} rows and cannot be split`
          day = { ...day, left: [...parts, ...left], reason: reason ?? day.reason }
        } else {
          add(piece)
          const answers = piece.listedIn === null ? day.answers : [...day.answers, piece.listedIn]
          const sourceKey = day.sourceKey || piece.sourceKey
          day = { ...day, left, answers, sourceKey, reason: day.reason ?? piece.reason }
        }
        await onPart(day)
      }
      const { total, observedAt, sourceKey, reason } = day
      const listed = rows.size + refused.length
      const complete = listed === total
      return {
        total,
        rows: [...rows.values()],
        refused,
        complete,
        tooMany: false,
        reason: complete ? null : (reason ?? `${listed} rows in all parts of ${total}`),
        observedAt,
        sourceKey,
      }
    },
  }
}

/** The rows of a part, from the answer that lists them. */
async function readKeptRows({ objects, paths }: Storage, key: string): Promise<Pick<WindowRows, 'rows' | 'refused'>> {
  const body = await readStoredPage(objects, key)
  if (body === null) throw goneSince(key)
  if (paths.readSearchAnswerKey(key)?.type === 'csv') {
    const { rows, issues } = readSearchCsv(body)
    return { rows, refused: refusedOf(issues) }
  }
  const page = extractPage(body, { kind: 'search' })
  return { rows: page.outcome === 'found' && page.kind === 'search' ? page.values.rows : [], refused: [] }
}

/** The rows of an export whose columns cannot be told apart. */
function refusedOf(issues: readonly Issue[]): Issue[] {
  return issues.filter(({ code }) => code === 'ambiguous')
}
