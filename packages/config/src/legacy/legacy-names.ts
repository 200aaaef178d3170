import { isLegacySettingName, type LegacySettingName } from './legacy-settings.ts'

/** The environment variables of the earlier system that this one does not read under the same name. */
export const LEGACY_ENVIRONMENT = {
  DAGSTER_ENVIRONMENT: 'environment',
  DAGSTER_DEPLOYMENT: 'environment',
  TTB_S3_BUCKET: 's3_bucket',
  LOCALSTACK_ENDPOINT_URL: 'endpoint_url',
  TTB_MAX_SEQUENCE_PER_BATCH: 'max_sequence_per_batch',
  TTB_MAX_SEQUENCE: 'max_sequence_per_batch',
  TTB_EXTRACTION_MAX_SEQUENCE: 'max_sequence_per_batch',
  TTB_CONSECUTIVE_FAILURE_THRESHOLD: 'consecutive_failure_threshold',
  TTB_REQUEST_DELAY_SECONDS: 'request_delay_seconds',
  TTB_REQUEST_DELAY: 'request_delay_seconds',
  TTB_SSL_VERIFY: 'ssl_verify',
  TTB_DIMENSIONAL_PREFIX: 'analytics_data_prefix',
  TTB_MAX_RETRIES: 'max_retries',
  TTB_ENABLE_QUALITY_CHECKS: 'enable_data_quality_checks',
  TTB_ENABLE_DEDUP: 'enable_deduplication',
  TTB_CREATE_PARTITIONED: 'create_partitioned_output',
  TTB_DATE_START_YEAR: 'date_dimension_start_year',
  TTB_DATE_END_YEAR: 'date_dimension_end_year',
  TTB_SURROGATE_KEYS: 'create_surrogate_keys',
  TTB_DEBUG_LOGGING: 'debug_mode',
  TTB_SAMPLE_DATA_ONLY: 'sample_data_only',
  SUPABASE_URL: 'supabase_url',
  SUPABASE_KEY: 'supabase_key',
  POSTGRES_URL: 'postgres_url',
} as const satisfies Readonly<Record<string, LegacySettingName>>

/** Other names of the same settings, in one class or another. */
const SYNONYMS: Readonly<Record<string, LegacySettingName>> = {
  bucket_name: 's3_bucket',
  bucket: 's3_bucket',
  s3_region: 'aws_region',
  region_name: 'aws_region',
  deployment_environment: 'environment',
  dimensional_data_prefix: 'analytics_data_prefix',
  deduplication_enabled: 'enable_deduplication',
  enable_surrogate_keys: 'create_surrogate_keys',
  date_start_year: 'date_dimension_start_year',
  date_end_year: 'date_dimension_end_year',
  enable_debug_logging: 'debug_mode',
}

/** Names that mean something else in each asset: where it reads and writes. */
const OF_ASSET: Readonly<Record<string, Readonly<Record<string, LegacySettingName>>>> = {
  ttb_raw_extraction: { s3_input_prefix: 'raw_data_prefix', s3_output_prefix: 'processed_data_prefix' },
  ttb_extracted_data: { s3_input_prefix: 'raw_data_prefix', s3_output_prefix: 'processed_data_prefix' },
  ttb_cleaned_data: { s3_input_prefix: 'processed_data_prefix', s3_output_prefix: 'processed_data_prefix' },
  ttb_structured_output: { s3_input_prefix: 'processed_data_prefix', s3_output_prefix: 'processed_data_prefix' },
  ttb_structured_data: { s3_input_prefix: 'processed_data_prefix', s3_output_prefix: 'processed_data_prefix' },
  ttb_consolidated_data: { s3_input_prefix: 'processed_data_prefix', s3_output_prefix: 'consolidated_data_prefix' },
}
const OF_ANALYTICS: Readonly<Record<string, LegacySettingName>> = { output_prefix: 'analytics_data_prefix' }

/** The groups of keys in the old configuration files; what is in them is named as in the classes. */
const GROUPS = new Set(['processing', 'dimensional', 'dev_settings', 'prod_settings'])

const PATHS: Readonly<Record<string, LegacySettingName>> = {
  's3.bucket': 's3_bucket',
  's3.prefixes.raw_data': 'raw_data_prefix',
  's3.prefixes.processed_data': 'processed_data_prefix',
  's3.prefixes.dimensional_data': 'analytics_data_prefix',
  'resources.s3_resource.config.region_name': 'aws_region',
}

/** The old setting that a name means in the class of an asset (or in any other, without one); null when it is none. */
export function legacySettingOf(name: string, asset?: string): LegacySettingName | null {
  const found = (asset !== undefined && OF_ASSET[asset]?.[name]) || OF_ANALYTICS[name] || SYNONYMS[name]
  if (found) return found
  return isLegacySettingName(name) ? name : null
}

/** The old setting that a key of an old configuration file means, its groups joined by dots; null when it is none. */
export function legacySettingAt(path: string): LegacySettingName | null {
  const exact = PATHS[path]
  if (exact) return exact
  const op = /^ops\.(\w+)\.config\.(\w+)$/.exec(path)
  if (op) return legacySettingOf(op[2] as string, op[1] as string)
  const [group, name, ...deeper] = path.split('.') as [string, string?, ...string[]]
  if (name === undefined) return legacySettingOf(group)
  return GROUPS.has(group) && deeper.length === 0 ? legacySettingOf(name) : null
}
