/** How long to wait before the n-th further attempt: anything up to a limit that doubles, so that many do not come back at once. */
export function backoffMs(
  failures: number,
  options: { readonly firstMs: number; readonly longestMs: number; readonly random: () => number },
): number {
  return options.random() * Math.min(options.longestMs, options.firstMs * 2 ** Math.min(failures - 1, 30))
}

/** What a `Retry-After` header asks for, seconds or a date, at most `capMs`; 0 when there is none or it makes no sense. */
export function retryAfterMs(
  header: string | null,
  options: { readonly nowMs: number; readonly capMs: number },
): number {
  const text = header?.trim() ?? ''
  if (text === '') return 0
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - options.nowMs
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), options.capMs)
}
