import { describe, expect, it } from 'vitest'
import {
  type Config,
  LEGACY_SETTINGS,
  type LegacySettingName,
  legacySettingOf,
  loadConfig,
  SETTINGS,
} from '../../src/index.ts'
import { LEGACY_ENVIRONMENT } from '../../src/legacy/legacy-names.ts'
import { leavesOf } from '../../src/legacy/legacy-sources.ts'
import { parseConfigFile } from '../../src/parse-config-file.ts'
import { OLD_FILES } from './old-files.ts'

type Want = Partial<Config> | RegExp
/** What asks for what is so anyway. */
const ANYWAY: Want = {}
const CEILING = /there is no ceiling/
const STOP = /misses stop nothing/
const TLS = /certificates are always verified.*TTB_CA_FILE/
const YEARS = /from 1955 on/
const S3: Want = { data: 's3://ciq-dagster' }
const EVERY_METHOD: Want = { receiptMethods: ['001', '002', '003', '000'] }

/** Every environment variable of the earlier system, with values of then and what they amount to. */
const VARIABLES: Readonly<Record<string, readonly (readonly [given: string, want: Want])[]>> = {
  DAGSTER_ENVIRONMENT: [
    ['dev', { environment: 'development' }],
    ['development', { environment: 'development' }],
    ['testing', { environment: 'test', workers: 1 }],
    ['PROD', { environment: 'production', maxAttempts: 6 }],
    ['staging', /DAGSTER_ENVIRONMENT: "staging".*"production"/],
  ],
  DAGSTER_DEPLOYMENT: [['prod', { environment: 'production', maxAttempts: 6 }]],
  TTB_S3_BUCKET: [['ciq-dagster', S3]],
  AWS_REGION: [['eu-central-1', { s3Region: 'eu-central-1' }]],
  LOCALSTACK_ENDPOINT_URL: [['http://localhost:4566', { s3Endpoint: 'http://localhost:4566', s3ForcePathStyle: true }]],
  TTB_PARTITION_START_DATE: [['2024-02-01', { partitionStartDate: '2024-02-01' }]],
  TTB_PARTITION_END_DATE: [['2024-02-29', { partitionEndDate: '2024-02-29' }]],
  TTB_RECEIPT_METHODS: [['001,000', { receiptMethods: ['001', '000'] }]],
  TTB_DATA_TYPES: [['cola-detail', { dataTypes: ['cola-detail'] }]],
  TTB_MAX_SEQUENCE_PER_BATCH: [['1000', CEILING]],
  TTB_CONSECUTIVE_FAILURE_THRESHOLD: [['10', STOP]],
  TTB_REQUEST_DELAY_SECONDS: [
    ['0.5', { requestIntervalMs: 500 }],
    ['soon', /TTB_REQUEST_DELAY_SECONDS: "soon"/],
  ],
  TTB_SSL_VERIFY: [
    ['false', TLS],
    ['True', ANYWAY],
    ['maybe', TLS],
  ],
  TTB_RAW_PREFIX: [['raw', { rawDataPrefix: 'raw' }]],
  TTB_PROCESSED_PREFIX: [['processed', { processedDataPrefix: 'processed' }]],
  TTB_DIMENSIONAL_PREFIX: [['3-ttb-dimensional-data', { analyticsDataPrefix: '3-ttb-dimensional-data' }]],
  TTB_MAX_SEQUENCE: [['100', CEILING]],
  TTB_EXTRACTION_MAX_SEQUENCE: [['100', CEILING]],
  TTB_REQUEST_DELAY: [['2', { requestIntervalMs: 2000 }]],
  TTB_MAX_RETRIES: [
    ['3', { maxAttempts: 4 }],
    ['40', /TTB_MAX_RETRIES: 41/],
  ],
  TTB_ENABLE_QUALITY_CHECKS: [
    ['true', ANYWAY],
    ['false', /checks are always evaluated/],
  ],
  TTB_ENABLE_DEDUP: [
    ['true', ANYWAY],
    ['false', /one row for its TTB ID/],
  ],
  TTB_CREATE_PARTITIONED: [
    ['true', ANYWAY],
    ['false', /a folder of its own/],
  ],
  TTB_DATE_START_YEAR: [['2015', YEARS]],
  TTB_DATE_END_YEAR: [['2030', YEARS]],
  TTB_SURROGATE_KEYS: [
    ['true', ANYWAY],
    ['0', /natural keys beside them/],
  ],
  TTB_DEBUG_LOGGING: [
    ['false', ANYWAY],
    ['true', /no levels of logging/],
  ],
  TTB_SAMPLE_DATA_ONLY: [
    ['false', ANYWAY],
    ['true', /ttb demo/],
  ],
  SUPABASE_URL: [['https://x.supabase.co', /ttb export postgres/]],
  SUPABASE_KEY: [['secret', /ttb export postgres/]],
  POSTGRES_URL: [['postgres://localhost/ttb', { postgresUrl: 'postgres://localhost/ttb' }]],
}

