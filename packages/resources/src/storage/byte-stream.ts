/** What a store takes for content. */
export type Body = Uint8Array | AsyncIterable<Uint8Array>

/** The promise, or the signal's reason as soon as it aborts; the work behind the promise is not stopped. */
export function orAbort<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** The chunks of a body; throws the signal's reason as soon as it aborts, also while the body is silent. */
export async function* chunksOf(body: Body, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  signal?.throwIfAborted()
  if (ArrayBuffer.isView(body)) {
    yield body
    return
  }
  const iterator = body[Symbol.asyncIterator]()
  let ended = false
  try {
    for (;;) {
      const next = await orAbort(iterator.next(), signal)
      if (next.done) {
        ended = true
        return
      }
      yield next.value
    }
  } finally {
    if (!ended) {
      const closed = Promise.resolve(iterator.return?.()).catch(() => undefined)
      // A source that hangs cannot be waited for; any other is closed before we go on.
      if (!signal?.aborted) await closed
    }
  }
}

/**
 * The bytes of a body in blocks of exactly `blockBytes`, the last one shorter; nothing for an empty body.
 * A whole array is cut without a copy; the chunks of a stream are copied, so their owner may use them again.
 */
export async function* blocksOf(
  body: Body,
  blockBytes: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (ArrayBuffer.isView(body)) {
    for (let start = 0; start < body.length; start += blockBytes) {
      signal?.throwIfAborted()
      yield body.subarray(start, start + blockBytes)
    }
    return
  }
  let block = new Uint8Array(0)
  let filled = 0
  for await (const chunk of chunksOf(body, signal)) {
    for (let start = 0; start < chunk.length; ) {
      const part = chunk.subarray(start, start + blockBytes - filled)
      if (filled + part.length > block.length) block = grown(block, filled, filled + part.length, blockBytes)
      block.set(part, filled)
      filled += part.length
      start += part.length
      if (filled < blockBytes) continue
      yield block
      block = new Uint8Array(blockBytes)
      filled = 0
    }
  }
  if (filled > 0) yield block.subarray(0, filled)
}

/** A body of 20 bytes shall not cost a whole block: the first one doubles up to its size. */
function grown(block: Uint8Array, filled: number, neededBytes: number, mostBytes: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(mostBytes, Math.max(neededBytes, block.length * 2, 16_384)))
  larger.set(block.subarray(0, filled))
  return larger
}

/** All bytes of a body, as a copy of its own. */
export async function bytesOf(body: Body, signal?: AbortSignal): Promise<Uint8Array> {
  const blocks: Uint8Array[] = []
  for await (const chunk of chunksOf(body, signal)) blocks.push(chunk.slice())
  const bytes = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0))
  let offset = 0
  for (const block of blocks) {
    bytes.set(block, offset)
    offset += block.length
  }
  return bytes
}

/** The bytes of a stream that yields exactly `sizeBytes` and throws when it does not. */
export async function bytesOfSize(sizeBytes: number, body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const bytes = new Uint8Array(sizeBytes)
  let offset = 0
  for await (const chunk of body) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
