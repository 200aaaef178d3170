import { TtbError } from '@ttb/utils'

/** What a store knows of an object without reading it. */
export interface ObjectInfo {
  readonly key: string
  readonly sizeBytes: number
  /** Changes whenever the content does; compare for equality only. */
  readonly etag: string
  /** ISO 8601, UTC. */
  readonly modifiedAt: string
}

export interface StoredObject extends ObjectInfo {
  /** Read once, to its end or out of a `for await`; until then it holds an open file or connection. */
  readonly body: AsyncIterable<Uint8Array>
}

export interface StoreCallOptions {
  readonly signal?: AbortSignal
}

/** What must hold for a write to take place; if it does not, the write throws `conflict` and changes nothing. */
export type WriteCondition = { readonly ifAbsent: true } | { readonly ifEtag: string }

export interface WriteOptions extends StoreCallOptions {
  readonly condition?: WriteCondition
  readonly contentType?: string
}

/**
 * A flat space of objects under keys such as `1-ttb-raw-data/2024-01-02/001-cola-detail/24002001000001.html`.
 * Every implementation keeps the same promises and runs the same contract suite (`@ttb/resources/testing`):
 * a write is whole or not at all, also when the process dies; a reader sees the old object or the new one;
 * a list is complete and in byte order of the keys, however many there are; nothing is held in memory whole but what the caller holds.
 */
export interface ObjectStore {
  /** Where this is, for people: a folder or `s3://bucket/prefix`. Never holds a secret. */
  readonly location: string
  /** Null when there is no such object. */
  head(key: string, options?: StoreCallOptions): Promise<ObjectInfo | null>
  /** The object with a stream of its bytes, or null when there is none. */
  read(key: string, options?: StoreCallOptions): Promise<StoredObject | null>
  /** All bytes of an object, or null when there is none. */
  readBytes(key: string, options?: StoreCallOptions): Promise<Uint8Array | null>
  /** Puts an object, replacing what was there. A body that fails or ends early leaves the old object. */
  write(key: string, body: Uint8Array | AsyncIterable<Uint8Array>, options?: WriteOptions): Promise<ObjectInfo>
  /** Every object whose key starts with the prefix, in byte order of the keys, after `after` where given. */
  list(prefix: string, options?: StoreCallOptions & { readonly after?: string }): AsyncIterable<ObjectInfo>
  /** Removes objects; a key without an object is no error. */
  remove(keys: Iterable<string>, options?: StoreCallOptions): Promise<void>
}

const MAX_KEY_BYTES = 1024

/**
 * Throws `invalid_argument` unless the key is relative, of plain segments joined by `/`, well-formed Unicode
 * and at most 1,024 bytes.
 */
export function assertObjectKey(key: string): void {
  const plain = !/(?:^|\/)\.{0,2}(?:\/|$)/.test(key)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  const written = !/[\u0000-\u001f\u007f\\\p{Surrogate}\ufffe\uffff]/u.test(key)
  // A character takes three bytes at most.
  const fits = key.length * 3 <= MAX_KEY_BYTES || new TextEncoder().encode(key).length <= MAX_KEY_BYTES
  if (plain && written && fits) return
  throw new TtbError(
    `not an object key: ${JSON.stringify(key.slice(0, 80))}; expected segments joined by "/", ` +
      `without ".", ".." or characters that cannot be written, at most ${MAX_KEY_BYTES} bytes`,
    { code: 'invalid_argument' },
  )
}

/** Throws `conflict` unless the condition of a write holds for the object that is there now. */
export function assertCondition(key: string, condition: WriteCondition | undefined, current: ObjectInfo | null): void {
  if (!condition) return
  if ('ifAbsent' in condition) {
    if (current) throw new TtbError(`"${key}" exists already; expected none`, { code: 'conflict' })
  } else if (current?.etag !== condition.ifEtag) {
    const found = current ? `etag ${current.etag}` : 'no object'
    throw new TtbError(`"${key}" has ${found}; expected etag ${condition.ifEtag}`, { code: 'conflict' })
  }
}
