/** Runs pieces of work one after the other, in the order in which they came. */
export interface Mutex {
  alone<T>(work: () => Promise<T>, options?: { readonly signal?: AbortSignal | undefined }): Promise<T>
}

export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()
  return {
    async alone(work, { signal } = {}) {
      const before = last
      let finish = () => {}
      last = new Promise<void>((resolve) => {
        finish = resolve
      })
      try {
        await beforeAbort(before, signal)
        return await work()
      } finally {
        // Who gave up waiting still holds its place until those before it are done.
        void before.then(finish)
      }
    },
  }
}

/** The promise, or the reason of the signal when that is aborted first. */
async function beforeAbort(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  let abort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason)
  })
  signal?.addEventListener('abort', abort, { once: true })
  try {
    await Promise.race([promise, aborted])
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}
