import type { TtbResources } from '@ttb/assets'
import type { Row } from '@ttb/resources'
import {
  BRIDGE_PERMITS,
  BRIDGE_QUALIFICATIONS,
  BRIDGE_VARIETALS,
  FACT_CERTIFICATES,
  FACT_PRODUCTS,
  LABEL_IMAGES,
  type RecordDefinition,
  UNKNOWN_KEY,
} from '@ttb/utils/records'
import { type CheckDef, checksWith } from '../define-check.ts'
import { fillOf, rounded } from './page-checks.ts'
import { THRESHOLDS } from './thresholds.ts'

const check = checksWith<TtbResources>()

/** Keys that lead to a member wherever any page of the record was read. */
const KEYS_OF_PAGES = ['company_key', 'permit_key', 'product_key', 'product_type_key', 'origin_location_key'] as const
/** Each date, and what must have been read for it to be known. */
const DATES = [
  ['received_date', () => true],
  ['approval_date', isOfPages],
  ['completed_date', (row: Row) => row['has_search_row'] === true],
] as const
/** What a label approval says it has several of, and the table that has them. */
const COUNTED = [
  ['permit_count', BRIDGE_PERMITS],
  ['varietal_count', BRIDGE_VARIETALS],
  ['qualification_count', BRIDGE_QUALIFICATIONS],
  ['label_image_count', LABEL_IMAGES],
] as const

/** Two checks of the earlier system on the facts of a day, which now look at the tables. */
export const FACT_CHECKS: readonly CheckDef<TtbResources>[] = [
  check({
    name: 'fact_table_integrity',
    asset: 'fact_products',
    doc: 'Every consolidated record is one label approval with all its permits, varietals, qualifications and images; at least 95 % of the keys lead to a known member (errors); each date is filled where what says it was read, and records are complete (warnings).',
    severity: 'error',
    blocking: true,
    async evaluate({ partition, resources }) {
      const { tables, paths } = resources.storage
      const consolidated = await tables.readManifest(paths.consolidatedFolder(partition))
      const facts = await readFacts(resources, FACT_PRODUCTS, partition)
      const ids = new Set(facts.map(({ ttb_id }) => ttb_id))
      const errors: string[] = []
      const records = consolidated?.counts['rows'] ?? 0
      if (records !== facts.length) errors.push(`${facts.length} label approvals of ${records} records`)
      if (ids.size !== facts.length) errors.push(`${facts.length - ids.size} repeated TTB IDs`)
      for (const [count, bridge] of COUNTED) {
        const rows = await readFacts(resources, bridge, partition)
        const expected = facts.reduce((sum, row) => sum + Number(row[count] ?? 0), 0)
        const strangers = rows.filter(({ ttb_id }) => !ids.has(ttb_id)).length
        if (rows.length !== expected) errors.push(`${bridge.name}: ${rows.length} rows of ${expected}`)
        if (strangers > 0) errors.push(`${bridge.name}: ${strangers} rows of no label approval`)
      }
      const warnings: string[] = []
      const { knownMembers, dates, completeness } = THRESHOLDS.facts
      const ofPages = facts.filter(isOfPages)
      if (ofPages.length >= THRESHOLDS.leastRows)
        for (const key of KEYS_OF_PAGES) {
          const known = shareOf(ofPages, (row) => row[key] !== UNKNOWN_KEY)
          if (known < knownMembers) errors.push(`${key}: ${rounded(known)} known`)
        }
      for (const [name, isRead] of DATES) {
        const read = facts.filter(isRead)
        if (read.length >= THRESHOLDS.leastRows && fillOf(read, name) < dates)
          warnings.push(`${name}: ${rounded(fillOf(read, name))} filled`)
      }
      if (facts.length >= THRESHOLDS.leastRows) {
        const complete = meanOf(facts, 'completeness_score')
        if (complete < completeness) warnings.push(`completeness: ${rounded(complete)}`)
      }
      return {
        passed: errors.length + warnings.length === 0,
        severity: errors.length > 0 ? 'error' : 'warn',
        metadata: { records, label_approvals: facts.length, problems: [...errors, ...warnings].join('; ') },
      }
    },
  }),
  check({
    name: 'certificate_compliance_monitoring',
    asset: 'fact_certificates',
    doc: 'At least 80 % of the certificates of a day stand as approved, and at least 90 % have a serial number, a permit and a day of approval.',
    severity: 'warn',
    async evaluate({ partition, resources }) {
      const certificates = await readFacts(resources, FACT_CERTIFICATES, partition)
      const statuses: Record<string, number> = {}
      for (const { certificate_status: status } of certificates)
        statuses[String(status)] = (statuses[String(status)] ?? 0) + 1
      const metadata = { certificates: certificates.length, statuses }
      if (certificates.length < THRESHOLDS.leastRows) return { passed: true, metadata }
      const { approved, filled, completeness } = THRESHOLDS.certificates
      const ids = new Set(certificates.map(({ ttb_id }) => ttb_id))
      const facts = (await readFacts(resources, FACT_PRODUCTS, partition)).filter(({ ttb_id }) => ids.has(ttb_id))
      const shares = [
        ['approved', shareOf(certificates, (row) => row['certificate_status'] === 'APPROVED'), approved],
        ['serial_number', fillOf(certificates, 'serial_number'), filled],
        ['permit', fillOf(certificates, 'principal_permit_number'), filled],
        ['approval_date', shareOf(certificates, (row) => row['approval_date_key'] !== 0), filled],
        ['completeness', meanOf(facts, 'completeness_score'), completeness],
      ] as const
      const low = shares.filter(([, share, least]) => share < least)
      return {
        passed: low.length === 0,
        metadata: {
          ...metadata,
          problems: low.map(([name, share, least]) => `${name} ${rounded(share)} of ${least}`).join('; '),
        },
      }
    },
  }),
]

/** Whether any page of the record was read; otherwise all that is known of it stood in a search. */
function isOfPages(row: Row): boolean {
  return row['has_cola_detail'] === true || row['has_certificate'] === true
}

/** The rows of a table of facts of a day of receipt. */
async function readFacts(
  { storage: { tables, paths } }: TtbResources,
  record: RecordDefinition,
  day: string,
): Promise<readonly Row[]> {
  const manifest = await tables.readManifest(paths.factFolder(record.name, day))
  return manifest ? tables.readTable(record, manifest) : []
}

function shareOf(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.length === 0 ? 1 : rows.filter(holds).length / rows.length
}

function meanOf(rows: readonly Row[], name: string): number {
  return rows.length === 0 ? 1 : rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0) / rows.length
}
