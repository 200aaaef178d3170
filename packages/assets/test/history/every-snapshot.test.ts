import { createHash } from 'node:crypto'
import { createRandom, createRecordMaker, renderCertificate } from '@ttb/registry-simulator'
import { createMemoryStorage, partitionOf, type Row, type Storage } from '@ttb/resources'
import {
  COLA_CHANGES,
  COLA_STATUS_HISTORY,
  CONSOLIDATED,
  type FetchEntry,
  PAGE_LOG,
  PAGE_SNAPSHOT,
} from '@ttb/utils/records'
import { beforeEach, describe, expect, it } from 'vitest'
import { consolidateDay } from '../../src/consolidated/consolidate-day.ts'
import { historyOfDay } from '../../src/history/history-day.ts'
import { listRawPartitions, type ProcessedPartition, processPartition } from '../../src/process-partition.ts'
import { addToFetchLog } from '../../src/raw/fetch-log.ts'

const DAY = '2024-01-02'
const makeRecord = createRecordMaker(createRandom(4))
const one = makeRecord({ receivedDate: DAY, sequence: 1 }).certificate
const other = makeRecord({ receivedDate: DAY, sequence: 2 }).certificate
const [ttbId, otherId] = [one.ttb_id as string, other.ttb_id as string]
const partition = partitionOf(ttbId, 'certificate')
const bytes = (html: string) => Buffer.from(html, 'latin1')
const approved = bytes(renderCertificate({ ...one, status: 'APPROVED' }))
const refused = bytes('<html>')
const surrendered = bytes(renderCertificate({ ...one, status: 'SURRENDERED' }))
const neighbour = bytes(renderCertificate({ ...other, status: 'APPROVED' }))
const sha256 = (page: Uint8Array) => createHash('sha256').update(page).digest('hex')
const inMonth = (month: number) => `2025-0${month}-01T12:00:00.000Z`
const [first, between, last, later] = [inMonth(1), inMonth(2), inMonth(3), inMonth(4)]

let storage: Storage

beforeEach(() => {
  storage = createMemoryStorage()
})

const keyOf = (name: string, snapshot = 1) => storage.paths.rawPageKey(partition, name, { snapshot })

/** A page as it lies in the raw store, and the request for it in the manifest. */
async function store(page: Uint8Array, key: string, requestedAt?: string): Promise<void> {
  await storage.objects.write(key, page)
  if (requestedAt !== undefined) await note(key, requestedAt)
}

async function note(key: string, requestedAt: string): Promise<void> {
  const entry: FetchEntry = {
    ttb_id: storage.paths.readRawPageKey(key)?.name as string,
    page_kind: 'certificate',
    requested_at: requestedAt,
    attempt: 1,
    reason: 'requested',
    url: null,
    http_status: 200,
    outcome: 'found',
    size_bytes: 1,
    content_sha256: 'of what it says',
    snapshot_key: key,
    error: null,
  }
  await addToFetchLog(storage.objects, storage.paths, partition, [entry])
}

async function storeThree(): Promise<void> {
  await store(approved, keyOf(ttbId), first)
  await store(refused, keyOf(ttbId, 2), between)
  await store(surrendered, keyOf(ttbId, 3), last)
}

async function make(): Promise<ProcessedPartition> {
  for await (const raw of listRawPartitions(storage, partition)) return processPartition(storage, raw)
  throw new Error('no partition')
}

describe('a page that was fetched more than once', () => {
  it('has a row for each snapshot that is a record, and each change with both hashes and moments', async () => {
    await storeThree()
    await store(neighbour, keyOf(otherId))
    const { manifest } = await make()
    const snapshots = await storage.tables.readTable(PAGE_SNAPSHOT, manifest)
    expect(
      snapshots.map((row) => [
        row['source_key'],
        row['position'],
        row['requested_at'],
        row['status'],
        row['content_sha256'],
      ]),
    ).toEqual([
      [keyOf(ttbId), 1, first, 'APPROVED', sha256(approved)],
      [keyOf(ttbId, 3), 2, last, 'SURRENDERED', sha256(surrendered)],
      [keyOf(otherId), 1, null, 'APPROVED', sha256(neighbour)],
    ])
    const [change, ...more] = await storage.tables.readTable(COLA_CHANGES, manifest)
    expect(more).toEqual([])
    expect(change).toMatchObject({
      ttb_id: ttbId,
      field: 'status',
      before: 'APPROVED',
      after: 'SURRENDERED',
      before_sha256: sha256(approved),
      after_sha256: sha256(surrendered),
      before_requested_at: first,
      after_requested_at: last,
    })
  })

  it('gives the record its history of status and all its states to consolidation', async () => {
    await storeThree()
    await make()
    const { manifest, counts } = await historyOfDay(storage, DAY)
    expect(counts).toMatchObject({ records: 1, statuses: 2, changes: 1 })
    const statuses = await storage.tables.readTable(COLA_STATUS_HISTORY, manifest)
    const said = (row: Row) => [row['status'], row['valid_from'], row['valid_to'], row['content_sha256']]
    expect(statuses.map(said)).toEqual([
      ['APPROVED', one.approval_date, '2025-03-01', sha256(approved)],
      ['SURRENDERED', '2025-03-01', null, sha256(surrendered)],
    ])
    const statusBy = async (mergeStrategy: 'oldest' | 'latest') => {
      const day = await consolidateDay(storage, DAY, { mergeStrategy })
      return (await storage.tables.readTable(CONSOLIDATED, day.manifest)).map((row) => row['status'])
    }
    expect(await statusBy('latest')).toEqual(['SURRENDERED'])
    expect(await statusBy('oldest')).toEqual(['APPROVED'])
  })
})

describe('when pages were fetched', () => {
  it('the page log says of each, the first of the requests that name it', async () => {
    await storeThree()
    await note(keyOf(ttbId, 3), later)
    const { manifest } = await make()
    const pages = await storage.tables.readTable(PAGE_LOG, manifest)
    expect(pages.map((page) => [page['outcome'], page['requested_at']])).toEqual([
      ['found', first],
      ['truncated', between],
      ['found', last],
    ])
  })

  it('pages with one snapshot each take no more tables, and the history goes by the page log', async () => {
    await store(approved, keyOf(ttbId), first)
    const { manifest } = await make()
    expect(Object.keys(manifest.tables)).toEqual(['certificate', 'page'])
    const history = await historyOfDay(storage, DAY)
    const statuses = await storage.tables.readTable(COLA_STATUS_HISTORY, history.manifest)
    expect(statuses).toMatchObject([{ status: 'APPROVED', observed_at: first, content_sha256: sha256(approved) }])
  })

  it('requests that find nothing new make nothing again; one that tells of a page unknown so far does', async () => {
    await store(approved, keyOf(ttbId))
    expect([(await make()).made, (await make()).made]).toEqual([true, false])
    await note(keyOf(ttbId), first)
    expect([(await make()).made, (await make()).made]).toEqual([true, false])
    await note(keyOf(ttbId), later)
    expect((await make()).made).toBe(false)
  })
})
