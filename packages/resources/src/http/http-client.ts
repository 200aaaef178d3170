import { TtbError } from '@ttb/utils'
import type { CookieJar } from 'tough-cookie'
import type { Dispatcher, Pool } from 'undici'
import { ACCEPTED_ENCODINGS, BodyTooLarge, decodeBody } from './decode-body.ts'
import type { TlsTrust } from './tls-trust.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** Of the client's origin. */
  readonly url: URL
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>
  readonly referer?: string
}

/** What came of a request. */
export interface HttpResult {
  /** Null when no answer came. */
  readonly status: number | null
  readonly contentType: string | null
  /** The headers of these names, as sent. */
  readonly location: string | null
  readonly retryAfter: string | null
  /** What came of the body, decompressed. */
  readonly body: Uint8Array
  /** What is wrong with it: nothing came, the end is missing, or it is larger than allowed. */
  readonly fault: 'unanswered' | 'cut' | 'oversized' | null
  /** The fault in words. */
  readonly reason: string | null
}

export interface SendOptions {
  /** The session: cookies that are sent, and kept from the answer. */
  readonly jar: CookieJar
  readonly signal?: AbortSignal | undefined
}

export interface HttpClient {
  /** Loads what it takes to send, so that the first request leaves in its turn. */
  open(): Promise<void>
  /**
   * Sends one request, once, and follows nothing. Whatever a network or server does is a result. Throws
   * `untrusted_server` when the server cannot be trusted, and the signal's reason when aborted.
   */
  send(request: HttpRequest, options: SendOptions): Promise<HttpResult>
  close(): Promise<void>
}

export interface HttpClientOptions {
  /** The only place that requests are sent to, such as `https://registry.test`. */
  readonly origin: string
  readonly trust: TlsTrust
  readonly userAgent: string
  /** For one request from the connection to the last byte; of the machine's time. */
  readonly timeoutMs: number
  /** Of a body, before and after decompression. */
  readonly maxBodyBytes: number
}

/** Requests that accept nothing in particular are answered by a closed connection. */
const BROWSER_HEADERS = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/*,*/*;q=0.8',
  'accept-language': 'en-US,en;q=0.5',
  'accept-encoding': ACCEPTED_ENCODINGS,
}

/** A client of one origin: connections are kept open and verified by `trust`. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { origin, userAgent, timeoutMs, maxBodyBytes } = options
  // Loaded for those who make a client only: it takes as long as all the rest of this package.
  const opening: Promise<Pool> = import('./open-pool.ts').then(({ openPool }) => openPool(origin, options))

  async function exchange(pool: Pool, request: HttpRequest, jar: CookieJar, signal: AbortSignal) {
    const { url, form, referer } = request
    const cookie = await jar.getCookieString(url.href)
    const answer = await pool.request({
      method: request.method,
      path: url.pathname + url.search,
      headers: {
        ...BROWSER_HEADERS,
        'user-agent': userAgent,
        ...(cookie && { cookie }),
        ...(referer && { referer }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form ? encodeForm(form) : null,
      signal,
    })
    // A cookie that a browser would not keep is not kept here either.
    for (const header of [answer.headers['set-cookie'] ?? []].flat())
      await jar.setCookie(header, url.href, { loose: true, ignoreError: true })
    return { ...headersOf(answer), ...(await bodyOf(answer, signal)) }
  }

  async function bodyOf(answer: Dispatcher.ResponseData, signal: AbortSignal) {
    const chunks: Uint8Array[] = []
    let sizeBytes = 0
    try {
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
        sizeBytes += chunk.length
        if (sizeBytes > maxBodyBytes) throw new BodyTooLarge(maxBodyBytes)
        chunks.push(chunk)
      }
      const encoding = answer.headers['content-encoding']
      const body = decodeBody(Buffer.concat(chunks), encoding === undefined ? [] : [encoding].flat(), maxBodyBytes)
      return { body, fault: null, reason: null } as const
    } catch (error) {
      if (error instanceof BodyTooLarge)
        return { body: new Uint8Array(), fault: 'oversized', reason: error.message } as const
      const reason = signal.aborted
        ? `the body did not end within ${timeoutMs} ms`
        : `the body broke off: ${wordsOf(error)}`
      // A compressed part of a page says nothing; a plain one may still tell a notice of maintenance.
      const body = answer.headers['content-encoding'] === undefined ? Buffer.concat(chunks) : new Uint8Array()
      return { body, fault: 'cut', reason } as const
    }
  }

  return {
    async open() {
      await opening
    },
    async send(request, { jar, signal }) {
      if (request.url.origin !== new URL(origin).origin)
        throw new TtbError(`not an address of ${origin}: ${request.url.href}`, { code: 'invalid_argument' })
      const pool = await opening
      signal?.throwIfAborted()
      const ending = new AbortController()
      const timer = setTimeout(() => ending.abort(), timeoutMs)
      const abort = () => ending.abort()
      signal?.addEventListener('abort', abort, { once: true })
      try {
        const result: HttpResult = await exchange(pool, request, jar, ending.signal)
        signal?.throwIfAborted()
        return result
      } catch (error) {
        signal?.throwIfAborted()
        if (TtbError.isInstance(error) && !error.retryable) throw error
        return unanswered(ending.signal.aborted ? `no answer within ${timeoutMs} ms` : wordsOf(error))
      } finally {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
      }
    },
    async close() {
      const pool = await opening
      await pool.destroy()
    },
  }
}

function headersOf({ statusCode, headers }: Dispatcher.ResponseData) {
  const first = (name: string) => [headers[name] ?? null].flat()[0] ?? null
  return {
    status: statusCode,
    contentType: first('content-type'),
    location: first('location'),
    retryAfter: first('retry-after'),
  }
}

function unanswered(reason: string): HttpResult {
  const none = { status: null, contentType: null, location: null, retryAfter: null }
  return { ...none, body: new Uint8Array(), fault: 'unanswered', reason }
}

function encodeForm(form: NonNullable<HttpRequest['form']>): string {
  const fields = new URLSearchParams()
  for (const [name, values] of Object.entries(form)) for (const value of [values].flat()) fields.append(name, value)
  return fields.toString()
}

/** An error of the network in words: its code says more than its message, and the first cause more than the last. */
function wordsOf(error: unknown): string {
  const { code, message = '', cause } = (error ?? {}) as { code?: unknown; message?: string; cause?: unknown }
  if (cause !== undefined && !TtbError.isInstance(error)) return wordsOf(cause)
  return typeof code === 'string' && !message.includes(code) && !TtbError.isInstance(error)
    ? `${code} ${message}`.trim()
    : message
}
