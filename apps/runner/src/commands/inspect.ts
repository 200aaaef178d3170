import { type InspectedPage, inspectRecord, type RecordInspection } from '@ttb/assets'
import { openStorage } from '@ttb/resources'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, [ttbId], options) => {
  const { config } = configure(effects, options)
  const inspection = await inspectRecord(openStorage(config), ttbId as string)
  if (options['json']) writeJsonLine(effects.stdout, inspection)
  else effects.stdout.write(formatInspection(inspection))
  return 'ok'
}

function formatInspection({ ttbId, receivedDate, receiptMethod, pages, ...rest }: RecordInspection): string {
  const { conflicts, indexRows, requests } = rest
  const isLatest = (page: InspectedPage) => pages.findLast(({ kind }) => kind === page.kind) === page
  const conflictLines = conflicts.map(
    ({ field, sources, winner, rule }) =>
      `  ${field}: ${sources.map(({ page, value }) => `${page} ${JSON.stringify(value)}`).join(', ')}; taken: ${winner ?? 'all of them'} (${rule})`,
  )
  const indexLines = indexRows.map(
    ({ completed_date, first_observed_at, observed_at, ttb_id: _id, ...row }) =>
      `  completed ${completed_date}, first seen ${first_observed_at}, last changed ${observed_at}: ${valuesOf(row)}`,
  )
  const requestLines = requests.map(
    ({ requested_at, page_kind, attempt, reason, outcome, http_status, snapshot_key, error }) =>
      `  ${requested_at}  ${page_kind}  attempt ${attempt}, ${reason}: ${outcome}${http_status === null ? '' : ` (${http_status})`}${snapshot_key === null ? '' : ` -> ${snapshot_key}`}${error === null ? '' : `: ${error}`}`,
  )
  return [
    `TTB ID ${ttbId}: received ${receivedDate}${receiptMethod === null ? '' : `, method ${receiptMethod}`}`,
    ...pages.flatMap((page) => formatPage(page, { withFields: isLatest(page) })),
    ...section('CONFLICTS between the latest pages and the index', conflictLines),
    ...section('INDEX', indexLines),
    ...section('REQUESTS', requestLines),
    '',
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length > 0 ? lines : ['  none'])]
}

function formatPage(page: InspectedPage, { withFields }: { readonly withFields: boolean }): string[] {
  const { kind, snapshot, snapshotKey, contentSha256, requestedAt, outcome, layout, fields, issues } = page
  const width = Math.max(0, ...fields.map(({ field }) => field.length))
  const head = [
    '',
    `PAGE ${kind}, snapshot ${snapshot}${withFields ? '' : ' (superseded)'}: ${outcome}${layout === null ? '' : `, layout ${layout}`}`,
    `  ${snapshotKey}`,
    `  content ${contentSha256}${requestedAt === null ? '' : `, requested ${requestedAt}`}`,
  ]
  if (!withFields) return head
  const lines = fields.map(({ field, value, text, type, rule }) => {
    const printed =
      text === null || JSON.stringify(text) === JSON.stringify(value) ? '' : ` from ${JSON.stringify(text)}`
    return `  ${field.padEnd(width)}  ${JSON.stringify(value)}${printed}  [${type}; ${rule}]`
  })
  const doubts = issues.map(
    ({ code, field, text }) => `  issue ${code}${field ? ` in ${field}` : ''}${text ? `: ${text}` : ''}`,
  )
  return [...head, ...lines, ...doubts]
}

function valuesOf(row: Readonly<Record<string, unknown>>): string {
  return Object.entries(row)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ')
}
