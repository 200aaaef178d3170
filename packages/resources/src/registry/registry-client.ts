import { parseTtbId } from '@ttb/utils'
import type { CodeListName, Expected } from '@ttb/utils/pages'
import { createHttpClient, type HttpRequest } from '../http/http-client.ts'
import type { CodeListAnswer, CsvAnswer, ImageAnswer, LabelImages, PageAnswer, SearchAnswer } from './attempt.ts'
import { checkClientOptions, type RegistryClientOptions, registryKey } from './client-options.ts'
import { type Asked, answerOf, type Call, type CallOptions, createExchange } from './exchange.ts'
import { createGate } from './gate.ts'
import { imageAnswerOf, readLabelImages } from './label-images.ts'
import { createRegistryRequests, type SearchQuery } from './registry-requests.ts'
import { createSearches } from './searches.ts'
import { createSessionKeeper, inSession } from './session.ts'

/**
 * The public registry, asked politely: every request waits for its turn among all processes that share the state store.
 * A call resolves with an answer whatever came, after retries; only `not_found` means that there is no such record, and
 * `transient`, `truncated`, `session_expired`, `wrong_record` and `unexpected` mean that it is not known. It throws
 * `RegistryBlocked` while the registry must not be asked, `untrusted_server` when its certificate cannot be verified,
 * `invalid_ttb_id` and `invalid_argument` for what cannot be asked, and the signal's reason when aborted.
 */
export interface RegistryClient {
  page(kind: 'cola-detail' | 'certificate', ttbId: string, options?: CallOptions): Promise<PageAnswer>
  /** The first 20 rows, and how many there are. */
  search(query: SearchQuery, options?: CallOptions): Promise<SearchAnswer>
  /** All rows that a search reaches, at most 1,000. Searches first unless that search was the last one. */
  exportSearch(query: SearchQuery, options?: CallOptions): Promise<CsvAnswer>
  codeList(list: CodeListName, options?: CallOptions): Promise<CodeListAnswer>
  /** The form of a record, then its label images by the names that the form gives them. */
  labelImages(ttbId: string, filenames: readonly string[], options?: CallOptions): Promise<LabelImages>
  /** The scan of a paper application. */
  scan(ttbId: string, options?: CallOptions): Promise<ImageAnswer>
  close(): Promise<void>
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** What a probe takes besides its request. */
const PROBE_MARGIN_MS = MINUTE_MS

/** A client of the registry. Throws `invalid_argument` for options that are not polite, or ask the real one by accident. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { origin } = checkClientOptions(options)
  const { clock, state, requestTimeoutMs, maxAttempts } = options
  const { blockedPauseMs = 15 * MINUTE_MS, maintenancePauseMs = 5 * MINUTE_MS, backoffMs = 2000 } = options
  const http = createHttpClient({
    origin,
    trust: options.trust,
    userAgent: options.userAgent,
    timeoutMs: requestTimeoutMs,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 2 ** 20,
  })
  const gate = createGate({
    state,
    clock,
    key: registryKey(origin),
    intervalMs: options.minIntervalMs,
    probeLeaseMs: requestTimeoutMs + PROBE_MARGIN_MS,
    pauses: {
      blocked: { firstMs: blockedPauseMs, longestMs: Math.max(6 * HOUR_MS, blockedPauseMs) },
      maintenance: { firstMs: maintenancePauseMs, longestMs: Math.max(HOUR_MS, maintenancePauseMs) },
    },
    onEvent: options.onEvent,
  })
  const exchange = createExchange({
    http,
    gate,
    clock,
    maxAttempts,
    backoff: { firstMs: backoffMs, longestMs: Math.max(MINUTE_MS, backoffMs), random: options.random ?? Math.random },
    retryAfterCapMs: options.retryAfterCapMs ?? HOUR_MS,
    onAttempt: options.onAttempt,
  })
  const requests = createRegistryRequests(origin)
  const searches = createSearches({ exchange, requests, sessions: createSessionKeeper(clock) })
  const pageSessions = createSessionKeeper(clock)
  const imageSessions = createSessionKeeper(clock)

  const begin = (callOptions: CallOptions): Call => ({ ...callOptions, attempts: [] })
  const askAlone = <const E extends Expected>(call: Call, request: HttpRequest, expected: E): Promise<Asked<E>> =>
    inSession(pageSessions, ({ jar }) => exchange.ask(call, request, expected, jar))

  return {
    async page(kind, ttbId, callOptions = {}) {
      const call = begin(callOptions)
      const asked = await askAlone(call, requests.page(kind, parseTtbId(ttbId).id), { as: kind, ttbId })
      return { ...answerOf(asked, call.attempts), extracted: asked.reading }
    },
    search: (query, callOptions = {}) => searches.search(begin(callOptions), query),
    exportSearch: (query, callOptions = {}) => searches.exportSearch(begin(callOptions), query),
    async codeList(list, callOptions = {}) {
      const call = begin(callOptions)
      const asked = await askAlone(call, requests.codeList(list), { as: list })
      return { ...answerOf(asked, call.attempts), codes: asked.reading?.rows ?? [] }
    },
    async labelImages(ttbId, filenames, callOptions = {}) {
      parseTtbId(ttbId)
      const call = begin(callOptions)
      const work = () => readLabelImages({ exchange, requests, sessions: imageSessions }, call, ttbId, filenames)
      return imageSessions.alone(work, call)
    },
    async scan(ttbId, callOptions = {}) {
      const call = begin(callOptions)
      const asked = await askAlone(call, requests.scan(parseTtbId(ttbId).id), { as: 'image' })
      return imageAnswerOf(asked, call.attempts, null)
    },
    close: () => http.close(),
  }
}
