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
  return new Structurer(kind, record)
}

/** A class, as functions made for every partition would lose their compiled code with it. */
class Structurer implements PageStructurer {
  readonly #kind: PageKind
  readonly #record: RecordDefinition
  readonly #table: RecordDefinition
  readonly #schema: ReturnType<typeof recordSchema>
  readonly #rows = new Map<string, Row>()
  readonly #pages: Row[] = []
  readonly #issues: Row[] = []
  readonly #quarantine: Row[] = []
  readonly #waiting: Waiting[] = []
  readonly #snapshots: SnapshotInput[] = []
  readonly #oldSnapshots = new Map<unknown, SnapshotInput>()
  #rowsRead = 0
  #superseded = 0
  #oldRecords = 0

  constructor(kind: PageKind, record: RecordDefinition) {
    this.#kind = kind
    this.#record = record
    this.#table = pageTables(record)[kind]
    this.#schema = schemaOf(this.#table)
  }

  add(page: PageInput): void {
    const [kind, record] = [this.#kind, this.#record]
    const extracted = extractPage(page.bytes, { kind, record, ...(page.ttbId === null ? {} : { ttbId: page.ttbId }) })
    this.#take(page, { ...extracted, rows: sourceRows(extracted), isOldRecord: false })
  }

  addOldRecord({ replaced, ...page }: OldRecordInput): void {
    const kind = this.#kind
    if (!isRecordPageKind(kind))
      throw new TtbError(`${kind}: no old records of this kind`, { code: 'invalid_argument' })
    this.#oldRecords++
    const read = readOldRecord(page.bytes, kind, page.ttbId)
    if (replaced) this.#take(page, { ...read, outcome: REPLACED, issues: [], rows: [], isOldRecord: true })
    else this.#take(page, { ...read, rows: read.outcome === 'found' ? [read.values] : [], isOldRecord: true })
  }

  finish(): StructuredPages {
    this.#takeWaiting()
    const pages = this.#pages
    const found = this.#having('found')
    return {
      rows: [...this.#rows].sort(byKey).map(([, row]) => row),
      pages,
      issues: this.#issues,
      quarantine: this.#quarantine,
      history: historyOf([...this.#oldSnapshots.values(), ...this.#snapshots], this.#table),
      counts: {
        pages_in: pages.length,
        pages_found: found,
        pages_other: pages.length - found,
        pages_refused: pages.length - found - this.#having('not_found', REPLACED),
        old_records: this.#oldRecords,
        rows_read: this.#rowsRead,
        rows: this.#rows.size,
        superseded: this.#superseded,
        quarantined: this.#quarantine.length,
        issues: this.#issues.length,
      },
    }
  }

  #having(...outcomes: readonly string[]): number {
    return this.#pages.filter((page) => outcomes.includes(page['outcome'] as string)).length
  }

  #take(page: PageInput, said: Said): void {
    this.#waiting.push({ page, said, sha256: hash('sha256', page.bytes, 'hex') })
    if (this.#waiting.length >= BATCH) this.#takeWaiting()
  }

  #takeWaiting(): void {
    const cleaned: CleanedPage[][] = []
    for (const { said } of this.#waiting) cleaned.push(this.#clean(said.rows))
    for (const [at, each] of this.#waiting.entries()) this.#account(each, cleaned[at] as CleanedPage[])
    this.#waiting.length = 0
  }

  #clean(rows: readonly Row[]): CleanedPage[] {
    const cleaned: CleanedPage[] = []
    for (const values of rows) cleaned.push(cleanPage(this.#kind, values, { record: this.#record }))
    return cleaned
  }

  #account({ page, said, sha256 }: Waiting, cleaned: readonly CleanedPage[]): void {
    const issuesBefore = this.#issues.length
    for (const issue of said.issues) this.#doubt(page, issue, said.ttb_id ?? page.ttbId, issuesBefore)
    let position = 0
    for (const { values, issues } of cleaned) {
      position++
      if (this.#takeRow(page, values, position) && this.#kind !== 'search')
        this.#remember(page, sha256, values, said.isOldRecord)
      for (const issue of issues) this.#doubt(page, issue, values['ttb_id'], issuesBefore)
    }
    this.#pages.push({
      source_key: page.sourceKey,
      ttb_id: page.ttbId ?? said.ttb_id,
      page_kind: this.#kind,
      outcome: said.outcome,
      layout: said.layout,
      rows: said.rows.length,
      issues: this.#issues.length - issuesBefore,
      size_bytes: page.bytes.length,
      content_sha256: sha256,
      requested_at: page.requestedAt ?? null,
    })
  }

  /** Issues of a page are numbered from 1, in the order in which they are found. */
  #doubt(page: PageInput, issue: Issue, ttbId: unknown, issuesBefore: number): void {
    this.#issues.push({
      source_key: page.sourceKey,
      position: this.#issues.length - issuesBefore + 1,
      ttb_id: ttbId,
      code: issue.code,
      field: issue.field ?? null,
      text: issue.text || null,
    })
  }

  /** Whether the row keeps its contract. */
  #takeRow(page: PageInput, row: Row, position: number): boolean {
    this.#rowsRead++
    const problems = contractProblems(this.#schema, row)
    if (problems.length > 0) {
      const ttbId = typeof row['ttb_id'] === 'string' ? row['ttb_id'] : null
      this.#quarantine.push({
        source_key: page.sourceKey,
        position,
        ttb_id: ttbId,
        table_name: this.#table.name,
        reasons: problems,
        row_json: JSON.stringify(row),
      })
      return false
    }
    const key = this.#table.key.map((name) => row[name]).join('\n')
    if (this.#rows.has(key)) this.#superseded++
    this.#rows.set(key, row)
    return true
  }

  #remember({ sourceKey, requestedAt = null }: PageInput, sha256: string, row: Row, isOldRecord: boolean): void {
    const snapshot = { sourceKey, contentSha256: sha256, requestedAt, pageKind: this.#kind, row }
    // Old records of one page are several readings of it, and not the page at several times.
    if (isOldRecord) this.#oldSnapshots.set(row['ttb_id'], snapshot)
    else this.#snapshots.push(snapshot)
  }
}

function byKey([one]: readonly [string, Row], [other]: readonly [string, Row]): number {
  return one < other ? -1 : 1
}

function sourceRows(page: ExtractedPage): readonly Row[] {
  if (page.outcome !== 'found') return []
  return page.kind === 'search' ? page.values.rows : [page.values]
}
