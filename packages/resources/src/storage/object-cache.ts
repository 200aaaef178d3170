import { createHash } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { basename } from 'node:path'
import { TtbError } from '@ttb/utils'
import { orAbort } from './byte-stream.ts'
import { createFolderStore } from './folder-store.ts'
import type { ObjectInfo, ObjectStore, StoreCallOptions } from './object-store.ts'

/** How often an object may be replaced while it is fetched. */
const ATTEMPTS = 5

export interface ObjectCacheOptions {
  /** Where the objects are; mostly an S3 store. */
  readonly store: ObjectStore
  /** For this cache alone; caches of other processes and of other stores may share it. */
  readonly folder: string
  /** How much the folder may hold. Files in use here are kept even beyond it. */
  readonly maxBytes: number
}

export interface ObjectCache {
  /**
   * The path of a local file with the bytes of the object as it is now. The file stays until it is released.
   * Throws `not_found` when there is no such object.
   */
  fetch(key: string, options?: StoreCallOptions): Promise<string>
  /** Gives back a path that `fetch` gave: once for each time, so that the file may make room for others. */
  release(path: string): void
}

/**
 * Copies of remote objects on the local disk, for programs that read files, such as DuckDB.
 * A copy is named after store, key and etag, so it never goes stale; what was used longest ago makes room.
 * A file in use in another process may go too: who has it open keeps it, who comes later fetches it again.
 */
export function createObjectCache({ store, folder, maxBytes }: ObjectCacheOptions): ObjectCache {
  const files = createFolderStore({ folder })
  const uses = new Map<string, number>()
  const filling = new Map<string, Promise<boolean>>()
  /** What the folder holds, as far as this process knows; not known before the first look. */
  let knownBytes = Number.POSITIVE_INFINITY

  function use(name: string, change: 1 | -1): void {
    const count = (uses.get(name) ?? 0) + change
    if (count > 0) uses.set(name, count)
    else uses.delete(name)
  }

  /** Whether the file is there afterwards; it is not if the object was replaced meanwhile. */
  async function fill(name: string, wanted: ObjectInfo): Promise<boolean> {
    if ((await files.head(name))?.sizeBytes === wanted.sizeBytes && (await touch(files.filePath(name)))) return true
    const stored = await store.read(wanted.key)
    if (!stored) return false
    await files.write(nameOf(store.location, stored), stored.body)
    knownBytes += stored.sizeBytes
    if (knownBytes > maxBytes) await makeRoom()
    return stored.etag === wanted.etag
  }

  async function makeRoom(): Promise<void> {
    await files.collectLeftovers({ olderThanMs: 0 })
    const present: ObjectInfo[] = []
    for await (const file of files.list('')) present.push(file)
    present.sort((a, b) => a.modifiedAt.localeCompare(b.modifiedAt))
    knownBytes = present.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    for (const { key: name, sizeBytes } of present) {
      if (knownBytes <= maxBytes) return
      if (uses.has(name)) continue
      await files.remove([name])
      knownBytes -= sizeBytes
    }
  }

  /** Those who want the same file at the same time wait for one fill. */
  function filled(name: string, wanted: ObjectInfo): Promise<boolean> {
    const running = filling.get(name) ?? fill(name, wanted).finally(() => filling.delete(name))
    filling.set(name, running)
    return running
  }

  return {
    async fetch(key, { signal } = {}) {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const wanted = await store.head(key, signal ? { signal } : {})
        if (!wanted) throw new TtbError(`no object "${key}" in ${store.location}`, { code: 'not_found' })
        const name = nameOf(store.location, wanted)
        use(name, 1)
        let isThere = false
        try {
          isThere = await orAbort(filled(name, wanted), signal)
          if (isThere) return files.filePath(name)
        } finally {
          if (!isThere) use(name, -1)
        }
      }
      const message = `cannot fetch "${key}" of ${store.location}: it was replaced ${ATTEMPTS} times meanwhile`
      throw new TtbError(message, { code: 'storage_failed', retryable: true })
    },
    release(path) {
      use(basename(path), -1)
    },
  }
}

/** Keeps the extension, as programs look at it. */
function nameOf(location: string, { key, etag }: ObjectInfo): string {
  const name = createHash('sha256')
    .update(JSON.stringify([location, key, etag]))
    .digest('hex')
    .slice(0, 40)
  return name + (/\.[a-z0-9]{1,10}$/i.exec(key)?.[0] ?? '')
}

/** Marks a file as just used; false if another process has just removed it. */
async function touch(path: string): Promise<boolean> {
  const now = new Date()
  return utimes(path, now, now).then(
    () => true,
    () => false,
  )
}
