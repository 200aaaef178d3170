import { COLA } from './cola.ts'
import { CONSOLIDATED } from './consolidated.ts'
import { defineRecord, type FieldRow } from './define-record.ts'

const C = CONSOLIDATED.fields

function dateKey(doc: string) {
  return {
    type: 'integer',
    cardinality: 'required',
    doc: `${doc}, in dim_dates; 0 when not known.`,
  } as const satisfies FieldRow
}

function foreignKey(doc: string) {
  return { type: 'surrogate_key', cardinality: 'required', doc } as const satisfies FieldRow
}

/** Label approvals. */
export const FACT_PRODUCTS = /* @__PURE__ */ defineRecord({
  name: 'fact_products',
  doc: 'One label approval: a TTB ID in its latest state. An approval is not a product on sale.',
  key: ['ttb_id'],
  fields: {
    ttb_id: COLA.fields.ttb_id,
    received_date: C.received_date,
    receipt_method: COLA.fields.receipt_method,
    received_date_key: dateKey('Day of receipt'),
    application_date: COLA.fields.application_date,
    application_date_key: dateKey('Day of application'),
    approval_date: COLA.fields.approval_date,
    approval_date_key: dateKey('Day of approval'),
    completed_date: COLA.fields.completed_date,
    completed_date_key: dateKey('Day of the last change of status'),
    expiration_date: COLA.fields.expiration_date,
    expiration_date_key: dateKey('Day the certificate ends'),
    company_key: foreignKey('The company, in dim_companies.'),
    alias_key: foreignKey('How the record names the company, in company_aliases.'),
    permit_key: foreignKey('The principal permit, in dim_permits; all of them are in bridge_permits.'),
    product_key: foreignKey('The product, in dim_products.'),
    product_type_key: foreignKey('Class and type, in dim_product_types.'),
    origin_location_key: foreignKey('The origin, in dim_locations.'),
    holder_location_key: foreignKey('The city of the holder, in dim_locations.'),
    status: COLA.fields.status,
    brand_name: COLA.fields.brand_name,
    brand_key: C.brand_key,
    fanciful_name: COLA.fields.fanciful_name,
    fanciful_key: C.fanciful_key,
    class_type_code: COLA.fields.class_type_code,
    commodity: C.commodity,
    origin_code: COLA.fields.origin_code,
    source_of_product: COLA.fields.source_of_product,
    is_wine: C.is_wine,
    is_beer: C.is_beer,
    is_spirits: C.is_spirits,
    days_to_approval: COLA.fields.days_to_approval,
    serial_number: COLA.fields.serial_number,
    vendor_code: COLA.fields.vendor_code,
    formula: COLA.fields.formula,
    alcohol_percent: { type: 'decimal', unit: 'percent by volume', doc: COLA.fields.alcohol_percent.doc },
    net_contents_ml: {
      type: 'decimal',
      cardinality: 'list',
      unit: 'millilitres',
      doc: COLA.fields.net_contents_ml.doc,
    },
    wine_appellation: COLA.fields.wine_appellation,
    wine_vintage: COLA.fields.wine_vintage,
    principal_permit_number: C.principal_permit_number,
    holder_name: C.holder_name,
    holder_name_key: C.holder_name_key,
    holder_address_key: C.holder_address_key,
    holder_street: C.holder_street,
    holder_city: C.holder_city,
    holder_state: C.holder_state,
    holder_zip: C.holder_zip,
    holder_country: C.holder_country,
    permit_count: {
      type: 'integer',
      cardinality: 'required',
      doc: 'Permits of the record: its rows in bridge_permits.',
    },
    varietal_count: {
      type: 'integer',
      cardinality: 'required',
      doc: 'Varietals of the record: its rows in bridge_varietals.',
    },
    qualification_count: {
      type: 'integer',
      cardinality: 'required',
      doc: 'Qualifications of the record: its rows in bridge_qualifications.',
    },
    label_image_count: {
      type: 'integer',
      cardinality: 'required',
      doc: 'Label images of the record: its rows in label_images.',
    },
    conflict_count: C.conflict_count,
    has_search_row: C.has_search_row,
    has_cola_detail: C.has_cola_detail,
    has_certificate: C.has_certificate,
    completeness_score: C.completeness_score,
    quality_tier: C.quality_tier,
  },
})

/** Forms. */
export const FACT_CERTIFICATES = /* @__PURE__ */ defineRecord({
  name: 'fact_certificates',
  doc: 'One form TTB F 5100.31 with a decision: the certificate itself. Records on paper have none.',
  key: ['ttb_id'],
  fields: {
    ttb_id: COLA.fields.ttb_id,
    received_date: C.received_date,
    application_date_key: dateKey('Day of application'),
    approval_date_key: dateKey('Day of approval'),
    expiration_date_key: dateKey('Day the certificate ends'),
    company_key: foreignKey('The company, in dim_companies.'),
    alias_key: foreignKey('How the record names the company, in company_aliases.'),
    permit_key: foreignKey('The principal permit, in dim_permits.'),
    product_type_key: foreignKey('Class and type, in dim_product_types.'),
    form_edition: COLA.fields.form_edition,
    certificate_status: { ...COLA.fields.status, doc: 'Status of the certificate.' },
    is_label_approval: { type: 'boolean', cardinality: 'required', doc: 'Whether label approval was applied for.' },
    is_exemption: {
      type: 'boolean',
      cardinality: 'required',
      doc: 'Whether exemption from label approval was applied for.',
    },
    is_distinctive_bottle: {
      type: 'boolean',
      cardinality: 'required',
      doc: 'Whether approval of a distinctive bottle was applied for.',
    },
    is_resubmission: { type: 'boolean', cardinality: 'required', doc: 'Whether it follows a rejected application.' },
    exemption_state: COLA.fields.exemption_state,
    total_bottle_capacity: COLA.fields.total_bottle_capacity,
    resubmission_of: COLA.fields.resubmission_of,
    serial_number: COLA.fields.serial_number,
    principal_permit_number: C.principal_permit_number,
    is_e_filed: { type: 'boolean', doc: 'Whether it was filed electronically; null for IDs of before 1997.' },
    authorized_signature_present: COLA.fields.authorized_signature_present,
    days_to_approval: { type: 'integer', unit: 'days', doc: COLA.fields.days_to_approval.doc },
    qualification_count: FACT_PRODUCTS.fields.qualification_count,
    certificate_sha256: C.certificate_sha256,
  },
})