/** Every key of the old configuration files, by file; what is said of a key in one file holds for the others. */
const KEYS: Readonly<Record<string, Want>> = {
  'ops.ttb_partitioned.config.max_sequence_per_batch': CEILING,
  'ops.ttb_partitioned.config.consecutive_failure_threshold': STOP,
  'ops.ttb_partitioned.config.s3_bucket': S3,
  'ops.ttb_partitioned.config.bucket_name': S3,
  'ops.ttb_partitioned.config.raw_data_prefix': { rawDataPrefix: '1-ttb-raw-data' },
  'ops.ttb_partitioned.config.ssl_verify': TLS,
  'ops.ttb_partitioned.config.max_retries': { maxAttempts: 4 },
  'ops.ttb_partitioned.config.request_delay_seconds': { requestIntervalMs: 500 },
  'ops.ttb_raw_extraction.config.s3_bucket': S3,
  'ops.ttb_raw_extraction.config.s3_input_prefix': { rawDataPrefix: '1-ttb-raw-data' },
  'ops.ttb_raw_extraction.config.enable_parsing_validation': ANYWAY,
  'ops.ttb_raw_extraction.config.data_quality_analysis': ANYWAY,
  'ops.ttb_cleaned_data.config.s3_bucket': S3,
  'ops.ttb_cleaned_data.config.s3_output_prefix': { processedDataPrefix: '2-ttb-processed-data' },
  'ops.ttb_cleaned_data.config.enable_deduplication': ANYWAY,
  'ops.ttb_cleaned_data.config.data_quality_analysis': ANYWAY,
  'ops.ttb_cleaned_data.config.create_partitioned_output': ANYWAY,
  'ops.ttb_structured_output.config.s3_bucket': S3,
  'ops.ttb_structured_output.config.s3_output_prefix': { processedDataPrefix: '2-ttb-processed-data' },
  'ops.ttb_structured_output.config.create_partitioned_output': ANYWAY,
  'ops.ttb_structured_output.config.validate_schema': ANYWAY,
  'ops.ttb_structured_output.config.data_quality_analysis': ANYWAY,
  'ops.ttb_consolidated_data.config.bucket_name': S3,
  'ops.ttb_consolidated_data.config.s3_output_prefix': { consolidatedDataPrefix: '3-ttb-consolidated' },
  'ops.ttb_consolidated_data.config.create_partitioned_output': ANYWAY,
  'ops.ttb_consolidated_data.config.data_quality_analysis': ANYWAY,
  'ops.ttb_consolidated_data.config.deduplication_enabled': ANYWAY,
  'resources.s3_resource.config.region_name': { s3Region: 'us-east-1' },
  deployment_environment: { environment: 'development' },
  's3.bucket': S3,
  's3.prefixes.raw_data': { rawDataPrefix: '1-ttb-raw-data' },
  's3.prefixes.processed_data': { processedDataPrefix: '2-ttb-processed-data' },
  's3.prefixes.dimensional_data': { analyticsDataPrefix: '3-ttb-dimensional-data' },
  'processing.max_sequence_per_batch': CEILING,
  'processing.request_delay_seconds': { requestIntervalMs: 500 },
  'processing.max_retries': { maxAttempts: 4 },
  'processing.ssl_verify': TLS,
  'processing.enable_data_quality_checks': ANYWAY,
  'processing.enable_deduplication': ANYWAY,
  receipt_methods: EVERY_METHOD,
  'dimensional.date_start_year': YEARS,
  'dimensional.date_end_year': YEARS,
  'dimensional.enable_surrogate_keys': ANYWAY,
  'dev_settings.enable_debug_logging': /no levels of logging/,
  'dev_settings.create_partitioned_output': ANYWAY,
  'dev_settings.sample_data_only': ANYWAY,
  'prod_settings.enable_debug_logging': ANYWAY,
  'prod_settings.create_partitioned_output': ANYWAY,
  'prod_settings.enable_monitoring': /switched on by name/,
  'prod_settings.enable_alerting': /switched on by name/,
  target_date: /argument of the command/,
  max_sequence_per_batch: CEILING,
  enable_asset_checks: ANYWAY,
}

