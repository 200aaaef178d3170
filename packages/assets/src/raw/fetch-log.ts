import { jsonLinesFormat, type ObjectStore, type PagePartition, type PathTable } from '@ttb/resources'
import { FETCH_LOG, type FetchEntry } from '@ttb/utils/records'

/** The manifest of a raw partition: every request for its pages, in order of TTB ID and time. */
export async function readFetchLog(
  objects: ObjectStore,
  paths: PathTable,
  partition: PagePartition,
): Promise<readonly FetchEntry[]> {
  const bytes = await objects.readBytes(paths.fetchLogKey(partition))
  return bytes ? ((await jsonLinesFormat.decode(FETCH_LOG, bytes)) as FetchEntry[]) : []
}

/** Adds entries to the manifest of a raw partition; what it already holds is not held twice. */
export async function addToFetchLog(
  objects: ObjectStore,
  paths: PathTable,
  partition: PagePartition,
  entries: readonly FetchEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const all = new Map<string, FetchEntry>()
  for (const entry of [...(await readFetchLog(objects, paths, partition)), ...entries]) all.set(keyOf(entry), entry)
  const rows = [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry)
  await objects.write(paths.fetchLogKey(partition), jsonLinesFormat.encode(FETCH_LOG, rows), {
    contentType: 'application/x-ndjson',
  })
}

function keyOf({ ttb_id, page_kind, requested_at, attempt }: FetchEntry): string {
  return `${ttb_id}|${page_kind}|${requested_at}|${String(attempt).padStart(4, '0')}`
}
