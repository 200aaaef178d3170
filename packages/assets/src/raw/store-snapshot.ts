import type { ObjectStore, PagePartition, PathTable } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { FetchEntry } from '@ttb/utils/records'
import { contentHash, encodeStored, readStoredPage } from './stored-page.ts'

export interface StoredSnapshot {
  readonly key: string
  readonly contentSha256: string
  /** False when the page says what the last snapshot says; then that snapshot stands for it. */
  readonly isNew: boolean
}

/**
 * Stores a page beside its earlier snapshots, unless it says the same as the last of them. A snapshot is never
 * overwritten, also when two processes store at once.
 *
 * @param earlier the manifest's entries for this page
 */
export async function storeSnapshot(
  { objects, paths }: { readonly objects: ObjectStore; readonly paths: PathTable },
  partition: PagePartition,
  { ttbId, page, compressed }: { readonly ttbId: string; readonly page: Uint8Array; readonly compressed: boolean },
  earlier: readonly FetchEntry[],
): Promise<StoredSnapshot> {
  const contentSha256 = contentHash(page)
  const held = earlier.filter(({ snapshot_key }) => snapshot_key !== null)
  const last = held.reduce<FetchEntry | null>(
    (latest, entry) => (latest && latest.requested_at >= entry.requested_at ? latest : entry),
    null,
  )
  if (last?.content_sha256 === contentSha256) return { key: last.snapshot_key as string, contentSha256, isNew: false }
  const counts = held.map(({ snapshot_key }) => paths.readRawPageKey(snapshot_key as string)?.snapshot ?? 0)
  for (let snapshot = Math.max(0, ...counts) + 1; ; snapshot++) {
    const key = paths.rawPageKey(partition, ttbId, { snapshot, compressed })
    const other = paths.rawPageKey(partition, ttbId, { snapshot, compressed: !compressed })
    if (await objects.head(other)) {
      if (await saysTheSame(objects, other, contentSha256)) return { key: other, contentSha256, isNew: false }
      continue
    }
    try {
      await objects.write(key, await encodeStored(key, page), {
        condition: { ifAbsent: true },
        contentType: compressed ? 'application/gzip' : 'text/html',
      })
      return { key, contentSha256, isNew: true }
    } catch (error) {
      if (!TtbError.isInstance(error) || error.code !== 'conflict') throw error
      // Stored by another process, or by this one before it was killed and could note it.
      if (await saysTheSame(objects, key, contentSha256)) return { key, contentSha256, isNew: false }
    }
  }
}

async function saysTheSame(objects: ObjectStore, key: string, contentSha256: string): Promise<boolean> {
  const stored = await readStoredPage(objects, key)
  return stored !== null && contentHash(stored) === contentSha256
}
