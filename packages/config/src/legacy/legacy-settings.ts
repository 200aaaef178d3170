import { FIRST_YEAR } from '@ttb/utils'
import type { Config, SettingName } from '../settings.ts'

/** What an old setting asks for: settings of now, nothing that is not so anyway, or what is no longer done. */
export type LegacyMeaning =
  | { readonly settings: { readonly [N in SettingName]?: unknown } }
  | { readonly refused: string }

/** A setting of the earlier system: what a value of it means, and which value of it the configuration amounts to. */
export interface LegacySetting {
  readonly means: (value: unknown) => LegacyMeaning
  readonly show: (config: Config) => unknown
  /** What became of it, for people. */
  readonly doc: string
  /** Never shown in messages. */
  readonly secret?: true
}

const ANYWAY: LegacyMeaning = { settings: {} }

/** Read as another setting, in other units where `read` and `show` say so. */
function becomes<N extends SettingName>(
  name: N,
  {
    read = (value: unknown): unknown => value,
    show = (value: Config[N]): unknown => value,
    also = {},
    note = '',
  }: {
    readonly read?: (value: unknown) => unknown
    readonly show?: (value: Config[N]) => unknown
    readonly also?: LegacySettingValues
    readonly note?: string
  } = {},
): LegacySetting {
  return {
    means: (value) => ({ settings: { [name]: read(value), ...also } }),
    show: (config) => show(config[name]),
    doc: `read as \`${name}\`${note}`,
  }
}
type LegacySettingValues = { readonly [N in SettingName]?: unknown }

/** A switch that stands for good: the other position is refused. */
function fixed(position: boolean, sentence: string): LegacySetting {
  return {
    means: (value) => (switchOf(value) === position ? ANYWAY : { refused: sentence }),
    show: () => position,
    doc: `\`${position}\` is taken, anything else refused: ${sentence}`,
  }
}

/** Nothing of this kind is there any more. Asking for what is so now, where that can be said, is no fault. */
function gone(sentence: string, stands: number | false | null = null): LegacySetting {
  return {
    means: (value) => (stands !== null && String(value) === String(stands) ? ANYWAY : { refused: sentence }),
    show: () => stands,
    doc: `refused: ${sentence}`,
  }
}

function switchOf(value: unknown): boolean | null {
  const word = String(value).trim().toLowerCase()
  if (['true', '1', 'yes', 'on'].includes(word)) return true
  return ['false', '0', 'no', 'off'].includes(word) ? false : null
}

/** A number in another unit; what is no number is handed on, so that the message of the setting quotes it. */
function converted(change: (value: number) => number): (value: unknown) => unknown {
  return (value) => {
    const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    return typeof given === 'number' && Number.isFinite(given) ? change(given) : value
  }
}

const seconds = {
  read: converted((value) => Math.round(value * 1000)),
  show: (value: number) => value / 1000,
  note: ', in milliseconds',
}

const PROFILE_NAMES: Readonly<Record<string, string>> = { dev: 'development', testing: 'test', prod: 'production' }
const profile = becomes('environment', {
  read: (value) => PROFILE_NAMES[String(value).toLowerCase()] ?? value,
  note: '; `dev`, `testing` and `prod` are understood, of `staging` there is no profile',
})

/** Codes were numbers; 1 is `001`. */
const receiptMethods = becomes('receiptMethods', {
  read: (value) => {
    const methods = typeof value === 'string' ? value.split(',') : value
    return Array.isArray(methods) ? methods.map((method) => String(method).trim().padStart(3, '0')) : value
  },
  show: (methods) => methods.map(Number),
  note: '; 1 is `001`',
})

const bucket = becomes('data', {
  read: (value) => `s3://${String(value)}`,
  show: (data) => /^s3:\/\/([^/]+)/.exec(data)?.[1] ?? null,
  note: ', as `s3://BUCKET`',
})

const LAST_SEQUENCE = 999_999
const NO_CEILING =
  'there is no ceiling: searches by day find every record. Delete it; to probe gaps as well, set `sequenceProbe` (TTB_SEQUENCE_PROBE)'
const NO_STOP_RULE =
  'misses stop nothing: a day is whole when the searches say so. Delete it; `maxAttempts` (TTB_MAX_ATTEMPTS) says how often a failing request is tried'
const CHECKS = 'checks are always evaluated, and what a blocking one finds is not used. Delete it'
const ALL_YEARS = `dim_dates has every day a TTB ID can be of, from ${FIRST_YEAR} on. Delete it; ask for years with WHERE`
const ONE_FOLDER =
  'a partition has a folder of its own, always. Delete it; for all days in one file use the warehouse tables'
const LOGGING = 'there are no levels of logging: a run keeps every event. Delete it; `ttb runs` shows them'
const AUTOMATIONS = 'schedules and sensors are switched on by name, and stay so. Delete it'
const POSTGRES =
  'Supabase is PostgreSQL: set `postgresUrl` (TTB_POSTGRES_URL) to its connection string, and run `ttb export postgres`. Unset it'

