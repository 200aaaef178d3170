import type { InspectedPage, ProvenanceRow, RecordInspection } from '@ttb/assets'
import { formatCount } from './output.ts'

/** An inspected record for people: every value with its page, or all about one field. */
export function formatInspection(
  inspection: RecordInspection,
  { field }: { readonly field: string | undefined },
): string {
  const { ttbId, receivedDate, receiptMethod } = inspection
  const head = `TTB ID ${ttbId}: received ${receivedDate}${receiptMethod === null ? '' : `, method ${receiptMethod}`}`
  const body = field === undefined ? formatRecord(inspection) : formatField(inspection.values)
  return [head, ...body, ''].join('\n')
}

function formatRecord({ values, pages, ...rest }: RecordInspection): string[] {
  const { conflicts, statusHistory, changes, indexRows, requests } = rest
  const filled = values.filter(({ value }) => value !== null)
  const fields = new Set(values.map(({ field }) => field)).size
  return [
    ...section(
      `VALUES  ${formatCount(new Set(filled.map(({ field }) => field)).size)} of ${formatCount(fields)} fields`,
      formatValues(filled),
    ),
    ...pages.flatMap(formatPage),
    ...section(
      'CONFLICTS between the latest pages and the index',
      conflicts.map(
        ({ field, sources, winner, rule }) =>
          `  ${field}: ${sources.map(({ page, value }) => `${page} ${JSON.stringify(value)}`).join(', ')}; taken: ${winner ?? 'all of them'} (${rule})`,
      ),
    ),
    ...section('STATUS HISTORY', statusHistory === null ? NOT_MADE : statusHistory.map(formatPeriod)),
    ...section(
      'CHANGES from one snapshot of a page to the next',
      changes === null
        ? NOT_MADE
        : changes.map(
            ({ field, page_kind, before, after, after_requested_at, after_sha256 }) =>
              `  ${field}: ${JSON.stringify(before)} -> ${JSON.stringify(after)} on ${page_kind}${after_requested_at === null ? '' : `, seen ${after_requested_at}`}, ${shortHash(after_sha256)}`,
          ),
    ),
    ...section('INDEX', indexRows.map(formatIndexRow)),
    ...section(
      'REQUESTS',
      requests.map(
        ({ requested_at, page_kind, attempt, reason, outcome, http_status, snapshot_key, error }) =>
          `  ${requested_at}  ${page_kind}  attempt ${attempt}, ${reason}: ${outcome}${http_status === null ? '' : ` (${http_status})`}${snapshot_key === null ? '' : ` -> ${snapshot_key}`}${error === null ? '' : `: ${error}`}`,
      ),
    ),
  ]
}

const NOT_MADE = ['  not made yet: "ttb run ttb_analytics_only" makes it']

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length > 0 ? lines : ['  none'])]
}

/** `approval_date  2024-01-10  cola-detail "01/10/2024" at "Approval Date"  (instead of certificate "2024-01-11")`. */
function formatValues(rows: readonly ProvenanceRow[]): string[] {
  const width = Math.max(0, ...rows.map(({ field }) => field.length))
  return rows.map((row) => {
    const { field, value, page_kind, raw_text, locator, rule, derived_from, won_over } = row
    const { text, below } = formatValue(value ?? '')
    const shown = `  ${field.padEnd(width)}  ${text}`
    const lines = below.map((line) => `\n  ${' '.repeat(width)}    ${line}`).join('')
    if (page_kind === null) return `${shown}  [${derived_from === null ? rule : `${rule}: ${derived_from}`}]${lines}`
    const printed = raw_text === null || raw_text === value ? '' : ` from ${quote(raw_text)}`
    return `${shown}${printed}  [${page_kind}: ${locator ?? 'the page'}; ${rule}]${won_over === null ? '' : `  instead of ${formatOthers(won_over)}`}${lines}`
  })
}

