/** A name that could be imported from an old module, and what became of it. */
export interface LegacyName {
  readonly kind: 'function' | 'class' | 'constant' | 'asset' | 'check' | 'job' | 'schedule' | 'sensor' | 'retired'
  /** The file of `adapters/` that keeps the old contract; none for names of definitions. */
  readonly adapter?: string
  /** The entry that has it now. */
  readonly home: string
  /** What it is called there; several where it became several. */
  readonly now: readonly string[]
  /** What differs from the old answers, under the old name as well as under the new one. */
  readonly differs: string
  /** Under the new name alone: how it is used otherwise. */
  readonly use?: string
  /** A call under the new name, by the number of arguments; `$1` is the first. Without one a call is moved by hand. */
  readonly call?: Readonly<Record<number, string>>
  /** The static methods of a class, as far as they can be moved one by one. */
  readonly methods?: Readonly<Record<string, Pick<LegacyName, 'home' | 'now' | 'call'>>>
  /** The keys or names under which definitions are known. */
  readonly value?: string | readonly string[]
}

type Differences = Partial<Pick<LegacyName, 'differs' | 'use' | 'call' | 'methods'>>
type Calls = NonNullable<LegacyName['call']>

const made =
  (kind: LegacyName['kind'], adapter: string, home: string) =>
  (now: string | readonly string[], { differs = '', ...rest }: Differences = {}): LegacyName => ({
    kind,
    adapter,
    home,
    now: typeof now === 'string' ? [now] : now,
    differs,
    ...rest,
  })

const named =
  (kind: LegacyName['kind'], home: string) =>
  (value: string | readonly string[], differs = ''): LegacyName => ({
    kind,
    home,
    now: [],
    value,
    differs,
  })

const rule = made('function', 'transformations', '@ttb/transformations')
const codes = made('function', 'transformations', '@ttb/transformations/codes')
const lookupPage = made('function', 'transformations', '@ttb/utils/pages')
const parser = made('class', 'page-parsers', '@ttb/utils/pages')
const parse = made('function', 'page-parsers', '@ttb/utils/pages')
const settings = made('class', 'config-classes', '@ttb/config')
const readSettings = made('function', 'config-classes', '@ttb/config')
const partitions = made('function', 'partitions', '@ttb/config')
const partitionConstant = made('constant', 'partitions', '@ttb/config')
const asset = named('asset', '@ttb/assets')
const check = named('check', '@ttb/checks')
const job = named('job', '@ttb/jobs')
const schedule = named('schedule', '@ttb/jobs')
const sensor = named('sensor', '@ttb/jobs')
const retired = (use: string): LegacyName => ({ kind: 'retired', home: '', now: [], differs: use })

const bareValue = (name: string): Calls => ({ 1: `${name}($1).value` })
const valueOrEmpty = (name: string): Calls => ({ 1: `(${name}($1).value ?? '')` })
const hasValue = (name: string): Calls => ({ 1: `(${name}($1).value !== null)` })

const READING = 'takes text and gives `{ value, issues }`'
const LISTS =
  'what can be several is a list; codes are codes; boxes, permits and addresses are read right; nothing outlives a call'
const STORE = 'any store of objects will do: a bucket or a folder'
const EFFECTIVE =
  'shows the configuration in effect and takes what `loadConfig` takes; a setting that is no more is refused'
const AS_CONFIGURED =
  'read from the environment when asked, not at import; days go on to yesterday unless an end is set; all methods and kinds of page unless some are named'
const RAW_ASSETS = ['ttb_raw_data', 'ttb_extracted_data', 'ttb_cleaned_data', 'ttb_structured_data'] as const
const ANALYTICAL_ASSETS = [
  'ttb_consolidated_data',
  'dim_dates',
  'dim_companies',
  'dim_locations',
  'dim_product_types',
  'fact_products',
  'fact_certificates',
] as const
const SEARCHES =
  'stopped until it is switched on; searches days of completion, and the sensor `ttb_index_sensor` fetches what is new'

