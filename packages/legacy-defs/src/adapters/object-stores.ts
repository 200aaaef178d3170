import { createReadStream } from 'node:fs'
import { type ObjectStore, openObjects } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { effectiveConfig } from '../effective-config.ts'

/** The store that the configuration names: a folder, or a bucket. */
export function get_s3_resource(): ObjectStore {
  return openObjects(effectiveConfig()).objects
}

/** Throws `invalid_argument` when a store in a bucket is in another one than was meant. */
export function assertBucket(store: ObjectStore, bucket_name: string): void {
  const bucket = /^s3:\/\/([^/]+)/.exec(store.location)?.[1]
  if (bucket !== undefined && bucket !== bucket_name)
    throw new TtbError(`bucket ${JSON.stringify(bucket_name)}: the store is ${store.location}`, {
      code: 'invalid_argument',
    })
}

/**
 * Puts a Parquet file of this machine where the earlier system had it. Throws `invalid_argument` for another bucket than
 * the store's, and as the store does.
 */
export async function upload_parquet_to_s3(
  local_path: string,
  s3_resource: ObjectStore,
  bucket_name: string,
  s3_prefix: string,
  data_type: string,
  date_str: string,
  receipt_method: string,
  logger: { info(text: string): unknown } | null,
): Promise<{ bucket: string; s3_key: string; s3_uri: string; size_bytes: number }> {
  assertBucket(s3_resource, bucket_name)
  const s3_key = `${s3_prefix}/data_type=${data_type}/partition_date=${date_str}/receipt_method=${receipt_method}/data.parquet`
  const { sizeBytes } = await s3_resource.write(s3_key, createReadStream(local_path), {
    contentType: 'application/vnd.apache.parquet',
  })
  const s3_uri = `${s3_resource.location.replace(/\/$/, '')}/${s3_key}`
  logger?.info(`${local_path}: ${sizeBytes} bytes to ${s3_uri}`)
  return { bucket: bucket_name, s3_key, s3_uri, size_bytes: sizeBytes }
}
