import { ahead, type ObjectInfo, type ObjectStore, type Storage } from '@ttb/resources'
import type { Outcome } from '@ttb/utils/pages'
import { createAdoptionLog } from './adopt-log.ts'
import { adoptPage } from './adopt-pages.ts'
import { asUnreadable } from './adopt-plan.ts'
import { putOldRecord, readOldFile, readOwnOldRecord } from './adopt-records.ts'
import { listSource, readSavedPage } from './adopt-source.ts'
import type { OldRow } from './old-records/old-rows.ts'
import type { OldRecord } from './old-records/stored-old-record.ts'
import { createRawNames } from './raw-names.ts'

/** What became of one saved page, one old record, or one file that could not be read. */
export interface Adopted {
  readonly what: 'page' | 'old_record'
  readonly path: string
  readonly ttb_id: string | null
  /**
   * `adopted`: stored now. `present`: stored before, the same. `replaced`: an old record that is not needed, as its page
   * is there. `left`: not stored, see `reason`. `unreadable`: a file that is not what its name says.
   */
  readonly action: 'adopted' | 'present' | 'replaced' | 'left' | 'unreadable'
  /** What the page is. */
  readonly outcome: Outcome | null
  readonly key: string | null
  readonly reason: string | null
}

/** How many pages or records are on their way at a time. */
const AT_A_TIME = 16

/**
 * Takes every saved page and every record of the earlier system from a folder or a bucket into the raw store, and yields
 * what became of each. Pages come first: of records, only those without a page are stored. What is stored stays, so it
 * can be ended at any moment and begun again. Memory holds one file of old records and a few pages.
 */
export async function* adoptAll(
  storage: Storage,
  source: ObjectStore,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<Adopted> {
  const names = createRawNames(storage)
  const log = createAdoptionLog(storage)
  const takePage = async (object: ObjectInfo): Promise<Adopted> => {
    signal?.throwIfAborted()
    const about = { what: 'page', path: object.key, ttb_id: null, outcome: null } as const
    const page = await readSavedPage(source, object).catch(asUnreadable)
    if ('reason' in page) return { ...about, ...page }
    const adopted = await adoptPage(storage, page, { names })
    const stored = adopted.key === null ? null : storage.paths.readRawPageKey(adopted.key)
    if (adopted.key !== null) await log.note(adopted.key, adopted.outcome, page.bytes, object)
    return { ...about, ...adopted, ttb_id: stored && stored.partition.kind !== 'search' ? stored.name : null }
  }
  try {
    yield* ahead(pagesOf(source, signal), AT_A_TIME, takePage)
  } finally {
    await log.flush()
  }

  const takeRecord = async (record: OldRecord): Promise<Adopted> => {
    signal?.throwIfAborted()
    const placed = await putOldRecord(storage, names, record)
    const reason = placed.action === 'replaced' ? `the ${record.page_kind} page itself is there` : null
    return { what: 'old_record', path: record.origin, ttb_id: record.ttb_id, outcome: null, ...placed, reason }
  }
  for await (const found of listSource(source, signal)) {
    const about = { what: 'old_record', path: found.object.key, ttb_id: null, outcome: null } as const
    if (found.what === 'old_file') {
      const rows = await readOldFile(source, found.object, found.file).catch(asUnreadable)
      if ('reason' in rows) yield { ...about, ...rows }
      else yield* takeRows(rows, about, takeRecord)
    } else if (found.what === 'old_record') {
      const record = await readOwnOldRecord(source, found.object).catch(asUnreadable)
      yield 'reason' in record ? { ...about, ...record } : { ...(await takeRecord(record)), path: found.object.key }
    }
  }
}

async function* pagesOf(source: ObjectStore, signal: AbortSignal | undefined): AsyncGenerator<ObjectInfo> {
  for await (const found of listSource(source, signal)) if (found.what === 'page') yield found.object
}

/** The records of one file: first those that are left, then the others, those of one TTB ID one after the other. */
async function* takeRows(
  rows: readonly OldRow[],
  about: Pick<Adopted, 'what' | 'path' | 'outcome'>,
  take: (record: OldRecord) => Promise<Adopted>,
): AsyncGenerator<Adopted> {
  const byId = new Map<string, OldRecord[]>()
  for (const row of rows) {
    if (!('records' in row)) yield { ...about, ttb_id: row.ttbId, action: 'left', key: null, reason: row.reason }
    else byId.set(row.ttbId, [...(byId.get(row.ttbId) ?? []), ...row.records])
  }
  const takeAll = async (records: readonly OldRecord[]): Promise<Adopted[]> => {
    const taken: Adopted[] = []
    for (const record of records) taken.push(await take(record))
    return taken
  }
  for await (const taken of ahead(byId.values(), AT_A_TIME, takeAll)) yield* taken
}
