import { TtbError } from '@ttb/utils'
import { compareKeys } from './key-order.ts'
import { assertObjectKey, type ObjectInfo } from './object-store.ts'
import type { S3Call } from './s3-connection.ts'

/** The most that S3 removes in one request. */
const REMOVE_BATCH = 1000

/** The part of a bucket that a store lives in. */
export interface S3Place {
  readonly bucket: string
  /** What every name in the bucket begins with; empty, or with a `/` at the end. */
  readonly base: string
  readonly location: string
}

/** How S3 names an object. Throws `invalid_argument` for what is not a key. */
export function targetIn({ bucket, base }: S3Place, key: string): { readonly Bucket: string; readonly Key: string } {
  assertObjectKey(key)
  return { Bucket: bucket, Key: base + key }
}

/** What the answers of S3 say of an object. */
export interface S3Description {
  readonly size: number | undefined
  readonly etag: string | undefined
  readonly modified: Date | undefined
}

/** Throws `storage_failed` when the server did not tell all. */
export function describeObject(key: string, { size, etag, modified }: S3Description): ObjectInfo {
  if (size === undefined || etag === undefined || modified === undefined) {
    const message = `the server does not tell size, etag and time of "${key}"; expected all three`
    throw new TtbError(message, { code: 'storage_failed' })
  }
  // Lists tell the milliseconds, answers about one object do not: the same object has the same time in both.
  const modifiedAt = new Date(Math.floor(modified.getTime() / 1000) * 1000).toISOString()
  return { key, sizeBytes: size, etag: etag.replaceAll('"', ''), modifiedAt }
}

export interface S3Listing {
  readonly prefix: string
  readonly after?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** All objects of a place, page by page. Throws `storage_failed` when the server does not keep to byte order. */
export async function* listObjects(
  call: S3Call,
  { bucket, base, location }: S3Place,
  { prefix, after, signal }: S3Listing,
): AsyncGenerator<ObjectInfo, void, undefined> {
  const action = `list "${prefix}" in ${location}`
  let last = after === undefined ? undefined : base + after
  const range = { Bucket: bucket, Prefix: base + prefix, ...(last !== undefined && { StartAfter: last }) }
  for (let token: string | undefined, more = true; more; ) {
    const input = { ...range, ...(token !== undefined && { ContinuationToken: token }) }
    const page = await call(action, signal, ({ sdk, client, http }) =>
      client.send(new sdk.ListObjectsV2Command(input), http),
    )
    for (const { Key: name = '', Size: size, ETag: etag, LastModified: modified } of page.Contents ?? []) {
      if (last !== undefined && compareKeys(name, last) <= 0) {
        const message = `cannot ${action}: "${name}" came after "${last}"; expected keys in byte order`
        throw new TtbError(message, { code: 'storage_failed' })
      }
      last = name
      // The mark of an empty folder, as the console of AWS makes it, is no object.
      if (name.endsWith('/') && size === 0) continue
      yield describeObject(name.slice(base.length), { size, etag, modified })
    }
    token = page.NextContinuationToken
    more = page.IsTruncated === true && token !== undefined
  }
}

/** Removes names of a bucket, whether they are there or not. Throws `storage_failed` when the server kept some. */
export async function removeObjects(
  call: S3Call,
  { bucket, location }: S3Place,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let start = 0; start < names.length; start += REMOVE_BATCH) {
    const objects = names.slice(start, start + REMOVE_BATCH).map((Key) => ({ Key }))
    const input = { Bucket: bucket, Delete: { Quiet: true, Objects: objects } }
    const { Errors: errors = [] } = await call(`remove objects in ${location}`, signal, ({ sdk, client, http }) =>
      client.send(new sdk.DeleteObjectsCommand(input), http),
    )
    const [failed] = errors.filter(({ Code }) => Code !== 'NoSuchKey')
    if (!failed) continue
    const message = `cannot remove ${errors.length} objects in ${location}: ${failed.Code} for "${failed.Key}"`
    const retryable = failed.Code === 'InternalError' || failed.Code === 'SlowDown'
    throw new TtbError(message, { code: 'storage_failed', retryable })
  }
}
