import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { ObjectStore } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { canonicalPage, MAX_PAGE_BYTES } from '@ttb/utils/pages'

const compressBytes = promisify(gzip)
const decompressBytes = promisify(gunzip)

/** A page as the registry served it, whether it is stored compressed or not; null when there is none. */
export async function readStoredPage(objects: ObjectStore, key: string): Promise<Uint8Array | null> {
  const stored = await objects.readBytes(key)
  if (stored === null || !key.endsWith('.gz')) return stored
  try {
    // One byte more than a page may have: what is larger is reported as such by whoever reads it.
    return await decompressBytes(stored, { maxOutputLength: MAX_PAGE_BYTES + 1 })
  } catch (cause) {
    throw new TtbError(`${key}: cannot be decompressed: ${(cause as Error).message}`, { code: 'corrupt_data', cause })
  }
}

/** What is listed is never removed: not to find it is a fault of the store, and no record may vanish by it. */
export function goneSince(key: string): TtbError {
  return new TtbError(`${key}: listed, but gone when it was read`, { code: 'not_found', retryable: true })
}

/** The bytes to store for a key: compressed where its name says so. The same bytes give the same object, always. */
export async function encodeStored(key: string, bytes: Uint8Array): Promise<Uint8Array> {
  return key.endsWith('.gz') ? compressBytes(bytes) : bytes
}

/** SHA-256 of what a page says, in hexadecimal: without what the site changes from one fetch to the next. */
export function contentHash(page: Uint8Array): string {
  return createHash('sha256').update(canonicalPage(page)).digest('hex')
}
