import { RECEIPT_METHODS, type ReceiptMethod } from '@ttb/utils'
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
  /** Never shown: not in messages, not in `ttb config`. Its variable with `_FILE` after it names a file that holds it. */
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
const wholeNumber = (min: number, max: number) => {
  const expected = `expected a whole number from ${min} to ${max}`
  return z.coerce.number(expected).int(expected).min(min, expected).max(max, expected)
}
const flag = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0', 'yes', 'no']).transform((word) => ['true', '1', 'yes'].includes(word)),
])
const optionalText = z.string().nullable()
const day = z.iso.date('expected a date, YYYY-MM-DD')
/** Texts joined by commas, or a list; each word once. */
const words = <W extends string>(known: readonly [W, ...W[]]) =>
  z.preprocess(
    (given) => (typeof given === 'string' ? given.split(',').map((word) => word.trim()) : given),
    z
      .array(z.enum(known))
      .min(1)
      .refine((list) => new Set(list).size === list.length, 'expected each word once'),
  )
const receiptMethods = Object.keys(RECEIPT_METHODS) as [ReceiptMethod, ...ReceiptMethod[]]

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
  stateFile: setting({
    schema: optionalText,
    env: 'TTB_STATE',
    default: null,
    doc: 'The SQLite file of what processes share: pace, pauses, runs; on a disk of this machine. Not set: `state.db` in the folder of the data, or a file in `.ttb` named after the bucket.',
  }),
  registryUrl: setting({
    schema: z.url({ protocol: /^https?$/, error: 'expected https:// and a host' }),
    env: 'TTB_REGISTRY_URL',
    default: 'https://ttbonline.gov',
    doc: 'The registry, or a simulator of it on this machine.',
  }),
  contact: setting({
    schema: optionalText,
    env: 'TTB_CONTACT',
    default: null,
    doc: 'An e-mail address or web page at which the registry reaches you; part of the User-Agent. Needed to ask the real registry.',
  }),
  userAgent: setting({
    schema: optionalText,
    env: 'TTB_USER_AGENT',
    default: null,
    doc: 'Another User-Agent than `ttb-cola-data/VERSION (+contact)`; it has to name a contact in the same way.',
  }),
  requestIntervalMs: setting({
    schema: wholeNumber(0, 600_000),
    env: 'TTB_REQUEST_INTERVAL_MS',
    default: 1000,
    unit: 'milliseconds',
    doc: 'Between two requests to the registry, of all processes that share the state file; at least 500 unless it is on this machine.',
  }),
  requestTimeoutMs: setting({
    schema: wholeNumber(100, 600_000),
    env: 'TTB_REQUEST_TIMEOUT_MS',
    default: 60_000,
    unit: 'milliseconds',
    doc: 'For one request, to the last byte of the answer.',
  }),
  maxAttempts: setting({
    schema: wholeNumber(1, 20),
    env: 'TTB_MAX_ATTEMPTS',
    default: 4,
    profiles: { production: 6 },
    doc: 'Attempts at one request of the registry, the first one included, while the answer is a passing fault.',
  }),
  blockedPauseMs: setting({
    schema: wholeNumber(1000, 86_400_000),
    env: 'TTB_BLOCKED_PAUSE_MS',
    default: 900_000,
    unit: 'milliseconds',
    doc: 'How long nothing is sent once the registry blocks us; doubles each time one request finds that it still does.',
  }),
  maintenancePauseMs: setting({
    schema: wholeNumber(1000, 86_400_000),
    env: 'TTB_MAINTENANCE_PAUSE_MS',
    default: 300_000,
    unit: 'milliseconds',
    doc: 'The same for maintenance of the registry.',
  }),
  caFile: setting({
    schema: optionalText,
    env: 'TTB_CA_FILE',
    default: null,
    doc: 'A PEM file of certificates to trust besides the roots of Node, for a proxy that inspects TLS; verification is never off.',
  }),
  trailingDays: setting({
    schema: wholeNumber(3, 365),
    env: 'TTB_TRAILING_DAYS',
    default: 7,
    unit: 'days',
    doc: 'How far back completed dates are searched again each day: a record shows up about two days after its approval.',
  }),
  rawCompressed: setting({
    schema: flag,
    env: 'TTB_RAW_COMPRESSED',
    default: true,
    doc: 'Store raw pages compressed (`.html.gz`).',
  }),
  refetchAfterDays: setting({
    schema: wholeNumber(1, 36_500).nullable(),
    env: 'TTB_REFETCH_AFTER_DAYS',
    default: null,
    unit: 'days',
    doc: 'Fetch a page again when it was last taken so long ago, though nothing says that it changed: by the sensor `ttb_refetch_sensor`, and by `ttb fetch --all`. Not set: never; a change of status is found by searches.',
  }),
  labelImages: setting({
    schema: flag,
    env: 'TTB_LABEL_IMAGES',
    default: false,
    doc: 'Fetch the pictures of labels with the forms that show them; several more requests a form.',
  }),
  sequenceProbe: setting({
    schema: flag,
    env: 'TTB_SEQUENCE_PROBE',
    default: false,
    doc: 'Try the numbers between known TTB IDs on the days they are worth it; searches find them without.',
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
  mergeStrategy: setting({
    schema: z.enum(['latest', 'oldest', 'merge']),
    env: 'TTB_MERGE_STRATEGY',
    default: 'latest',
    doc: 'Which of several observations of one page a consolidated record is made of; `merge` fills what the latest lacks from earlier ones.',
  }),
  conflictResolution: setting({
    schema: z.enum(['prefer_cola_detail', 'prefer_certificate', 'merge']),
    env: 'TTB_CONFLICT_RESOLUTION',
    default: 'prefer_cola_detail',
    doc: 'Whose word counts where detail page and form disagree; `merge` joins lists. Each conflict is logged with both values.',
  }),
  workers: setting({
    schema: wholeNumber(0, 256),
    env: 'TTB_WORKERS',
    default: 0,
    profiles: { test: 1 },
    doc: 'Threads that parse pages; 0 means one for each core.',
  }),
  partitionStartDate: setting({
    schema: day,
    env: 'TTB_PARTITION_START_DATE',
    default: '2024-01-01',
    doc: 'The first day there are partitions of.',
  }),
  partitionEndDate: setting({
    schema: day.nullable(),
    env: 'TTB_PARTITION_END_DATE',
    default: null,
    doc: 'The last day there are partitions of, itself included; not set for the last one that is over (UTC).',
  }),
  receiptMethods: setting({
    schema: words(receiptMethods),
    env: 'TTB_RECEIPT_METHODS',
    default: receiptMethods,
    doc: 'Which methods of receipt there are partitions of, joined by commas.',
  }),
  dataTypes: setting({
    schema: words(['cola-detail', 'certificate']),
    env: 'TTB_DATA_TYPES',
    default: ['cola-detail', 'certificate'],
    doc: 'Which kinds of page there are partitions of, joined by commas.',
  }),
  maxConcurrentUnits: setting({
    schema: wholeNumber(1, 1000),
    env: 'TTB_MAX_CONCURRENT_UNITS',
    default: 4,
    doc: 'Units of a run that one process works on at a time.',
  }),
  alertWebhookUrl: setting({
    schema: z.url({ protocol: /^https?$/, error: 'expected https:// and a host' }).nullable(),
    env: 'TTB_ALERT_WEBHOOK_URL',
    default: null,
    doc: 'Where alerts are posted, as Slack takes them; not set: nowhere. A secret, since who has it can post.',
    secret: true,
  }),
  postgresUrl: setting({
    schema: z
      .url({ protocol: /^postgres(?:ql)?$/, error: 'expected postgres://user:password@host:port/database' })
      .nullable(),
    env: 'TTB_POSTGRES_URL',
    default: null,
    doc: 'The PostgreSQL database that tables are exported to, `postgres://user:password@host:port/database`.',
    secret: true,
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

/** Whether it is the name of a setting of the table. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name)
}
