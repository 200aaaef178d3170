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

export interface RawPageKeyOptions {
  /** Counts the snapshots of a page, from 1. Default: 1. */
  readonly snapshot?: number
  readonly compressed?: boolean
}

/** One answer to a search, as its key names it. */
export interface SearchAnswerName {
  /** `YYYY-MM-DDThh:mm:ss.sssZ`. */
  readonly searchedAt: string
  /** The window searched, as it was written. */
  readonly window: string
  readonly type: 'html' | 'csv'
}

/** A state of a day of completion in the index of which the days of receipt know nothing yet. */
export interface UnroutedDay {
  readonly completedDate: string
  /** `YYYY-MM-DDThh:mm:ss.sssZ`. */
  readonly observedAt: string
  /** The first 16 digits of the fingerprint of that state. */
  readonly fingerprint: string
}

/** THE path table: where everything lies, and what a path says. */
export interface PathTable {
  readonly prefixes: Prefixes
  /** `1-ttb-raw-data/2024-01-02/001-cola-detail/`: where the pages of a partition lie. */
  rawFolder(partition: PagePartition): string
  /**
   * The key of a snapshot of a page. The first snapshot of a page has the plain name, later ones count beside it
   * (`24002001000001~2.html`): a snapshot is never overwritten. A page stored compressed ends in `.html.gz`.
   */
  rawPageKey(partition: PagePartition, name: string, options?: RawPageKeyOptions): string
  /** What a key of the raw store says; null when it is not the key of a page. */
  readRawPageKey(key: string): RawPage | null
  /** `1-ttb-raw-data/2024-01-02/001-cola-detail/_fetches.jsonl`: the manifest of a raw partition, a line a request. */
  fetchLogKey(partition: PagePartition): string
  /** `1-ttb-raw-data/registry-index/`: where the answers to searches lie. */
  readonly searchFolder: string
  /** Where one answer to a search lies: the moment of the search leads, so that key order is the order in time. */
  searchAnswerKey(searchedAt: string, window: string, type: 'html' | 'csv'): string
  /** What a key of an answer to a search says; null when it is none. */
  readSearchAnswerKey(key: string): SearchAnswerName | null
  /** `1-ttb-raw-data/label-images/ab/abc….jpg`: a picture, stored once by its hash. */
  labelImageKey(sha256: string, extension: string): string
  /** `1-ttb-raw-data/2024-01-02/001-label-images/_images.jsonl`: which pictures the forms of a day show. */
  labelImageLogKey(receivedDate: string, receiptMethod: string): string
  /** `2-ttb-processed-data/ttb_registry_index/`: where the registry index lies. */
  readonly indexPrefix: string
  /** `2-ttb-processed-data/ttb_registry_index/2024-01-02/`: where the index of one completed date lies. */
  indexFolder(completedDate: string): string
  /** `2-ttb-processed-data/structured/`: where the tables of all pages lie. */
  readonly structuredPrefix: string
  /** `2-ttb-processed-data/structured/2024-01-02/001-cola-detail/`: where the tables of a partition lie. */
  structuredFolder(partition: PagePartition): string
  /** `2-ttb-processed-data/structured/2024-01-02/`: below it lie the tables of all pages received on a day. */
  structuredDayPrefix(receivedDate: string): string
  /** `2-ttb-processed-data/ttb_registry_index_by_receipt/2024-01-02/`: the rows of the index whose TTB IDs are of a day of receipt. */
  receiptIndexFolder(receivedDate: string): string
  /** `2-ttb-processed-data/ttb_registry_index_by_receipt/`: where all of them lie. */
  readonly receiptIndexPrefix: string
  /** `2-ttb-processed-data/ttb_registry_index_unrouted/`: where the marks of days of completion lie that days of receipt know nothing of yet. */
  readonly unroutedPrefix: string
  /** Where such a mark lies: the day of completion leads, so that key order is the order of days, then of observation. */
  unroutedKey(day: UnroutedDay): string
  /** What the key of such a mark says; null when it is none. */
  readUnroutedKey(key: string): UnroutedDay | null
  /** `3-ttb-consolidated/consolidated/2024-01-02/`: the consolidated records of a day of receipt. */
  consolidatedFolder(receivedDate: string): string
  /** `3-ttb-consolidated/consolidated/`: where all of them lie. */
  readonly consolidatedPrefix: string
  /** `3-ttb-consolidated/history/`: where the history of all days of receipt lies. */
  readonly historyPrefix: string
  /** `3-ttb-consolidated/history/2024-01-02/`: how the records of a day of receipt changed. */
  historyFolder(receivedDate: string): string
  /** `4-ttb-analytics/dimensions/dim_dates/`: where a dimension lies. */
  dimensionFolder(dimension: string): string
  /** `4-ttb-analytics/facts/`: where the facts of all days of receipt lie. */
  readonly factsPrefix: string
  /** `4-ttb-analytics/facts/fact_products/partition_date=2024-01-02/`: the facts of a day of receipt. */
  factFolder(fact: string, receivedDate: string): string
  /** `4-ttb-analytics/warehouse/fact_products/year=2024/`: the facts of all days of receipt of a year in one file. */
  warehouseFolder(table: string, year: string): string
  /** `4-ttb-analytics/warehouse/`: where all of them lie. */
  readonly warehousePrefix: string
}

