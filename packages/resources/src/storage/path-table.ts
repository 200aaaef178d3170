import { readTtbId, TtbError } from '@ttb/utils'
import { isPageKind, type PageKind } from '@ttb/utils/records'

/** Where each group of assets lies. Settings may name other places. */
export interface Prefixes {
  readonly raw: string
  readonly processed: string
  readonly consolidated: string
  readonly analytics: string
}

/** The names of the system this one replaces. */
export const PREFIXES: Prefixes = {
  raw: '1-ttb-raw-data',
  processed: '2-ttb-processed-data',
  consolidated: '3-ttb-consolidated',
  analytics: '4-ttb-analytics',
}

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

export interface RawPage {
  readonly partition: PagePartition
  /** The TTB ID or, for search results, the name of the page. */
  readonly name: string
  readonly snapshot: number
}

/** THE path table: where everything lies, and what a path says. */
export interface PathTable {
  readonly prefixes: Prefixes
  /** `1-ttb-raw-data/2024-01-02/001-cola-detail/`: where the pages of a partition lie. */
  rawFolder(partition: PagePartition): string
  /**
   * The key of a snapshot of a page. The first snapshot of a page has the plain name, later ones count beside it
   * (`24002001000001~2.html`): a snapshot is never overwritten.
   */
  rawPageKey(partition: PagePartition, name: string, snapshot?: number): string
  /** What a key of the raw store says; null when it is not the key of a page. */
  readRawPageKey(key: string): RawPage | null
  /** `2-ttb-processed-data/structured/2024-01-02/001-cola-detail/`: where the tables of a partition lie. */
  structuredFolder(partition: PagePartition): string
}

const RAW_PAGE = /^(?:(\d{4}-\d{2}-\d{2})\/([a-z0-9]+)-([a-z-]+)|(search))\/([^/~]+)(?:~(\d+))?\.html$/

/** The path table for these prefixes. */
export function createPathTable(prefixes: Prefixes = PREFIXES): PathTable {
  const rawFolder = (partition: PagePartition): string => `${prefixes.raw}/${folderOf(partition)}/`
  return {
    prefixes,
    rawFolder,
    rawPageKey: (partition, name, snapshot = 1) =>
      `${rawFolder(partition)}${name}${snapshot === 1 ? '' : `~${snapshot}`}.html`,
    readRawPageKey: (key) =>
      key.startsWith(`${prefixes.raw}/`) ? readRawPage(key.slice(prefixes.raw.length + 1)) : null,
    structuredFolder: (partition) => `${prefixes.processed}/structured/${folderOf(partition)}/`,
  }
}

function readRawPage(path: string): RawPage | null {
  const match = RAW_PAGE.exec(path)
  if (!match) return null
  const [, receivedDate, receiptMethod, kind, search, name, count] = match
  const page = { name: name as string, snapshot: Number(count ?? 1) }
  if (search) return { partition: { receivedDate: null, receiptMethod: null, kind: 'search' }, ...page }
  if (!isPageKind(kind as string)) return null
  const partition = {
    receivedDate: receivedDate as string,
    receiptMethod: receiptMethod as string,
    kind: kind as PageKind,
  }
  return { partition, ...page }
}
