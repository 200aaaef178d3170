import type { ManifestNote, Storage } from '@ttb/resources'
import type { TtbResources } from './ttb-resources.ts'

/** How many manifests are read together: where the store is a bucket, each is a request. */
const READ_AT_ONCE = 32

/**
 * What the manifests of all partitions below a prefix say, in key order. A listing shows which of them are as the state
 * store has noted them; only the others are read, and noted. Throws `corrupt_data` for one that cannot be read.
 */
export async function manifestsBelow(
  { storage: { tables }, state }: Pick<TtbResources, 'storage' | 'state'>,
  prefix: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ManifestNote[]> {
  const noted = new Map((await state.manifestNotes(prefix)).map((note) => [note.folder, note]))
  const said = new Map<string, ManifestNote | null>()
  for await (const { folder, etag } of tables.listPartitions(prefix)) {
    signal?.throwIfAborted()
    const note = noted.get(folder)
    said.set(folder, note?.etag === etag ? note : null)
  }
  const unknown = [...said].flatMap(([folder, note]) => (note ? [] : [folder]))
  for (let at = 0; at < unknown.length; at += READ_AT_ONCE) {
    signal?.throwIfAborted()
    const some = unknown.slice(at, at + READ_AT_ONCE)
    const read = (await Promise.all(some.map((folder) => readNote(tables, folder)))).filter((note) => note !== null)
    for (const note of read) said.set(note.folder, note)
    // By and by, so that what ends early need not begin again.
    await state.noteManifests(read)
  }
  return [...said.values()].filter((note) => note !== null)
}

/** Null where the manifest is gone since it was listed. */
async function readNote(tables: Storage['tables'], folder: string): Promise<ManifestNote | null> {
  // By the mark of what was read, not by that of the listing: something may have been committed in between.
  const marked = await tables.readMarked(folder)
  if (!marked) return null
  const { partition, fingerprint, counts } = marked.manifest
  return { folder, etag: marked.etag, partition, fingerprint, counts }
}
