import {
  BRIDGE_PERMITS,
  BRIDGE_QUALIFICATIONS,
  BRIDGE_VARIETALS,
  COLA_CHANGES,
  COLA_STATUS_HISTORY,
  CONFLICT_LOG,
  FACT_CERTIFICATES,
  FACT_PRODUCTS,
  LABEL_IMAGES,
  type RecordDefinition,
} from '@ttb/utils/records'

/** A table with rows of a day of receipt, and how they follow from consolidated records. */
export interface FactTable {
  readonly record: RecordDefinition
  /**
   * A query over a relation with the columns of the consolidated record (`source`), and `alias_map` (alias_natural,
   * alias_key, company_key). Total for foreign keys: what is not known is the unknown member.
   */
  readonly query: (source: string) => string
}

const ALIAS = 'alias_natural(s.principal_permit_number, s.holder_name_key, s.holder_address_key)'
const LABEL_APPROVAL_COLUMNS = Object.keys(FACT_PRODUCTS.fields)
/** Columns of fact_products that are not columns of the consolidated record. */
const MADE: Readonly<Record<string, string>> = {
  received_date_key: 'date_key(s.received_date)',
  application_date_key: 'date_key(s.application_date)',
  approval_date_key: 'date_key(s.approval_date)',
  completed_date_key: 'date_key(s.completed_date)',
  expiration_date_key: 'date_key(s.expiration_date)',
  company_key: 'coalesce(m.company_key, 0)',
  alias_key: 'coalesce(m.alias_key, 0)',
  permit_key: 'surrogate_key(s.principal_permit_number)',
  product_key: 'surrogate_key(product_natural(coalesce(m.company_key, 0), s.brand_key, s.fanciful_key))',
  product_type_key: 'surrogate_key(s.class_type_code)',
  origin_location_key: "surrogate_key('origin|' || s.origin_code)",
  holder_location_key: 'surrogate_key(place_natural(s.holder_country, s.holder_state, s.holder_city))',
  permit_count: 'len(s.all_permits)',
  varietal_count: 'len(s.varietals)',
  qualification_count: 'len(s.qualification_parts)',
  label_image_count: 'len(s.label_images)',
}

function withCompany(columns: readonly string[], source: string, where = ''): string {
  return `SELECT ${columns.join(', ')} FROM ${source} s LEFT JOIN alias_map m ON m.alias_natural = ${ALIAS} ${where}`
}

/** The rows of a list of the record, counted from 1. */
function unnested(list: string, columns: readonly string[], source: string): string {
  return `SELECT ttb_id, position, received_date, ${columns.join(', ')} FROM (
    SELECT s.ttb_id, s.received_date, unnest(s.${list}) AS e, generate_subscripts(s.${list}, 1)::INTEGER AS position
    FROM ${source} s WHERE len(s.${list}) > 0)`
}

/** The tables that are partitioned by day of receipt, all made from consolidated records. */
export const FACT_TABLES: readonly FactTable[] = [
  {
    record: FACT_PRODUCTS,
    query: (source) =>
      withCompany(
        LABEL_APPROVAL_COLUMNS.map((name) => `${MADE[name] ?? `s.${name}`} AS ${name}`),
        source,
      ),
  },
  {
    record: FACT_CERTIFICATES,
    query: (source) =>
      withCompany(
        [
          's.ttb_id',
          's.received_date',
          ...[
            'application_date_key',
            'approval_date_key',
            'expiration_date_key',
            'company_key',
            'alias_key',
            'permit_key',
            'product_type_key',
            'qualification_count',
          ].map((name) => `${MADE[name]} AS ${name}`),
          's.form_edition',
          's.status AS certificate_status',
          "list_contains(s.application_types, 'label_approval') AS is_label_approval",
          "list_contains(s.application_types, 'exemption') AS is_exemption",
          "list_contains(s.application_types, 'distinctive_bottle') AS is_distinctive_bottle",
          "list_contains(s.application_types, 'resubmission') AS is_resubmission",
          's.exemption_state',
          's.total_bottle_capacity',
          's.resubmission_of',
          's.serial_number',
          's.principal_permit_number',
          "s.receipt_method = '001' AS is_e_filed",
          's.authorized_signature_present',
          's.days_to_approval',
          's.certificate_sha256',
        ],
        source,
        'WHERE s.has_certificate',
      ),
  },
  {
    record: BRIDGE_PERMITS,
    query: (source) =>
      unnested(
        'all_permits',
        [
          'surrogate_key(e.permit_number) AS permit_key',
          'e.permit_number AS permit_number',
          'e.role AS role',
          'e.is_of_holder AS is_of_holder',
        ],
        source,
      ),
  },
  {
    record: BRIDGE_VARIETALS,
    query: (source) =>
      unnested(
        'varietals',
        ['e.varietal AS varietal', 'e.is_known AS is_known', 'e."text" AS "text"', 'e.percent AS percent'],
        source,
      ),
  },
  {
    record: BRIDGE_QUALIFICATIONS,
    query: (source) =>
      unnested(
        'qualification_parts',
        ['surrogate_key(e.qualification_code) AS qualification_key', 'e.comment AS comment'],
        source,
      ),
  },
  {
    record: LABEL_IMAGES,
    query: (source) =>
      unnested(
        'label_images',
        ['type', 'width_inches', 'height_inches', 'width_pixels', 'height_pixels', 'filename', 'url'].map(
          (name) => `e."${name}" AS "${name}"`,
        ),
        source,
      ),
  },
]

/** Tables that lie by day of receipt already, and come into the warehouse as they are. */
export const DAY_TABLES: readonly RecordDefinition[] = [CONFLICT_LOG, COLA_STATUS_HISTORY, COLA_CHANGES]

/** Every table with a file a year of receipt. */
export const YEAR_TABLES: readonly RecordDefinition[] = [...FACT_TABLES.map(({ record }) => record), ...DAY_TABLES]

/** The columns of consolidated records that facts are made from. */
export const FACT_SOURCE_COLUMNS: readonly string[] = [
  ...new Set([
    ...LABEL_APPROVAL_COLUMNS.filter((name) => MADE[name] === undefined),
    'form_edition',
    'application_types',
    'exemption_state',
    'total_bottle_capacity',
    'resubmission_of',
    'authorized_signature_present',
    'certificate_sha256',
    'all_permits',
    'varietals',
    'qualification_parts',
    'label_images',
  ]),
]
