import type { CertificatePage, ColaDetailPage, SearchRow } from '@ttb/utils'
import { dateOfDay, dayNumber } from '../calendar.ts'
import { createRecordMaker } from '../made-records.ts'
import { createRandom, seedOf } from '../random.ts'
import { CLASS_TYPES } from './code-lists.ts'
import type { Company } from './companies.ts'
import type { Sighting } from './lifecycle.ts'
import type { Scenario } from './scenario.ts'

/** A field in which the form says another thing than the detail page. */
export interface Conflict {
  readonly field: 'brand_name' | 'fanciful_name' | 'approval_date' | 'class_type_description'
  readonly detail: string | null
  readonly certificate: string | null
}

/** A record at some time: what its pages say, and how they print it. */
export interface WorldRecord {
  readonly detail: ColaDetailPage
  /** Null where there is no form page: paper applications, and records of before 1997. */
  readonly certificate: CertificatePage | null
  readonly searchRow: SearchRow
  /** Whether a scan of a paper application is to be had. */
  readonly hasScan: boolean
  readonly conflicts: readonly Conflict[]
  /** Names as they are stored, where a line break lies within them. */
  readonly stored: Partial<Pick<SearchRow, 'brand_name' | 'fanciful_name'>>
}

/** Documents of before 1999 are not in the registry, only their data. */
const FIRST_SCAN_DAY = dayNumber('1999-01-01')

/** The record of a sighting, made from the seed and the ID; only status and dates depend on the time. */
export function makeWorldRecord(scenario: Scenario, company: Company, { lifecycle, event }: Sighting): WorldRecord {
  const { ttbId, receivedDay, receiptMethod, sequence, classType, origin, expirationDay, events } = lifecycle
  const makeRecord = createRecordMaker(createRandom(seedOf(scenario.seed, 'record', ttbId)))
  const { detail, certificate, searchRow } = makeRecord({
    receivedDate: dateOfDay(receivedDay),
    receiptMethod: receiptMethod ?? '000',
    sequence,
    given: {
      ttbId,
      company,
      classType,
      origin,
      status: event.status,
      approvalDate: dateOfDay((events[0] as (typeof events)[number]).day),
      expirationDate: expirationDay === null ? null : dateOfDay(expirationDay),
      completedDate: dateOfDay(event.day),
    },
  })
  const quirks = createRandom(seedOf(scenario.seed, 'quirks', ttbId))
  const hasForm = receiptMethod === '001'
  const contradiction = quirks.chance(scenario.conflictShare) ? quirks.pick(CONTRADICTIONS) : null
  const form = contradiction ? { ...certificate, ...contradiction(certificate) } : certificate
  const stored = quirks.chance(scenario.lineBreakShare) ? withLineBreak(searchRow) : {}
  return {
    detail,
    certificate: hasForm ? form : null,
    searchRow,
    hasScan: receiptMethod !== null && !hasForm && receivedDay >= FIRST_SCAN_DAY,
    conflicts: hasForm ? conflictsOf(detail, form) : [],
    stored: contradiction ? {} : stored,
  }
}

const CONTRADICTIONS: readonly ((form: CertificatePage) => Partial<CertificatePage>)[] = [
  ({ brand_name }) => ({ brand_name: `THE ${brand_name}` }),
  ({ fanciful_name }) => ({ fanciful_name: fanciful_name === null ? 'LIMITED EDITION' : null }),
  ({ approval_date }) => ({ approval_date: dateOfDay(dayNumber(approval_date as string) + 1) }),
  ({ class_type_description }) => ({ class_type_description: otherClassType(class_type_description) }),
]

/** A class and type of the same product, as if one source had been corrected and the other not. */
function otherClassType(description: string | null): string {
  const at = CLASS_TYPES.findIndex((classType) => classType.description === description)
  const others = CLASS_TYPES.filter(
    ({ product, description: other }) => product === CLASS_TYPES[at]?.product && other !== description,
  )
  return (others[at % others.length] as (typeof CLASS_TYPES)[number]).description
}

function conflictsOf(detail: ColaDetailPage, form: CertificatePage): Conflict[] {
  const fields = ['brand_name', 'fanciful_name', 'approval_date', 'class_type_description'] as const
  return fields
    .filter((field) => detail[field] !== form[field])
    .map((field) => ({ field, detail: detail[field], certificate: form[field] }))
}

function withLineBreak({ brand_name, fanciful_name }: SearchRow): WorldRecord['stored'] {
  const broken = (name: string) => name.replace(' ', '\r\n')
  if (fanciful_name?.includes(' ')) return { fanciful_name: broken(fanciful_name) }
  return brand_name === null ? {} : { brand_name: broken(brand_name) }
}
