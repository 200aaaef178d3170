import { type PagePartition, partitionKey, partitionOf, type StateStore, type Storage } from '@ttb/resources'
import { extractPage } from '@ttb/utils/pages'
import type { FetchEntry } from '@ttb/utils/records'
import type { RecordPageKind } from './due-pages.ts'
import { addToFetchLog, readFetchLog } from './fetch-log.ts'
import { contentHash, readStoredPage } from './stored-page.ts'

/** What is known of the pages of one raw partition: the manifest, made good by what lies there. */
export interface RawPartitionLog {
  readonly partition: PagePartition
  readonly entries: readonly FetchEntry[]
  entriesOf(ttbId: string): readonly FetchEntry[]
}

/**
 * Opens the manifest of a raw partition. Requests that a process noted before it ended are written to it first; a snapshot
 * that no entry names (adopted, or stored just before a kill) gets one, so that no page lies there unknown.
 */
export async function openRawPartition(
  storage: Storage,
  state: StateStore,
  partition: PagePartition,
): Promise<RawPartitionLog> {
  const { objects, paths } = storage
  await flushJournal(storage, state, partitionKey(partition))
  const held = await readFetchLog(objects, paths, partition)
  const added = await unnamedSnapshots(storage, partition, held)
  await addToFetchLog(objects, paths, partition, added)
  const entries = added.length === 0 ? held : await readFetchLog(objects, paths, partition)
  const byId = groupById(entries)
  return { partition, entries, entriesOf: (ttbId) => byId.get(ttbId) ?? [] }
}

/** Moves the requests noted in the state store into the manifests of their partitions. */
export async function flushJournal(storage: Storage, state: StateStore, partition: string): Promise<void> {
  const noted = await state.pendingAttempts(partition)
  const last = noted.at(-1)
  if (!last) return
  const entries = noted.map(({ entry }) => entry as FetchEntry)
  const { ttb_id, page_kind } = entries[0] as FetchEntry
  const target = partitionOf(ttb_id, page_kind as RecordPageKind)
  await addToFetchLog(storage.objects, storage.paths, target, entries)
  await state.clearAttempts(partition, last.id)
}

/** As {@link flushJournal}, for every partition with requests that were noted only. */
export async function flushJournals(storage: Storage, state: StateStore): Promise<void> {
  for (const partition of await state.pendingPartitions()) await flushJournal(storage, state, partition)
}

async function unnamedSnapshots(
  { objects, paths }: Storage,
  partition: PagePartition,
  entries: readonly FetchEntry[],
): Promise<FetchEntry[]> {
  const named = new Set(entries.map(({ snapshot_key }) => snapshot_key))
  const found: FetchEntry[] = []
  for await (const { key, modifiedAt } of objects.list(paths.rawFolder(partition))) {
    const page = paths.readRawPageKey(key)
    if (!page || named.has(key)) continue
    const bytes = await readStoredPage(objects, key)
    if (bytes === null) continue
    const stored = { content_sha256: contentHash(bytes), snapshot_key: key, size_bytes: bytes.length }
    // A request that ended in a page whose snapshot could not be noted any more: it is the one.
    const asked = entries.findLast(
      ({ ttb_id, outcome, snapshot_key }) => ttb_id === page.name && outcome === 'found' && snapshot_key === null,
    )
    found.push(
      asked
        ? { ...asked, ...stored }
        : {
            ttb_id: page.name,
            page_kind: partition.kind,
            requested_at: new Date(modifiedAt).toISOString(),
            attempt: page.snapshot,
            reason: 'adopted',
            url: null,
            http_status: null,
            outcome: extractPage(bytes, { kind: partition.kind, ttbId: page.name }).outcome,
            error: null,
            ...stored,
          },
    )
  }
  return found
}

function groupById(entries: readonly FetchEntry[]): Map<string, FetchEntry[]> {
  const groups = new Map<string, FetchEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.ttb_id)
    if (group) group.push(entry)
    else groups.set(entry.ttb_id, [entry])
  }
  return groups
}
