import { partitionOf, type Row, type Storage } from '@ttb/resources'
import { readTtbId, TtbError } from '@ttb/utils'
import type { FetchEntry, IndexRow, PageKind, RecordDefinition } from '@ttb/utils/records'
import type { RecordSource, RecordSources } from '../consolidated/consolidate-record.ts'
import { type MergeStrategy, pickObservation, valueText } from '../consolidated/observations.ts'
import { RECORD_PAGE_KINDS, type RecordPageKind } from '../raw/due-pages.ts'
import { readFetchLog } from '../raw/fetch-log.ts'
import { type RecordPage, readRecordPages } from './record-pages.ts'
import { readIndexRows } from './search-rows.ts'

/** All that is stored of a TTB ID, read anew. */
export interface KnownRecord {
  readonly ttbId: string
  readonly receivedDate: string
  readonly receiptMethod: string | null
  /** By kind, the snapshots of each from first to last. */
  readonly pages: readonly RecordPage[]
  /** From the earliest completed date to the latest. */
  readonly indexRows: readonly IndexRow[]
  /** By time. */
  readonly requests: readonly FetchEntry[]
}

/** Reads all that is stored of a TTB ID. Throws `invalid_ttb_id`, and `not_found` when nothing is. */
export async function readKnownRecord(
  storage: Storage,
  ttbId: string,
  { record }: { readonly record: RecordDefinition },
): Promise<KnownRecord> {
  const id = readTtbId(ttbId)
  if (!id)
    throw new TtbError(
      `not a TTB ID: ${JSON.stringify(ttbId)}; expected 14 digits, such as 24002001000001, or 8 to 9 of before 1997`,
      { code: 'invalid_ttb_id' },
    )
  const { receivedDate, receiptMethod } = id
  const pages: RecordPage[] = []
  const requests: FetchEntry[] = []
  for (const kind of RECORD_PAGE_KINDS) {
    const log = await readFetchLog(storage.objects, storage.paths, partitionOf(ttbId, kind))
    const entries = log.filter((entry) => entry.ttb_id === ttbId)
    requests.push(...entries)
    pages.push(...(await readRecordPages(storage, { ttbId, kind, entries, record })))
  }
  const indexRows = await readIndexRows(storage, ttbId)
  if (pages.length + requests.length + indexRows.length === 0)
    throw new TtbError(`nothing is known of TTB ID ${ttbId}: no page, no request, no row of the index`, {
      code: 'not_found',
    })
  requests.sort((one, other) => (one.requested_at < other.requested_at ? -1 : 1))
  return { ttbId, receivedDate, receiptMethod, pages, indexRows, requests }
}

/** The sources of a record that count, and which snapshot each of their values is of. */
export interface ChosenSources {
  readonly sources: RecordSources
  pageOf(kind: RecordPageKind, field: string): RecordPage | null
  searchRowOf(field: string): IndexRow | null
}

/** Chooses as consolidation does: of each kind of page the snapshots whose rows are in the table, by the strategy. */
export function chooseSources({ pages, indexRows }: KnownRecord, strategy: MergeStrategy): ChosenSources {
  const accepted = (kind: PageKind): readonly RecordPage[] =>
    pages.filter((page) => page.kind === kind && page.row !== null && page.problems.length === 0)
  const pageSource = (kind: RecordPageKind): RecordSource | null => {
    const states = accepted(kind)
    const row = pickObservation(
      states.map((page) => page.row as Row),
      strategy,
    )
    const snapshot = strategy === 'oldest' ? states[0] : states.at(-1)
    return row && snapshot ? { row, seenAt: snapshot.requestedAt, sha256: snapshot.sha256 } : null
  }
  const picked = pickObservation(indexRows, strategy)
  return {
    sources: {
      'cola-detail': pageSource('cola-detail'),
      certificate: pageSource('certificate'),
      search: picked && { row: valuesOfIndexRow(picked), seenAt: picked.observed_at, sha256: null },
    },
    pageOf: (kind, field) => pickState(accepted(kind), strategy, (page) => page.row?.[field]),
    searchRowOf: (field) => pickState(indexRows, strategy, (row) => row[field]),
  }
}

/** When a row was seen is no field of the record. */
function valuesOfIndexRow({ first_observed_at: _first, observed_at: _seenAt, ...row }: IndexRow): Row {
  return row
}

function pickState<T>(states: readonly T[], strategy: MergeStrategy, read: (state: T) => unknown): T | null {
  if (strategy === 'oldest') return states[0] ?? null
  const latest = states.at(-1) ?? null
  if (strategy === 'latest') return latest
  return states.findLast((state) => valueText(read(state)) !== null) ?? latest
}
