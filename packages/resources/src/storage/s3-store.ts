import { bytesOfSize } from './byte-stream.ts'
import { assertObjectKey, type ObjectInfo, type ObjectStore } from './object-store.ts'
import { listObjects, removeObjects, type S3Place, targetIn } from './s3-bucket.ts'
import { connectS3, type S3ConnectionOptions } from './s3-connection.ts'
import { headObject, readObject } from './s3-read.ts'
import { abortUploads } from './s3-upload.ts'
import { writeObject, writeObjectIf } from './s3-write.ts'

export interface S3StoreOptions extends S3ConnectionOptions {
  readonly bucket: string
  /** Put before every key, with a `/` between; none by default. */
  readonly prefix?: string
  readonly serverSideEncryption?: 'AES256' | 'aws:kms'
  /** Of `aws:kms`; the account's own key by default. */
  readonly kmsKeyId?: string
  /** The longest stream a write with a condition takes, as it must be held whole; 64 MiB by default. */
  readonly maxConditionalBytes?: number
}

export interface S3Store extends ObjectStore {
  /** Aborts the uploads below the prefix that killed processes left unfinished; how many there were. */
  collectLeftovers(options: { readonly olderThanMs: number }): Promise<number>
}

/**
 * A store in a bucket of S3, or of a server that speaks its language.
 * Streams of more than 8 MiB go up in parts. A write with a condition is always one request, as few servers heed the
 * conditions of uploads in parts; a longer stream than `maxConditionalBytes` throws `invalid_argument`.
 * The `modifiedAt` of a write is by the clock of this machine, and the etag may be that of an equal earlier content.
 * Throws `storage_failed`, retryable where another try may succeed. No error holds the request or its credentials.
 */
export function createS3Store(options: S3StoreOptions): S3Store {
  const { bucket, prefix, serverSideEncryption, kmsKeyId, maxConditionalBytes = 67_108_864 } = options
  if (prefix !== undefined) assertObjectKey(prefix)
  const base = prefix === undefined ? '' : `${prefix}/`
  const place: S3Place = { bucket, base, location: `s3://${bucket}/${prefix ?? ''}` }
  const call = connectS3(options)
  const encryption = {
    ...(serverSideEncryption && { ServerSideEncryption: serverSideEncryption }),
    ...(kmsKeyId !== undefined && { SSEKMSKeyId: kmsKeyId }),
  }
  return {
    location: place.location,
    async head(key, { signal } = {}) {
      const found = await headObject(call, place, key, signal)
      return found && plain(found)
    },
    read: (key, { signal } = {}) => readObject(call, place, key, signal),
    async readBytes(key, { signal } = {}) {
      const stored = await readObject(call, place, key, signal)
      return stored && bytesOfSize(stored.sizeBytes, stored.body)
    },
    async write(key, body, { condition, contentType, signal } = {}) {
      assertObjectKey(key)
      const properties = { ...encryption, ...(contentType !== undefined && { ContentType: contentType }) }
      const write = { call, place, key, properties, signal }
      const written = condition
        ? await writeObjectIf(write, body, condition, maxConditionalBytes)
        : await writeObject(write, body)
      return plain(written)
    },
    list: (within, { signal, after } = {}) => listObjects(call, place, { prefix: within, after, signal }),
    async remove(keys, { signal } = {}) {
      signal?.throwIfAborted()
      await removeObjects(
        call,
        place,
        Array.from(keys, (key) => targetIn(place, key).Key),
        signal,
      )
    },
    collectLeftovers: ({ olderThanMs }) => abortUploads(call, place, olderThanMs),
  }
}

/** Without what only this store knows of an object. */
function plain({ key, sizeBytes, etag, modifiedAt }: ObjectInfo): ObjectInfo {
  return { key, sizeBytes, etag, modifiedAt }
}
