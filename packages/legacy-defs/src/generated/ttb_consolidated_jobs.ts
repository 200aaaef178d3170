// Made from legacy-map.ts by `pnpm generate`; not edited.
import { TTBPipelineConfig as TTBPipelineConfig_ } from '../adapters/config-classes.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_consolidated_jobs')

/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const TTBPipelineConfig = TTBPipelineConfig_
export type TTBPipelineConfig = TTBPipelineConfig_
/** @deprecated Use the keys of the assets. */
export const raw_extraction_assets = [
  'ttb_raw_data',
  'ttb_extracted_data',
  'ttb_cleaned_data',
  'ttb_structured_data',
] as const
/** @deprecated Use the keys of the assets. */
export const analytical_assets = [
  'ttb_consolidated_data',
  'dim_dates',
  'dim_companies',
  'dim_locations',
  'dim_product_types',
  'fact_products',
  'fact_certificates',
] as const
/** @deprecated Use the name `'ttb_raw_pipeline'` of the job. */
export const ttb_raw_pipeline = 'ttb_raw_pipeline'
/** @deprecated Use the name `'ttb_analytics_pipeline'` of the job. */
export const ttb_analytics_pipeline = 'ttb_analytics_pipeline'
/** @deprecated Use the name `'ttb_extraction_only'` of the job. */
export const ttb_extraction_only = 'ttb_extraction_only'
/** @deprecated Use the name `'ttb_analytics_only'` of the job. */
export const ttb_analytics_only = 'ttb_analytics_only'
/** @deprecated Use the name `'ttb_daily_schedule'` of the schedule. */
export const ttb_daily_schedule = 'ttb_daily_schedule'
/** @deprecated Use the name `'ttb_analytics_schedule'` of the schedule. */
export const ttb_analytics_schedule = 'ttb_analytics_schedule'
/** @deprecated Use the name `'ttb_weekend_schedule'` of the schedule. */
export const ttb_weekend_schedule = 'ttb_weekend_schedule'
/** @deprecated Use the name `'ttb_backfill'` of the job. */
export const ttb_backfill = 'ttb_backfill'
