import { createHash, randomUUID } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { open, readdir, rm, utimes } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { orAbort } from './byte-stream.ts'
import { statOf } from './file-calls.ts'
import { removeDeadLock, withFileLock } from './file-lock.ts'
import { encodeFileName, OWN_FOLDER } from './file-names.ts'
import { createFileReader } from './file-reader.ts'
import { folderError, isGone } from './folder-errors.ts'
import { fileChunks, placeFile, removeEmptyFolder, syncFolder, writeNewFile } from './folder-files.ts'
import { listFolder } from './folder-listing.ts'
import {
  assertCondition,
  assertObjectKey,
  type ObjectInfo,
  type ObjectStore,
  type WriteCondition,
} from './object-store.ts'
import { isDeadProcess, processIdentity } from './process-identity.ts'

/** How many files are looked at together while listing. */
const LIST_BATCH = 64
/** The smallest step every clock of a file system, and a number of seconds in JavaScript, can make. */
const TICK_S = 4e-6

export interface FolderStoreOptions {
  /** Made when the first object is written. */
  readonly folder: string
}

export interface FolderStore extends ObjectStore {
  /** The path of the file that holds, or would hold, the object: for programs that read files, such as DuckDB. */
  filePath(key: string): string
  /** Removes what killed processes left half-written, and their locks; how many files that were. */
  collectLeftovers(options: { readonly olderThanMs: number }): Promise<number>
}

/**
 * A store in a folder of one machine, which any number of its processes may use together; one object, one file.
 * Files are written aside and renamed, all under a lock for each key, so conditions hold between processes.
 * The etag is the file's time (unlike for every write of a key), size and number: listing needs no reading.
 * An object cannot also be a folder of others (`a` and `a/b`): that throws `invalid_argument`.
 */
export function createFolderStore(options: FolderStoreOptions): FolderStore {
  const root = resolve(options.folder)
  const base = root.endsWith(sep) ? root : `${root}${sep}`
  const writing = join(root, OWN_FOLDER, 'writing')
  const locks = join(root, OWN_FOLDER, 'locks')
  const readWhole = createFileReader()

  // Most keys lie in the folder of the one before.
  let folder = ''
  let folderPath = base

  function filePath(key: string): string {
    assertObjectKey(key)
    const nameAt = key.lastIndexOf('/') + 1
    if (nameAt !== folder.length || !key.startsWith(folder)) {
      folder = key.slice(0, nameAt)
      folderPath = `${base}${folder.split('/').map(encodeFileName).join(sep)}`
    }
    return folderPath + encodeFileName(key.slice(nameAt))
  }

  function withKeyLock<T>(key: string, action: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32)
    return withFileLock(join(locks, name), action, signal)
  }

  async function head(key: string): Promise<ObjectInfo | null> {
    const stats = await statFile(filePath(key))
    return stats && describe(key, stats)
  }

  async function openFile(key: string, signal: AbortSignal | undefined) {
    signal?.throwIfAborted()
    const handle = await open(filePath(key)).catch(orNull)
    if (!handle) return null
    const stats = await handle.stat({ bigint: true })
    if (stats.isFile()) return { ...describe(key, stats), body: fileChunks(handle, Number(stats.size), signal) }
    await handle.close()
    return null
  }

  async function commit(key: string, temporary: string, condition: WriteCondition | undefined) {
    const path = filePath(key)
    const current = await statFile(path)
    let written = await statOf(temporary)
    assertCondition(key, condition, current && describe(key, current))
    if (current && current.mtimeNs >= written.mtimeNs) {
      const later = Number(current.mtimeNs) / 1e9 + TICK_S
      await utimes(temporary, later, later)
      written = await statOf(temporary)
    }
    await placeFile(temporary, path)
    return describe(key, written)
  }

  return {
    location: root,
    filePath,
    async head(key, { signal } = {}) {
      signal?.throwIfAborted()
      return orThrow(`read "${key}" in ${root}`, () => head(key))
    },
    async read(key, { signal } = {}) {
      return orThrow(`read "${key}" in ${root}`, () => openFile(key, signal))
    },
    async readBytes(key, { signal } = {}) {
      signal?.throwIfAborted()
      try {
        return await orAbort(readWhole(filePath(key)), signal)
      } catch (error) {
        throw folderError(`read "${key}" in ${root}`, error)
      }
    },
    async write(key, body, { condition, signal } = {}) {
      const path = filePath(key)
      const temporary = join(writing, `${processIdentity()}.${randomUUID()}`)
      return orThrow(`write "${key}" in ${root}`, async () => {
        try {
          await writeNewFile(temporary, body, signal)
          const written = await withKeyLock(key, () => commit(key, temporary, condition), signal)
          await syncFolder(dirname(path))
          return written
        } catch (error) {
          await rm(temporary, { force: true })
          throw error
        }
      })
    },
    async *list(prefix, { signal, after } = {}) {
      try {
        signal?.throwIfAborted()
        let batch: string[] = []
        for await (const key of listFolder(root, { prefix, after, signal })) {
          if (batch.push(key) < LIST_BATCH) continue
          yield* await present(batch.map(head))
          batch = []
        }
        yield* await present(batch.map(head))
      } catch (error) {
        throw folderError(`list "${prefix}" in ${root}`, error)
      }
    },
    async remove(keys, { signal } = {}) {
      await orThrow(`remove objects in ${root}`, async () => {
        const folders = new Set<string>()
        for (const key of keys) {
          signal?.throwIfAborted()
          const path = filePath(key)
          if (!(await statFile(path))) continue
          await withKeyLock(key, () => rm(path, { force: true }), signal)
          folders.add(await prune(root, dirname(path)))
        }
        for (const folder of folders) await syncFolder(folder)
      })
    },
    async collectLeftovers({ olderThanMs }) {
      let removed = 0
      for (const name of await readdir(writing).catch(orEmpty)) {
        const stats = await statFile(join(writing, name))
        const ageMs = Math.max(0, Date.now() - Number(stats?.mtimeMs ?? 0))
        if (!stats || ageMs < olderThanMs || !isDeadProcess(name, ageMs)) continue
        await rm(join(writing, name), { force: true })
        removed += 1
      }
      for (const name of await readdir(locks).catch(orEmpty)) if (await removeDeadLock(join(locks, name))) removed += 1
      return removed
    },
  }
}

function describe(key: string, stats: BigIntStats): ObjectInfo {
  const etag = [stats.mtimeNs, stats.size, stats.ino].map((part) => part.toString(36)).join('-')
  return { key, sizeBytes: Number(stats.size), etag, modifiedAt: stats.mtime.toISOString() }
}

async function statFile(path: string): Promise<BigIntStats | null> {
  const stats = await statOf(path).catch(orNull)
  return stats?.isFile() ? stats : null
}

/** Removes the folder and those above it as long as they are empty; the first that is not. */
async function prune(root: string, folder: string): Promise<string> {
  return folder !== root && (await removeEmptyFolder(folder)) ? prune(root, dirname(folder)) : folder
}

/** Without those that were removed since their names were read. */
async function present(heads: readonly Promise<ObjectInfo | null>[]): Promise<readonly ObjectInfo[]> {
  return (await Promise.all(heads)).filter((found) => found !== null)
}

async function orThrow<T>(action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw folderError(action, error)
  }
}

function orNull(error: unknown): null {
  if (isGone(error)) return null
  throw error
}

function orEmpty(error: unknown): readonly string[] {
  if (isGone(error)) return []
  throw error
}
