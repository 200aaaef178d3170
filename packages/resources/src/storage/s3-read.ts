import type { GetObjectCommandOutput, HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { TtbError } from '@ttb/utils'
import type { ObjectInfo, StoredObject } from './object-store.ts'
import { wholeBody } from './s3-body.ts'
import { describeObject, type S3Place, targetIn } from './s3-bucket.ts'
import type { S3Call } from './s3-connection.ts'
import { hasCode } from './s3-errors.ts'

/** The metadata in which an object carries the ID of the write that made it. */
export const WRITE_ID = 'ttb-write-id'

export interface S3Head extends ObjectInfo {
  readonly writeId: string | undefined
}

/** Null when there is no such object. */
export async function headObject(
  call: S3Call,
  place: S3Place,
  key: string,
  signal?: AbortSignal,
): Promise<S3Head | null> {
  const input = targetIn(place, key)
  const answer = await call(`read "${key}" in ${place.location}`, signal, ({ sdk, client, http }) =>
    client.send(new sdk.HeadObjectCommand(input), http),
  ).catch(orNull)
  return answer && { ...describe(key, answer), writeId: answer.Metadata?.[WRITE_ID] }
}

/** The object with a stream of all its bytes, however often the connection breaks; null when there is none. */
export async function readObject(
  call: S3Call,
  place: S3Place,
  key: string,
  signal?: AbortSignal,
): Promise<StoredObject | null> {
  const action = `read "${key}" in ${place.location}`
  const target = targetIn(place, key)
  const get = (part: { readonly Range?: string; readonly IfMatch?: string }) =>
    call(action, signal, ({ sdk, client, http }) => client.send(new sdk.GetObjectCommand({ ...target, ...part }), http))

  async function resume(etag: string, offsetBytes: number) {
    const answer = await get({ Range: `bytes=${offsetBytes}-`, IfMatch: etag }).catch((error) => {
      if (!hasCode(error, 'conflict') && !hasCode(error, 'not_found')) throw error
      const message = `cannot ${action} to the end: it was replaced meanwhile`
      throw new TtbError(message, { code: 'storage_failed', retryable: true, cause: error })
    })
    if (answer.ContentRange?.startsWith(`bytes ${offsetBytes}-`)) return streamOf(answer)
    const message = `cannot ${action} from byte ${offsetBytes} on; expected a server that knows ranges`
    throw new TtbError(message, { code: 'storage_failed' })
  }

  const answer = await get({}).catch(orNull)
  if (!answer) return null
  const found = describe(key, answer)
  const { sizeBytes, etag } = found
  const stream = streamOf(answer)
  return { ...found, body: wholeBody({ action, sizeBytes, stream, resume: (from) => resume(etag, from), signal }) }
}

function describe(key: string, answer: HeadObjectCommandOutput | GetObjectCommandOutput): ObjectInfo {
  return describeObject(key, { size: answer.ContentLength, etag: answer.ETag, modified: answer.LastModified })
}

/** On Node the SDK gives a stream of Node, which is one of chunks. */
function streamOf({ Body: stream }: GetObjectCommandOutput): AsyncIterable<Uint8Array> {
  return stream as AsyncIterable<Uint8Array>
}

function orNull(error: unknown): null {
  if (hasCode(error, 'not_found')) return null
  throw error
}
