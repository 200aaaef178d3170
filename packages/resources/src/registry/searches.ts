import type { CsvAnswer, SearchAnswer } from './attempt.ts'
import { type Asked, alongCall, answerOf, type Call, type Exchange } from './exchange.ts'
import { assertSearchQuery, type RegistryRequests, type SearchQuery } from './registry-requests.ts'
import { inSession, type Session, type SessionKeeper } from './session.ts'

export interface Searches {
  search(call: Call, query: SearchQuery): Promise<SearchAnswer>
  exportSearch(call: Call, query: SearchQuery): Promise<CsvAnswer>
}

export interface SearchesOptions {
  readonly exchange: Exchange
  readonly requests: RegistryRequests
  readonly sessions: SessionKeeper
}

/** Searches one after the other: an export is of whatever its session searched last. */
export function createSearches({ exchange, requests, sessions }: SearchesOptions): Searches {
  /** The search, or the answer to the search form when that was refused. */
  async function searchIn(session: Session, call: Call, query: SearchQuery): Promise<Asked<{ as: 'search' }>> {
    if (!session.opened) {
      const form = await exchange.ask(call, requests.searchForm(), { as: 'search-form' }, session.jar)
      if (form.attempt.outcome !== 'found') return { ...form, reading: null }
      session.opened = true
    }
    session.lastSearch = null
    const asked = await exchange.ask(call, requests.search(query), { as: 'search' }, session.jar)
    if (asked.attempt.outcome === 'found') session.lastSearch = keyOf(query)
    return asked
  }

  async function exportIn(session: Session, call: Call, query: SearchQuery): Promise<Asked<{ as: 'search-csv' }>> {
    if (session.lastSearch !== keyOf(query)) {
      const searched = await searchIn(session, call, query)
      if (searched.attempt.outcome !== 'found') return { ...searched, reading: null }
    }
    return exchange.ask({ ...call, isRest: true }, requests.export(), { as: 'search-csv' }, session.jar)
  }

  return {
    async search(call, query) {
      assertSearchQuery(query)
      const asked = await sessions.alone(() => inSession(sessions, (session) => searchIn(session, call, query)), call)
      const { reading } = asked
      const page = reading?.outcome === 'found' && reading.kind === 'search' ? reading.values : null
      return { ...answerOf(asked, call.attempts), page }
    },
    async exportSearch(call, query) {
      assertSearchQuery(query)
      // Its turn comes also when nothing more is to be begun: then those before it come to their end.
      const asked = await alongCall({ ...call, isRest: true }, (signal) =>
        sessions.alone(() => inSession(sessions, (session) => exportIn(session, call, query)), { signal }),
      )
      const { rows = [], refused = 0 } = asked.reading ?? {}
      return { ...answerOf(asked, call.attempts), rows, refused }
    },
  }
}

function keyOf({ completedFrom, completedTo, classTypeFrom, classTypeTo, originCode }: SearchQuery): string {
  return JSON.stringify([completedFrom, completedTo, classTypeFrom ?? '', classTypeTo ?? '', originCode ?? ''])
}
