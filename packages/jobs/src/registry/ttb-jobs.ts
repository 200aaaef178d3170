import { defineJob, type JobDef } from '../definitions/define-job.ts'

const INDEX = ['ttb_registry_index'] as const
const PAGES = ['ttb_raw_data', 'ttb_extracted_data', 'ttb_cleaned_data', 'ttb_structured_data'] as const
const REFERENCE = ['ttb_product_class_types', 'ttb_origin_codes', 'ttb_reference_data'] as const

const CONSOLIDATED = ['ttb_consolidated_data', 'cola_status_history'] as const
const WAREHOUSE = [
  'ttb_warehouse',
  'dim_dates',
  'dim_companies',
  'dim_locations',
  'dim_product_types',
  'dim_products',
  'dim_permits',
  'dim_qualifications',
] as const
const FACTS = ['fact_products', 'fact_certificates'] as const

/** THE LIST: every job of the pipeline. */
export const TTB_JOBS: readonly JobDef[] = [
  defineJob({
    name: 'ttb_discovery',
    doc: 'Searches days of completion, and lists what was completed.',
    select: INDEX,
  }),
  defineJob({
    name: 'ttb_raw_pipeline',
    doc: 'Searches, fetches every page that is due, and makes the tables of the pages.',
    select: [...INDEX, ...PAGES],
  }),
  defineJob({
    name: 'ttb_extraction_only',
    doc: 'Makes the tables of the pages that are held, without a request.',
    select: PAGES.slice(1),
  }),
  defineJob({
    name: 'ttb_backfill',
    doc: 'As ttb_raw_pipeline; runs of their own, so that a long one stands apart from the daily ones.',
    select: [...INDEX, ...PAGES],
  }),
  defineJob({
    name: 'ttb_analytics_pipeline',
    doc: 'Joins what is known of each record, brings the warehouse and its facts up to date, and looks at the code lists.',
    select: [...CONSOLIDATED, ...WAREHOUSE, ...FACTS, 'ttb_reference_data'],
  }),
  defineJob({
    name: 'ttb_analytics_only',
    doc: 'The same without the code lists.',
    select: [...CONSOLIDATED, ...WAREHOUSE, ...FACTS],
  }),
  defineJob({
    name: 'ttb_sequence_gaps',
    doc: 'Looks at the numbers between known TTB IDs and, where the setting sequenceProbe says so, tries those that are due.',
    select: ['ttb_sequence_gaps'],
  }),
  defineJob({
    name: 'ttb_reference_refresh',
    doc: 'Fetches the code lists of the registry anew.',
    select: REFERENCE,
  }),
]
