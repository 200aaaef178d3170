import { createHash } from 'node:crypto'
import {
  type ObjectInfo,
  type PagePartition,
  type PartitionManifest,
  partitionKey,
  partitionOf,
  type RawPage,
  type Row,
  type Storage,
} from '@ttb/resources'
import { isTtbId, TtbError } from '@ttb/utils'
import { COLA, ISSUE_LOG, PAGE_LOG, type PageKind, QUARANTINE_LOG, type RecordDefinition } from '@ttb/utils/records'
import { ahead } from './ahead.ts'
import { OLD_FIELDS, OLD_RECORDS_VERSION } from './old-records/old-fields.ts'
import { rankOfOldRecord } from './old-records/read-old-record.ts'
import { type OldRecordName, readOldRecordKey } from './old-records/stored-old-record.ts'
import { pageTables } from './page-tables.ts'
import { readStoredPage } from './raw/stored-page.ts'
import { type OldRecordInput, type PageInput, structurePages } from './structure-pages.ts'

/** Raised whenever the same pages would give other rows; partitions made by another version are made again. */
export const PROCESSING_VERSION = '1'

/** A partition of the raw store, as a listing shows it. */
export interface RawPartition {
  readonly partition: PagePartition
  readonly snapshots: readonly (ObjectInfo & RawPage)[]
  /** Records of the earlier system: those of a TTB ID without a snapshot stand for its page. */
  readonly oldRecords: readonly (ObjectInfo & OldRecordName)[]
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
  const stamp = stampOf(raw, record)
  if (!force && (await tables.readStamp(folder)) === stamp) {
    const manifest = await tables.readManifest(folder)
    if (manifest) return { partition: partitionKey(partition), made: false, manifest }
  }

  const structurer = structurePages(partition.kind, record)
  for (const record of await readOldRecords(storage, raw)) structurer.addOldRecord(record)
  for await (const page of readPages(storage, raw)) {
    signal?.throwIfAborted()
    structurer.add(page)
  }
  const { rows, pages, issues, quarantine, counts } = structurer.finish()
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
    ],
  )
  await tables.writeStamp(folder, stamp)
  return { partition: partitionKey(partition), made: true, manifest }
}

/** How many objects are asked for while others are waited for. */
const READ_AHEAD = 16

/** The pages of a partition by name, the snapshots of each from first to last. */
async function* readPages({ objects }: Storage, { snapshots }: RawPartition): AsyncGenerator<PageInput> {
  const ordered = [...snapshots].sort((one, other) =>
    one.name === other.name ? one.snapshot - other.snapshot : one.name < other.name ? -1 : 1,
  )
  yield* ahead(ordered, READ_AHEAD, async ({ key, name }) => {
    const bytes = await readStoredPage(objects, key)
    if (!bytes) throw goneSince(key)
    return { sourceKey: key, ttbId: isTtbId(name) ? name : null, bytes }
  })
}

/** The old records of a partition; of those of one TTB ID, the one to be trusted most comes last. */
async function readOldRecords({ objects }: Storage, raw: RawPartition): Promise<OldRecordInput[]> {
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

function goneSince(key: string): TtbError {
  return new TtbError(`${key}: listed, but gone when it was read`, { code: 'not_found', retryable: true })
}

function rulesOf(record: RecordDefinition, hasOldRecords: boolean): string {
  return JSON.stringify([PROCESSING_VERSION, record, ...(hasOldRecords ? [OLD_RECORDS_VERSION, OLD_FIELDS] : [])])
}

/** What a listing of the store shows of the inputs. */
function stampOf({ snapshots, oldRecords }: RawPartition, record: RecordDefinition): string {
  const hash = createHash('sha256').update(rulesOf(record, oldRecords.length > 0))
  for (const { key, sizeBytes, etag } of [...snapshots, ...oldRecords])
    hash.update(JSON.stringify([key, sizeBytes, etag]))
  return hash.digest('hex')
}

/** What the inputs hold. */
function fingerprintOf(pages: readonly Row[], rules: string): string {
  const hash = createHash('sha256').update(rules)
  for (const page of pages) hash.update(JSON.stringify([page['source_key'], page['content_sha256']]))
  return hash.digest('hex')
}
