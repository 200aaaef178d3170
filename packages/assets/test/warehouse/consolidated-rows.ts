import { createHash } from 'node:crypto'
import type { Row, Storage } from '@ttb/resources'
import { CONSOLIDATED } from '@ttb/utils/records'

/** What the warehouse makes of a record, said in short. */
export interface ShortRecord {
  readonly ttbId: string
  readonly receivedDate: string
  readonly permit?: string | null
  readonly otherPermit?: string | null
  readonly name?: string | null
  readonly address?: string | null
  readonly brand?: string | null
  readonly fanciful?: string | null
  readonly origin?: string
}

/** A permit of the holder of a record. */
const permitOf = (permit_number: string, role: 'principal' | 'other') => ({
  permit_number,
  role,
  is_of_holder: true,
})

/** The consolidated record: what is not said is null, an empty list, false or zero. */
export function consolidatedRow(record: ShortRecord): Row {
  const { ttbId, receivedDate, permit = null, otherPermit = null, name = null, address = null } = record
  const { brand = null, fanciful = null, origin = '01' } = record
  const empty = Object.entries(CONSOLIDATED.fields).map(([field, { cardinality, type }]): [string, unknown] => {
    if (cardinality === 'list') return [field, []]
    if (cardinality === 'optional') return [field, null]
    return [field, type === 'boolean' ? false : 0]
  })
  return {
    ...Object.fromEntries(empty),
    ttb_id: ttbId,
    received_date: receivedDate,
    approval_date: receivedDate,
    quality_tier: 'basic',
    has_certificate: true,
    principal_permit_number: permit,
    all_permits: [
      ...(permit === null ? [] : [permitOf(permit, 'principal')]),
      ...(otherPermit === null || otherPermit === permit ? [] : [permitOf(otherPermit, 'other')]),
    ],
    holder_name: name,
    holder_name_key: name,
    holder_address_key: address,
    holder_city: address,
    brand_name: brand,
    brand_key: brand,
    fanciful_name: fanciful,
    fanciful_key: fanciful,
    class_type_code: '80',
    origin_code: origin,
    commodity: 'wine',
  }
}

/** Puts the consolidated records of a day of receipt into storage, or takes the day away where there are none. */
export async function commitDay(storage: Storage, day: string, records: readonly ShortRecord[]): Promise<void> {
  const folder = storage.paths.consolidatedFolder(day)
  if (records.length === 0) return storage.objects.remove([`${folder}_manifest.json`])
  const rows = records
    .map(consolidatedRow)
    .sort((one, other) => (String(one['ttb_id']) < String(other['ttb_id']) ? -1 : 1))
  const fingerprint = createHash('sha256').update(JSON.stringify(rows)).digest('hex')
  await storage.tables.commit(folder, { asset: 'ttb_consolidated_data', partition: day, fingerprint, counts: {} }, [
    { record: CONSOLIDATED, rows },
  ])
}
