import { partitionOf, type Storage } from '@ttb/resources'
import { type Conflict, cleanPage, mergePages } from '@ttb/transformations'
import { type Issue, readTtbId, TtbError } from '@ttb/utils'
import { extractPage, type Outcome } from '@ttb/utils/pages'
import {
  COLA,
  describeLocator,
  type FetchEntry,
  type Field,
  type IndexRow,
  type PageKind,
  type RecordDefinition,
} from '@ttb/utils/records'
import { inOrderOfTime } from './consolidated/observations.ts'
import { readReceiptIndex } from './consolidated/receipt-index.ts'
import { pageTables } from './page-tables.ts'
import { RECORD_PAGE_KINDS, type RecordPageKind } from './raw/due-pages.ts'
import { readFetchLog } from './raw/fetch-log.ts'
import { contentHash, readStoredPage } from './raw/stored-page.ts'

/** A field of a page, from what is printed to what the table holds. */
export interface InspectedField {
  readonly field: string
  /** As the table of the page kind holds it. */
  readonly value: unknown
  /** As printed; null where the page is silent, and for what is derived. */
  readonly text: unknown
  /** The kind of value, whose rule made the value of the text. */
  readonly type: string
  /** Where the page shows it, or what it is derived from. */
  readonly rule: string
}

/** A snapshot of a page, and all that it says. */
export interface InspectedPage {
  readonly kind: RecordPageKind
  readonly snapshotKey: string
  /** Counts the snapshots of the page, from 1. */
  readonly snapshot: number
  readonly contentSha256: string
  /** When it was first served; null where no request for it is known. */
  readonly requestedAt: string | null
  readonly outcome: Outcome
  readonly layout: string | null
  readonly fields: readonly InspectedField[]
  /** All that is doubtful, on the page and in its values. */
  readonly issues: readonly Issue[]
}

/** Everything that is known of a record, with where it comes from. */
export interface RecordInspection {
  readonly ttbId: string
  readonly receivedDate: string
  readonly receiptMethod: string | null
  /** By kind, the snapshots of each from first to last. */
  readonly pages: readonly InspectedPage[]
  /** Where the latest pages and the latest row of the index disagree, and whose word is taken. */
  readonly conflicts: readonly Conflict[]
  /** What the registry index lists, from the earliest completed date to the latest, once it is sorted by day of receipt. */
  readonly indexRows: readonly IndexRow[]
  /** Every request for its pages, by time. */
  readonly requests: readonly FetchEntry[]
}

/** Reads all that is known of a TTB ID anew from the raw pages. Writes nothing. Throws `invalid_ttb_id`, and `not_found` when nothing is. */
export async function inspectRecord(
  storage: Storage,
  ttbId: string,
  { record = COLA }: { readonly record?: RecordDefinition } = {},
): Promise<RecordInspection> {
  const id = readTtbId(ttbId)
  if (!id) throw new TtbError(`not a TTB ID: ${JSON.stringify(ttbId)}`, { code: 'invalid_ttb_id' })
  const { receivedDate, receiptMethod } = id
  const pages: InspectedPage[] = []
  const requests: FetchEntry[] = []
  for (const kind of RECORD_PAGE_KINDS) {
    const log = await readFetchLog(storage.objects, storage.paths, partitionOf(ttbId, kind))
    const entries = log.filter((entry) => entry.ttb_id === ttbId)
    requests.push(...entries)
    pages.push(...(await inspectPages(storage, { ttbId, kind, entries, record })))
  }
  const { rows } = await readReceiptIndex(storage, receivedDate)
  const indexRows = inOrderOfTime(rows.filter((row) => row.ttb_id === ttbId))
  if (pages.length + requests.length + indexRows.length === 0)
    throw new TtbError(`nothing is known of TTB ID ${ttbId}: no page, no request, no row of the index`, {
      code: 'not_found',
    })
  requests.sort((one, other) => (one.requested_at < other.requested_at ? -1 : 1))
  const conflicts = conflictsOf({ pages, indexRows, record })
  return { ttbId, receivedDate, receiptMethod, pages, conflicts, indexRows, requests }
}

async function inspectPages(
  { objects, paths }: Storage,
  of: {
    readonly ttbId: string
    readonly kind: RecordPageKind
    readonly entries: readonly FetchEntry[]
    readonly record: RecordDefinition
  },
): Promise<InspectedPage[]> {
  const { ttbId, kind, entries, record } = of
  const pages: InspectedPage[] = []
  for await (const { key } of objects.list(`${paths.rawFolder(partitionOf(ttbId, kind))}${ttbId}`)) {
    const snapshot = paths.readRawPageKey(key)
    if (snapshot?.name !== ttbId) continue
    const bytes = await readStoredPage(objects, key)
    if (bytes === null) continue
    const { outcome, layout, values, issues } = extractPage(bytes, { kind, ttbId, record })
    const cleaned =
      outcome === 'found' ? cleanPage(kind, values as Readonly<Record<string, unknown>>, { record }) : null
    pages.push({
      kind,
      snapshotKey: key,
      snapshot: snapshot.snapshot,
      contentSha256: contentHash(bytes),
      requestedAt: entries.find((entry) => entry.snapshot_key === key)?.requested_at ?? null,
      outcome,
      layout,
      fields: cleaned ? fieldsOf({ kind, record }, values as Readonly<Record<string, unknown>>, cleaned.values) : [],
      issues: [...issues, ...(cleaned?.issues ?? [])],
    })
  }
  return pages.sort((one, other) => one.snapshot - other.snapshot)
}

function fieldsOf(
  { kind, record }: { readonly kind: PageKind; readonly record: RecordDefinition },
  texts: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): InspectedField[] {
  return Object.entries(pageTables(record)[kind].fields).map(([name, field]) => ({
    field: name,
    value: values[name] ?? null,
    text: field.derivedFrom ? null : (texts[name] ?? null),
    type: `${field.type}${field.cardinality === 'list' ? ' list' : ''}`,
    rule: ruleOf(field, kind),
  }))
}

function ruleOf(field: Field, kind: PageKind): string {
  if (field.derivedFrom) return `derived from ${field.derivedFrom.join(', ')}`
  const locator = field.from?.[kind]
  return locator ? describeLocator(locator) : 'not shown'
}

function conflictsOf({
  pages,
  indexRows,
  record,
}: Pick<RecordInspection, 'pages' | 'indexRows'> & { readonly record: RecordDefinition }): readonly Conflict[] {
  const latest = (kind: RecordPageKind) => pages.findLast((page) => page.kind === kind && page.outcome === 'found')
  const [detail, certificate, search] = [latest('cola-detail'), latest('certificate'), indexRows.at(-1)]
  if (!detail && !certificate && !search) return []
  const rowOf = (page: InspectedPage | undefined) =>
    page ? Object.fromEntries(page.fields.map(({ field, value }) => [field, value])) : null
  const fetchedAt = {
    ...(detail?.requestedAt && { 'cola-detail': detail.requestedAt }),
    ...(certificate?.requestedAt && { certificate: certificate.requestedAt }),
    ...(search && { search: search.observed_at }),
  }
  const sources = { 'cola-detail': rowOf(detail), certificate: rowOf(certificate), search: search ?? null }
  return mergePages(sources, { record, fetchedAt }).conflicts
}
