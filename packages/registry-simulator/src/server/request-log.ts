import type { FaultKind } from '../faults/fault-rules.ts'
import type { Endpoint } from './endpoints.ts'
import type { RequestOutcome } from './reply.ts'

/** One request as the server saw it. Times are simulated, milliseconds since 1970. */
export interface RequestEntry {
  /** From 1, in order of arrival. */
  readonly number: number
  readonly atMs: number
  /** When the answer left; null while there is none. */
  readonly answeredAtMs: number | null
  readonly method: string
  /** Path and query as sent. */
  readonly path: string
  readonly endpoint: Endpoint
  /** The TTB ID asked for; of an attachment, the one whose image was served. */
  readonly ttbId: string | null
  /** The TTB ID in the address that an attachment's request came from. */
  readonly refererTtbId: string | null
  readonly session: string | null
  /** Null when the connection ended without an answer. */
  readonly httpStatus: number | null
  /** Null while the request is in flight. */
  readonly outcome: RequestOutcome | null
  /** The fault that struck; edits of ordinary pages only where nothing else did. */
  readonly fault: FaultKind | null
  /** Whether it came while an earlier request had everything refused. */
  readonly blocked: boolean
  readonly sizeBytes: number
}

export type OpenEntry = { -readonly [K in keyof RequestEntry]: RequestEntry[K] }

/** How many entries arrived within so many milliseconds up to the last one, that one included. */
export function countWithin(log: readonly RequestEntry[], ms: number): number {
  const last = log.at(-1)
  if (!last) return 0
  let count = 0
  for (let at = log.length - 1; at >= 0 && last.atMs - (log[at] as RequestEntry).atMs < ms; at--) count++
  return count
}
