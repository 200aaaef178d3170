import { createHash } from 'node:crypto'
import type { PartitionsDef } from '@ttb/config'
import { type PagePartition, partitionKey, partitionOf } from '@ttb/resources'
import { type FetchEntry, type IndexRow, isPageKind } from '@ttb/utils/records'
import { readReceiptIndex } from '../consolidated/receipt-index.ts'
import { type AssetDef, assetsWith, type DataMapping, dataMapping } from '../definitions/index.ts'
import { readIndexDay } from '../discovery/index-partition.ts'
import { duePagesOf, pageKindsOf, type RecordPageKind } from '../raw/due-pages.ts'
import { fetchPage } from '../raw/fetch-page.ts'
import { agedBefore } from '../raw/fetch-pages.ts'
import { openRawPartition } from '../raw/raw-partition.ts'
import type { TtbResources } from './ttb-resources.ts'

const asset = assetsWith<TtbResources>()

/** A raw partition by its key, `2024-01-02|001-cola-detail`. */
export function pagePartitionOf(
  key: string,
): PagePartition & { readonly receivedDate: string; readonly kind: RecordPageKind } {
  const match = /^(\d{4}-\d{2}-\d{2})\|([a-z0-9]+)-(.+)$/.exec(key)
  const [, receivedDate, receiptMethod, kind] = match as unknown as [string, string, string, string]
  return { receivedDate, receiptMethod, kind: (isPageKind(kind) ? kind : 'cola-detail') as RecordPageKind }
}

/** The days of completion that list records of a day of receipt, and the other way round. */
export const indexToReceipt: DataMapping<TtbResources> = dataMapping({
  doc: 'A day of completion lists records of many days of receipt; the index says which.',
  async upstream(keys, { resources: { storage } }) {
    const byDate = new Map<string, readonly IndexRow[]>()
    const found = new Map<string, readonly string[]>()
    for (const key of keys) {
      const { receivedDate, receiptMethod } = pagePartitionOf(key)
      const rows = byDate.get(receivedDate) ?? (await readReceiptIndex(storage, receivedDate)).rows
      byDate.set(receivedDate, rows)
      const days = rows.filter(({ ttb_id }) => methodOf(ttb_id) === receiptMethod).map((row) => row.completed_date)
      found.set(key, [...new Set(days)].sort())
    }
    return found
  },
  async downstream(keys, { resources: { storage } }) {
    const touched = new Set<string>()
    for (const day of keys)
      for (const { ttb_id } of await readIndexDay(storage, day)) {
        for (const kind of pageKindsOf(ttb_id)) touched.add(partitionKey(partitionOf(ttb_id, kind)))
      }
    return [...touched].sort()
  },
})

/** The pages of the registry, as served. */
export function rawDataAsset(dateMethodTypes: PartitionsDef): AssetDef<TtbResources> {
  return asset({
    key: 'ttb_raw_data',
    group: 'ttb_raw',
    doc: 'Detail pages and forms as the registry served them, each snapshot for ever, with a manifest of every request.',
    partitions: dateMethodTypes,
    deps: [{ asset: 'ttb_registry_index', mapping: indexToReceipt, requires: 'available' }],
    codeVersion: '1',
    retry: { max: 3, backoffMs: 300_000 },
    async materialize({ partition: key, resources, signal, log }) {
      const { storage, state, clock, config } = resources
      const partition = pagePartitionOf(key)
      const opened = await openRawPartition(storage, state, partition)
      const { rows } = await readReceiptIndex(storage, partition.receivedDate)
      const listed = newestRows(rows.filter(({ ttb_id }) => methodOf(ttb_id) === partition.receiptMethod))
      const due = listed.flatMap((row) =>
        duePagesOf(row, opened.entriesOf(row.ttb_id), agedBefore(resources, config)).filter(
          ({ kind }) => kind === partition.kind,
        ),
      )
      let stored = 0
      let requests = 0
      let unsettled = 0
      if (due.length > 0) {
        const client = resources.registry()
        for (const page of due) {
          signal.throwIfAborted()
          const fetched = await fetchPage({ storage, state, client, clock }, page, [opened], {
            compressed: config.rawCompressed,
            whenBlocked: 'throw',
            signal,
          })
          requests += fetched.requests
          if (fetched.isNew) stored++
          if (fetched.outcome === 'found' || fetched.outcome === 'not_found') continue
          unsettled++
          log(`${page.ttbId} ${page.kind}: ${fetched.outcome}; it is asked for again the next time`)
        }
      }
      const { entries } = await openRawPartition(storage, state, partition)
      return {
        dataVersion: versionOf(entries),
        metadata: { listed: listed.length, held: heldIds(entries).size, due: due.length, stored, requests, unsettled },
      }
    },
  })
}

function methodOf(ttbId: string): string | null {
  return partitionOf(ttbId, 'cola-detail').receiptMethod
}

/** Of the rows of one record, the one of its last completed date. */
function newestRows(rows: readonly IndexRow[]): IndexRow[] {
  const newest = new Map<string, IndexRow>()
  for (const row of rows) {
    const other = newest.get(row.ttb_id)
    if (!other || other.completed_date < row.completed_date) newest.set(row.ttb_id, row)
  }
  return [...newest.values()]
}

function heldIds(entries: readonly FetchEntry[]): Set<string> {
  return new Set(entries.filter(({ snapshot_key }) => snapshot_key !== null).map(({ ttb_id }) => ttb_id))
}

/** Changes whenever a snapshot is added, and not when nothing new was served. */
function versionOf(entries: readonly FetchEntry[]): string {
  const keys = new Set(entries.flatMap(({ snapshot_key }) => snapshot_key ?? []))
  return createHash('sha256')
    .update([...keys].sort().join('\n'))
    .digest('hex')
}
