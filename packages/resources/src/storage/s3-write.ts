import { randomUUID } from 'node:crypto'
import { TtbError } from '@ttb/utils'
import { type Body, blocksOf } from './byte-stream.ts'
import { assertCondition, type ObjectInfo, type WriteCondition } from './object-store.ts'
import { type S3Place, targetIn } from './s3-bucket.ts'
import type { S3Call } from './s3-connection.ts'
import { hasCode } from './s3-errors.ts'
import { headObject, WRITE_ID } from './s3-read.ts'
import { uploadParts } from './s3-upload.ts'

/** A part of an upload; S3 takes 10,000 of them, so an object of up to 80 GB. */
const PART_BYTES = 8_388_608

export interface S3Write {
  readonly call: S3Call
  readonly place: S3Place
  readonly key: string
  /** Content type and encryption. */
  readonly properties: object
  readonly signal?: AbortSignal | undefined
}

/** Puts an object: in one request if it is short, else in parts. */
export async function writeObject(write: S3Write, body: Body): Promise<ObjectInfo> {
  const blocks = blocksOf(body, PART_BYTES, write.signal)
  try {
    const first = await blocks.next()
    if (first.done) return await put(write, new Uint8Array(0))
    if (first.value.length < PART_BYTES) return await put(write, first.value)
    return await writeParts(write, first.value, blocks)
  } finally {
    await blocks.return()
  }
}

/** Puts an object in one request if the condition holds, else throws `conflict`. Holds a stream whole, up to a limit. */
export async function writeObjectIf(
  write: S3Write,
  body: Body,
  condition: WriteCondition,
  limitBytes: number,
): Promise<ObjectInfo> {
  const { call, place, key, signal } = write
  const bytes = ArrayBuffer.isView(body) ? body : await bytesUpTo(limitBytes, key, body, signal)
  const writeId = randomUUID()
  // Without quotes: Ceph takes no others, and AWS takes both.
  const demand = 'ifEtag' in condition ? { IfMatch: condition.ifEtag } : { IfNoneMatch: '*' }
  try {
    return await put(write, bytes, { ...demand, Metadata: { [WRITE_ID]: writeId } })
  } catch (error) {
    if (!mayHaveWritten(error)) throw error
    const current = await headObject(call, place, key, signal).catch(() => undefined)
    if (current === undefined) throw error
    // A try whose answer was lost may have written: then the next one met its work, and failed by it.
    if (current?.writeId === writeId) return current
    // Where two writes meet, some servers fail and do not say why.
    assertCondition(key, condition, current)
    throw error
  }
}

async function put({ call, place, key, properties, signal }: S3Write, bytes: Uint8Array, demand: object = {}) {
  const input = { ...targetIn(place, key), ...properties, ...demand, Body: bytes, ContentLength: bytes.length }
  const { ETag } = await call(`write "${key}" in ${place.location}`, signal, ({ sdk, client, http }) =>
    client.send(new sdk.PutObjectCommand(input), http),
  )
  return writtenNow(key, bytes.length, ETag ?? '')
}

async function writeParts(write: S3Write, first: Uint8Array, rest: AsyncIterable<Uint8Array>): Promise<ObjectInfo> {
  const { call, place, key, signal } = write
  const writeId = randomUUID()
  let sizeBytes = 0
  const parts = async function* () {
    yield first
    sizeBytes = first.length
    for await (const part of rest) {
      sizeBytes += part.length
      yield part
    }
  }
  const properties = { ...write.properties, Metadata: { [WRITE_ID]: writeId } }
  const upload = {
    call,
    action: `write "${key}" in ${place.location}`,
    target: targetIn(place, key),
    properties,
    signal,
  }
  let failure: unknown
  const etag = await uploadParts(upload, parts()).catch((error) => {
    if (!mayHaveWritten(error)) throw error
    failure = error
  })
  if (etag) return writtenNow(key, sizeBytes, etag)
  // The last answer was lost, or (from Ceph) has no etag in it: the object itself tells whether it is ours.
  const current = await headObject(call, place, key, signal).catch(() => null)
  if (current?.writeId === writeId) return current
  if (failure !== undefined) throw failure
  // Ours came, and was replaced at once: its etag is one that nothing has any more.
  return writtenNow(key, sizeBytes, writeId)
}

function writtenNow(key: string, sizeBytes: number, etag: string): ObjectInfo {
  return { key, sizeBytes, etag: etag.replaceAll('"', ''), modifiedAt: new Date().toISOString() }
}

/** Only of a request that S3 did not refuse for good; errors of the caller's stream and signal are not of S3 at all. */
function mayHaveWritten(error: unknown): boolean {
  if (!TtbError.isInstance(error)) return false
  return error.retryable || hasCode(error, 'conflict') || hasCode(error, 'not_found')
}

async function bytesUpTo(limitBytes: number, key: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal) {
  // One block of the limit and a byte: a full one shows that the stream is too long.
  for await (const block of blocksOf(body, limitBytes + 1, signal)) {
    if (block.length <= limitBytes) return block
    const found = `a stream of more than ${limitBytes} bytes for "${key}"`
    throw new TtbError(`${found}; expected less in a write with a condition, or a whole array`, {
      code: 'invalid_argument',
    })
  }
  return new Uint8Array(0)
}