const RAW_PAGE = /^(?:(\d{4}-\d{2}-\d{2})\/([a-z0-9]+)-([a-z-]+)|(search))\/([^/~]+)(?:~(\d+))?\.html(?:\.gz)?$/
const SEARCH_ANSWER = /^\d{4}-\d\d-\d\d\/(\d{8}T\d{9}Z)_([A-Za-z0-9_-]+)\.(html|csv)\.gz$/
const UNROUTED = /^(\d{4}-\d\d-\d\d)_(\d{8}T\d{9}Z)_([0-9a-f]{16})$/

/** The path table for these prefixes. */
export function createPathTable(prefixes: Prefixes = PREFIXES): PathTable {
  const rawFolder = (partition: PagePartition): string => `${prefixes.raw}/${folderOf(partition)}/`
  const searchFolder = `${prefixes.raw}/registry-index/`
  const indexPrefix = `${prefixes.processed}/ttb_registry_index/`
  const structuredPrefix = `${prefixes.processed}/structured/`
  const receiptIndexPrefix = `${prefixes.processed}/ttb_registry_index_by_receipt/`
  const unroutedPrefix = `${prefixes.processed}/ttb_registry_index_unrouted/`
  const consolidatedPrefix = `${prefixes.consolidated}/consolidated/`
  const historyPrefix = `${prefixes.consolidated}/history/`
  const factsPrefix = `${prefixes.analytics}/facts/`
  const warehousePrefix = `${prefixes.analytics}/warehouse/`
  return {
    prefixes,
    rawFolder,
    rawPageKey: (partition, name, { snapshot = 1, compressed = false } = {}) =>
      `${rawFolder(partition)}${name}${snapshot === 1 ? '' : `~${snapshot}`}.html${compressed ? '.gz' : ''}`,
    readRawPageKey: (key) =>
      key.startsWith(`${prefixes.raw}/`) ? readRawPage(key.slice(prefixes.raw.length + 1)) : null,
    fetchLogKey: (partition) => `${rawFolder(partition)}_fetches.jsonl`,
    searchFolder,
    searchAnswerKey: (searchedAt, window, type) =>
      `${searchFolder}${searchedAt.slice(0, 10)}/${digitsOf(searchedAt)}_${window}.${type}.gz`,
    readSearchAnswerKey: (key) =>
      key.startsWith(searchFolder) ? readSearchAnswer(key.slice(searchFolder.length)) : null,
    labelImageKey: (sha256, extension) => `${prefixes.raw}/label-images/${sha256.slice(0, 2)}/${sha256}.${extension}`,
    labelImageLogKey: (receivedDate, receiptMethod) =>
      `${prefixes.raw}/${receivedDate}/${receiptMethod}-label-images/_images.jsonl`,
    indexPrefix,
    indexFolder: (completedDate) => `${indexPrefix}${completedDate}/`,
    structuredPrefix,
    structuredFolder: (partition) => `${structuredPrefix}${folderOf(partition)}/`,
    structuredDayPrefix: (receivedDate) => `${structuredPrefix}${receivedDate}/`,
    receiptIndexFolder: (receivedDate) => `${receiptIndexPrefix}${receivedDate}/`,
    receiptIndexPrefix,
    unroutedPrefix,
    unroutedKey: ({ completedDate, observedAt, fingerprint }) =>
      `${unroutedPrefix}${completedDate}_${digitsOf(observedAt)}_${fingerprint.slice(0, 16)}`,
    readUnroutedKey: (key) => (key.startsWith(unroutedPrefix) ? readUnrouted(key.slice(unroutedPrefix.length)) : null),
    consolidatedFolder: (receivedDate) => `${consolidatedPrefix}${receivedDate}/`,
    consolidatedPrefix,
    historyFolder: (receivedDate) => `${historyPrefix}${receivedDate}/`,
    historyPrefix,
    dimensionFolder: (dimension) => `${prefixes.analytics}/dimensions/${dimension}/`,
    factsPrefix,
    factFolder: (fact, receivedDate) => `${factsPrefix}${fact}/partition_date=${receivedDate}/`,
    warehouseFolder: (table, year) => `${warehousePrefix}${table}/year=${year}/`,
    warehousePrefix,
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

function readSearchAnswer(path: string): SearchAnswerName | null {
  const match = SEARCH_ANSWER.exec(path)
  if (!match) return null
  const [, searchedAt, window, type] = match as unknown as [string, string, string, 'html' | 'csv']
  return { searchedAt: momentOf(searchedAt), window, type }
}

function readUnrouted(name: string): UnroutedDay | null {
  const [, completedDate, observedAt, fingerprint] = UNROUTED.exec(name) ?? []
  if (completedDate === undefined || observedAt === undefined || fingerprint === undefined) return null
  return { completedDate, observedAt: momentOf(observedAt), fingerprint }
}

/** A moment as a key has it, `20260304T050607089Z`. */
function digitsOf(moment: string): string {
  return moment.replaceAll(/[-:.]/g, '')
}

function momentOf(digits: string): string {
  return digits.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z')
}
