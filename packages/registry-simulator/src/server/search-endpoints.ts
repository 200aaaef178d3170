import type { SearchRow } from '@ttb/utils'
import { renderSearchForm, renderSearchMessage, type SearchWay } from '../pages/search-form-page.ts'
import { RESULT_COLUMNS, renderSearchResults } from '../pages/search-results-page.ts'
import type { Sighting } from '../world/lifecycle.ts'
import type { World } from '../world/world.ts'
import { renderCsv } from './csv-export.ts'
import { readCriteria } from './read-criteria.ts'
import type { CodeLists } from './record-endpoints.ts'
import { csv, page, type Reply } from './reply.ts'
import type { Session, StoredSearch } from './sessions.ts'

const ROWS_A_PAGE = 20
/** Served for a session that is over, and now and then for one that has just begun. */
export const TIMEOUT_MESSAGE = 'The 20 minute timeout has occurred. Please start your search again.'

export interface SearchContext {
  readonly world: World
  /** Rows that one search lets through. */
  readonly rowCap: number
  readonly codeLists?: CodeLists | undefined
}

/** Which of the two ways to search an address belongs to. */
export function wayOf(url: URL): SearchWay {
  return /Advanced/.test(url.pathname + (url.searchParams.get('path') ?? '')) ? 'Advanced' : 'Basic'
}

export function showSearchForm(url: URL): Reply {
  return page(renderSearchForm(wayOf(url)))
}

export function timedOut(way: SearchWay = 'Basic'): Reply {
  return page(renderSearchMessage(TIMEOUT_MESSAGE, { way }), 'session_expired')
}

/** Runs a search and keeps what it found in the session. */
export function runSearch(
  context: SearchContext,
  session: Session,
  url: URL,
  form: URLSearchParams,
  atMs: number,
): Reply {
  const way = wayOf(url)
  const criteria = readCriteria(form, way)
  if ('messages' in criteria) return page(renderSearchMessage(criteria.messages.join('</li><li>'), { way }), 'message')
  session.search = { way, matches: context.world.search(criteria, atMs), page: 0 }
  return showResults(context, session.search)
}

/** The page before or after, never past either end; or the same rows in another order, from the first page. */
export function turnPage(context: SearchContext, session: Session, url: URL): Reply {
  if (!session.search) return timedOut(wayOf(url))
  const { search } = session
  const query = url.searchParams
  if (query.get('action') === 'sort') {
    const matches = sorted(context, search.matches, query.get('sortcol') ?? '', query.get('order') === 'desc')
    session.search = { ...search, matches, page: 0 }
  } else {
    const last = Math.max(0, Math.ceil(reachable(context, search) / ROWS_A_PAGE) - 1)
    const wanted = search.page + (query.get('pgfcn') === 'prevset' ? -1 : 1)
    session.search = { ...search, page: Math.min(last, Math.max(0, wanted)) }
  }
  return showResults(context, session.search)
}

/** The reachable rows of the session's last search as a file. */
export function exportSearch(context: SearchContext, session: Session, url: URL): Reply {
  if (!session.search) return timedOut(wayOf(url))
  const { matches } = session.search
  return csv(renderCsv(matches.slice(0, context.rowCap).map((sighting) => printedRow(context.world, sighting))))
}

function showResults(context: SearchContext, search: StoredSearch): Reply {
  const from = search.page * ROWS_A_PAGE
  const shown = search.matches.slice(from, Math.min(from + ROWS_A_PAGE, context.rowCap))
  const results = {
    rows: shown.map((sighting) => printedRow(context.world, sighting)),
    rowFrom: from + 1,
    reachable: reachable(context, search),
    totalMatching: search.matches.length,
  }
  return page(renderSearchResults(results, { way: search.way }))
}

function reachable({ rowCap }: SearchContext, { matches }: StoredSearch): number {
  return Math.min(matches.length, rowCap)
}

/** A row with its names as they are stored, line breaks and all. */
function printedRow(world: World, sighting: Sighting): SearchRow {
  const { searchRow, stored } = world.record(sighting)
  return { ...searchRow, ...stored }
}

/** What orders rows without making their records. */
const KEYS: Readonly<Record<string, (sighting: Sighting) => string>> = {
  ttbId: ({ lifecycle }) => lifecycle.ttbId,
  dateCompleted: ({ event }) => String(event.day).padStart(6, '0'),
  originCode: ({ lifecycle }) => lifecycle.origin.code,
  classType: ({ lifecycle }) => lifecycle.classType.code,
}

function sorted(context: SearchContext, matches: readonly Sighting[], column: string, descending: boolean): Sighting[] {
  const show = RESULT_COLUMNS.find(([, name]) => name === column)?.[2]
  if (!show) return [...matches]
  const keyOf = KEYS[column] ?? ((sighting: Sighting) => show(printedRow(context.world, sighting)))
  const keyed = matches.map((sighting) => ({ sighting, key: keyOf(sighting), id: sighting.lifecycle.ttbId }))
  const sign = descending ? -1 : 1
  keyed.sort((one, other) => sign * (compare(one.key, other.key) || compare(one.id, other.id)))
  return keyed.map(({ sighting }) => sighting)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