/** A value on one line: of a list its texts or, where it has groups of values, how many, with a line for each below. */
function formatValue(value: string): { readonly text: string; readonly below: readonly string[] } {
  const list = readList(value)
  if (list === null) return { text: value, below: [] }
  if (list.every((item) => typeof item === 'string')) return { text: list.join('; '), below: [] }
  const below = list.map((item) =>
    Object.entries(item as Readonly<Record<string, unknown>>)
      .filter(([, part]) => part !== null && part !== '')
      .map(([name, part]) => `${name} ${Array.isArray(part) ? part.join('; ') : part}`)
      .join(', '),
  )
  return { text: `${list.length} of them`, below }
}

/** The items of a list of texts or groups, as JSON has it; null for any other text. */
function readList(value: string): readonly unknown[] | null {
  if (!/^\[["{]/.test(value)) return null
  try {
    return JSON.parse(value) as readonly unknown[]
  } catch {
    // A text may begin like a list.
    return null
  }
}

/** All about one field, a line each. */
function formatField(rows: readonly ProvenanceRow[]): string[] {
  return rows.flatMap((row) => {
    const lines: readonly (readonly [string, string | null])[] = [
      ['value', row.value ?? 'none'],
      ['page', row.page_kind],
      ['printed', row.raw_text === null ? null : quote(row.raw_text)],
      ['where', row.locator],
      ['rule', row.rule],
      ['derived from', row.derived_from],
      ['agreeing', row.agreeing],
      ['instead of', row.won_over === null ? null : formatOthers(row.won_over)],
      ['decided by', row.decided_by],
      ['snapshot', row.snapshot_key],
      ['SHA-256', row.content_sha256],
      ['asked for', row.requested_at],
      ['layout', row.layout],
      ['made by', row.code_version],
    ]
    return [
      '',
      row.field,
      ...lines.filter(([, text]) => text !== null).map(([name, text]) => `  ${name.padEnd(12)}  ${text}`),
    ]
  })
}

function formatOthers(wonOver: string): string {
  const others = JSON.parse(wonOver) as readonly { readonly page: string; readonly value: string }[]
  return others.map(({ page, value }) => `${page} ${quote(value)}`).join(', ')
}

/** A text in quotes; what is JSON already stands as it is. */
function quote(text: string): string {
  return /^[[{]/.test(text) ? text : JSON.stringify(text)
}

function formatPage(page: InspectedPage): string[] {
  const { kind, snapshot, snapshotKey, sha256, contentSha256, requestedAt, outcome, layout, issues, problems } = page
  return [
    '',
    `PAGE ${kind}, snapshot ${snapshot}: ${outcome}${layout === null ? '' : `, layout ${layout}`}${requestedAt === null ? '' : `, asked for ${requestedAt}`}`,
    `  ${snapshotKey}`,
    `  SHA-256 ${sha256}; of what it says ${contentSha256}`,
    ...problems.map((problem) => `  in quarantine: ${problem}`),
    ...issues.map(({ code, field, text }) => `  issue ${code}${field ? ` in ${field}` : ''}${text ? `: ${text}` : ''}`),
  ]
}

function formatPeriod(period: NonNullable<RecordInspection['statusHistory']>[number]): string {
  const { status, valid_from, valid_to, valid_from_basis, page_kind, content_sha256, observed_at } = period
  const when = `${valid_from ?? 'not known'} to ${valid_to ?? 'now'}`
  const by = page_kind === null ? 'listed by the search only' : `${page_kind} ${shortHash(content_sha256)}`
  return `  ${when}  ${status ?? 'not known'}  (${valid_from_basis}; ${by}${observed_at === null ? '' : `, first seen ${observed_at}`})`
}

function shortHash(sha256: string | null): string {
  return sha256 === null ? 'no hash' : `${sha256.slice(0, 16)}…`
}

function formatIndexRow(row: RecordInspection['indexRows'][number]): string {
  const { completed_date, first_observed_at, observed_at, ttb_id: _id, ...values } = row
  return `  completed ${completed_date}, first seen ${first_observed_at}, last changed ${observed_at}: ${valuesOf(values)}`
}

function valuesOf(row: Readonly<Record<string, unknown>>): string {
  return Object.entries(row)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ')
}
