import type { RequestEntry } from './request-log.ts'

export interface Politeness {
  readonly requests: number
  /** The shortest time from one request to the next; null with less than two. */
  readonly minGapMs: number | null
  /** The numbers of requests that came sooner after the one before than they should. */
  readonly tooSoon: readonly number[]
  /** The most requests within any second. */
  readonly maxPerSecond: number
  /** The numbers of requests that came while everything was being refused. */
  readonly duringBlocks: readonly number[]
  /** The numbers of requests for an image of one record in a session that had looked at another since. */
  readonly interleaved: readonly number[]
}

/** How polite a client was, from the log of the server. Times are simulated. */
export function judgeRequests(
  log: readonly RequestEntry[],
  { minIntervalMs }: { readonly minIntervalMs: number },
): Politeness {
  const gaps = log
    .slice(1)
    .map((entry, at) => ({ number: entry.number, ms: entry.atMs - (log[at] as RequestEntry).atMs }))
  return {
    requests: log.length,
    minGapMs: gaps.length === 0 ? null : Math.min(...gaps.map(({ ms }) => ms)),
    tooSoon: gaps.filter(({ ms }) => ms < minIntervalMs).map(({ number }) => number),
    maxPerSecond: mostWithin(log, 1000),
    duringBlocks: log.filter(({ blocked }) => blocked).map(({ number }) => number),
    interleaved: log
      .filter(
        ({ endpoint, ttbId, refererTtbId }) =>
          endpoint === 'attachment' && ttbId !== null && refererTtbId !== null && ttbId !== refererTtbId,
      )
      .map(({ number }) => number),
  }
}

function mostWithin(log: readonly RequestEntry[], ms: number): number {
  let [first, most] = [0, 0]
  log.forEach(({ atMs }, last) => {
    while (atMs - (log[first] as RequestEntry).atMs >= ms) first++
    most = Math.max(most, last - first + 1)
  })
  return most
}