/** THE TABLE: every public name of every module of `defs`, by module. `index` is the package itself. */
export const LEGACY_MAP = {
  index: {
    download_ttb_images: made(
      'function',
      'image-downloader',
      '@ttb/assets',
    )('fetchLabelImages', {
      differs: 'importing it used to fail; now it fetches, as `TTBImageDownloader` does',
    }),
  },
  partitioned_assets: {
    TTB_ERROR_PAGE_HASH: made(
      'constant',
      'error-pages',
      '@ttb/utils/pages',
    )('extractPage', {
      differs: 'no page of today has it',
      use: 'gives an `outcome`, by what a page says',
    }),
    is_ttb_error_page: made(
      'function',
      'error-pages',
      '@ttb/utils/pages',
    )('extractPage', {
      differs: 'by what the page says, not by its hash; pages that block, or are cut short, are none with data either',
      call: { 1: "(extractPage($1).outcome !== 'found')" },
    }),
    ttb_partitioned: asset('ttb_raw_data', 'under the key that it has had since'),
    ttb_summary: retired(
      'how often each field is filled is the check field_extraction_completeness of ttb_structured_data',
    ),
  },
  resources: {
    get_s3_resource: made(
      'function',
      'object-stores',
      '@ttb/resources',
    )('openObjects', { differs: STORE, use: 'takes the configuration' }),
  },
  ttb_asset_checks: {
    check_parsing_success_rate: check(
      'parsing_success_rate',
      'of `ttb_extracted_data`; counts pages, and used to find none',
    ),
    check_field_extraction_completeness: check(
      'field_extraction_completeness',
      'of `ttb_structured_data`; the fields that pages show',
    ),
    check_transformation_validation_rates: check('transformation_validation_rates', 'had nothing to look at'),
    check_schema_compliance: check('schema_compliance', 'had nothing to look at'),
    check_reference_data_freshness: check(
      'reference_data_freshness',
      'of `ttb_reference_data`, by its age, without a request',
    ),
  },
  ttb_config: {
    TTBGlobalConfig: settings('loadConfig', { differs: EFFECTIVE }),
    TTBExtractionConfig: settings('loadConfig', { differs: EFFECTIVE }),
    TTBProcessingConfig: settings('loadConfig', { differs: EFFECTIVE }),
    TTBDimensionalConfig: settings('loadConfig', { differs: EFFECTIVE }),
    get_ttb_config: readSettings('loadConfig', {
      differs: EFFECTIVE,
      use: 'takes the environment, gives settings under their new names',
    }),
    get_extraction_config: readSettings('loadConfig', { differs: EFFECTIVE }),
    get_processing_config: readSettings('loadConfig', { differs: EFFECTIVE }),
    get_dimensional_config: readSettings('loadConfig', { differs: EFFECTIVE }),
    DeploymentConfig: settings('loadConfig', { differs: 'the setting `environment`; there is no staging' }),
  },
  ttb_consolidated_assets: {
    ConsolidatedConfig: settings('loadConfig', { differs: EFFECTIVE }),
    ttb_consolidated_data: asset('ttb_consolidated_data', 'sources are joined by TTB ID, none is dropped'),
  },
  ttb_consolidated_jobs: {
    TTBPipelineConfig: settings('loadConfig', { differs: EFFECTIVE }),
    raw_extraction_assets: asset(RAW_ASSETS, 'keys, for `select`'),
    analytical_assets: asset(ANALYTICAL_ASSETS, 'keys, for `select`'),
    ttb_raw_pipeline: job('ttb_raw_pipeline'),
    ttb_analytics_pipeline: job('ttb_analytics_pipeline'),
    ttb_extraction_only: job('ttb_extraction_only', 'makes the tables of the pages that are held, without a request'),
    ttb_analytics_only: job('ttb_analytics_only'),
    ttb_daily_schedule: schedule('ttb_daily_schedule', SEARCHES),
    ttb_analytics_schedule: schedule('ttb_analytics_schedule', 'stopped until it is switched on'),
    ttb_weekend_schedule: schedule('ttb_weekend_schedule', SEARCHES),
    ttb_backfill: job('ttb_backfill'),
  },
  ttb_consolidated_schema: {
    get_consolidated_ttb_schema: made(
      'function',
      'consolidated-schemas',
      '@ttb/utils/records',
    )('CONSOLIDATED', {
      differs: 'the table as it is written: one column a field, without `cola_` and `cert_`',
      call: { 0: 'CONSOLIDATED' },
    }),
    get_dimension_schemas: made(
      'function',
      'consolidated-schemas',
      '@ttb/utils/records',
    )(['DIM_COMPANIES', 'DIM_LOCATIONS', 'DIM_PRODUCT_TYPES', 'DIM_DATES', 'FACT_PRODUCTS', 'FACT_CERTIFICATES'], {
      differs: 'the tables as they are written',
    }),
    get_data_quality_tiers: made(
      'function',
      'consolidated-schemas',
      '@ttb/transformations/records',
    )('QUALITY_TIERS', {
      differs: 'premium can be reached: it needs fields that pages show',
    }),
  },
  ttb_data_extraction: {
    TTBDataExtractor: parser('extractPage'),
    COLADetailParser: parser('extractPage', { differs: LISTS }),
    CertificateParser: parser('extractPage', { differs: LISTS }),
    create_parser: parse('extractPage', { differs: LISTS }),
    parse_ttb_html: parse('extractPage', {
      differs: LISTS,
      use: 'gives `{ outcome, values, issues }` with the names of the field table',
    }),
  },
  ttb_dimensional_assets: {
    DimensionalConfig: settings('loadConfig', { differs: EFFECTIVE }),
    dim_dates: asset('dim_dates', 'right fiscal years and quarters'),
    dim_companies: asset('dim_companies', 'the companies of all records'),
    dim_locations: asset('dim_locations', 'all origin codes and the places of companies'),
    dim_product_types: asset('dim_product_types', 'all class and type codes, with keys that stay'),
  },
  ttb_fact_assets: {
    fact_products: asset('fact_products', 'a row a TTB ID, with keys that lead somewhere'),
    fact_certificates: asset('fact_certificates', 'a row a form, with keys that lead somewhere'),
  },
  ttb_monitoring: {
    ttb_pipeline_health_sensor: sensor(
      'ttb_pipeline_health_monitor',
      'stopped until it is switched on; its alerts leave the process',
    ),
    ttb_data_quality_sensor: sensor('ttb_data_quality_monitor', 'stopped until it is switched on; it looks at checks'),
    create_quality_dashboard_data: made(
      'function',
      'monitoring',
      '@ttb/resources',
    )('openStateStore', {
      differs: 'takes runs of the ledger',
      use: 'has a `ledger` with runs, checks and coverage',
    }),
    export_quality_metrics: made(
      'function',
      'monitoring',
      '@ttb/resources',
    )('openStateStore', {
      differs: 'gives a promise of the path; of the configured ledger',
      use: 'has a `ledger` with runs, checks and coverage',
    }),
  },
  ttb_parsing_assets: {
    TTBParsingConfig: settings('loadConfig', { differs: EFFECTIVE }),
    ttb_reference_data: asset('ttb_reference_data', 'keeps the last good lists'),
    ttb_raw_extraction: asset(
      'ttb_extracted_data',
      'under the key that it has had since; all pages, not the first hundred',
    ),
    ttb_extraction_summary: retired(
      'how often each field is filled is the check field_extraction_completeness of ttb_structured_data',
    ),
    ttb_cleaned_data: asset('ttb_cleaned_data'),
    ttb_structured_output: asset('ttb_structured_data', 'under the key that it has had since'),
    upload_parquet_to_s3: made(
      'function',
      'object-stores',
      '@ttb/resources',
    )('openObjects', {
      differs: `gives a promise; ${STORE}`,
      use: 'has `write(key, bytes)`',
    }),
  },
  ttb_partitions: {
    get_configurable_daily_partitions: partitions('ttbPartitions', {
      differs: AS_CONFIGURED,
      use: 'takes the configuration and a clock',
    }),
    get_configurable_method_type_partitions: partitions('ttbPartitions', { differs: AS_CONFIGURED }),
    get_configurable_ttb_partitions: partitions('ttbPartitions', { differs: AS_CONFIGURED }),
    daily_partitions: partitionConstant('ttbPartitions', { differs: AS_CONFIGURED }),
    method_type_partitions: partitionConstant('ttbPartitions', { differs: AS_CONFIGURED }),
    ttb_partitions: partitionConstant('ttbPartitions', { differs: AS_CONFIGURED }),
  },
  ttb_schema: {
    TTBSchemaRegistry: made(
      'class',
      'schemas',
      '@ttb/utils/records',
    )(['COLA', 'pageTable'], {
      differs: 'schemas are record definitions, with a column for every field that pages show',
    }),
    convert_to_schema_compliant: made(
      'function',
      'schemas',
      '@ttb/transformations/records',
    )('cleanPage', {
      differs: 'a value that is not of its kind is null, never a part of what was there',
      use: 'takes what a page says and gives a row with its issues',
    }),
    convert_value_to_type: made(
      'function',
      'schemas',
      '@ttb/transformations',
    )(['cleanText', 'cleanInteger', 'cleanDecimal', 'cleanDate'], {
      differs: 'all of a text or nothing: "BR-12-5" is no 12; a moment is no day',
      use: READING,
    }),
    create_parquet_dataset: made(
      'function',
      'parquet-dataset',
      '@ttb/resources',
    )('encodeParquet', {
      differs: 'gives a promise',
      use: 'gives the bytes of a file',
    }),
    schema_registry: made(
      'constant',
      'schemas',
      '@ttb/utils/records',
    )(['COLA', 'pageTable'], {
      differs: 'schemas are record definitions, with a column for every field that pages show',
    }),
    validate_records_against_schema: made(
      'function',
      'schemas',
      '@ttb/transformations/records',
    )('validateRecord', {
      differs: 'null is a value where none is required; every reason is given',
    }),
  },
  ttb_transformations: {
    TransformationRegistry: made(
      'class',
      'transformation-registry',
      '@ttb/transformations/rules',
    )('createRuleRegistry', {
      differs: 'arguments by name are the third, an object',
      use: 'gives `{ value, issues }`',
    }),
    clean_text: rule('cleanText', {
      differs: 'text between angle brackets is text; character references are decoded',
      use: READING,
      call: valueOrEmpty('cleanText'),
    }),
    normalize_whitespace: rule('cleanText', { use: `${READING}; decodes character references too` }),
    extract_numbers: rule('findNumbers', {
      use: READING,
      call: { 1: '(findNumbers($1).value ?? [])', 2: '(findNumbers($1, { decimals: $2 }).value ?? [])' },
    }),
    clean_phone_number: made(
      'function',
      'transformations',
      '@ttb/transformations/phones',
    )('cleanPhone', {
      differs: 'E.164, with the country code and `;ext=`',
      use: READING,
      call: valueOrEmpty('cleanPhone'),
    }),
    parse_flexible_date: rule('cleanDate', {
      differs: 'gives `YYYY-MM-DD`; a time of day is dropped; months by name are read',
      use: READING,
      call: bareValue('cleanDate'),
    }),
    format_date_iso: rule('cleanDate', {
      differs: 'a time of day is dropped; months by name are read',
      use: READING,
      call: bareValue('cleanDate'),
    }),
    parse_decimal: rule('cleanDecimal', {
      differs: 'gives a number; exponents and brackets are read',
      use: READING,
      call: { 1: 'cleanDecimal($1, { precision: 2 }).value', 2: 'cleanDecimal($1, { precision: $2 }).value' },
    }),
    parse_percentage: rule('cleanPercent', {
      differs: '`0.5%` is 0.5; a number up to 1 without a sign is not known',
      use: READING,
      call: bareValue('cleanPercent'),
    }),
    clean_currency: rule('cleanAmount', { differs: 'gives a number', use: READING, call: bareValue('cleanAmount') }),
    validate_ttb_id: rule('cleanTtbId', {
      differs: 'the day must exist; IDs of before 1997 are IDs',
      use: READING,
      call: hasValue('cleanTtbId'),
    }),
    validate_email: rule('cleanEmail', { use: READING, call: hasValue('cleanEmail') }),
    validate_url: rule('cleanUrl', { use: READING, call: hasValue('cleanUrl') }),
    normalize_address: rule('normalizeAddress', {
      differs: 'names of firms are left alone',
      use: READING,
      call: valueOrEmpty('normalizeAddress'),
    }),
    extract_zip_code: rule('cleanZip', {
      differs: 'a house number is none',
      use: READING,
      call: bareValue('cleanZip'),
    }),
    normalize_state: rule('cleanState', {
      differs: 'all states and territories; null for what is none',
      use: READING,
      call: bareValue('cleanState'),
    }),
    classify_beverage_type: rule(['classifyCode', 'classifyDescription'], {
      differs: 'by class and type, never by a part of a word; BEER is MALT',
      use: `${READING}, with commodity, family and spirit`,
    }),
    extract_alcohol_content: rule('cleanAlcoholPercent', {
      differs: 'proof, decimal commas and ranges are read',
      use: READING,
      call: bareValue('cleanAlcoholPercent'),
    }),
    standardize_container_size: rule(['parseNetContents', 'formatContainerSize'], {
      differs: 'all digits, US units, several sizes; written `750 mL`',
      use: READING,
      call: { 1: "(parseNetContents($1).value?.map(formatContainerSize).join('; ') ?? null)" },
    }),
    apply_field_transformations: made(
      'function',
      'transformation-registry',
      '@ttb/transformations/rules',
    )('applyFieldTransformations', {
      differs: 'a step that understands nothing makes its field null, and `_issues` says why',
      use: 'gives `{ values, issues }`; values differ where an old function gave an empty text for null',
    }),
    load_ttb_reference_data: codes(['listClassTypes', 'listOrigins'], {
      differs: 'the tables of this version; nothing is fetched',
      use: 'give rows with families and places',
    }),
    parse_product_class_types: lookupPage('readCodeList', {
      differs: 'takes the page; throws when it is none, instead of an empty table',
    }),
    parse_origin_codes: lookupPage('readCodeList', {
      differs: 'takes the page; throws when it is none, instead of an empty table',
    }),
    validate_product_class_type: codes('cleanClassType', { differs: 'by code', use: READING }),
    validate_origin_code: codes('cleanOrigin', { differs: 'by code', use: READING }),
    transformation_registry: made(
      'constant',
      'transformation-registry',
      '@ttb/transformations/rules',
    )('createRuleRegistry', {
      use: 'makes one; none is shared',
    }),
  },
  ttb_utils: {
    TTBIDComponents: made(
      'class',
      'ttb-ids',
      '@ttb/utils',
    )('parseTtbId', { use: 'gives `TtbIdParts`: `dayOfYear`, `receiptMethod` as a code, `id`' }),
    TTBIDRange: made(
      'class',
      'ttb-ids',
      '@ttb/config',
    )('selectPartitions', { use: 'takes days from and to, and keys' }),
    TTBIDUtils: made(
      'class',
      'ttb-ids',
      '@ttb/utils',
    )(['parseTtbId', 'formatTtbId', 'dayOfYear', 'dateOfDayOfYear', 'addDays', 'RECEIPT_METHODS'], {
      differs:
        'days are `YYYY-MM-DD`; the century is right after 2030; sequence 0 is allowed; `rate_limit_sleep` waits for a turn among all processes, and gives a promise',
      use: 'throw or give null as each says',
      methods: {
        date_to_julian: { home: '@ttb/utils', now: ['dayOfYear'], call: { 1: 'dayOfYear($1)' } },
      },
    }),
    TTBSequenceTracker: made(
      'class',
      'sequence-tracker',
      '@ttb/assets',
    )('probeGaps', {
      differs: 'count only what the registry does not have',
      use: 'tries the gaps between known sequence numbers',
    }),
    TTBBackfillManager: made(
      'class',
      'backfill-manager',
      '@ttb/jobs',
    )('planBackfill', {
      differs: `methods that look give promises; begins with yesterday; ${STORE}`,
      use: 'knows from the ledger what is done',
    }),
  },
  ttb_image_downloader: {
    TTBImageDownloader: made(
      'class',
      'image-downloader',
      '@ttb/resources',
    )('openRegistry', {
      differs:
        'methods give promises; images come in the session of their form, at the configured pace, and are images by their bytes; `test_image_access` answers for scans alone',
      use: 'has a `client` with `labelImages` and `scan`',
    }),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, LegacyName>>>>

export type LegacyModule = keyof typeof LEGACY_MAP

export const LEGACY_MODULES = Object.keys(LEGACY_MAP) as LegacyModule[]

/** What became of the names of a module, by name. */
export function namesOf(module: LegacyModule): Readonly<Record<string, LegacyName>> {
  return LEGACY_MAP[module]
}
