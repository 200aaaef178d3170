import { CONSOLIDATED, defineRecord, FACT_PRODUCTS, type FieldRow, type RecordDefinition } from '@ttb/utils/records'
import { HOLDER_COLUMNS, latest, ORDER } from './dimension-queries.ts'

/**
 * What dimensions must know of the records of a year of receipt, in a file each. Nothing here depends on which names are
 * one company, which may change with any record, so that the parts of a year change only with its own records.
 */
export interface SeenPart {
  readonly record: RecordDefinition
  /** A query over {@link YEAR_RECORDS_COLUMNS} and `alias_key` as `year_records`, and the permits of these as `year_permits`. */
  readonly query: string
}

/** The columns of consolidated records, and of fact_products, that parts are made from. */
export const YEAR_RECORDS_COLUMNS: readonly string[] = [
  ...['ttb_id', 'received_date', 'approval_date', 'principal_permit_number', 'holder_name_key', 'holder_address_key'],
  ...HOLDER_COLUMNS,
  ...['brand_key', 'fanciful_key', 'brand_name', 'fanciful_name', 'class_type_code', 'origin_code', 'commodity'],
]

const F = FACT_PRODUCTS.fields
const KEY = { type: 'surrogate_key', cardinality: 'required', doc: 'Key.' } as const
const PERMIT = { type: 'text', cardinality: 'required', doc: 'Permit.' } as const
const SEEN = {
  record_count: { type: 'integer', cardinality: 'required', doc: 'Records.' },
  first_seen_date: { type: 'date', cardinality: 'required', doc: 'Day of receipt of the earliest.' },
  last_seen_date: { type: 'date', cardinality: 'required', doc: 'Day of receipt of the latest.' },
} as const satisfies Readonly<Record<string, FieldRow>>
const BOUNDS = {
  first_approval_date: F.approval_date,
  first_ttb_id: F.ttb_id,
  last_ttb_id: F.ttb_id,
} as const
const SEEN_QUERY =
  'count(*)::INTEGER AS record_count, min(received_date) AS first_seen_date, max(received_date) AS last_seen_date'
const BOUNDS_QUERY = `${SEEN_QUERY}, min(approval_date) AS first_approval_date,
  arg_min(ttb_id, ord) AS first_ttb_id, arg_max(ttb_id, ord) AS last_ttb_id`
const ORDERED = `(SELECT *, ${ORDER} AS ord FROM year_records)`

const ALIAS = ['principal_permit_number', 'holder_name_key', 'holder_address_key'] as const
export const SEEN_ALIASES = defineRecord({
  name: 'seen_aliases',
  doc: 'The ways in which the records of a year name their holder.',
  key: ['alias_key'],
  fields: {
    principal_permit_number: CONSOLIDATED.fields.principal_permit_number,
    holder_name_key: F.holder_name_key,
    holder_address_key: F.holder_address_key,
    alias_key: KEY,
    holder_name: F.holder_name,
    holder_street: F.holder_street,
    holder_city: F.holder_city,
    holder_state: F.holder_state,
    holder_zip: F.holder_zip,
    holder_country: F.holder_country,
    ...SEEN,
    ...BOUNDS,
  },
})

const SEEN_PERMITS = defineRecord({
  name: 'seen_permits',
  doc: 'The permits on the records of a year.',
  key: ['permit_number'],
  fields: { permit_number: PERMIT, ...SEEN },
})

export const SEEN_LINKS = defineRecord({
  name: 'seen_links',
  doc: 'Pairs of permits that a record of the year lists together as permits of its holder.',
  key: ['one', 'other'],
  fields: { one: PERMIT, other: PERMIT },
})

