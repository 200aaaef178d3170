import { hash } from 'node:crypto'
import type { Row } from '@ttb/resources'
import { type CleanedPage, cleanPage } from '@ttb/transformations'
import { type Issue, TtbError } from '@ttb/utils'
import { type ExtractedPage, extractPage } from '@ttb/utils/pages'
import { COLA, type PageKind, type RecordDefinition } from '@ttb/utils/records'
import { contractProblems, recordSchema } from '@ttb/utils/schemas'
import { type HistoryOfPages, historyOf, type SnapshotInput } from './history/history-of-pages.ts'
import { readOldRecord } from './old-records/read-old-record.ts'
import { isRecordPageKind } from './old-records/stored-old-record.ts'
import { pageTables } from './page-tables.ts'

export interface PageInput {
  /** Where it lies; names it in every log. */
  readonly sourceKey: string
  /** The TTB ID the page was fetched for; null for search results. */
  readonly ttbId: string | null
  /** When it was asked for, `YYYY-MM-DDThh:mm:ss.sssZ`; null or absent when that is not known. */
  readonly requestedAt?: string | null
  readonly bytes: Uint8Array
}

/** A record that the earlier system took from a page that is not here. */
export interface OldRecordInput extends PageInput {
  readonly ttbId: string
  /** Whether the page itself is here after all: then the record is only logged. */
  readonly replaced: boolean
}

export interface StructuredPages {
  readonly rows: readonly Row[]
  readonly pages: readonly Row[]
  readonly issues: readonly Row[]
  readonly quarantine: readonly Row[]
  /** Of pages of records: every snapshot that became a row, and what changed from one to the next. */
  readonly history: HistoryOfPages
  readonly counts: StructuredCounts
}

/** Counts that must add up: `pages_in` = `pages_found` + `pages_other`; `rows_read` = rows + superseded + quarantined. */
export interface StructuredCounts {
  readonly pages_in: number
  readonly pages_found: number
  readonly pages_other: number
  /** Of the others, those that should have been records: quarantine lists them. */
  readonly pages_refused: number
  /** Of the pages, those that are records of the earlier system, whether they count or not. */
  readonly old_records: number
  readonly rows_read: number
  readonly rows: number
  /** Rows whose key a later snapshot, or a later record of the earlier system, also has. */
  readonly superseded: number
  readonly quarantined: number
  readonly issues: number
}

export interface PageStructurer {
  /** Takes a page in. Of two pages with the same row key, the one taken in later counts: snapshots come in order of time. */
  add(page: PageInput): void
  /** Takes a record of the earlier system in, as if it were its page; of two, the later counts. They come before all pages. */
  addOldRecord(record: OldRecordInput): void
  /** Everything taken in so far, sorted by key. */
  finish(): StructuredPages
}

const schemas = new WeakMap<RecordDefinition, ReturnType<typeof recordSchema>>()

/** A schema is compiled when it is first used, which costs more than checking a partition by it. */
function schemaOf(table: RecordDefinition): ReturnType<typeof recordSchema> {
  const schema = schemas.get(table) ?? recordSchema(table)
  schemas.set(table, schema)
  return schema
}

/** Outcome of an old record whose page is here. */
const REPLACED = 'replaced'

/** What a page or an old record said. */
interface Said {
  readonly outcome: string
  readonly layout: string | null
  readonly ttb_id: string | null
  readonly issues: readonly Issue[]
  readonly rows: readonly Row[]
  readonly isOldRecord: boolean
}

/** A page that was read and is not cleaned yet. */
interface Waiting {
  readonly page: PageInput
  readonly said: Said
  readonly sha256: string
}

/** So many pages are read before they are cleaned: a processor is faster at one thing many times than at many in turn. */
const BATCH = 32

/**
 * Turns the pages of one partition into the rows of its tables: extract, clean, check the contract. Nothing vanishes:
 * each page has a row in `pages`, each doubt one in `issues`, each row that breaks the contract one in `quarantine`.
 */
