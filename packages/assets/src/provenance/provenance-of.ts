import { nearestNames } from '@ttb/config'
import type { Row, Storage } from '@ttb/resources'
import type { ConflictResolution } from '@ttb/transformations'
import { TtbError } from '@ttb/utils'
import {
  COLA,
  CONSOLIDATED,
  describeLocator,
  FACT_CERTIFICATES,
  FACT_PRODUCTS,
  type Field,
  type PageKind,
  type RecordDefinition,
} from '@ttb/utils/records'
import { CONSOLIDATION_VERSION } from '../consolidated/consolidate-day.ts'
import { consolidateRecord } from '../consolidated/consolidate-record.ts'
import { type MergeStrategy, valueText } from '../consolidated/observations.ts'
import { PROCESSING_VERSION } from '../process-partition.ts'
import { type ChosenSources, chooseSources, type KnownRecord, readKnownRecord } from './known-record.ts'
import { CONSOLIDATED_LINEAGE, FACT_LINEAGE, type Lineage } from './lineage.ts'
import type { ProvenanceRow } from './provenance-table.ts'
import { findSearchAnswer, type SearchAnswer } from './search-rows.ts'

export interface ProvenanceOptions {
  /** Only this field. Throws `invalid_argument` for one that there is not. Default: all of them. */
  readonly field?: string | undefined
  /** As for `consolidateDay`. Default: `latest`. */
  readonly mergeStrategy?: MergeStrategy
  /** As for `consolidateDay`. Default: `prefer_cola_detail`. */
  readonly conflictResolution?: ConflictResolution
  readonly record?: RecordDefinition
}

/** Every field whose provenance can be asked for, in the order of the tables. */
export const PROVENANCE_FIELDS: readonly string[] = [
  ...new Set([CONSOLIDATED, FACT_PRODUCTS, FACT_CERTIFICATES].flatMap(({ fields }) => Object.keys(fields))),
]

const CODE_VERSION = `processing ${PROCESSING_VERSION}, consolidation ${CONSOLIDATION_VERSION}`
const KINDS = ['cola-detail', 'certificate', 'search'] as const satisfies readonly PageKind[]

/**
 * Where each value of a record comes from: the page that says it, its hash, what is printed there, the rule that made the
 * value of it, and what other pages said. Read again from the raw pages by the rules that make the tables; values of fact
 * tables are read from them, where they are made. Fields without a value have a row without a page. Writes nothing.
 * Throws `invalid_ttb_id`, and `not_found` when nothing is known of the TTB ID.
 */
export async function provenanceOf(
  storage: Storage,
  ttbId: string,
  options: ProvenanceOptions = {},
): Promise<ProvenanceRow[]> {
  checkField(options.field)
  const known = await readKnownRecord(storage, ttbId, { record: options.record ?? COLA })
  return provenanceOfKnown(storage, known, options)
}

/** As {@link provenanceOf}, of a record that was read already. */
export async function provenanceOfKnown(
  storage: Storage,
  known: KnownRecord,
  {
    field: only,
    mergeStrategy = 'latest',
    conflictResolution = 'prefer_cola_detail',
    record = COLA,
  }: ProvenanceOptions,
): Promise<ProvenanceRow[]> {
  checkField(only)
  const chosen = chooseSources(known, mergeStrategy)
  if (Object.values(chosen.sources).every((source) => source === null)) return []
  const { row, conflicts } = consolidateRecord(chosen.sources, { conflictResolution })
  const facts = await readFacts(storage, known)
  const answers = await searchAnswersOf(storage, chosen, record)
  const fields = PROVENANCE_FIELDS.filter((name) => only === undefined || name === only)
  return fields.flatMap((name): ProvenanceRow[] => {
    const field = (record.fields as Readonly<Record<string, Field>>)[name]
    const head = { ttb_id: known.ttbId, field: name, is_personal: field?.personal ?? false, code_version: CODE_VERSION }
    if (field && !field.derivedFrom) {
      const conflict = conflicts.find((each) => each['field'] === name)
      return shownRows({ name, field, head, value: row[name], conflict, chosen, answers })
    }
    if (name in row) return [derivedRow(head, row[name], field ? lineageOfField(field) : lineageOf(name))]
    return name in facts ? [derivedRow(head, facts[name], lineageOf(name))] : []
  })
}

