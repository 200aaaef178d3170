import { bytesOf } from './byte-stream.ts'
import { compareKeys } from './key-order.ts'
import { assertCondition, assertObjectKey, type ObjectInfo, type ObjectStore } from './object-store.ts'

const CHUNK_BYTES = 65_536

interface Entry {
  readonly stored: ObjectInfo
  readonly bytes: Uint8Array
}

export interface MemoryStoreOptions {
  /** Where `modifiedAt` comes from; the clock of the machine by default. */
  readonly now?: () => Date
}

/** A store that lives as long as this process: for tests, and for runs whose results are taken out of it. */
export function createMemoryStore({ now = () => new Date() }: MemoryStoreOptions = {}): ObjectStore {
  const entries = new Map<string, Entry>()
  let writes = 0
  const store: ObjectStore = {
    location: 'memory',
    async head(key, { signal } = {}) {
      assertObjectKey(key)
      signal?.throwIfAborted()
      return entries.get(key)?.stored ?? null
    },
    async read(key, { signal } = {}) {
      assertObjectKey(key)
      signal?.throwIfAborted()
      const entry = entries.get(key)
      return entry ? { ...entry.stored, body: copies(entry.bytes, signal) } : null
    },
    async readBytes(key, { signal } = {}) {
      assertObjectKey(key)
      signal?.throwIfAborted()
      return entries.get(key)?.bytes.slice() ?? null
    },
    async write(key, body, { condition, signal } = {}) {
      assertObjectKey(key)
      const bytes = await bytesOf(body, signal)
      // From here to the end nothing waits, so no other write comes between the check and the change.
      assertCondition(key, condition, entries.get(key)?.stored ?? null)
      writes += 1
      const stored = { key, sizeBytes: bytes.length, etag: String(writes), modifiedAt: now().toISOString() }
      entries.set(key, { stored, bytes })
      return stored
    },
    async *list(prefix, { signal, after } = {}) {
      signal?.throwIfAborted()
      const keys = [...entries.keys()].filter((key) => key.startsWith(prefix))
      for (const key of keys.sort(compareKeys)) {
        signal?.throwIfAborted()
        const entry = entries.get(key)
        if (entry && (after === undefined || compareKeys(key, after) > 0)) yield entry.stored
      }
    },
    async remove(keys, { signal } = {}) {
      for (const key of keys) {
        assertObjectKey(key)
        signal?.throwIfAborted()
        entries.delete(key)
      }
    },
  }
  return store
}

/** Copies, so that a reader who changes a chunk does not change the object. */
async function* copies(bytes: Uint8Array, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    signal?.throwIfAborted()
    yield bytes.slice(start, start + CHUNK_BYTES)
  }
}