/** THE TABLE of what the settings of the earlier system mean, by their names in its classes. */
export const LEGACY_SETTINGS = {
  environment: profile,
  s3_bucket: bucket,
  aws_region: becomes('s3Region'),
  endpoint_url: becomes('s3Endpoint', { also: { s3ForcePathStyle: true }, note: ', with `s3ForcePathStyle`' }),
  raw_data_prefix: becomes('rawDataPrefix'),
  processed_data_prefix: becomes('processedDataPrefix'),
  consolidated_data_prefix: becomes('consolidatedDataPrefix'),
  analytics_data_prefix: becomes('analyticsDataPrefix'),
  partition_start_date: becomes('partitionStartDate'),
  partition_end_date: becomes('partitionEndDate'),
  receipt_methods: receiptMethods,
  data_types: becomes('dataTypes'),
  max_sequence_per_batch: gone(NO_CEILING, LAST_SEQUENCE),
  consecutive_failure_threshold: gone(NO_STOP_RULE),
  stop_on_consecutive_failures: fixed(false, NO_STOP_RULE),
  request_delay_seconds: becomes('requestIntervalMs', seconds),
  max_retries: becomes('maxAttempts', {
    read: converted((retries) => retries + 1),
    show: (attempts) => attempts - 1,
    note: ', which counts the first attempt too',
  }),
  request_timeout: becomes('requestTimeoutMs', seconds),
  user_agent: becomes('userAgent'),
  ssl_verify: fixed(
    true,
    'certificates are always verified. Delete it; for a proxy that inspects TLS set `caFile` (TTB_CA_FILE)',
  ),
  save_error_responses: fixed(
    true,
    'every answer is in the log of fetches, and what is no known page is kept. Delete it',
  ),
  enable_caching: fixed(true, 'the last good code lists are always kept. Delete it'),
  processing_batch_size: gone(
    'pages are never left out: a partition is read whole. Delete it; `workers` (TTB_WORKERS) and `rowGroupRows` (TTB_ROW_GROUP_ROWS) bound the memory',
  ),
  include_image_metadata: fixed(true, 'label images are a column of their records. Delete it'),
  apply_transformations: fixed(true, 'extracted text is cleaned by the kind of each field. Delete it'),
  enable_parsing_validation: fixed(true, CHECKS),
  data_quality_analysis: fixed(true, CHECKS),
  enable_data_quality_checks: fixed(true, CHECKS),
  enable_data_quality_metrics: fixed(true, CHECKS),
  enable_asset_checks: fixed(true, CHECKS),
  validate_schema: fixed(true, 'a row that breaks its contract goes to quarantine. Delete it'),
  enable_validation: fixed(true, 'a row that breaks its contract goes to quarantine. Delete it'),
  strict_validation: fixed(
    false,
    'a row that breaks its contract goes to quarantine with the reason, and the run goes on. Delete it; the check `schema_compliance` says how many',
  ),
  max_validation_errors: gone(
    'rows that break their contract are counted by the check `schema_compliance`, which blocks by share, not by number. Delete it',
  ),
  enable_deduplication: fixed(
    true,
    'a record has one row for its TTB ID, and every snapshot stays in the raw data. Delete it',
  ),
  create_partitioned_output: fixed(true, ONE_FOLDER),
  output_format: becomes('outputFormat', { note: '; `all` is no format any more' }),
  compression: becomes('compression'),
  upload_to_s3: gone('where data lies is one setting, `data` (TTB_DATA): a folder or s3://bucket/prefix. Delete it'),
  merge_strategy: becomes('mergeStrategy'),
  conflict_resolution: becomes('conflictResolution'),
  date_dimension_start_year: gone(ALL_YEARS, FIRST_YEAR),
  date_dimension_end_year: gone(ALL_YEARS, FIRST_YEAR + 99),
  create_surrogate_keys: fixed(true, 'surrogate keys are always there, with the natural keys beside them. Delete it'),
  enable_slowly_changing_dimensions: fixed(
    true,
    'the history of records, companies and codes is always kept. Delete it',
  ),
  enable_aggregations: gone('there are no aggregated tables: ask the fact tables with SQL. Delete it', false),
  create_summary_tables: gone('there are no summary tables: ask the fact tables with SQL. Delete it', false),
  enable_data_quality_flags: fixed(true, 'completeness and tier are columns of the consolidated records. Delete it'),
  calculate_business_metrics: fixed(
    true,
    'days to approval and the kinds of product are columns of the facts. Delete it',
  ),
  data_retention_days: gone('nothing is deleted by age: raw pages are the source of everything. Delete it'),
  max_concurrent_assets: becomes('maxConcurrentUnits'),
  debug_mode: fixed(false, LOGGING),
  sample_data_only: fixed(
    false,
    'sample data comes from `ttb demo`, or from a simulator at `registryUrl` (TTB_REGISTRY_URL). Delete it',
  ),
  enable_notifications: fixed(false, AUTOMATIONS),
  enable_monitoring: fixed(false, AUTOMATIONS),
  enable_alerting: fixed(false, AUTOMATIONS),
  target_date: gone('the day is an argument of the command that runs a job. Delete it'),
  batch_size: gone('rows are copied to PostgreSQL as a stream. Delete it'),
  postgres_url: { ...becomes('postgresUrl'), secret: true },
  supabase_url: gone(POSTGRES),
  supabase_key: { ...gone(POSTGRES), secret: true },
} as const satisfies Readonly<Record<string, LegacySetting>>

export type LegacySettingName = keyof typeof LEGACY_SETTINGS

export function isLegacySettingName(name: string): name is LegacySettingName {
  return Object.hasOwn(LEGACY_SETTINGS, name)
}