export function structurePages(kind: PageKind, record: RecordDefinition = COLA): PageStructurer {
  const table = pageTables(record)[kind]
  const schema = schemaOf(table)
  const rows = new Map<string, Row>()
  const pages: Row[] = []
  const issueRows: Row[] = []
  const quarantine: Row[] = []
  const waiting: Waiting[] = []
  const snapshots: SnapshotInput[] = []
  const oldSnapshots = new Map<unknown, SnapshotInput>()
  let rowsRead = 0
  let superseded = 0
  let oldRecords = 0

  /** Whether the row keeps its contract. */
  const takeRow = (page: PageInput, row: Row, position: number): boolean => {
    rowsRead++
    const problems = contractProblems(schema, row)
    if (problems.length > 0) {
      const ttbId = typeof row['ttb_id'] === 'string' ? row['ttb_id'] : null
      quarantine.push({
        source_key: page.sourceKey,
        position,
        ttb_id: ttbId,
        table_name: table.name,
        reasons: problems,
        row_json: JSON.stringify(row),
      })
      return false
    }
    const key = table.key.map((name) => row[name]).join('\n')
    if (rows.has(key)) superseded++
    rows.set(key, row)
    return true
  }

  const remember = ({ page, said, sha256 }: Waiting, row: Row): void => {
    const { sourceKey, requestedAt = null } = page
    const snapshot = { sourceKey, contentSha256: sha256, requestedAt, pageKind: kind, row }
    // Old records of one page are several readings of it, and not the page at several times.
    if (said.isOldRecord) oldSnapshots.set(row['ttb_id'], snapshot)
    else snapshots.push(snapshot)
  }

  const take = (page: PageInput, said: Said): void => {
    waiting.push({ page, said, sha256: hash('sha256', page.bytes, 'hex') })
    if (waiting.length >= BATCH) takeWaiting()
  }

  const takeWaiting = (): void => {
    const cleaned = waiting.map(({ said }) => said.rows.map((values) => cleanPage(kind, values, { record })))
    for (const [at, each] of waiting.entries()) account(each, cleaned[at] as CleanedPage[])
    waiting.length = 0
  }

  const account = (each: Waiting, cleaned: readonly CleanedPage[]): void => {
    const { page, said, sha256 } = each
    let position = 0
    const doubt = (issue: Issue, ttbId: unknown): void => {
      issueRows.push({
        source_key: page.sourceKey,
        position: ++position,
        ttb_id: ttbId,
        code: issue.code,
        field: issue.field ?? null,
        text: issue.text || null,
      })
    }
    for (const issue of said.issues) doubt(issue, said.ttb_id ?? page.ttbId)
    cleaned.forEach(({ values, issues }, at) => {
      if (takeRow(page, values, at + 1) && kind !== 'search') remember(each, values)
      for (const issue of issues) doubt(issue, values['ttb_id'])
    })
    pages.push({
      source_key: page.sourceKey,
      ttb_id: page.ttbId ?? said.ttb_id,
      page_kind: kind,
      outcome: said.outcome,
      layout: said.layout,
      rows: said.rows.length,
      issues: position,
      size_bytes: page.bytes.length,
      content_sha256: sha256,
      requested_at: page.requestedAt ?? null,
    })
  }

  return {
    add(page) {
      const extracted = extractPage(page.bytes, { kind, record, ...(page.ttbId === null ? {} : { ttbId: page.ttbId }) })
      take(page, { ...extracted, rows: sourceRows(extracted), isOldRecord: false })
    },
    addOldRecord({ replaced, ...page }) {
      if (!isRecordPageKind(kind))
        throw new TtbError(`${kind}: no old records of this kind`, { code: 'invalid_argument' })
      oldRecords++
      const read = readOldRecord(page.bytes, kind, page.ttbId)
      if (replaced) take(page, { ...read, outcome: REPLACED, issues: [], rows: [], isOldRecord: true })
      else take(page, { ...read, rows: read.outcome === 'found' ? [read.values] : [], isOldRecord: true })
    },
    finish() {
      takeWaiting()
      const having = (...outcomes: readonly string[]) =>
        pages.filter((page) => outcomes.includes(page['outcome'] as string)).length
      const found = having('found')
      return {
        rows: [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row),
        pages,
        issues: issueRows,
        quarantine,
        history: historyOf([...oldSnapshots.values(), ...snapshots], table),
        counts: {
          pages_in: pages.length,
          pages_found: found,
          pages_other: pages.length - found,
          pages_refused: pages.length - found - having('not_found', REPLACED),
          old_records: oldRecords,
          rows_read: rowsRead,
          rows: rows.size,
          superseded,
          quarantined: quarantine.length,
          issues: issueRows.length,
        },
      }
    },
  }
}

function sourceRows(page: ExtractedPage): readonly Row[] {
  if (page.outcome !== 'found') return []
  return page.kind === 'search' ? page.values.rows : [page.values]
}
