import type { Issue } from '../issues.ts'
import { type CertificatePage, COLA, type ColaDetailPage } from '../records/cola.ts'
import type { Field, RecordDefinition } from '../records/define-record.ts'
import type { PageKind } from '../records/page-kinds.ts'
import { isTtbId } from '../ttb-id/ttb-id.ts'
import { claimsOf, type FieldClaim } from './claims.ts'
import { labelKey, startsWithWords } from './label-key.ts'
import type { KnownLayout, LayoutId } from './layouts.ts'
import { openPage, type PageWithData } from './open-page.ts'
import type { Outcome } from './outcomes.ts'
import { type LabelOnPage, newList, type PageIndex } from './page-index.ts'
import { readLines, readOne } from './page-values.ts'
import { READERS } from './readers.ts'
import { readSearchPage, type SearchPage } from './search-page.ts'

export interface ExtractOptions {
  /** The kind of page that was asked for; a page of another kind is `unexpected`. */
  readonly kind?: PageKind
  /** The TTB ID that was asked for; a record of another is `wrong_record`. */
  readonly ttbId?: string
  /** The `Content-Type` header, when the page came with one. */
  readonly contentType?: string | null
  /** The record whose rows say what to read. Default: {@link COLA}. */
  readonly record?: RecordDefinition
}

interface Extraction {
  readonly layout: LayoutId | null
  /** The TTB ID that the page names; null when it names none. */
  readonly ttb_id: string | null
  readonly issues: readonly Issue[]
}

/** A page that is what was asked for, with what it says: source text by field; absent is null, no entries is an empty list. */
export type FoundPage = Extraction & { readonly outcome: 'found' } & (
    | { readonly kind: 'cola-detail'; readonly values: ColaDetailPage }
    | { readonly kind: 'certificate'; readonly values: CertificatePage }
    | { readonly kind: 'search'; readonly values: SearchPage }
  )

/** A page that is not. It has no values: what is not recognised is never data. */
export type OtherPage = Extraction & {
  readonly outcome: Exclude<Outcome, 'found'>
  readonly kind: PageKind | null
  readonly values: Readonly<Record<string, never>>
}

export type ExtractedPage = FoundPage | OtherPage

/**
 * What a registry page says, field by field, and what kind of answer it is. Never throws and never cleans, whatever the
 * input: an answer that is no record has another outcome than `found`, no values, and an issue that says why.
 *
 * @param page the page as bytes (its character set is worked out) or as text
 */
export function extractPage(page: Uint8Array | string, options: ExtractOptions = {}): ExtractedPage {
  const opened = openPage(page, options.contentType)
  if (opened.outcome !== null) return otherPage(opened, askedFor(opened.outcome, options))
  const { layout } = opened
  if (options.kind && layout.kind !== options.kind) {
    opened.issues.push({
      code: 'unknown_layout',
      text: `a ${layout.kind} page where a ${options.kind} page was expected`,
    })
    return otherPage(opened, 'unexpected')
  }
  return layout.record ? readRecord(opened, layout.record, options) : readSearch(opened, options)
}

/** Only an ID can be unknown to the registry; the same message in answer to a search says nothing that is known. */
function askedFor(outcome: OtherPage['outcome'], { kind }: ExtractOptions): OtherPage['outcome'] {
  return outcome === 'not_found' && kind === 'search' ? 'unexpected' : outcome
}

function otherPage(
  { layout, issues }: { readonly layout: KnownLayout | null; readonly issues: readonly Issue[] },
  outcome: OtherPage['outcome'],
  ttbId: string | null = null,
): OtherPage {
  return { outcome, kind: layout?.kind ?? null, layout: layout?.id ?? null, ttb_id: ttbId, values: {}, issues }
}

function readSearch(opened: PageWithData, options: ExtractOptions): ExtractedPage {
  const { layout, issues } = opened
  const values = readSearchPage(opened.root, options.record ?? COLA, issues)
  if (values) return { outcome: 'found', kind: 'search', layout: layout.id, ttb_id: null, values, issues }
  issues.push({ code: 'unknown_layout', text: 'search results without a count of rows' })
  return otherPage(opened, 'unexpected')
}

