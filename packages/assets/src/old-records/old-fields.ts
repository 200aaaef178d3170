import type { RecordPageKind } from '../raw/due-pages.ts'
import type { OldFault } from './old-faults.ts'

/** How the text of an old value is read, before it is cleaned like the text of a page. */
export type OldReading =
  | 'text'
  /** Without the words that introduce it and the full stop that ends it. */
  | 'sentence'
  /** A list, split at commas. */
  | 'commas'
  /** A list, split at white space. */
  | 'words'
  /** A year that some versions wrapped into a list of numbers. */
  | 'year'
  | 'boolean'
  /** Label images, each without its size in inches: all of them had that of the first (fault P4). */
  | 'images'

/**
 * Whether an old value is taken over. `edition_2016`: only if the form was of the edition 06-2016, the one whose item
 * numbers the old parser knew; proof is that item 16 was a date, as in older editions it is a phone number.
 */
export type OldTrust = 'always' | 'edition_2016' | { readonly not: OldFault }

export interface OldField {
  /** Name in the old record; a dot leads into a group. */
  readonly old: string
  /** Field of the row; null where pages of this kind show no such thing. */
  readonly field: string | null
  readonly read: OldReading
  readonly trust: OldTrust
}

const of = (old: string, field: string, read: OldReading = 'text'): OldField => ({ old, field, read, trust: 'always' })
const item = (old: string, field: string, read: OldReading = 'text'): OldField => ({
  old,
  field,
  read,
  trust: 'edition_2016',
})
const not = (fault: OldFault, old: string, field: string | null = null): OldField => ({
  old,
  field,
  read: 'text',
  trust: { not: fault },
})
const unread = (...names: readonly string[]): readonly OldField[] => names.map((name) => not('C16', name))

/**
 * THE TABLE of what the earlier system took from pages, by kind of page: a row an old name. What is trusted was held
 * against this system's own reading of captured pages; raise `OLD_RECORDS_VERSION` with every change.
 */
export const OLD_FIELDS: Readonly<Record<RecordPageKind, readonly OldField[]>> = {
  'cola-detail': [
    of('status', 'status'),
    of('vendor_code', 'vendor_code'),
    of('serial_number', 'serial_number'),
    // Called codes, but the page shows descriptions (fault P6).
    of('class_type_code', 'class_type_description'),
    of('origin_code', 'origin_description'),
    of('brand_name', 'brand_name'),
    of('fanciful_name', 'fanciful_name'),
    of('type_of_application', 'type_of_application'),
    of('grape_varietals', 'grape_varietals', 'commas'),
    of('for_sale_in', 'for_sale_in'),
    of('total_bottle_capacity', 'total_bottle_capacity'),
    of('wine_vintage', 'wine_vintage', 'year'),
    of('formula', 'formula'),
    of('approval_date', 'approval_date'),
    not('P8', 'plant_registry_number', 'permits'),
    not('P8', 'applicant_business_name', 'permits'),
    not('P9', 'applicant_mailing_address', 'permits'),
    not('P10', 'contact_full_name', 'contact_name'),
    not('P10', 'applicant_phone', 'contact_phone'),
    not('P10', 'applicant_fax', 'contact_fax'),
    not('P3', 'qualifications', 'qualifications'),
    not('C16', 'formula_id', 'formula'),
    not('C16', 'formula_number', 'formula'),
    not('C16', 'product_class_type', 'class_type_description'),
    ...unread(
      'filing_date',
      'expiration_date',
      'applicant_email',
      'product_description',
      'wine_appellation',
      'wine_variety_blend',
      'wine_alcohol_content',
      'wine_pH',
      'net_contents',
      'container_type',
      'alcohol_content',
      'alcohol_content_unit',
      'government_warning',
      'sulfite_declaration',
      'health_claim_statement',
      'label_images_metadata',
    ),
  ],
  certificate: [
    of('serial_number', 'serial_number'),
    of('brand_name', 'brand_name'),
    of('fanciful_name', 'fanciful_name'),
    of('status', 'status', 'sentence'),
    of('ttb_codes.ct_code', 'class_type_code'),
    of('ttb_codes.or_code', 'origin_code'),
    of('plant_registry_number', 'permit_numbers', 'words'),
    of('signatures.authorized_signature_present', 'authorized_signature_present', 'boolean'),
    of('label_images', 'label_images', 'images'),
    of('label_images_metadata', 'label_images', 'images'),
    item('application_date', 'application_date'),
    item('approval_date', 'approval_date'),
    item('grape_varietals', 'grape_varietals', 'commas'),
    item('wine_appellation', 'wine_appellation'),
    item('applicant_phone', 'phone'),
    item('applicant_email', 'email'),
    item('signatures.applicant_signature', 'applicant_signature'),
    not('P1', 'source_of_product', 'source_of_product'),
    not('P1', 'product_type', 'product_type'),
    not('P1', 'application_type_checkboxes', 'application_types'),
    not('P2', 'applicant_business_name', 'applicant_name'),
    not('P2', 'applicant_mailing_address', 'applicant_address_lines'),
    not('P5', 'class_type_code', 'class_type_description'),
    not('P3', 'qualifications', 'qualifications'),
    not('P10', 'applicant_fax', 'fax'),
    not('W4', 'authorized_signature_present', 'authorized_signature_present'),
    not('W4', 'applicant_signature_present', 'applicant_signature'),
    not('W4', 'authorized_signature_url'),
    not('C16', 'certificate_status', 'status'),
    ...unread(
      'certificate_number',
      'certificate_type',
      'effective_date',
      'expiration_date',
      'trade_name',
      'dba_name',
      'registry_id',
      'premises_address',
      'premises_city',
      'premises_state',
      'premises_zip',
      'mailing_address',
      'mailing_city',
      'mailing_state',
      'mailing_zip',
      'phone',
      'email',
      'fax',
      'permit_type',
      'permit_class',
      'basic_permit_number',
    ),
  ],
}

