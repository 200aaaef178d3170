import { Pool } from 'undici'
import { createConnector } from './connector.ts'
import type { TlsTrust } from './tls-trust.ts'

/** A connection may take this long; what is left of the request's own time when that is shorter. */
const MAX_CONNECT_MS = 10_000
/** Longer than the time between two requests at any pace we keep. */
const KEEP_ALIVE_MS = 30_000

/** Connections to one origin, verified, kept open between requests. */
export function openPool(origin: string, options: { readonly trust: TlsTrust; readonly timeoutMs: number }): Pool {
  return new Pool(origin, {
    connect: createConnector(options.trust, { timeoutMs: Math.min(options.timeoutMs, MAX_CONNECT_MS) }),
    keepAliveTimeout: KEEP_ALIVE_MS,
    // As many connections as there are requests: one that had to queue here would be sent at a time nobody chose.
    connections: null,
    pipelining: 1,
    // Who sends a request has one timer for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}
