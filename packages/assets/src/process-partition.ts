import { createHash } from 'node:crypto'
import {
  type ObjectInfo,
  type PagePartition,
  type PartitionManifest,
  partitionKey,
  type RawPage,
  type Row,
  type Storage,
} from '@ttb/resources'
import { isTtbId, TtbError } from '@ttb/utils'
import { COLA, ISSUE_LOG, PAGE_LOG, QUARANTINE_LOG, type RecordDefinition } from '@ttb/utils/records'
import { pageTables } from './page-tables.ts'
import { type PageInput, structurePages } from './structure-pages.ts'

/** Raised whenever the same pages would give other rows; partitions made by another version are made again. */
export const PROCESSING_VERSION = '1'

/** A partition of the raw store with its snapshots, as a listing shows them. */
export interface RawPartition {
  readonly partition: PagePartition
  readonly snapshots: readonly (ObjectInfo & RawPage)[]
}

/** The partitions of the raw store, in key order. Objects that are no pages are left alone. */
export async function* listRawPartitions({ objects, paths }: Storage): AsyncGenerator<RawPartition> {
  let open: { folder: string; partition: PagePartition; snapshots: (ObjectInfo & RawPage)[] } | null = null
  for await (const object of objects.list(`${paths.prefixes.raw}/`)) {
    const page = paths.readRawPageKey(object.key)
    if (!page) continue
    const folder = paths.rawFolder(page.partition)
    if (open && open.folder !== folder) {
      yield open
      open = null
    }
    open ??= { folder, partition: page.partition, snapshots: [] }
    open.snapshots.push({ ...object, ...page })
  }
  if (open) yield open
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
      fingerprint: fingerprintOf(pages, record),
      counts: { ...counts },
    },
    [
      { record: pageTables(record)[partition.kind], rows },
      { record: PAGE_LOG, rows: pages },
      { record: ISSUE_LOG, rows: issues },
      { record: QUARANTINE_LOG, rows: quarantine },
    ],
  )
  await tables.writeStamp(folder, stamp)
  return { partition: partitionKey(partition), made: true, manifest }
}

/** Pages are small and stores are slow to answer, so a few are asked for ahead. */
const READ_AHEAD = 16

/** The pages of a partition by name, the snapshots of each from first to last. */
async function* readPages({ objects }: Storage, { snapshots }: RawPartition): AsyncGenerator<PageInput> {
  const ordered = [...snapshots].sort((one, other) =>
    one.name === other.name ? one.snapshot - other.snapshot : one.name < other.name ? -1 : 1,
  )
  const reading: Promise<Uint8Array | null>[] = []
  const read = (at: number): void => {
    const bytes = at < ordered.length ? objects.readBytes((ordered[at] as ObjectInfo).key) : null
    if (!bytes) return
    bytes.catch(() => undefined) // it fails where it is awaited; until then it must not count as unhandled
    reading.push(bytes)
  }
  for (let at = 0; at < READ_AHEAD; at++) read(at)
  for (const [at, { key, name }] of ordered.entries()) {
    const bytes = await (reading.shift() as Promise<Uint8Array | null>)
    read(at + READ_AHEAD)
    if (!bytes) throw new TtbError(`${key}: listed, but gone when it was read`, { code: 'not_found', retryable: true })
    yield { sourceKey: key, ttbId: isTtbId(name) ? name : null, bytes }
  }
}

function rulesOf(record: RecordDefinition): string {
  return JSON.stringify([PROCESSING_VERSION, record])
}

/** What a listing of the store shows of the inputs. */
function stampOf({ snapshots }: RawPartition, record: RecordDefinition): string {
  const hash = createHash('sha256').update(rulesOf(record))
  for (const { key, sizeBytes, etag } of snapshots) hash.update(JSON.stringify([key, sizeBytes, etag]))
  return hash.digest('hex')
}

/** What the inputs hold. */
function fingerprintOf(pages: readonly Row[], record: RecordDefinition): string {
  const hash = createHash('sha256').update(rulesOf(record))
  for (const page of pages) hash.update(JSON.stringify([page['source_key'], page['content_sha256']]))
  return hash.digest('hex')
}