/** Raised whenever the same old record would give another row. */
export const OLD_RECORDS_VERSION = '1'

/** Old names that repeat another one, whole or in part: looked at only where that one is empty. */
export const OLD_ALIASES: Readonly<Record<string, string>> = {
  company_name: 'applicant_business_name',
  full_address: 'applicant_mailing_address',
  address_line_1: 'applicant_mailing_address',
  address_line_2: 'applicant_mailing_address',
  contact_first_name: 'contact_full_name',
  contact_last_name: 'contact_full_name',
  contact_phone: 'applicant_phone',
  contact_phone_raw: 'applicant_phone',
  contact_phone_area_code: 'applicant_phone',
  contact_phone_exchange: 'applicant_phone',
  contact_phone_number: 'applicant_phone',
  contact_email: 'applicant_email',
  contact_fax: 'applicant_fax',
}

/** Old names that say nothing of the page: how it was processed, and what was computed from the rest. All is computed anew. */
const NOT_OF_THE_PAGE = new Set(
  `ttb_id ttb_id_from_filename ttb_id_mismatch ttb_id_valid sequence_number sequence data_type partition_date receipt_method
  source_file source_s3_key source_file_size extraction_timestamp extraction_errors parsing_success field_count
  transformation_applied transformation_timestamp _transformation_applied _transformation_timestamp processing_timestamp
  extraction_success_rate validation_errors_count beverage_type product_class_validation product_class_description
  origin_code_validation origin_description label_images_count has_cola_detail has_certificate data_completeness_score
  data_quality_score data_quality_tier days_to_approval is_wine is_beer is_spirits has_complete_applicant_info
  signatures.authorized_signature_url signatures.signature_dimensions`.split(/\s+/),
)

/** Whether an old name is none of a value of the page. */
export function isBookkeeping(name: string): boolean {
  return (
    NOT_OF_THE_PAGE.has(name) ||
    /^(?:product_class|origin_code)_validation_/.test(name) ||
    /_(?:transformed|validated|source_s3_key)$/.test(name)
  )
}

/** Old names that are groups, whose parts have rows of their own. */
export const OLD_GROUPS: ReadonlySet<string> = new Set(['ttb_codes', 'signatures'])
