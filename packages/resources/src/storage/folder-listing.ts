import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TtbError } from '@ttb/utils'
import { decodeFileName, encodeFileName, OWN_FOLDER } from './file-names.ts'
import { isGone } from './folder-errors.ts'
import { compareKeys } from './key-order.ts'

export interface FolderListing {
  readonly prefix: string
  readonly after?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The keys of all files below a folder that start with the prefix, in byte order of the whole keys.
 * Holds the names of one folder, and of those above it, in memory.
 */
export async function* listFolder(root: string, listing: FolderListing): AsyncGenerator<string, void, undefined> {
  const base = listing.prefix.slice(0, listing.prefix.lastIndexOf('/') + 1)
  // No key has an empty segment, so none starts with such a prefix; a path would just skip it.
  if (base.startsWith('/') || base.includes('//')) return
  yield* below(root, base, listing)
}

async function* below(root: string, base: string, listing: FolderListing): AsyncGenerator<string, void, undefined> {
  for (const entry of await entriesOf(root, base)) {
    listing.signal?.throwIfAborted()
    const key = base + entry
    if (!key.startsWith(listing.prefix) && !listing.prefix.startsWith(key)) continue
    if (entry.endsWith('/')) {
      const { after } = listing
      // Every key in there starts with this one: all of them come after `after`, or it is one of their kind.
      if (after === undefined || after.startsWith(key) || compareKeys(key, after) > 0) yield* below(root, key, listing)
    } else if (key.startsWith(listing.prefix) && (listing.after === undefined || compareKeys(key, listing.after) > 0)) {
      yield key
    }
  }
}

/** The names in a folder, those of folders with a `/` at the end: sorted so, the keys below come in their own order. */
async function entriesOf(root: string, base: string): Promise<readonly string[]> {
  const path = join(root, ...base.split('/').map(encodeFileName))
  const names: string[] = []
  for (const entry of await readFolder(path)) {
    if (base === '' && entry.name === OWN_FOLDER) continue
    const kind = await kindOf(entry, path)
    if (kind === null) continue
    const name = decodeFileName(entry.name)
    if (name === null) {
      const expected = `expected a name as this store writes it; rename ${JSON.stringify(entry.name)} or move it away`
      throw new TtbError(`foreign file in ${path}: ${expected}`, { code: 'storage_failed' })
    }
    names.push(kind === 'folder' ? `${name}/` : name)
  }
  return names.sort(compareKeys)
}

async function readFolder(path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    // Not there, or removed while we were on the way: nothing to list.
    if (isGone(error)) return []
    throw error
  }
}

/** Links are followed, as somebody may keep a part of a folder elsewhere; one that leads nowhere is no object. */
async function kindOf(entry: Dirent, path: string): Promise<'file' | 'folder' | null> {
  const target = entry.isSymbolicLink() ? await stat(join(path, entry.name)).catch(() => null) : entry
  if (target?.isDirectory()) return 'folder'
  return target?.isFile() ? 'file' : null
}
