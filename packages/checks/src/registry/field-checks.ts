import { readReferenceList, type TtbResources } from '@ttb/assets'
import { precedingKeys } from '@ttb/config'
import type { Row } from '@ttb/resources'
import { type CheckContext, type CheckDef, checksWith } from '../define-check.ts'
import { fillOf, isBelow, rounded } from './page-checks.ts'
import { readStructuredTables, type StructuredTables } from './structured-tables.ts'
import { THRESHOLDS } from './thresholds.ts'

const check = checksWith<TtbResources>()

/** Checks that the field table implies, and of a day against the days before it. They warn: the data may be right. */
export const FIELD_CHECKS: readonly CheckDef<TtbResources>[] = [
  check({
    name: 'fill_rates',
    asset: 'ttb_structured_data',
    doc: 'Each field is filled about as often as the field table expects.',
    severity: 'warn',
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      if (!tables || tables.rows.length < THRESHOLDS.leastRows)
        return { passed: true, metadata: { rows: tables?.rows.length ?? 0 } }
      const low = Object.entries(tables.record.fields).flatMap(([name, { fillRate }]) => {
        const fill = fillOf(tables.rows, name)
        return fillRate !== undefined && isBelow(fill, fillRate - THRESHOLDS.fillRateTolerance, tables.rows.length)
          ? [`${name} ${rounded(fill)} of ${fillRate}`]
          : []
      })
      return { passed: low.length === 0, metadata: { rows: tables.rows.length, low: low.join(', ') } }
    },
  }),
  check({
    name: 'code_coverage',
    asset: 'ttb_structured_data',
    doc: 'At most 5 % of the rows carry a code that the code lists lack.',
    severity: 'warn',
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      if (!tables || tables.rows.length < THRESHOLDS.leastRows)
        return { passed: true, metadata: { rows: tables?.rows.length ?? 0 } }
      const unknown = tables.issues.filter(({ code }) => code === 'unknown_code')
      const share = new Set(unknown.map(({ source_key }) => source_key)).size / tables.rows.length
      return {
        passed: share <= THRESHOLDS.unknownCodes,
        metadata: {
          rows: tables.rows.length,
          share: rounded(share),
          codes: sample(unknown.map(({ field, text }) => `${field} ${text}`)),
        },
      }
    },
  }),
  check({
    name: 'unclaimed_labels',
    asset: 'ttb_extracted_data',
    doc: 'Pages show no label that no field claims: the registry has added or renamed one.',
    severity: 'warn',
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      const unclaimed = (tables?.issues ?? []).filter(({ code }) => code === 'unclaimed_label')
      return {
        passed: unclaimed.length === 0,
        metadata: { count: unclaimed.length, labels: sample(unclaimed.map(({ text }) => String(text))) },
      }
    },
  }),
  check({
    name: 'new_values',
    asset: 'ttb_structured_data',
    doc: 'No status, code or other name of a closed list is one that was never seen: not on the list as the registry served it last.',
    severity: 'warn',
    async evaluate({ partition, resources }) {
      const tables = await readStructuredTables(resources, partition)
      if (!tables) return { passed: true, metadata: { rows: 0 } }
      const found = [...unlisted(tables.rows, await knownValues(resources)), ...refusedNames(tables)]
      return {
        passed: found.length === 0,
        metadata: { rows: tables.rows.length, count: new Set(found).size, values: sample(found) },
      }
    },
  }),
  check({
    name: 'volume_drift',
    asset: 'ttb_structured_data',
    doc: 'A day has about as many rows as the median of the same weekdays before it.',
    severity: 'warn',
    async evaluate(context) {
      const { days, least, most, leastRows } = THRESHOLDS.drift
      const rows = Number(context.materialization.metadata['rows'] ?? 0)
      const before = await rowsBefore(context, days)
      const usual = medianOf(before)
      const isDrift = before.length >= 3 && usual >= leastRows && (rows < usual * least || rows > usual * most)
      return { passed: !isDrift, metadata: { rows, usual, days_compared: before.length } }
    },
  }),
]

/** By field, what it may say: from the code lists as they are kept, and the statuses that the registry shows. */
async function knownValues({ storage }: TtbResources): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const [classTypes, origins] = await Promise.all([
    readReferenceList(storage, 'class-type'),
    readReferenceList(storage, 'origin'),
  ])
  const codes = (list: typeof origins) => new Set(list.codes.map(({ code }) => code))
  const words = (list: typeof origins) => new Set(list.codes.flatMap(({ description }) => description ?? []))
  return new Map([
    ['status', new Set(THRESHOLDS.statuses)],
    ['class_type_code', codes(classTypes)],
    ['class_type_description', words(classTypes)],
    ['origin_code', codes(origins)],
    ['origin_description', words(origins)],
  ])
}

function* unlisted(rows: readonly Row[], known: ReadonlyMap<string, ReadonlySet<string>>): Generator<string> {
  for (const row of rows)
    for (const [name, values] of known) {
      const value = row[name]
      if (typeof value === 'string' && !values.has(value)) yield `${name} ${value}`
    }
}

/** Names that cleaning did not find in the closed set of their field. */
function refusedNames({ record, issues }: StructuredTables): string[] {
  return issues.flatMap(({ code, field, text }) =>
    code === 'not_understood' && record.fields[String(field)]?.type === 'enum' ? [`${field} ${text}`] : [],
  )
}

/** Rows of the same weekday in the weeks before. A day to come has none yet, and a weekend is not a working day. */
async function rowsBefore(context: CheckContext<TtbResources>, days: number): Promise<number[]> {
  const { partitions, partition, asset } = context
  const keys = precedingKeys(partitions, partition, { dim: 'date', count: days }).filter((_, back) => back % 7 === 6)
  const made = await context.latest(asset, keys)
  return made.map(({ metadata }) => Number(metadata['rows'] ?? 0))
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted.length === 0 ? 0 : (sorted[sorted.length >> 1] as number)
}

function sample(texts: readonly string[]): string {
  return [...new Set(texts)].slice(0, 5).join('; ')
}
