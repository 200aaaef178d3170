import type { Cola, Consolidated, FACT_CERTIFICATES, FACT_PRODUCTS } from '@ttb/utils/records'

/** How a value that no page shows is come by. */
export interface Lineage {
  /** The fields it is made of. */
  readonly from: readonly string[]
  readonly rule: string
}

type ConsolidatedOnly = Exclude<keyof Consolidated, keyof Cola>

const made = (rule: string, ...from: readonly string[]): Lineage => ({ from, rule })
const ofHolderAddress = (part: string): Lineage => made(`${part} of the address of the holder`, 'holder_address_lines')
const ofClass = (rule: string): Lineage => made(rule, 'class_type_code', 'class_type_description', 'product_type')
const ofSource = (rule: string): Lineage => made(rule)

/** What consolidation adds to the fields that pages show, each with what it is made of. */
export const CONSOLIDATED_LINEAGE: Readonly<Record<ConsolidatedOnly, Lineage>> = {
  has_search_row: ofSource('whether the registry index lists the record'),
  has_cola_detail: ofSource('whether its detail page was read'),
  has_certificate: ofSource('whether its form was read'),
  search_observed_at: ofSource('when the row of the index was first seen as it is'),
  cola_detail_requested_at: ofSource('when the snapshot of the detail page was asked for'),
  certificate_requested_at: ofSource('when the snapshot of the form was asked for'),
  cola_detail_sha256: ofSource('hash of the snapshot of the detail page'),
  certificate_sha256: ofSource('hash of the snapshot of the form'),
  completeness_score: ofSource('share of the expected fields that are filled'),
  quality_tier: made('completeness, and the fields that matter most', 'completeness_score', 'missing_fields'),
  missing_fields: ofSource('expected fields that are empty'),
  conflict_count: ofSource('fields about which the sources disagree'),
  commodity: ofClass('family of the class and type'),
  is_wine: ofClass('family of the class and type'),
  is_beer: ofClass('family of the class and type'),
  is_spirits: ofClass('family of the class and type'),
  holder_name: made(
    'applicant of the form or, without one, holder of the principal permit',
    'applicant_name',
    'permits',
  ),
  holder_address_lines: made(
    'address of the applicant or, without a form, of the principal permit',
    'applicant_address_lines',
    'permits',
  ),
  holder_street: ofHolderAddress('street'),
  holder_city: ofHolderAddress('city'),
  holder_state: ofHolderAddress('state'),
  holder_zip: ofHolderAddress('ZIP code'),
  holder_country: ofHolderAddress('country'),
  holder_name_key: made('name without accents, punctuation and legal form', 'holder_name'),
  holder_address_key: made('address as the USPS shortens it', 'holder_address_lines'),
  principal_permit_number: made(
    'permit of the principal place of business, else the first of the holder',
    'all_permits',
  ),
  all_permits: made('every permit of every source, each once', 'permits', 'permit_numbers', 'permit_number'),
  brand_key: made('name without accents and punctuation', 'brand_name'),
  fanciful_key: made('name without accents and punctuation', 'fanciful_name'),
  varietals: made('names of varieties in the table of varieties', 'grape_varietals'),
  qualification_parts: made('standard sentence and comment of each', 'qualifications'),
}

type FactOnly = Exclude<
  keyof (typeof FACT_PRODUCTS)['fields'] | keyof (typeof FACT_CERTIFICATES)['fields'],
  keyof Consolidated
>

const COMPANY = ['principal_permit_number', 'holder_name_key', 'holder_address_key']
const dayKey = (field: string): Lineage => made('the day as a key of dim_dates', field)
const isApplied = (rule: string): Lineage => made(rule, 'application_types')
const count = (field: string): Lineage => made('how many there are', field)

/** What the fact tables add to consolidated records. */
export const FACT_LINEAGE: Readonly<Record<FactOnly, Lineage>> = {
  received_date_key: dayKey('received_date'),
  application_date_key: dayKey('application_date'),
  approval_date_key: dayKey('approval_date'),
  completed_date_key: dayKey('completed_date'),
  expiration_date_key: dayKey('expiration_date'),
  company_key: made('company that this permit, name and address were resolved to', ...COMPANY),
  alias_key: made('permit, name and address as the record has them', ...COMPANY),
  permit_key: made('the permit as a key of dim_permits', 'principal_permit_number'),
  product_key: made('brand and fanciful name of a company', 'company_key', 'brand_key', 'fanciful_key'),
  product_type_key: made('class and type as a key of dim_product_types', 'class_type_code'),
  origin_location_key: made('origin as a key of dim_locations', 'origin_code'),
  holder_location_key: made('city as a key of dim_locations', 'holder_country', 'holder_state', 'holder_city'),
  permit_count: count('all_permits'),
  varietal_count: count('varietals'),
  qualification_count: count('qualification_parts'),
  label_image_count: count('label_images'),
  certificate_status: made('status of the record', 'status'),
  is_label_approval: isApplied('whether label approval was applied for'),
  is_exemption: isApplied('whether exemption from label approval was applied for'),
  is_distinctive_bottle: isApplied('whether approval of a distinctive bottle was applied for'),
  is_resubmission: isApplied('whether it follows a rejected application'),
  is_e_filed: made('whether the method of receipt is 001', 'receipt_method'),
}
