import { ahead, type ObjectInfo, type ObjectStore, type Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { PageKind } from '@ttb/utils/records'
import { adoptPage, placeOf, readPathHint } from './adopt-pages.ts'
import { putOldRecord, readOldFile, readOwnOldRecord } from './adopt-records.ts'
import { listSource, readSavedPage, type SourceObject } from './adopt-source.ts'
import type { OldRow } from './old-records/old-rows.ts'
import type { OldStage } from './old-records/stored-old-record.ts'
import { createPageIds } from './page-ids.ts'
import type { RecordPageKind } from './raw/due-pages.ts'
import { createRawNames } from './raw-names.ts'

/** What would be adopted from a folder or a bucket, and what would not. */
export interface AdoptionPlan {
  readonly from: string
  readonly to: string
  readonly objects: number
  readonly pages: readonly PlannedPages[]
  readonly old_records: readonly PlannedRecords[]
  readonly left: readonly PlannedLeft[]
}

/** Saved pages of one kind in one layout, as their names tell; pages whose names do not tell are read. */
export interface PlannedPages {
  readonly kind: PageKind
  readonly layout: string
  readonly count: number
  readonly size_bytes: number
  /** Of them, those that are there already, by name and size. */
  readonly present: number
}

/** Records of the earlier system, of one kind of page and from one layout. */
export interface PlannedRecords {
  readonly kind: RecordPageKind
  readonly stage: OldStage
  readonly layout: string
  readonly count: number
  readonly present: number
  /** Of them, those not needed, as the page itself is there or comes along. */
  readonly replaced: number
}

export interface PlannedLeft {
  readonly reason: string
  readonly count: number
  readonly size_bytes: number
  /** The path of the first of them. */
  readonly example: string
}

export interface PlanOptions {
  readonly signal?: AbortSignal
  /** Called with the number of objects looked at so far. */
  readonly onProgress?: (objects: number) => void
}

/** How many objects are read while others are waited for. */
const READ_AHEAD = 16

/**
 * What {@link adoptAll} would do, from a listing of both places: read are only files of old records and pages whose names
 * do not say what they are. Memory holds one file of old records, and eight bytes a page.
 */
export async function planAdoption(
  storage: Storage,
  source: ObjectStore,
  { signal, onProgress }: PlanOptions = {},
): Promise<AdoptionPlan> {
  const names = createRawNames(storage)
  const coming = createPageIds()
  const [pages, records, left] = [
    createTally<PlannedPages>(),
    createTally<PlannedRecords>(),
    createTally<PlannedLeft>(),
  ]
  const leave = (reason: string, { key, sizeBytes }: ObjectInfo, bytes = sizeBytes): void =>
    left.add([reason], { reason, count: 1, size_bytes: bytes, example: key })
  let objects = 0

  const lookAtPage = async (object: ObjectInfo): Promise<void> => {
    const { key, sizeBytes } = object
    const hint = readPathHint(key)
    const layout = layoutOf(key)
    const place = hint.kind && placeOf(key, hint.kind, hint.ttbId)
    let kind = hint.kind
    let isPresent: boolean
    if (place) {
      isPresent = (await names.of(place.partition, place.name)).some(
        (held) => held.isPage && held.sizeBytes === sizeBytes,
      )
      if (hint.ttbId !== null) coming.add(place.partition.kind, hint.ttbId)
    } else {
      const adopted = await readSavedPage(source, object)
        .then((page) => adoptPage(storage, page, { dryRun: true, names }))
        .catch(asUnreadable)
      const target = adopted.key === null ? null : storage.paths.readRawPageKey(adopted.key)
      if (!target) return leave(adopted.reason ?? '', object)
      kind = target.partition.kind
      isPresent = adopted.action === 'present'
      if (kind !== 'search') coming.add(kind, target.name)
    }
    const planned = { kind: kind as PageKind, layout, count: 1, size_bytes: sizeBytes, present: isPresent ? 1 : 0 }
    pages.add([planned.kind, layout], planned)
  }

  const lookAtRows = async (rows: readonly OldRow[], layout: string, object: ObjectInfo): Promise<void> => {
    for (const row of rows) {
      if (!('records' in row)) {
        leave(`old record ${row.reason}`, object, 0)
        continue
      }
      for (const record of row.records) {
        const { ttb_id: ttbId, page_kind: kind, stage } = record
        const { action } = coming.has(kind, ttbId)
          ? ({ action: 'replaced' } as const)
          : await putOldRecord(storage, names, record, { dryRun: true })
        records.add([kind, stage, layout], {
          kind,
          stage,
          layout,
          count: 1,
          present: action === 'present' ? 1 : 0,
          replaced: action === 'replaced' ? 1 : 0,
        })
      }
    }
  }

  const first = async (found: SourceObject): Promise<void> => {
    if (found.what === 'page') await lookAtPage(found.object)
    if (found.what === 'other') leave(found.reason, found.object)
  }
  for await (const _ of ahead(listSource(source, signal), READ_AHEAD, first)) {
    signal?.throwIfAborted()
    objects++
    onProgress?.(objects)
  }
  // Old records count only where no page is, so they come when all pages are known.
  for await (const found of listSource(source, signal)) {
    signal?.throwIfAborted()
    if (found.what === 'old_file') {
      const rows = await readOldFile(source, found.object, found.file).catch(asUnreadable)
      if ('reason' in rows) leave(rows.reason, found.object)
      else if (rows.length === 0) leave('a file of old records without any', found.object)
      else await lookAtRows(rows, found.file.layout, found.object)
    } else if (found.what === 'old_record') {
      const record = await readOwnOldRecord(source, found.object).catch(asUnreadable)
      if ('reason' in record) leave(record.reason, found.object)
      else await lookAtRows([{ ttbId: record.ttb_id, records: [record] }], 'old records of this system', found.object)
    }
  }
  const [from, to] = [source.location, storage.objects.location]
  return { from, to, objects, pages: pages.all(), old_records: records.all(), left: left.all() }
}

/** A file that cannot be read is left, with the reason; any other failure is one. */
export function asUnreadable(error: unknown): {
  readonly action: 'unreadable'
  readonly reason: string
  readonly key: null
} {
  if (!TtbError.isInstance(error) || error.code !== 'corrupt_data') throw error
  return { action: 'unreadable', reason: error.message, key: null }
}

const PAGE_LAYOUTS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)\d{4}-\d{2}-\d{2}\/[a-z0-9]+-[a-z-]+\/[^/]+$/, 'DATE/METHOD-KIND'],
  [/(?:^|\/)data_type=[a-z-]+\/(?:[a-z_]+=\d+\/)+[^/]+$/, 'data_type=/year=/month=/day=/receipt_method='],
  [/(?:^|\/)(?:cola-detail|certificate|search)\/[^/]+$/, 'KIND'],
]

function layoutOf(path: string): string {
  return PAGE_LAYOUTS.find(([pattern]) => pattern.test(path))?.[1] ?? 'no folders that say what they are'
}

interface Tally<T> {
  add(key: readonly string[], row: T): void
  all(): readonly T[]
}

/** Rows added up by key: numbers are summed, of all else the first stays. */
function createTally<T extends object>(): Tally<T> {
  const rows = new Map<string, T>()
  return {
    add(key, row) {
      const held = rows.get(key.join('\n'))
      rows.set(key.join('\n'), held ? sum(held, row) : row)
    },
    all: () => [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row),
  }
}

function sum<T extends object>(one: T, other: T): T {
  const numbers = Object.entries(other).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  return {
    ...one,
    ...Object.fromEntries(
      numbers.map(([name, count]) => [name, count + Number((one as Record<string, unknown>)[name])]),
    ),
  }
}
