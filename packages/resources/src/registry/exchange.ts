import { createHash } from 'node:crypto'
import type { Issue } from '@ttb/utils'
import { type Expected, type Outcome, type ReadAnswer, readAnswer } from '@ttb/utils/pages'
import type { CookieJar } from 'tough-cookie'
import type { Clock } from '../clock.ts'
import type { HttpClient, HttpRequest, HttpResult } from '../http/http-client.ts'
import type { Answer, Attempt } from './attempt.ts'
import type { Gate } from './gate.ts'
import { toItsEnd } from './nothing-more.ts'
import { backoffMs, retryAfterMs } from './waiting.ts'

export interface CallOptions {
  /** Aborted with `NothingMore`, it lets a request that was sent be answered, with what the registry gives only after it. */
  readonly signal?: AbortSignal
  /** As the client's own, for the attempts of this call. */
  readonly onAttempt?: (attempt: Attempt) => void | Promise<void>
}

/** What one call of the client has done so far. */
export interface Call extends CallOptions {
  readonly attempts: Attempt[]
  /** Its requests are the rest of what an earlier one began, which is worth nothing without them. */
  readonly isRest?: boolean
}

/** Does the work of a call with the signal that it goes by: the rest of something is not kept from beginning. */
export function alongCall<T>(
  { signal, isRest = false }: Call,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  return isRest && signal ? toItsEnd(signal, work) : work(signal)
}

/** An answer with what it says, read as what was asked for. */
export interface Asked<E extends Expected = Expected> {
  readonly attempt: Attempt
  readonly body: Uint8Array
  readonly contentType: string | null
  readonly issues: readonly Issue[]
  /** Null when no answer came. */
  readonly reading: ReadAnswer<E> | null
}

export interface Exchange {
  /**
   * Sends a request, each time in its turn, until the answer is no passing fault or attempts are used up. Throws
   * `RegistryBlocked` when the registry blocks or is closed, else as {@link HttpClient.send}.
   */
  ask<const E extends Expected>(call: Call, request: HttpRequest, expected: E, jar: CookieJar): Promise<Asked<E>>
}

export interface ExchangeOptions {
  readonly http: HttpClient
  readonly gate: Gate
  readonly clock: Clock
  readonly maxAttempts: number
  readonly backoff: { readonly firstMs: number; readonly longestMs: number; readonly random: () => number }
  readonly retryAfterCapMs: number
  readonly onAttempt?: ((attempt: Attempt) => void | Promise<void>) | undefined
}

/** Outcomes that the same request may not have again. */
const PASSING: ReadonlySet<Outcome> = new Set(['transient', 'truncated'])
const MAX_REDIRECTS = 3