/** The same keys where a file says something else. */
const OTHER_VALUES: Readonly<Record<string, Want>> = {
  'configs/prod.yaml deployment_environment': { environment: 'production' },
  'configs/prod.yaml s3.bucket': { data: 's3://ttb-production-data' },
  'configs/prod.yaml processing.request_delay_seconds': { requestIntervalMs: 1000 },
  'configs/prod.yaml processing.max_retries': { maxAttempts: 6 },
}

function expectConfig(load: () => Config, want: Want): void {
  if (want instanceof RegExp) expect(load).toThrowError(want)
  else expect(load()).toEqual({ ...loadConfig({ overrides: { environment: want.environment } }).config, ...want })
}

describe('an environment variable of the earlier system', () => {
  const cases = Object.entries(VARIABLES).flatMap(([name, rows]) =>
    rows.map(([given, want]) => [name, given, want] as const),
  )
  it.each(cases)('%s=%s is read, or refused with what to use', (name, given, want) => {
    expectConfig(() => loadConfig({ environment: { [name]: given } }).config, want)
  })
  it('counts as not set when it is empty', () => {
    for (const name of Object.keys(VARIABLES))
      expectConfig(() => loadConfig({ environment: { [name]: '' } }).config, {})
  })
  it('is in this table if it is read under an old name, and the credentials of AWS are for its SDK', () => {
    expect(Object.keys(LEGACY_ENVIRONMENT).filter((name) => !VARIABLES[name])).toEqual([])
    const kept = new Set<string>(Object.values(SETTINGS).map(({ env }) => env))
    expect(
      Object.keys(VARIABLES).filter((name) => !kept.has(name) && !Object.hasOwn(LEGACY_ENVIRONMENT, name)),
    ).toEqual([])
    const environment = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' }
    expect(loadConfig({ environment })).toEqual(loadConfig())
  })
  it('gives way to the new one, which may not be there as well', () => {
    const environment = { TTB_REQUEST_DELAY: '2', TTB_REQUEST_INTERVAL_MS: '3000' }
    expect(() => loadConfig({ environment })).toThrowError(
      'environment variable TTB_REQUEST_DELAY: TTB_REQUEST_INTERVAL_MS says the same; keep that one',
    )
    expect(
      loadConfig({ environment: { TTB_REQUEST_DELAY: '2' }, overrides: { requestIntervalMs: 9 } }).config,
    ).toMatchObject({ requestIntervalMs: 9 })
  })
  it('is not shown where it is a secret', () => {
    const environment = { SUPABASE_KEY: 'hush', POSTGRES_URL: 'postgres://me:hush@host/db' }
    expect(() => loadConfig({ environment })).toThrowError(/SUPABASE_KEY: \(not shown\)/)
    expect(() => loadConfig({ environment })).not.toThrowError(/hush/)
  })
  it('must not contradict another old one', () => {
    const environment = { TTB_REQUEST_DELAY: '2', TTB_REQUEST_DELAY_SECONDS: '3' }
    expect(() => loadConfig({ environment })).toThrowError(/something else than TTB_REQUEST_DELAY/)
    expect(
      loadConfig({ environment: { ...environment, TTB_REQUEST_DELAY_SECONDS: '2' } }).config.requestIntervalMs,
    ).toBe(2000)
  })
})

