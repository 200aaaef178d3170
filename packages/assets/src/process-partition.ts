import { createHash } from 'node:crypto'
import {
  ahead,
  type ObjectInfo,
  type ObjectStore,
  type PagePartition,
  type PartitionManifest,
  partitionKey,
  partitionOf,
  type RawPage,
  type Row,
  type Storage,
} from '@ttb/resources'
import { isTtbId } from '@ttb/utils'
import {
  COLA,
  COLA_CHANGES,
  type FetchEntry,
  ISSUE_LOG,
  PAGE_LOG,
  PAGE_SNAPSHOT,
  type PageKind,
  QUARANTINE_LOG,
  type RecordDefinition,
} from '@ttb/utils/records'
import { OLD_FIELDS, OLD_RECORDS_VERSION } from './old-records/old-fields.ts'
import { rankOfOldRecord } from './old-records/read-old-record.ts'
import { type OldRecordName, readOldRecordKey } from './old-records/stored-old-record.ts'
import { pageTables } from './page-tables.ts'
import { readFetchLog } from './raw/fetch-log.ts'
import { goneSince, readStoredPage } from './raw/stored-page.ts'
import { type OldRecordInput, type PageInput, structurePages } from './structure-pages.ts'

/** Raised whenever the same pages would give other rows; partitions made by another version are made again. */
export const PROCESSING_VERSION = '2'

/** A partition of the raw store, as a listing shows it. */
export interface RawPartition {
  readonly partition: PagePartition
  readonly snapshots: readonly (ObjectInfo & RawPage)[]
  /** Records of the earlier system: those of a TTB ID without a snapshot stand for its page. */
  readonly oldRecords: readonly (ObjectInfo & OldRecordName)[]
  /** The log of the requests for its pages; absent where there is none. */
  readonly fetchLog?: ObjectInfo
}

/**
 * The partitions of the raw store, in key order, or one of them. Objects that are neither pages nor old records are left
 * alone.
 */
export async function* listRawPartitions(
  { objects, paths }: Storage,
  only?: PagePartition,
): AsyncGenerator<RawPartition> {
  let open: Open | null = null
  for await (const object of objects.list(only ? paths.rawFolder(only) : `${paths.prefixes.raw}/`)) {
    const page = paths.readRawPageKey(object.key)
    const oldRecord = page ? null : readOldRecordKey(paths, object.key)
    // By its name the log comes after the pages it is of.
    if (open && object.key === paths.fetchLogKey(open.partition)) open.fetchLog = object
    if (!page && !oldRecord) continue
    const partition = page?.partition ?? partitionOf(oldRecord?.ttbId as string, oldRecord?.kind as PageKind)
    const folder = paths.rawFolder(partition)
    if (open && open.folder !== folder) {
      yield open
      open = null
    }
    open ??= { folder, partition, snapshots: [], oldRecords: [] }
    if (page) open.snapshots.push({ ...object, ...page })
    if (oldRecord) open.oldRecords.push({ ...object, ...oldRecord })
  }
  if (open) yield open
}

interface Open {
  readonly folder: string
  readonly partition: PagePartition
  readonly snapshots: (ObjectInfo & RawPage)[]
  readonly oldRecords: (ObjectInfo & OldRecordName)[]
  fetchLog?: ObjectInfo
}

export interface ProcessOptions {
  readonly record?: RecordDefinition
  /** Make the partition again although nothing it depends on has changed. */
  readonly force?: boolean
  readonly signal?: AbortSignal
}

export interface ProcessedPartition {
  readonly partition: string
  /** False when the partition was up to date and left as it is. */
  readonly made: boolean
  readonly manifest: PartitionManifest
}

/** Makes the tables of one partition from its pages and commits them; does nothing when they are up to date. */
export async function processPartition(
  storage: Storage,
  raw: RawPartition,
  { record = COLA, force = false, signal }: ProcessOptions = {},
): Promise<ProcessedPartition> {
  const { partition } = raw
  const { tables } = storage
  const folder = storage.paths.structuredFolder(partition)
  const stamps = stampsOf(raw, record)
  const held = force ? null : await tables.readStamp(folder)
  if (held !== null && Object.values(stamps).includes(held)) {
    const manifest = await tables.readManifest(folder)
    if (manifest) return { partition: partitionKey(partition), made: false, manifest }
  }

  const structurer = structurePages(partition.kind, record)
  for (const record of await readOldRecords(storage, raw)) structurer.addOldRecord(record)
  for await (const page of readPages(storage, raw)) {
    signal?.throwIfAborted()
    structurer.add(page)
  }
  const { rows, pages, issues, quarantine, history, counts } = structurer.finish()
  const { snapshots, changes } = history
  const manifest = await tables.commit(
    folder,
    {
      asset: 'ttb_structured_data',
      partition: partitionKey(partition),
      fingerprint: fingerprintOf(pages, rulesOf(record, raw.oldRecords.length > 0)),
      counts: { ...counts },
    },
    [
      { record: pageTables(record)[partition.kind], rows },
      { record: PAGE_LOG, rows: pages },
      // Most partitions have none of these, and the counts say so: a file for nothing costs as much as one for something.
      ...(issues.length > 0 ? [{ record: ISSUE_LOG, rows: issues }] : []),
      ...(quarantine.length > 0 ? [{ record: QUARANTINE_LOG, rows: quarantine }] : []),
      // Where every page has one snapshot, the page log says all there is to say of them.
      ...(snapshots.some(({ position }) => position > 1) ? [{ record: PAGE_SNAPSHOT, rows: snapshots }] : []),
      ...(changes.length > 0 ? [{ record: COLA_CHANGES, rows: changes }] : []),
    ],
  )
  const isTimed = pages.filter(hasTime).length === raw.snapshots.length
  await tables.writeStamp(folder, isTimed ? stamps.ofPages : stamps.ofPagesAndLog)
  return { partition: partitionKey(partition), made: true, manifest }
}

