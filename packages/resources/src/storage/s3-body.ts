import { setTimeout as sleep } from 'node:timers/promises'
import { TtbError } from '@ttb/utils'
import { chunksOf, orAbort } from './byte-stream.ts'
import { storageError } from './s3-errors.ts'

/** How often in a row a body may break without giving a byte. */
const RESUMES = 4
const FIRST_WAIT_MS = 50

export interface S3Body {
  /** What is read, for messages. */
  readonly action: string
  readonly sizeBytes: number
  readonly stream: AsyncIterable<Uint8Array>
  /** The same object, from a byte on. */
  resume(offsetBytes: number): Promise<AsyncIterable<Uint8Array>>
  readonly signal?: AbortSignal | undefined
}

/**
 * Exactly the stated number of bytes. A body that breaks, or ends early, is asked for again from where it stopped;
 * throws `storage_failed` (retryable) when that does not help. Never ends short.
 */
export async function* wholeBody(body: S3Body): AsyncGenerator<Uint8Array, void, undefined> {
  let { stream } = body
  let received = 0
  for (let breaks = 0; ; ) {
    let reason: unknown = new TtbError('the body ended early', { code: 'storage_failed', retryable: true })
    try {
      for await (const chunk of chunksOf(stream, body.signal)) {
        breaks = 0
        received += chunk.length
        if (received > body.sizeBytes) break
        yield chunk
      }
      if (received === body.sizeBytes) return
    } catch (error) {
      body.signal?.throwIfAborted()
      reason = error
    }
    breaks += 1
    // All bytes came and yet it failed: they do not fit their checksum.
    if (received >= body.sizeBytes || breaks > RESUMES) throw broken(body, received, reason)
    await orAbort(sleep(FIRST_WAIT_MS * 2 ** breaks), body.signal)
    stream = await body.resume(received)
  }
}

function broken({ action, sizeBytes }: S3Body, received: number, reason: unknown): TtbError {
  const message = `cannot ${action}: the body broke after ${received} bytes; expected ${sizeBytes}`
  return new TtbError(message, { code: 'storage_failed', retryable: true, cause: storageError(action, reason) })
}
