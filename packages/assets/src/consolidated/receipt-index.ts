import { createHash } from 'node:crypto'
import type { Storage } from '@ttb/resources'
import { parseTtbId } from '@ttb/utils'
import { type IndexRow, REGISTRY_INDEX } from '@ttb/utils/records'
import { readIndexState } from '../discovery/index-partition.ts'
import { listUnrouted, settledMarks, type UnroutedMark } from '../discovery/unrouted-days.ts'

/** Raised whenever the same rows of the index would be kept otherwise. */
const RECEIPT_INDEX_VERSION = '1'

export interface RoutedIndex {
  /** Days of receipt whose rows changed, in order. */
  readonly changedDays: readonly string[]
  /** Rows looked at. */
  readonly rows: number
}

/**
 * Keeps the rows of the registry index by day of receipt as well: takes in these days of completion, and says which days
 * of receipt changed by it. What a day of completion lists is added, or takes the place of what it listed before; nothing
 * is removed, as the index never removes. One caller at a time.
 */
export async function routeIndex(
  storage: Storage,
  completedDates: Iterable<string>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<RoutedIndex> {
  const byDay = new Map<string, IndexRow[]>()
  let rows = 0
  // Listed before anything is read: a day that changes meanwhile keeps its mark.
  const unrouted = await listUnrouted(storage)
  const settled: UnroutedMark[] = []
  for (const completedDate of completedDates) {
    signal?.throwIfAborted()
    const state = await readIndexState(storage, completedDate)
    settled.push(...settledMarks(unrouted.get(completedDate) ?? [], state.fingerprint))
    for (const row of state.rows) {
      rows++
      const day = parseTtbId(row.ttb_id).receivedDate
      const list = byDay.get(day)
      if (list) list.push(row)
      else byDay.set(day, [row])
    }
  }
  const changedDays: string[] = []
  for (const day of [...byDay.keys()].sort()) {
    signal?.throwIfAborted()
    if (await takeIn(storage, day, byDay.get(day) as IndexRow[])) changedDays.push(day)
  }
  await storage.objects.remove(settled.map(({ key }) => key))
  return { changedDays, rows }
}

/** Whether the day changed. */
async function takeIn({ paths, tables }: Storage, day: string, added: readonly IndexRow[]): Promise<boolean> {
  const folder = paths.receiptIndexFolder(day)
  const manifest = await tables.readManifest(folder)
  const held = manifest ? ((await tables.readTable(REGISTRY_INDEX, manifest)) as IndexRow[]) : []
  const rows = withListed(held, added)
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([RECEIPT_INDEX_VERSION, rows.map((row) => Object.entries(row).sort())]))
    .digest('hex')
  if (manifest?.fingerprint === fingerprint) return false
  await tables.commit(
    folder,
    { asset: 'ttb_registry_index_by_receipt', partition: day, fingerprint, counts: { rows: rows.length } },
    [{ record: REGISTRY_INDEX, rows }],
  )
  return true
}

/** Rows of a day of receipt with what days of completion list, which takes the place of what they listed before; in order. */
export function withListed(held: readonly IndexRow[], listed: readonly IndexRow[]): IndexRow[] {
  const byKey = new Map([...held, ...listed].map((row) => [`${row.ttb_id} ${row.completed_date}`, row]))
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
}

/** The rows of the index whose TTB IDs are of a day of receipt, and the fingerprint of that table; none when there are none. */
export async function readReceiptIndex(
  { paths, tables }: Storage,
  receivedDate: string,
): Promise<{ readonly rows: readonly IndexRow[]; readonly fingerprint: string | null }> {
  const manifest = await tables.readManifest(paths.receiptIndexFolder(receivedDate))
  if (!manifest) return { rows: [], fingerprint: null }
  return { rows: (await tables.readTable(REGISTRY_INDEX, manifest)) as IndexRow[], fingerprint: manifest.fingerprint }
}
