const MARKER = Symbol.for('ttb.nothing-more')

/**
 * The reason of an abort that lets what is under way come to its end: nothing more is begun, but a request that was sent is
 * answered, and its answer kept. An abort with any other reason ends everything at once.
 */
export class NothingMore extends Error {
  override readonly name = 'NothingMore'
  /** Ends also what is under way. */
  readonly unless: AbortSignal | null

  constructor(message: string, { unless = null }: { readonly unless?: AbortSignal | null } = {}) {
    super(message)
    this.unless = unless
    Object.defineProperty(this, MARKER, { value: true })
  }

  static isInstance(error: unknown): error is NothingMore {
    return typeof error === 'object' && error !== null && MARKER in error
  }
}

/**
 * Does what is to come to its end when {@link NothingMore} is to be begun: with a signal that is aborted as the given one
 * is, but for that reason, and then as its `unless` is.
 */
export async function toItsEnd<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController()
  let watched = signal
  const follow = (): void => {
    watched.removeEventListener('abort', follow)
    const reason: unknown = watched.reason
    if (!NothingMore.isInstance(reason)) ending.abort(reason)
    else if (reason.unless) watch(reason.unless)
  }
  const watch = (next: AbortSignal): void => {
    watched = next
    if (next.aborted) follow()
    else next.addEventListener('abort', follow)
  }
  watch(signal)
  try {
    return await work(ending.signal)
  } finally {
    watched.removeEventListener('abort', follow)
  }
}