function hasTime(page: Row): boolean {
  return page['requested_at'] !== null
}

/** How many objects are asked for while others are waited for. */
const READ_AHEAD = 32

/** The pages of a partition by name, the snapshots of each from first to last. */
async function* readPages(
  storage: Storage,
  { partition, snapshots, fetchLog }: RawPartition,
): AsyncGenerator<PageInput> {
  const { objects, paths } = storage
  const requestedAt = fetchLog ? firstRequests(await readFetchLog(objects, paths, partition)) : null
  const ordered = [...snapshots].sort(byNameAndTime)
  yield* ahead(
    ordered.map((snapshot) => ({ objects, snapshot, requestedAt })),
    READ_AHEAD,
    readPage,
  )
}

function byNameAndTime(one: RawPage, other: RawPage): number {
  return one.name === other.name ? one.snapshot - other.snapshot : one.name < other.name ? -1 : 1
}

interface PageToRead {
  readonly objects: ObjectStore
  readonly snapshot: ObjectInfo & RawPage
  readonly requestedAt: ReadonlyMap<string, string> | null
}

async function readPage({ objects, snapshot: { key, name }, requestedAt }: PageToRead): Promise<PageInput> {
  const bytes = await readStoredPage(objects, key)
  if (!bytes) throw goneSince(key)
  return { sourceKey: key, ttbId: isTtbId(name) ? name : null, requestedAt: requestedAt?.get(key) ?? null, bytes }
}

/** When each snapshot was fetched: later requests that found nothing new name it too. */
function firstRequests(entries: readonly FetchEntry[]): Map<string, string> {
  const moments = new Map<string, string>()
  for (const { snapshot_key, requested_at } of entries) {
    if (snapshot_key === null) continue
    const held = moments.get(snapshot_key)
    if (held === undefined || requested_at < held) moments.set(snapshot_key, requested_at)
  }
  return moments
}

/** The old records of a partition; of those of one TTB ID, the one to be trusted most comes last. */
async function readOldRecords({ objects }: Storage, raw: RawPartition): Promise<OldRecordInput[]> {
  if (raw.oldRecords.length === 0) return []
  const withPage = new Set(raw.snapshots.map(({ name }) => name))
  const read: { readonly input: OldRecordInput; readonly rank: string }[] = []
  const inputs = ahead(raw.oldRecords, READ_AHEAD, async ({ key, ttbId }) => {
    const bytes = await objects.readBytes(key)
    if (!bytes) throw goneSince(key)
    return { sourceKey: key, ttbId, bytes, replaced: withPage.has(ttbId) }
  })
  for await (const input of inputs)
    read.push({ input, rank: `${input.ttbId} ${rankOfOldRecord(input.bytes)} ${input.sourceKey}` })
  return read.sort((one, other) => (one.rank < other.rank ? -1 : 1)).map(({ input }) => input)
}

const recordsAsText = new WeakMap<RecordDefinition, string>()

function rulesOf(record: RecordDefinition, hasOldRecords: boolean): string {
  const text = recordsAsText.get(record) ?? JSON.stringify(record)
  recordsAsText.set(record, text)
  const ofOldRecords = hasOldRecords ? `,${JSON.stringify([OLD_RECORDS_VERSION, OLD_FIELDS])}` : ''
  return `[${JSON.stringify(PROCESSING_VERSION)},${text}${ofOldRecords}]`
}

/**
 * What a listing of the store shows of the inputs. Of the log of requests only when each snapshot was fetched is used, which
 * does not change once it is known; so its many additions count only as long as it is not known of all.
 */
function stampsOf({ snapshots, oldRecords, fetchLog }: RawPartition, record: RecordDefinition) {
  const ofPages = createHash('sha256').update(rulesOf(record, oldRecords.length > 0))
  ofPages.update([...snapshots, ...oldRecords].map(stampOf).join(''))
  const ofPagesAndLog = ofPages.copy().update(JSON.stringify([fetchLog?.sizeBytes ?? null, fetchLog?.etag ?? null]))
  return { ofPages: ofPages.digest('hex'), ofPagesAndLog: ofPagesAndLog.digest('hex') }
}

function stampOf({ key, sizeBytes, etag }: ObjectInfo): string {
  return `${key}\n${sizeBytes}\n${etag}\n`
}

/** What the inputs hold. */
function fingerprintOf(pages: readonly Row[], rules: string): string {
  return createHash('sha256').update(rules).update(pages.map(contentOf).join('')).digest('hex')
}

function contentOf(page: Row): string {
  return `${page['source_key']}\n${page['content_sha256']}\n${page['requested_at']}\n`
}
