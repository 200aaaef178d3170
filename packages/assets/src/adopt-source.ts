import type { ObjectInfo, ObjectStore } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { MAX_PAGE_BYTES } from '@ttb/utils/pages'
import type { SavedPage } from './adopt-pages.ts'
import { describeOther, type OldFile, readOldPath } from './old-records/old-layouts.ts'
import { readOldRecordName } from './old-records/stored-old-record.ts'
import { readStoredPage } from './raw/stored-page.ts'

/** An object of the place that is adopted from, and what its name says it is. */
export type SourceObject =
  | { readonly what: 'page'; readonly object: ObjectInfo }
  | { readonly what: 'old_file'; readonly object: ObjectInfo; readonly file: OldFile }
  /** An old record as this system stores them. */
  | { readonly what: 'old_record'; readonly object: ObjectInfo }
  | { readonly what: 'other'; readonly object: ObjectInfo; readonly reason: string }

/** Every object of a folder or a bucket, in byte order of the keys: whatever the layout, its name must say what it is. */
export async function* listSource(source: ObjectStore, signal?: AbortSignal): AsyncGenerator<SourceObject> {
  for await (const object of source.list('', signal ? { signal } : {})) yield describeObject(object)
}

function describeObject(object: ObjectInfo): SourceObject {
  const { key, sizeBytes } = object
  if (/\.html?(?:\.gz)?$/i.test(key)) {
    if (sizeBytes <= MAX_PAGE_BYTES) return { what: 'page', object }
    return { what: 'other', object, reason: `larger than any page: more than ${MAX_PAGE_BYTES} bytes` }
  }
  if (readOldRecordName(key.split('/').slice(-3).join('/'))) return { what: 'old_record', object }
  const file = readOldPath(key)
  return file ? { what: 'old_file', object, file } : { what: 'other', object, reason: describeOther(key) }
}

/** The bytes of an object that was listed. Throws `not_found`, retryable, when it is gone since. */
export async function readListed(source: ObjectStore, { key }: ObjectInfo): Promise<Uint8Array> {
  const bytes = await source.readBytes(key)
  if (!bytes) throw new TtbError(`${key}: listed, but gone when it was read`, { code: 'not_found', retryable: true })
  return bytes
}

/** A saved page, compressed or not. Throws `corrupt_data` when it cannot be decompressed. */
export async function readSavedPage(source: ObjectStore, object: ObjectInfo): Promise<SavedPage> {
  const stored = await readListed(source, object)
  if (!object.key.endsWith('.gz')) return { path: object.key, bytes: stored }
  const bytes = await readStoredPage({ ...source, readBytes: async () => stored }, object.key)
  return { path: object.key, bytes: bytes as Uint8Array, compressed: stored }
}
