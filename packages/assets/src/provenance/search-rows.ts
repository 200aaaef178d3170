import { ahead, type Row, type Storage } from '@ttb/resources'
import { parseTtbId } from '@ttb/utils'
import { extractPage, readSearchCsv } from '@ttb/utils/pages'
import type { IndexRow } from '@ttb/utils/records'
import { inOrderOfTime } from '../consolidated/observations.ts'
import { readReceiptIndex, withListed } from '../consolidated/receipt-index.ts'
import { readIndexDay } from '../discovery/index-partition.ts'
import { listUnrouted } from '../discovery/unrouted-days.ts'
import { readStoredPage } from '../raw/stored-page.ts'
import { sha256Of } from './record-pages.ts'

/** How many days of the index are read at a time. */
const READ_AHEAD = 16

/**
 * What the registry index lists of a TTB ID, from the earliest completed date to the latest: from the index by day of
 * receipt and from the days of completion that it knows nothing of yet or, where it was never made, from every day of
 * completion since the receipt.
 */
export async function readIndexRows(storage: Storage, ttbId: string): Promise<readonly IndexRow[]> {
  const { receivedDate } = parseTtbId(ttbId)
  const ofRecord = (rows: readonly IndexRow[]) => rows.filter((row) => row.ttb_id === ttbId)
  // Listed first: a day that is routed meanwhile is in the index by day of receipt once its mark is gone.
  const unrouted = await listUnrouted(storage, { from: receivedDate })
  const { rows, fingerprint } = await readReceiptIndex(storage, receivedDate)
  const isMade = fingerprint !== null || (await hasAny(storage, storage.paths.receiptIndexPrefix))
  const days = isMade ? unrouted.keys() : await daysSince(storage, receivedDate)
  const listed: IndexRow[] = []
  for await (const day of ahead(days, READ_AHEAD, (each) => readIndexDay(storage, each))) listed.push(...ofRecord(day))
  return inOrderOfTime(withListed(ofRecord(rows), listed))
}

async function hasAny({ objects }: Storage, prefix: string): Promise<boolean> {
  for await (const _object of objects.list(prefix)) return true
  return false
}

async function daysSince({ objects, paths }: Storage, receivedDate: string): Promise<ReadonlySet<string>> {
  const days = new Set<string>()
  for await (const { key } of objects.list(paths.indexPrefix, { after: `${paths.indexPrefix}${receivedDate}` }))
    days.add(key.slice(paths.indexPrefix.length).split('/')[0] as string)
  return days
}

/** The answer to a search that first listed a row as it is. */
export interface SearchAnswer {
  readonly key: string
  readonly sha256: string
  readonly layout: string | null
  /** The row as printed, by field. */
  readonly texts: Row
}

const WINDOW = /^(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})/

/** Finds the answer of which a row of the index was read; null when it is not kept. */
export async function findSearchAnswer(
  { objects, paths }: Storage,
  { ttb_id, completed_date, observed_at }: IndexRow,
): Promise<SearchAnswer | null> {
  const answers: { readonly key: string; readonly searchedAt: string; readonly type: 'html' | 'csv' }[] = []
  for await (const { key } of objects.list(`${paths.searchFolder}${observed_at.slice(0, 10)}/`)) {
    const name = paths.readSearchAnswerKey(key)
    const [, from = '', to = ''] = WINDOW.exec(name?.window ?? '') ?? []
    // The parts of a window that was split were asked for after it.
    if (name && name.searchedAt >= observed_at && from <= completed_date && completed_date <= to)
      answers.push({ key, ...name })
  }
  // Of a long list the page shows the beginning, and the export all.
  answers.sort((one, other) => (`${one.searchedAt} ${one.type}` < `${other.searchedAt} ${other.type}` ? -1 : 1))
  for (const { key, type } of answers) {
    const bytes = await readStoredPage(objects, key)
    if (!bytes) continue
    const { rows, layout } = type === 'csv' ? { ...readSearchCsv(bytes), layout: null } : rowsOfPage(bytes)
    const texts = rows.find((row) => row['ttb_id'] === ttb_id && row['completed_date'] === completed_date)
    if (texts) return { key, sha256: sha256Of(bytes), layout, texts }
  }
  return null
}

function rowsOfPage(bytes: Uint8Array): { readonly rows: readonly Row[]; readonly layout: string | null } {
  const page = extractPage(bytes, { kind: 'search' })
  return page.outcome === 'found' && page.kind === 'search'
    ? { rows: page.values.rows, layout: page.layout }
    : { rows: [], layout: null }
}