function checkField(field: string | undefined): void {
  if (field === undefined || PROVENANCE_FIELDS.includes(field)) return
  const near = nearestNames(field, PROVENANCE_FIELDS)
  const guess =
    near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected one of ${PROVENANCE_FIELDS.join(', ')}`
  throw new TtbError(`no field ${JSON.stringify(field)}; ${guess}`, { code: 'invalid_argument' })
}

type Head = Pick<ProvenanceRow, 'ttb_id' | 'field' | 'is_personal' | 'code_version'>

const NOTHING = {
  position: 1,
  value: null,
  page_kind: null,
  raw_text: null,
  locator: null,
  derived_from: null,
  decided_by: null,
  won_over: null,
  agreeing: null,
  snapshot_key: null,
  content_sha256: null,
  requested_at: null,
  layout: null,
} as const

interface Shown {
  readonly name: string
  readonly field: Field
  readonly head: Head
  readonly value: unknown
  /** The row of the conflict log about this field. */
  readonly conflict: Row | undefined
  readonly chosen: ChosenSources
  readonly answers: ReadonlyMap<string, SearchAnswer>
}

/** The rows of a field that pages show: one for the page whose word was taken, or for each page of united lists. */
function shownRows(shown: Shown): ProvenanceRow[] {
  const { name, field, head, value, conflict, chosen } = shown
  const rule = `${field.type}${field.cardinality === 'list' ? ' list' : ''}`
  const text = valueText(value)
  const says = KINDS.filter((kind) => valueText(chosen.sources[kind]?.row[name]) !== null)
  if (text === null || says.length === 0) {
    const locators = KINDS.flatMap((kind) =>
      field.from?.[kind] ? [`${kind}: ${describeLocator(field.from[kind])}`] : [],
    )
    return [{ ...head, ...NOTHING, rule, locator: locators.join('; ') || null }]
  }
  const winner = conflict
    ? (conflict['winner'] as PageKind | null)
    : sourceOf(says, (kind) => chosen.sources[kind]?.row[name], text)
  const taken = winner ? [winner] : says
  const others = says.filter((kind) => !taken.includes(kind))
  const said = others.map((page) => ({ page, value: valueText(chosen.sources[page]?.row[name]) }))
  // Of three pages two may agree against the third.
  const lost = conflict ? said.filter((other) => other.value !== text) : []
  const agreeing = others.filter((page) => !lost.some((other) => other.page === page))
  return taken.map((kind, at) => ({
    ...head,
    ...NOTHING,
    ...snapshotOf(shown, kind),
    position: at + 1,
    value: text,
    page_kind: kind,
    locator: field.from?.[kind] ? describeLocator(field.from[kind]) : null,
    rule,
    decided_by: (conflict?.['rule'] ?? null) as ProvenanceRow['decided_by'],
    won_over: lost.length > 0 ? JSON.stringify(lost) : null,
    agreeing: agreeing.join(', ') || null,
  }))
}

/** The first kind of page that says a value just so: what agrees may still differ in case or punctuation. */
function sourceOf(kinds: readonly PageKind[], read: (kind: PageKind) => unknown, text: string): PageKind {
  return kinds.find((kind) => valueText(read(kind)) === text) ?? (kinds[0] as PageKind)
}

function snapshotOf({ name, chosen, answers }: Shown, kind: PageKind): Partial<ProvenanceRow> {
  if (kind === 'search') {
    const row = chosen.searchRowOf(name)
    const answer = row ? answers.get(row.observed_at) : undefined
    return {
      raw_text: valueText(answer?.texts[name]),
      snapshot_key: answer?.key ?? null,
      content_sha256: answer?.sha256 ?? null,
      requested_at: row?.observed_at ?? null,
      layout: answer?.layout ?? null,
    }
  }
  const page = chosen.pageOf(kind, name)
  return {
    raw_text: valueText(page?.texts[name]),
    snapshot_key: page?.snapshotKey ?? null,
    content_sha256: page?.sha256 ?? null,
    requested_at: page?.requestedAt ?? null,
    layout: page?.layout ?? null,
  }
}

/** The answers to searches that the rows of the index in use were read from, by when those were first seen. */
async function searchAnswersOf(
  storage: Storage,
  chosen: ChosenSources,
  record: RecordDefinition,
): Promise<ReadonlyMap<string, SearchAnswer>> {
  const answers = new Map<string, SearchAnswer>()
  const rows = new Set(Object.keys(record.fields).map((name) => chosen.searchRowOf(name)))
  for (const row of rows) {
    const answer = row && (await findSearchAnswer(storage, row))
    if (row && answer) answers.set(row.observed_at, answer)
  }
  return answers
}

function derivedRow(head: Head, value: unknown, { from, rule }: Lineage): ProvenanceRow {
  return { ...head, ...NOTHING, value: valueText(value), rule, derived_from: from.join(', ') || null }
}

function lineageOfField({ type, cardinality, derivedFrom = [] }: Field): Lineage {
  return { from: derivedFrom, rule: `${type}${cardinality === 'list' ? ' list' : ''}, derived` }
}

function lineageOf(name: string): Lineage {
  const all: Readonly<Record<string, Lineage>> = { ...CONSOLIDATED_LINEAGE, ...FACT_LINEAGE }
  return all[name] as Lineage
}

/** The values of a record in the fact tables, where they are made. */
async function readFacts({ tables, paths }: Storage, { ttbId, receivedDate }: KnownRecord): Promise<Row> {
  const values: Record<string, unknown> = {}
  for (const record of [FACT_CERTIFICATES, FACT_PRODUCTS]) {
    const manifest = await tables.readManifest(paths.factFolder(record.name, receivedDate))
    const rows = manifest ? await tables.readTable(record, manifest) : []
    Object.assign(
      values,
      rows.find((row) => row['ttb_id'] === ttbId),
    )
  }
  return values
}
