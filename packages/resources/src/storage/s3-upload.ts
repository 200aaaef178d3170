import type { CompletedPart } from '@aws-sdk/client-s3'
import type { S3Place } from './s3-bucket.ts'
import type { S3Call } from './s3-connection.ts'

/** How many parts are on their way at a time; each holds its bytes in memory. */
const PARTS_AT_ONCE = 2

export interface S3Upload {
  readonly call: S3Call
  /** What is written, for messages. */
  readonly action: string
  readonly target: { readonly Bucket: string; readonly Key: string }
  /** What only the start of an upload states: content type and encryption. */
  readonly properties: object
  readonly signal?: AbortSignal | undefined
}

/**
 * Puts an object of many parts: it appears whole with the last request.
 * Any failure aborts the upload, so that no parts stay behind; the failure is thrown as it came.
 */
export async function uploadParts(upload: S3Upload, parts: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const { call, action, target, properties } = upload
  const failed = new AbortController()
  const signal = upload.signal ? AbortSignal.any([upload.signal, failed.signal]) : failed.signal
  // Not to be stopped midway: an upload whose name we never learn cannot be aborted.
  const started = await call(action, undefined, ({ sdk, client }) =>
    client.send(new sdk.CreateMultipartUploadCommand({ ...target, ...properties })),
  )
  const id = { ...target, UploadId: started.UploadId }
  const done: CompletedPart[] = []
  const sending = new Set<Promise<void>>()

  async function send(Body: Uint8Array, PartNumber: number): Promise<void> {
    const { ETag } = await call(action, signal, ({ sdk, client, http }) =>
      client.send(new sdk.UploadPartCommand({ ...id, PartNumber, Body }), http),
    )
    done[PartNumber - 1] = { PartNumber, ETag }
  }

  try {
    let count = 0
    for await (const part of parts) {
      count += 1
      const sent = send(part, count)
      sending.add(sent)
      // A failed one stays, for the next wait to throw.
      sent.then(
        () => sending.delete(sent),
        () => undefined,
      )
      if (sending.size >= PARTS_AT_ONCE) await Promise.race(sending)
    }
    await Promise.all(sending)
    const completed = await call(action, signal, ({ sdk, client, http }) =>
      client.send(new sdk.CompleteMultipartUploadCommand({ ...id, MultipartUpload: { Parts: done } }), http),
    )
    return completed.ETag
  } catch (error) {
    failed.abort()
    await Promise.allSettled(sending)
    // If this fails too, `collectLeftovers` finds the upload; the first failure is the one to tell.
    await call(action, undefined, ({ sdk, client }) => client.send(new sdk.AbortMultipartUploadCommand(id))).catch(
      () => {},
    )
    throw error
  }
}

/** Aborts the uploads of a place that began long enough ago; how many there were. */
export async function abortUploads(
  call: S3Call,
  { bucket, base, location }: S3Place,
  olderThanMs: number,
): Promise<number> {
  const action = `collect unfinished uploads in ${location}`
  const began = Date.now() - olderThanMs
  let aborted = 0
  let keyMarker = ''
  let uploadMarker = ''
  for (let more = true; more; ) {
    const input = { Bucket: bucket, Prefix: base, KeyMarker: keyMarker, UploadIdMarker: uploadMarker }
    const page = await call(action, undefined, ({ sdk, client }) =>
      client.send(new sdk.ListMultipartUploadsCommand(input)),
    )
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (!Initiated || Initiated.getTime() > began) continue
      await call(action, undefined, ({ sdk, client }) =>
        client.send(new sdk.AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId })),
      )
      aborted += 1
    }
    ;({ NextKeyMarker: keyMarker = '', NextUploadIdMarker: uploadMarker = '', IsTruncated: more = false } = page)
  }
  return aborted
}
