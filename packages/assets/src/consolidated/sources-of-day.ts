import type { PartitionManifest, Row, Storage } from '@ttb/resources'
import {
  COLA_CHANGES,
  type ColaChange,
  type IndexRow,
  PAGE_LOG,
  PAGE_SNAPSHOT,
  type PageKind,
  type PageSnapshot,
  type RecordDefinition,
} from '@ttb/utils/records'
import { pageTables } from '../page-tables.ts'
import { readReceiptIndex } from './receipt-index.ts'

/** A page of a record with everything that is known of it. */
export interface PageOfRecord {
  /** What its latest snapshot says, cleaned. */
  readonly row: Row
  /** Its snapshots, the earliest first; at least the latest. */
  readonly snapshots: readonly PageSnapshot[]
  readonly changes: readonly ColaChange[]
}

export interface SourcesOfDay {
  readonly pages: { readonly [K in Exclude<PageKind, 'search'>]: ReadonlyMap<string, PageOfRecord> }
  readonly indexRows: ReadonlyMap<string, readonly IndexRow[]>
  /** Changes whenever what was read does. */
  readonly fingerprints: readonly string[]
}

/** Everything known of the records of a day of receipt, whatever their method of receipt: pages and rows of the index. */
export async function readSourcesOfDay(
  storage: Storage,
  receivedDate: string,
  record: RecordDefinition,
): Promise<SourcesOfDay> {
  const { paths, tables } = storage
  const kinds = pageTables(record)
  const pages = { 'cola-detail': new Map<string, PageOfRecord>(), certificate: new Map<string, PageOfRecord>() }
  const fingerprints: string[] = []
  for await (const manifest of tables.listManifests(paths.structuredDayPrefix(receivedDate))) {
    fingerprints.push(`${manifest.partition} ${manifest.fingerprint}`)
    for (const kind of ['cola-detail', 'certificate'] as const) {
      if (!manifest.tables[kinds[kind].name]) continue
      for (const [ttbId, page] of await readPages(storage, manifest, kinds[kind])) pages[kind].set(ttbId, page)
    }
  }
  const index = await readReceiptIndex(storage, receivedDate)
  if (index.fingerprint !== null) fingerprints.push(`index ${index.fingerprint}`)
  return { pages, indexRows: groupBy(index.rows, ({ ttb_id }) => ttb_id), fingerprints }
}

async function readPages(
  { tables }: Storage,
  manifest: PartitionManifest,
  table: RecordDefinition,
): Promise<Map<string, PageOfRecord>> {
  const rows = await tables.readTable(table, manifest)
  const changes = (await tables.readTable(COLA_CHANGES, manifest)) as unknown as ColaChange[]
  const changesOf = groupBy(changes, ({ ttb_id }) => ttb_id)
  const snapshotsOf = groupBy(await readSnapshots(tables, manifest, rows), ({ ttb_id }) => ttb_id)
  return new Map(
    rows.map((row) => {
      const ttbId = row['ttb_id'] as string
      return [ttbId, { row, snapshots: snapshotsOf.get(ttbId) ?? [], changes: changesOf.get(ttbId) ?? [] }]
    }),
  )
}

/** Where no page has a second snapshot there is no table of them: the page log says which one each row is of. */
async function readSnapshots(
  tables: Storage['tables'],
  manifest: PartitionManifest,
  rows: readonly Row[],
): Promise<readonly PageSnapshot[]> {
  if (manifest.tables[PAGE_SNAPSHOT.name])
    return (await tables.readTable(PAGE_SNAPSHOT, manifest)) as unknown as PageSnapshot[]
  const log = (await tables.readTable(PAGE_LOG, manifest)).filter((page) => page['outcome'] === 'found')
  const latest = new Map(log.map((page) => [page['ttb_id'] as string, page]))
  return rows.flatMap((row) => {
    const page = latest.get(row['ttb_id'] as string)
    if (!page) return []
    return [
      {
        source_key: page['source_key'] as string,
        ttb_id: row['ttb_id'] as string,
        page_kind: page['page_kind'] as string,
        position: 1,
        requested_at: (page['requested_at'] ?? null) as string | null,
        content_sha256: page['content_sha256'] as string,
        status: (row['status'] ?? null) as string | null,
        approval_date: (row['approval_date'] ?? null) as string | null,
        expiration_date: (row['expiration_date'] ?? null) as string | null,
      },
    ]
  })
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