export function createExchange(options: ExchangeOptions): Exchange {
  const { http, gate, clock, maxAttempts, backoff, retryAfterCapMs } = options

  async function report(call: Call, attempt: Attempt): Promise<void> {
    call.attempts.push(attempt)
    await options.onAttempt?.(attempt)
    await call.onAttempt?.(attempt)
  }

  /** One request: its turn, its answer, its report. */
  async function send<E extends Expected>(call: Call, request: HttpRequest, expected: E, jar: CookieJar) {
    await http.open()
    const ticket = await alongCall(call, async (signal) => {
      const entered = await gate.enter({ signal })
      if (signal?.aborted) await gate.cancel(entered)
      signal?.throwIfAborted()
      return entered
    })
    const startedMs = clock.now()
    const facts = () => ({
      url: request.url.href,
      method: request.method,
      requestedAt: new Date(startedMs).toISOString(),
      durationMs: clock.now() - startedMs,
      attempt: call.attempts.length + 1,
    })
    let result: HttpResult
    try {
      result = await alongCall({ ...call, isRest: true }, (signal) => http.send(request, { jar, signal }))
    } catch (error) {
      await gate.cancel(ticket)
      const outcome = call.signal?.aborted ? 'transient' : 'unexpected'
      const nothing = { httpStatus: null, sizeBytes: 0, contentSha256: null }
      await report(call, {
        ...facts(),
        ...nothing,
        outcome,
        error: error instanceof Error ? error.message : String(error),
      })
      throw error
    }
    const read = readResult(result, expected)
    const waitMs = retryAfterMs(result.retryAfter, { nowMs: clock.now(), capMs: retryAfterCapMs })
    const asksToWait = read.outcome === 'transient' || read.outcome === 'blocked' || read.outcome === 'maintenance'
    const attempt: Attempt = {
      ...facts(),
      httpStatus: result.status,
      outcome: read.outcome,
      sizeBytes: result.body.length,
      contentSha256: result.body.length > 0 ? createHash('sha256').update(result.body).digest('hex') : null,
      error: read.error,
    }
    // First of all the others are stopped.
    const blocked = await gate.settle(ticket, read.outcome, asksToWait ? waitMs : 0)
    await report(call, attempt)
    if (blocked) throw blocked
    const { body, contentType } = result
    const asked: Asked<E> = { attempt, body, contentType, issues: read.issues, reading: read.reading }
    return { asked, result, waits: asksToWait && waitMs > 0 }
  }

  return {
    async ask(call, request, expected, jar) {
      let next = request
      let step = call
      for (let failures = 0, redirects = 0; ; ) {
        const { asked, result, waits } = await send(step, next, expected, jar)
        const target = redirectTarget(next, result)
        if (target && redirects++ < MAX_REDIRECTS) {
          next = target
          step = { ...call, isRest: true }
          continue
        }
        failures++
        if (!PASSING.has(asked.attempt.outcome) || failures >= maxAttempts) return asked
        call.signal?.throwIfAborted()
        // A server that says how long has had the next slots put off by that.
        if (!waits) await clock.sleep(backoffMs(failures, backoff), call.signal ? { signal: call.signal } : {})
      }
    },
  }
}

/** The answer of a call that ended so. */
export function answerOf(asked: Asked, attempts: readonly Attempt[]): Answer {
  const { attempt, body, contentType, issues } = asked
  return { ...attempt, body, contentType, issues, attempts: [...attempts] }
}

interface ReadResult<E extends Expected> {
  readonly outcome: Outcome
  readonly error: string | null
  readonly issues: readonly Issue[]
  readonly reading: ReadAnswer<E> | null
}

function readResult<E extends Expected>(result: HttpResult, expected: E): ReadResult<E> {
  const { status, contentType, body, fault, reason } = result
  if (status === null) return { outcome: 'transient', error: reason, issues: [], reading: null }
  if (fault === 'oversized')
    return { outcome: 'unexpected', error: reason, issues: [{ code: 'oversized', text: reason ?? '' }], reading: null }
  const reading = readAnswer({ status, contentType, body }, expected)
  const { issues } = reading
  // What came of a body that broke off may look whole; it may also tell that the registry is closed.
  const isLess = fault === 'cut' && !STANDS_WHEN_CUT.has(reading.outcome)
  const outcome = isLess ? 'truncated' : reading.outcome
  const isWhole = outcome === 'found' || outcome === 'not_found'
  const error = isWhole ? null : (reason ?? wordsOf(status, result, issues))
  return { outcome, error, issues, reading: isLess ? null : reading }
}

/** Outcomes that the rest of the body would not have changed. */
const STANDS_WHEN_CUT: ReadonlySet<Outcome> = new Set(['blocked', 'maintenance', 'transient'])

function wordsOf(status: number, { location }: HttpResult, issues: readonly Issue[]): string {
  if (location !== null) return `HTTP ${status} to ${location}`
  const said = issues.map(({ text }) => text).filter((text) => text)
  return said.length > 0 ? said.join('; ').slice(0, 500) : `HTTP ${status}`
}

/** The request that a redirect asks for; null when there is none, or it leads to another host or to a login. */
function redirectTarget(request: HttpRequest, { status, location }: HttpResult): HttpRequest | null {
  if (status === null || status < 300 || status > 399 || location === null) return null
  if (!URL.canParse(location, request.url.href)) return null
  const url = new URL(location, request.url)
  if (url.origin !== request.url.origin || /login/i.test(url.pathname)) return null
  if (status === 307 || status === 308) return { ...request, url }
  const { form: _form, ...rest } = request
  return { ...rest, method: 'GET', url }
}
