import { readTtbId, TtbError } from '@ttb/utils'
import { isPageKind, type PageKind } from '@ttb/utils/records'

/** Where each group of assets lies. The names are those of the system this one replaces. */
export const PREFIXES = {
  raw: '1-ttb-raw-data',
  processed: '2-ttb-processed-data',
  consolidated: '3-ttb-consolidated',
  analytics: '4-ttb-analytics',
} as const

/** A slice of raw and processed data: the day and method of receipt that TTB IDs carry, and a kind of page. */
export interface PagePartition {
  /** `YYYY-MM-DD`; null for pages of search results, which belong to no TTB ID. */
  readonly receivedDate: string | null
  /** A receipt method, `none` for IDs of before 1997; null for search results. */
  readonly receiptMethod: string | null
  readonly kind: PageKind
}

/** `2024-01-02|001-cola-detail`, or `search`: the partition's name wherever one is written. */
export function partitionKey(partition: PagePartition): string {
  return partition.receivedDate === null
    ? partition.kind
    : `${partition.receivedDate}|${partition.receiptMethod}-${partition.kind}`
}

/** The partition a page of this TTB ID belongs to. Throws `invalid_ttb_id`. */
export function partitionOf(ttbId: string, kind: PageKind): PagePartition {
  const id = readTtbId(ttbId)
  if (!id) throw new TtbError(`not a TTB ID: ${JSON.stringify(ttbId)}`, { code: 'invalid_ttb_id' })
  return { receivedDate: id.receivedDate, receiptMethod: id.receiptMethod ?? 'none', kind }
}

function folderOf(partition: PagePartition): string {
  return partition.receivedDate === null
    ? partition.kind
    : `${partition.receivedDate}/${partition.receiptMethod}-${partition.kind}`
}

/** `1-ttb-raw-data/2024-01-02/001-cola-detail/`: where the pages of a partition lie. */
export function rawFolder(partition: PagePartition): string {
  return `${PREFIXES.raw}/${folderOf(partition)}/`
}

/** `2-ttb-processed-data/structured/2024-01-02/001-cola-detail/`: where the tables of a partition lie. */
export function structuredFolder(partition: PagePartition): string {
  return `${PREFIXES.processed}/structured/${folderOf(partition)}/`
}

/**
 * The key of a snapshot of a page. The first snapshot of a page has the plain name, later ones count beside it
 * (`24002001000001~2.html`): a snapshot is never overwritten.
 */
export function rawPageKey(partition: PagePartition, name: string, snapshot = 1): string {
  return `${rawFolder(partition)}${name}${snapshot === 1 ? '' : `~${snapshot}`}.html`
}

const RAW_KEY = /^([^/]+)\/(?:(\d{4}-\d{2}-\d{2})\/([a-z0-9]+)-([a-z-]+)|(search))\/([^/~]+)(?:~(\d+))?\.html$/

export interface RawPage {
  readonly partition: PagePartition
  /** The TTB ID or, for search results, the name of the page. */
  readonly name: string
  readonly snapshot: number
}

/** What a key of the raw store says; null when it is not the key of a page. */
export function readRawPageKey(key: string): RawPage | null {
  const match = RAW_KEY.exec(key)
  if (!match || match[1] !== PREFIXES.raw) return null
  const [, , receivedDate, receiptMethod, kind, search, name, snapshot] = match
  if (search)
    return {
      partition: { receivedDate: null, receiptMethod: null, kind: 'search' },
      name: name as string,
      snapshot: Number(snapshot ?? 1),
    }
  if (!isPageKind(kind as string)) return null
  return {
    partition: { receivedDate: receivedDate as string, receiptMethod: receiptMethod as string, kind: kind as PageKind },
    name: name as string,
    snapshot: Number(snapshot ?? 1),
  }
}