function readRecord(
  opened: PageWithData,
  { index, proof }: NonNullable<KnownLayout['record']>,
  options: ExtractOptions,
): ExtractedPage {
  const { layout, issues } = opened
  const page = index(opened.root)
  const keys = new Set(page.labels.map((label) => label.key))
  const absent = proof.filter((label) => !keys.has(labelKey(label)))
  if (absent.length > 0) {
    issues.push({ code: 'unknown_layout', text: `without ${absent.join(', ')}` })
    return otherPage(opened, 'unexpected')
  }

  const record = options.record ?? COLA
  const claims = claimsOf(record, layout.kind as PageKind)
  const found: (FoundLabel[] | undefined)[] = claims.noLabels.slice()
  for (const label of page.labels) {
    const matches = claims.matchesOf(label.key)
    if (matches === null) issues.push({ code: 'unclaimed_label', text: label.text })
    else
      for (const { field, pattern } of matches) {
        found[field] ??= newList()
        found[field].push(new FoundLabel(label, pattern))
      }
  }
  const values: Record<string, unknown> = { ...claims.blank }
  claims.fields.forEach((claim, at) => {
    values[claim.name] = readField(claim, found[at] ?? NO_LABELS, page, issues)
  })

  const ttbId = typeof values['ttb_id'] === 'string' ? values['ttb_id'] : null
  if (ttbId === null || !isTtbId(ttbId)) {
    issues.push({ code: 'invalid', field: 'ttb_id', text: ttbId ?? '' })
    return otherPage(opened, 'unexpected')
  }
  if (options.ttbId !== undefined && ttbId !== options.ttbId) {
    issues.push({ code: 'wrong_record', field: 'ttb_id', text: `${ttbId} where ${options.ttbId} was asked for` })
    return otherPage(opened, 'wrong_record', ttbId)
  }
  return {
    outcome: 'found',
    kind: layout.kind,
    layout: layout.id,
    ttb_id: ttbId,
    values,
    issues,
  } as unknown as FoundPage
}

class FoundLabel {
  readonly label: LabelOnPage
  /** Which of the row's labels it is. */
  readonly pattern: number

  constructor(label: LabelOnPage, pattern: number) {
    this.label = label
    this.pattern = pattern
  }
}

const NO_LABELS: readonly FoundLabel[] = []

function readField(claim: FieldClaim, found: readonly FoundLabel[], page: PageIndex, issues: Issue[]): unknown {
  const { name, field, locator } = claim
  const labels = locator.by === 'reader' ? labelsInOrder(found, locator.labels.length) : []
  if (labels === null || (locator.by !== 'reader' && found.length > 1)) {
    issues.push({ code: 'ambiguous', field: name, text: found.map(({ label }) => label.text).join(' | ') })
    return emptyOf(field)
  }
  if (locator.by === 'reader') return READERS[locator.reader]({ name, field, labels, page, issues })
  const label = found[0]?.label
  if (!label) {
    if (field.cardinality === 'required') issues.push({ code: 'missing', field: name })
    return emptyOf(field)
  }
  if (locator.by === 'label') {
    const lines = label[locator.place]
    return readLines(name, field, locator.after ? [afterWords(lines, locator.after)] : lines, issues)
  }
  if (locator.by === 'choice') return readChoice(claim, label, issues)
  if (locator.by === 'blank') return readBlank(claim, label, issues)
  return emptyOf(field)
}

/** The labels that a reader names, each in its place. Null when one is found twice: all other fields stand at one label. */
function labelsInOrder(found: readonly FoundLabel[], count: number): (LabelOnPage | undefined)[] | null {
  const labels = new Array<LabelOnPage | undefined>(count).fill(undefined)
  for (const { label, pattern } of found) {
    if (labels[pattern]) return null
    labels[pattern] = label
  }
  return labels
}

function emptyOf(field: Field): readonly [] | null {
  return field.cardinality === 'list' ? [] : null
}

/** The words after an introduction, without the full stop that ends the sentence. */
function afterWords(lines: readonly string[], words: string): string {
  const text = lines.filter((line) => line !== '').join(' ')
  return text.toUpperCase().startsWith(words) ? text.slice(words.length).replace(/\.$/, '').trim() : text
}

function readChoice({ name, field, options }: FieldClaim, label: LabelOnPage, issues: Issue[]): unknown {
  const ticked: string[] = []
  for (const checkbox of label.checkboxes) {
    const byText = optionOf(options, checkbox.text)
    // Some boxes name themselves too ("Source of Product: Domestic"); where they do, both must say the same.
    const byAlt = optionOf(options, /:(.*)$/.exec(checkbox.alt)?.[1] ?? '')
    if (byText && byAlt && byText !== byAlt) {
      issues.push({ code: 'ambiguous', field: name, text: `${checkbox.alt} | ${checkbox.text.trim()}` })
      return field.cardinality === 'list' ? [] : null
    }
    const value = byText ?? byAlt
    if (value === undefined) issues.push({ code: 'unclaimed_label', field: name, text: checkbox.alt })
    else if (checkbox.checked) ticked.push(value)
  }
  if (field.cardinality === 'list') return ticked
  if (ticked.length > 1) issues.push({ code: 'ambiguous', field: name, text: ticked.join(', ') })
  return ticked.length === 1 ? ticked[0] : null
}

function readBlank({ name, field, options }: FieldClaim, label: LabelOnPage, issues: Issue[]): unknown {
  const checkbox = label.checkboxes.find((box) => optionOf(options, box.text) !== undefined)
  return readOne(name, field, checkbox?.blank ?? '', issues)
}

function optionOf(options: FieldClaim['options'], text: string): string | undefined {
  const key = labelKey(text)
  return options.find(([, words]) => startsWithWords(key, words))?.[0]
}
