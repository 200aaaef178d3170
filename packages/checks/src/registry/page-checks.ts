import type { TtbResources } from '@ttb/assets'
import type { Metadata } from '@ttb/resources'
import { contractProblems, recordSchema } from '@ttb/utils/schemas'
import { type CheckDef, checksWith } from '../define-check.ts'
import { readStructuredTables } from './structured-tables.ts'
import { THRESHOLDS } from './thresholds.ts'

const check = checksWith<TtbResources>()

/** Problems with a value, and not only about it. */
const ERRORS = new Set(['not_understood', 'invalid', 'missing'])

/** Fails where pages are still due; by it the pipeline knows what to ask for again. */
export const SETTLED_CHECK = 'pages_settled'

/** The checks of the earlier system on what pages become, by their names, and that the counts of all steps add up. */
export const PAGE_CHECKS: readonly CheckDef<TtbResources>[] = [
  check({
    name: SETTLED_CHECK,
    asset: 'ttb_raw_data',
    doc: 'The registry had a clear answer for every page that was due; others are asked for again an hour later.',
    severity: 'warn',
    async evaluate({ materialization: { metadata } }) {
      const [listed, held, unsettled] = counts(metadata, 'listed', 'held', 'unsettled')
      return { passed: unsettled === 0, metadata: { listed, held, unsettled } }
    },
  }),
  check({
    name: 'parsing_success_rate',
    asset: 'ttb_extracted_data',
    doc: 'Of the pages that are not simply unknown to the registry, at least 85 % can be read (error), better 95 % (warning).',
    severity: 'error',
    blocking: true,
    async evaluate({ materialization: { metadata } }) {
      const [pages, found, refused] = counts(metadata, 'pages_in', 'pages_found', 'pages_refused')
      const known = found + refused
      const share = known === 0 ? 1 : found / known
      const { error, warn } = THRESHOLDS.parsingSuccess
      return {
        passed: share >= warn,
        severity: share < error ? 'error' : 'warn',
        metadata: { pages, found, refused, share: rounded(share), expected: warn },
      }
    },
  }),
  check({
    name: 'field_extraction_completeness',
    asset: 'ttb_structured_data',
    doc: 'Every field that nearly all pages show is filled on at least 70 % of the rows, less what chance makes of few rows.',
    severity: 'warn',
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      if (!tables || tables.rows.length < THRESHOLDS.leastRows)
        return { passed: true, metadata: { rows: tables?.rows.length ?? 0 } }
      const low = Object.entries(tables.record.fields)
        .filter(([, field]) => (field.fillRate ?? 0) >= THRESHOLDS.essentialField)
        .map(([name]) => [name, fillOf(tables.rows, name)] as const)
        .filter(([, fill]) => isBelow(fill, THRESHOLDS.essentialFieldFill, tables.rows.length))
      return {
        passed: low.length === 0,
        metadata: {
          rows: tables.rows.length,
          low: low.map(([name, fill]) => `${name} ${rounded(fill)}`).join(', '),
          expected: THRESHOLDS.essentialFieldFill,
        },
      }
    },
  }),
  check({
    name: 'transformation_validation_rates',
    asset: 'ttb_cleaned_data',
    doc: 'At least 90 % of the rows have a valid TTB ID, and at most 10 % a value that is not understood.',
    severity: 'error',
    blocking: true,
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      const read = tables?.manifest.counts['rows_read'] ?? 0
      if (!tables || read < THRESHOLDS.leastRows) return { passed: true, metadata: { rows: read } }
      const bad = tables.issues.filter(({ code }) => ERRORS.has(String(code)))
      const badIds = new Set(bad.filter(({ field }) => field === 'ttb_id').map(({ source_key }) => source_key)).size
      const badRows = new Set(bad.map(({ source_key }) => source_key)).size
      const [valid, errors] = [1 - badIds / read, badRows / read]
      return {
        passed: valid >= THRESHOLDS.ttbIdValid && errors <= THRESHOLDS.cleaningErrors,
        metadata: { rows: read, ttb_id_valid: rounded(valid), rows_with_errors: rounded(errors) },
      }
    },
  }),
  check({
    name: 'schema_compliance',
    asset: 'ttb_structured_data',
    doc: 'At least 95 % of the rows keep the contract of their table, and every row in it does.',
    severity: 'error',
    blocking: true,
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      if (!tables) return { passed: true, metadata: { rows: 0 } }
      const { rows_read: read = 0, quarantined = 0 } = tables.manifest.counts
      const schema = recordSchema(tables.record)
      const broken = tables.rows.filter((row) => contractProblems(schema, row).length > 0).length
      const errors = read === 0 ? 0 : quarantined / read
      return {
        passed: broken === 0 && errors <= THRESHOLDS.schemaErrors,
        metadata: {
          rows: tables.rows.length,
          quarantined,
          share_quarantined: rounded(errors),
          rows_that_break_it: broken,
        },
      }
    },
  }),
  check({
    name: 'unique_key',
    asset: 'ttb_structured_data',
    doc: 'No two rows of a table have the same key.',
    severity: 'error',
    blocking: true,
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      const keys = (tables?.rows ?? []).map((row) => JSON.stringify(tables?.record.key.map((name) => row[name])))
      const repeated = keys.length - new Set(keys).size
      return { passed: repeated === 0, metadata: { rows: keys.length, repeated } }
    },
  }),
  check({
    name: 'stage_counts_reconcile',
    asset: 'ttb_structured_data',
    doc: 'What came in is what came out: pages are found or not, rows are kept, superseded or in quarantine.',
    severity: 'error',
    blocking: true,
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      if (!tables) return { passed: true, metadata: { pages_in: 0 } }
      const { counts: all } = tables.manifest
      const of = (name: string): number => all[name] ?? 0
      const pages = of('pages_in') - of('pages_found') - of('pages_other')
      const rows = of('rows_read') - of('rows') - of('superseded') - of('quarantined')
      const stored = of('rows') - tables.rows.length
      return {
        passed: pages === 0 && rows === 0 && stored === 0,
        metadata: { pages_missing: pages, rows_missing: rows, rows_not_stored: stored },
      }
    },
  }),
]

/** Share of the rows with a value in a field. */
export function fillOf(rows: readonly Readonly<Record<string, unknown>>[], name: string): number {
  const filled = rows.filter((row) => {
    const value = row[name]
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined
  })
  return rows.length === 0 ? 1 : filled.length / rows.length
}

/** Whether a share of so many rows is below another by more than chance explains. */
export function isBelow(share: number, expected: number, rows: number): boolean {
  const p = Math.min(1, Math.max(0, expected))
  return share < p - THRESHOLDS.deviations * Math.sqrt((p * (1 - p)) / rows)
}

function counts(metadata: Metadata, ...names: readonly string[]): [number, number, number] {
  return names.map((name) => Number(metadata[name] ?? 0)) as [number, number, number]
}

export function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