describe('a key of an old configuration file', () => {
  const cases = Object.entries(OLD_FILES).flatMap(([file, text]) =>
    leavesOf(parseConfigFile(text, file)).map(([path, value]) => [file, path, value] as const),
  )
  it.each(cases)('%s: %s = %j is read, or refused with what to use', (file, path, value) => {
    const want = OTHER_VALUES[`${file} ${path}`] ?? KEYS[path]
    if (want === undefined) throw new Error(`no row for ${path}`)
    const nested = path.split('.').reduceRight((inner: unknown, key) => ({ [key]: inner }), value)
    expectConfig(() => loadConfig({ file: nested as Record<string, unknown> }).config, want)
  })
  it('is in one of the files if it is in this table', () => {
    const paths = new Set(cases.map(([, path]) => path))
    expect(Object.keys(KEYS).filter((path) => !paths.has(path))).toEqual([])
  })
  it('is told of with all others of its file at once', () => {
    const file = parseConfigFile(OLD_FILES['configs/prod.yaml'], 'prod.yaml')
    expect(() => loadConfig({ file })).toThrowError(/has 6 problems/)
    for (const key of [
      'processing.max_sequence_per_batch: 10000',
      'processing.ssl_verify: false',
      'dimensional.date_start_year: 2015',
      'dimensional.date_end_year: 2035',
      'prod_settings.enable_monitoring: true',
      'prod_settings.enable_alerting: true',
    ])
      expect(() => loadConfig({ file })).toThrowError(`file ${key}`)
  })
  it('is an error when no version had it', () => {
    expect(() => loadConfig({ file: { processing: { speed: 3 } } })).toThrowError(
      /file processing\.speed: no such setting/,
    )
    expect(() => loadConfig({ file: { ops: { ttb_partitioned: { inputs: 1 } } } })).toThrowError(
      /file ops\.ttb_partitioned\.inputs: no such setting/,
    )
  })
})

describe('the table of old settings', () => {
  const rows = Object.entries(LEGACY_SETTINGS) as [LegacySettingName, (typeof LEGACY_SETTINGS)[LegacySettingName]][]

  it('shows values that it would take again', () => {
    const { config } = loadConfig({
      overrides: { data: 's3://bucket', userAgent: 'x', partitionEndDate: '2024-12-31' },
    })
    const shown = rows.map(([name, { show }]) => [name, show(config)])
    const file = Object.fromEntries(shown.filter(([, value]) => value !== null))
    expect({ ...loadConfig({ overrides: file }).config, s3ForcePathStyle: false }).toEqual(config)
  })
  it('has every field of the old classes', () => {
    const fields =
      `environment debug_mode s3_bucket s3_region raw_data_prefix processed_data_prefix consolidated_data_prefix
      analytics_data_prefix enable_data_quality_checks enable_notifications max_concurrent_assets max_sequence_per_batch
      consecutive_failure_threshold request_delay_seconds max_retries ssl_verify stop_on_consecutive_failures
      save_error_responses processing_batch_size enable_parsing_validation enable_deduplication data_quality_analysis
      create_partitioned_output output_format compression validate_schema strict_validation max_validation_errors
      bucket_name deduplication_enabled merge_strategy conflict_resolution output_prefix date_dimension_start_year
      date_dimension_end_year create_surrogate_keys enable_slowly_changing_dimensions enable_aggregations
      create_summary_tables data_retention_days partition_start_date partition_end_date receipt_methods data_types
      enable_asset_checks aws_region dimensional_data_prefix enable_surrogate_keys request_timeout user_agent
      enable_caching enable_data_quality_flags enable_data_quality_metrics calculate_business_metrics batch_size
      enable_validation include_image_metadata apply_transformations upload_to_s3`.split(/\s+/)
    expect(fields.filter((field) => legacySettingOf(field) === null)).toEqual([])
    for (const field of ['s3_input_prefix', 's3_output_prefix'])
      expect(legacySettingOf(field, 'ttb_consolidated_data')).not.toBeNull()
  })
})

describe('parseConfigFile', () => {
  it('reads YAML and JSON, and nothing for an empty file', () => {
    expect(parseConfigFile('workers: 2\n', 'a.yaml')).toEqual({ workers: 2 })
    expect(parseConfigFile('{"workers": 2}', 'a.json')).toEqual({ workers: 2 })
    expect(parseConfigFile('# nothing\n', 'a.yaml')).toEqual({})
  })
  it('names the file that holds no settings', () => {
    expect(() => parseConfigFile('[1]', 'a.yaml')).toThrowError(
      'configuration file a.yaml: expected settings by name, not [1]',
    )
    expect(() => parseConfigFile('{ workers: ', 'a.yaml')).toThrowError(/configuration file a\.yaml: .*line 1/s)
  })
})