const PRODUCT = ['brand_name', 'fanciful_name', 'class_type_code', 'origin_code', 'commodity'] as const
export const SEEN_PRODUCTS = defineRecord({
  name: 'seen_products',
  doc: 'The brands and fanciful names on the records of a year, for each way of naming their holder.',
  key: ['names_key', 'alias_key'],
  fields: {
    names_key: KEY,
    alias_key: KEY,
    brand_key: F.brand_key,
    fanciful_key: F.fanciful_key,
    brand_name: F.brand_name,
    fanciful_name: F.fanciful_name,
    class_type_code: F.class_type_code,
    origin_code: F.origin_code,
    commodity: F.commodity,
    ...SEEN,
    ...BOUNDS,
  },
})

export const SEEN_TURNS = defineRecord({
  name: 'seen_turns',
  doc: 'The records of a year whose permit was last seen, in that year, with another name or address; without a permit, all.',
  key: ['received_date', 'ttb_id'],
  fields: { alias_key: KEY, received_date: F.received_date, ttb_id: F.ttb_id },
})

const SEEN_CODES = defineRecord({
  name: 'seen_codes',
  doc: 'The codes and places on the records of a year.',
  key: ['kind', 'member'],
  fields: {
    kind: { type: 'text', cardinality: 'required', doc: 'origin, class_type or place.' },
    member: { type: 'text', cardinality: 'required', doc: 'The code, or what the key of the place is made from.' },
    country: F.holder_country,
    state: F.holder_state,
    city: F.holder_city,
  },
})

export const SEEN_PARTS: readonly SeenPart[] = [
  {
    record: SEEN_ALIASES,
    query: `SELECT ${ALIAS.join(', ')}, any_value(alias_key) AS alias_key, ${HOLDER_COLUMNS.map((name) => latest(name)).join(', ')}, ${BOUNDS_QUERY}
      FROM ${ORDERED} WHERE ${ALIAS.map((name) => `${name} IS NOT NULL`).join(' OR ')} GROUP BY ${ALIAS.join(', ')}`,
  },
  { record: SEEN_PERMITS, query: `SELECT permit_number, ${SEEN_QUERY} FROM year_permits GROUP BY permit_number` },
  {
    record: SEEN_LINKS,
    query: `SELECT DISTINCT f.permit_number AS one, p.permit_number AS other
      FROM (SELECT ttb_id, arg_min(permit_number, position) AS permit_number, min(position) AS position
        FROM year_permits WHERE is_of_holder GROUP BY ttb_id HAVING count(*) > 1) f
      JOIN year_permits p ON p.ttb_id = f.ttb_id AND p.is_of_holder AND p.position > f.position`,
  },
  {
    record: SEEN_PRODUCTS,
    query: `SELECT names_key(brand_key, fanciful_key) AS names_key, alias_key, brand_key, fanciful_key,
        ${PRODUCT.map((name) => latest(name)).join(', ')}, ${BOUNDS_QUERY}
      FROM ${ORDERED} WHERE brand_key IS NOT NULL OR fanciful_key IS NOT NULL GROUP BY alias_key, brand_key, fanciful_key`,
  },
  {
    record: SEEN_TURNS,
    query: `SELECT alias_key, received_date, ttb_id FROM (
        SELECT alias_key, received_date, ttb_id, principal_permit_number,
          lag(alias_key) OVER (PARTITION BY principal_permit_number ORDER BY ${ORDER}) AS before
        FROM year_records WHERE holder_name_key IS NOT NULL)
      WHERE principal_permit_number IS NULL OR before IS DISTINCT FROM alias_key`,
  },
  {
    record: SEEN_CODES,
    query: `SELECT DISTINCT 'origin' AS kind, origin_code AS member, NULL AS country, NULL AS state, NULL AS city
        FROM year_records WHERE origin_code IS NOT NULL
      UNION ALL SELECT DISTINCT 'class_type', class_type_code, NULL, NULL, NULL FROM year_records WHERE class_type_code IS NOT NULL
      UNION ALL SELECT DISTINCT 'place', place_natural(holder_country, holder_state, holder_city), holder_country, holder_state, holder_city
        FROM year_records WHERE place_natural(holder_country, holder_state, holder_city) IS NOT NULL`,
  },
]
