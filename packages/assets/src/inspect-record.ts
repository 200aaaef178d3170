import type { Row, Storage } from '@ttb/resources'
import { type Conflict, mergePages } from '@ttb/transformations'
import type { Issue } from '@ttb/utils'
import type { Outcome } from '@ttb/utils/pages'
import {
  COLA,
  COLA_CHANGES,
  COLA_STATUS_HISTORY,
  type ColaChange,
  describeLocator,
  type FetchEntry,
  type Field,
  type IndexRow,
  type PageKind,
  type RecordDefinition,
  type StatusPeriod,
} from '@ttb/utils/records'
import { pageTables } from './page-tables.ts'
import { chooseSources, type KnownRecord, readKnownRecord } from './provenance/known-record.ts'
import { type ProvenanceOptions, provenanceOfKnown } from './provenance/provenance-of.ts'
import type { ProvenanceRow } from './provenance/provenance-table.ts'
import type { RecordPage } from './provenance/record-pages.ts'
import type { RecordPageKind } from './raw/due-pages.ts'

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
  /** SHA-256 of its bytes, as tables name it. */
  readonly sha256: string
  /** SHA-256 of what it says, without what the site changes from one fetch to the next. */
  readonly contentSha256: string
  /** When it was first served; null where no request for it is known. */
  readonly requestedAt: string | null
  readonly outcome: Outcome
  readonly layout: string | null
  readonly fields: readonly InspectedField[]
  /** Why its row is not in the table but in quarantine. */
  readonly problems: readonly string[]
  /** All that is doubtful, on the page and in its values. */
  readonly issues: readonly Issue[]
}

/** Everything that is known of a record, with where it comes from. */
export interface RecordInspection {
  readonly ttbId: string
  readonly receivedDate: string
  readonly receiptMethod: string | null
  /** Every value of the consolidated record and of its facts, and what it is of; none while no source says anything. */
  readonly values: readonly ProvenanceRow[]
  /** By kind, the snapshots of each from first to last. */
  readonly pages: readonly InspectedPage[]
  /** Where the sources disagree, and whose word is taken. */
  readonly conflicts: readonly Conflict[]
  /** The statuses it had, as far as they were observed; null when history was not made for its day. */
  readonly statusHistory: readonly StatusPeriod[] | null
  /** What changed from one snapshot of a page to the next; null when history was not made for its day. */
  readonly changes: readonly ColaChange[] | null
  /** What the registry index lists, from the earliest completed date to the latest. */
  readonly indexRows: readonly IndexRow[]
  /** Every request for its pages, by time. */
  readonly requests: readonly FetchEntry[]
}

/**
 * Reads all that is known of a TTB ID anew from the raw pages. Writes nothing. Throws `invalid_ttb_id`, `not_found` when
 * nothing is known of it, and `invalid_argument` for a field that there is not.
 */
export async function inspectRecord(
  storage: Storage,
  ttbId: string,
  options: ProvenanceOptions = {},
): Promise<RecordInspection> {
  const { record = COLA, mergeStrategy = 'latest' } = options
  const known = await readKnownRecord(storage, ttbId, { record })
  const { receivedDate, receiptMethod, indexRows, requests } = known
  const { sources } = chooseSources(known, mergeStrategy)
  return {
    ttbId,
    receivedDate,
    receiptMethod,
    values: await provenanceOfKnown(storage, known, options),
    pages: known.pages.map((page) => inspectedPage(page, record)),
    conflicts: conflictsOf(sources, options),
    ...(await readHistory(storage, known)),
    indexRows,
    requests,
  }
}

function inspectedPage({ texts, row, ...page }: RecordPage, record: RecordDefinition): InspectedPage {
  const { kind } = page
  const fields = Object.entries(row ? pageTables(record)[kind].fields : {})
  return {
    ...page,
    fields: fields.map(([name, field]) => ({
      field: name,
      value: row?.[name] ?? null,
      text: field.derivedFrom ? null : (texts[name] ?? null),
      type: `${field.type}${field.cardinality === 'list' ? ' list' : ''}`,
      rule: ruleOf(field, kind),
    })),
  }
}

function ruleOf(field: Field, kind: PageKind): string {
  if (field.derivedFrom) return `derived from ${field.derivedFrom.join(', ')}`
  const locator = field.from?.[kind]
  return locator ? describeLocator(locator) : 'not shown'
}

function conflictsOf(
  sources: ReturnType<typeof chooseSources>['sources'],
  { conflictResolution, record = COLA }: ProvenanceOptions,
): readonly Conflict[] {
  const present = Object.entries(sources).filter(([, source]) => source !== null)
  if (present.length === 0) return []
  const rows = Object.fromEntries(present.map(([kind, source]) => [kind, source?.row])) as Partial<
    Record<PageKind, Row>
  >
  const seen = present.flatMap(([kind, source]) => (source?.seenAt ? [[kind, source.seenAt]] : []))
  return mergePages(rows, {
    record,
    fetchedAt: Object.fromEntries(seen) as Partial<Record<PageKind, string>>,
    ...(conflictResolution && { conflictResolution }),
  }).conflicts
}

async function readHistory(
  { tables, paths }: Storage,
  { ttbId, receivedDate }: KnownRecord,
): Promise<Pick<RecordInspection, 'statusHistory' | 'changes'>> {
  const manifest = await tables.readManifest(paths.historyFolder(receivedDate))
  if (!manifest) return { statusHistory: null, changes: null }
  const rowsOf = async (record: RecordDefinition): Promise<Row[]> =>
    (await tables.readTable(record, manifest)).filter((row) => row['ttb_id'] === ttbId)
  return {
    statusHistory: (await rowsOf(COLA_STATUS_HISTORY)) as unknown as StatusPeriod[],
    changes: (await rowsOf(COLA_CHANGES)) as unknown as ColaChange[],
  }
}
