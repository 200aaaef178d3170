import { z } from 'zod'

/** The named sets of defaults. */
export const PROFILES = ['development', 'test', 'production'] as const

export type Profile = (typeof PROFILES)[number]

/** One row a setting: everything that is said about it, said once. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  /** What a value must be, once read from text where it came as text. */
  readonly schema: S
  /** The environment variable that sets it. */
  readonly env: string
  readonly default: z.output<S>
  /** Other defaults of a profile. */
  readonly profiles?: { readonly [P in Profile]?: z.output<S> }
  readonly doc: string
  readonly unit?: string
  /** Never shown: not in messages, not in `ttb config`. */
  readonly secret?: true
}

function setting<S extends z.ZodType>(row: Setting<S>): Setting<S> {
  return row
}

const prefix = z
  .string()
  .regex(/^[A-Za-z0-9._=-]+(?:\/[A-Za-z0-9._=-]+)*$/, 'expected path segments joined by "/"')
  .refine(
    (path) => !path.split('/').some((segment) => /^\.+$/.test(segment)),
    'expected path segments joined by "/", none of them dots alone',
  )
const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max)
const flag = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0', 'yes', 'no']).transform((word) => ['true', '1', 'yes'].includes(word)),
])
const optionalText = z.string().nullable()

/** THE TABLE of settings. Types, environment, file keys, docs and `ttb config` derive from it. */
export const SETTINGS = {
  environment: setting({
    schema: z.enum(PROFILES),
    env: 'TTB_ENVIRONMENT',
    default: 'development',
    doc: 'The profile: which set of defaults applies.',
  }),
  data: setting({
    schema: z.string().min(1),
    env: 'TTB_DATA',
    default: 'ttb-data',
    doc: 'Where all data lies: a folder, or `s3://bucket/prefix`.',
  }),
  s3Region: setting({
    schema: z.string().min(1),
    env: 'AWS_REGION',
    default: 'us-east-1',
    doc: 'Region of the bucket.',
  }),
  s3Endpoint: setting({
    schema: z.url().nullable(),
    env: 'TTB_S3_ENDPOINT',
    default: null,
    doc: 'Address of an S3-compatible server; not set for AWS.',
  }),
  s3ForcePathStyle: setting({
    schema: flag,
    env: 'TTB_S3_FORCE_PATH_STYLE',
    default: false,
    doc: 'Name the bucket in the path, as most S3-compatible servers want.',
  }),
  s3ServerSideEncryption: setting({
    schema: z.enum(['AES256', 'aws:kms']).nullable(),
    env: 'TTB_S3_SERVER_SIDE_ENCRYPTION',
    default: null,
    doc: 'Encryption that the server is asked for.',
  }),
  s3KmsKeyId: setting({ schema: optionalText, env: 'TTB_S3_KMS_KEY_ID', default: null, doc: 'Key for `aws:kms`.' }),
  s3MaxAttempts: setting({
    schema: wholeNumber(1, 20),
    env: 'TTB_S3_MAX_ATTEMPTS',
    default: 5,
    doc: 'Attempts at one call of the bucket, the first one included.',
  }),
  rawDataPrefix: setting({
    schema: prefix,
    env: 'TTB_RAW_PREFIX',
    default: '1-ttb-raw-data',
    doc: 'Where raw pages lie.',
  }),
  processedDataPrefix: setting({
    schema: prefix,
    env: 'TTB_PROCESSED_PREFIX',
    default: '2-ttb-processed-data',
    doc: 'Where the tables of pages lie.',
  }),
  consolidatedDataPrefix: setting({
    schema: prefix,
    env: 'TTB_CONSOLIDATED_PREFIX',
    default: '3-ttb-consolidated',
    doc: 'Where consolidated records lie.',
  }),
  analyticsDataPrefix: setting({
    schema: prefix,
    env: 'TTB_ANALYTICS_PREFIX',
    default: '4-ttb-analytics',
    doc: 'Where dimensions, facts and reference data lie.',
  }),
  outputFormat: setting({
    schema: z.enum(['parquet', 'json', 'csv', 'arrow']),
    env: 'TTB_OUTPUT_FORMAT',
    default: 'parquet',
    doc: 'File format of tables; SQL needs `parquet`.',
  }),
  parquetEngine: setting({
    schema: z.enum(['hyparquet', 'duckdb', 'parquetjs-lite']),
    env: 'TTB_PARQUET_ENGINE',
    default: 'hyparquet',
    doc: 'What writes Parquet files.',
  }),
  compression: setting({
    schema: z.enum(['snappy', 'zstd', 'none']),
    env: 'TTB_COMPRESSION',
    default: 'snappy',
    doc: 'Compression within Parquet files.',
  }),
  rowGroupRows: setting({
    schema: wholeNumber(1, 10_000_000),
    env: 'TTB_ROW_GROUP_ROWS',
    default: 20_000,
    unit: 'rows',
    doc: 'Size of a Parquet row group: what a query can skip, and what writing holds in memory.',
  }),
  workers: setting({
    schema: wholeNumber(0, 256),
    env: 'TTB_WORKERS',
    default: 0,
    profiles: { test: 1 },
    doc: 'Threads that parse pages; 0 means one for each core.',
  }),
  sqlCacheBytes: setting({
    schema: wholeNumber(0, 2 ** 50),
    env: 'TTB_SQL_CACHE_BYTES',
    default: 10 * 2 ** 30,
    unit: 'bytes',
    doc: 'Disk space for copies of files that SQL reads from S3.',
  }),
} as const

export type SettingName = keyof typeof SETTINGS

/** The configuration: a value for every setting. */
export type Config = { readonly [N in SettingName]: z.output<(typeof SETTINGS)[N]['schema']> }

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name)
}
