import { createMemoryStore } from '@ttb/resources'
import { COLA, defineRecord, pageTable } from '@ttb/utils/records'
import * as pages from '../src/generated/partitioned_assets.ts'
import * as config from '../src/generated/ttb_config.ts'
import * as consolidated from '../src/generated/ttb_consolidated_schema.ts'
import * as extraction from '../src/generated/ttb_data_extraction.ts'
import * as monitoring from '../src/generated/ttb_monitoring.ts'
import * as partitions from '../src/generated/ttb_partitions.ts'
import * as schema from '../src/generated/ttb_schema.ts'
import * as transformations from '../src/generated/ttb_transformations.ts'
import * as utils from '../src/generated/ttb_utils.ts'
import { codeListPage, DETAIL, FORM, ID, UNKNOWN_ID } from './old-pages.ts'

/** What each old function and method says to a real argument: module, name, call, answer. */
export type CallCase = readonly [module: string, name: string, call: () => unknown, want: unknown]

const { TTBIDUtils } = utils
const table = defineRecord({
  name: 'sizes',
  doc: 'Sizes.',
  version: '1.0',
  key: ['ttb_id'],
  fields: {
    ttb_id: { type: 'ttb_id', cardinality: 'required', doc: 'Identifier.' },
    count: { type: 'integer', doc: 'How many.' },
    approval_date: { type: 'date', doc: 'Day.' },
  },
})

function tracker(failures: number): InstanceType<typeof utils.TTBSequenceTracker> {
  const counting = new utils.TTBSequenceTracker()
  counting.record_success()
  for (let at = 0; at < failures; at++) counting.record_failure()
  return counting
}

async function backfill() {
  const store = createMemoryStore()
  for (const day of ['2024-01-01', '2024-01-02', '2024-01-03'])
    await store.write(`1-ttb-raw-data/${day}/001-cola-detail/24001001000001.html.gz`, new Uint8Array([1]))
  await store.write(
    '1-ttb-raw-data/data_type=certificate/year=2023/month=12/day=31/receipt_method=001/1.html',
    new Uint8Array([1]),
  )
  return new utils.TTBBackfillManager(store, 'any')
}

function registryWith(name: string): InstanceType<typeof transformations.TransformationRegistry> {
  const registry = new transformations.TransformationRegistry()
  registry.register(name, (value) => `${value}!`)
  return registry
}

function schemasWith(name: string): InstanceType<typeof schema.TTBSchemaRegistry> {
  const registry = new schema.TTBSchemaRegistry()
  registry.register_schema(name, table)
  return registry
}

const T = (name: string, call: () => unknown, want: unknown): CallCase => ['ttb_transformations', name, call, want]
const U = (name: string, call: () => unknown, want: unknown): CallCase => ['ttb_utils', name, call, want]
const S = (name: string, call: () => unknown, want: unknown): CallCase => ['ttb_schema', name, call, want]

export const CALLS: readonly CallCase[] = [
  T('clean_text', () => transformations.clean_text('  A &amp;  B '), 'A & B'),
  T('clean_text', () => transformations.clean_text('A &amp;  B', false), 'A &amp; B'),
  T('clean_text', () => transformations.clean_text('A &amp;  B', true, false), 'A &  B'),
  T('clean_text', () => transformations.clean_text('A &amp;  B', false, false), 'A &amp;  B'),
  T('normalize_whitespace', () => transformations.normalize_whitespace(' a \n b '), 'a b'),
  T('extract_numbers', () => transformations.extract_numbers('007, 12.5'), ['007', '12.5']),
  T('extract_numbers', () => transformations.extract_numbers('12.5', false), ['12', '5']),
  T('clean_phone_number', () => transformations.clean_phone_number('(415) 555-1212'), '+14155551212'),
  T('parse_flexible_date', () => transformations.parse_flexible_date('01/02/2024'), '2024-01-02'),
  T(
    'parse_flexible_date',
    () => transformations.parse_flexible_date('31.12.24', ['%Y-%m-%d', '%d.%m.%y']),
    '2024-12-31',
  ),
  T('parse_flexible_date', () => transformations.parse_flexible_date('Feb 30, 2024', ['%b %d, %Y']), null),
  T(
    'parse_flexible_date',
    () => transformations.parse_flexible_date('2 January 1969 10:30 PM', ['%d %B %Y %I:%M %p']),
    '1969-01-02',
  ),
  T('format_date_iso', () => transformations.format_date_iso('January 2, 2024'), '2024-01-02'),
  T('parse_decimal', () => transformations.parse_decimal('1,234.567'), 1234.57),
  T('parse_decimal', () => transformations.parse_decimal(1.23456, 4), 1.2346),
  T('parse_percentage', () => transformations.parse_percentage('12.5 %'), 12.5),
  T('clean_currency', () => transformations.clean_currency('$1,234.50'), 1234.5),
  T('validate_ttb_id', () => transformations.validate_ttb_id(ID), true),
  T('validate_email', () => transformations.validate_email('info@ttb.gov'), true),
  T('validate_email', () => transformations.validate_email(null), false),
  T('validate_url', () => transformations.validate_url('https://ttb.gov'), true),
  T('normalize_address', () => transformations.normalize_address('123 SOUTH MAIN STREET'), '123 S MAIN ST'),
  T('extract_zip_code', () => transformations.extract_zip_code('PORTLAND ME 04101'), '04101'),
  T('normalize_state', () => transformations.normalize_state('Maine'), 'ME'),
  T('classify_beverage_type', () => transformations.classify_beverage_type('TABLE RED WINE'), 'WINE'),
  T('extract_alcohol_content', () => transformations.extract_alcohol_content('13.5% by volume'), 13.5),
  T('standardize_container_size', () => transformations.standardize_container_size('750 ml'), '750 mL'),
  T(
    'apply_field_transformations',
    () =>
      transformations.apply_field_transformations(
        { a: ' x ', b: 'B' },
        { a: [{ transform: 'clean_text' }], c: [{ transform: 'clean_text' }] },
      ),
    { a: 'x', b: 'B' },
  ),
  T(
    'apply_field_transformations',
    () =>
      transformations.apply_field_transformations(
        { a: '3-4' },
        { a: [{ transform: 'clean_text' }, { transform: 'parse_decimal', precision: 1 }] },
      ),
    { a: null, _issues: [{ code: 'not_understood', field: 'a', text: '3-4' }] },
  ),
  T('load_ttb_reference_data', () => transformations.load_ttb_reference_data().origin_codes['01'], 'CALIFORNIA'),
  T(
    'parse_product_class_types',
    () => transformations.parse_product_class_types(codeListPage('class-type'))['101'],
    'STRAIGHT BOURBON WHISKY',
  ),
  T('parse_origin_codes', () => transformations.parse_origin_codes(codeListPage('origin'))['01'], 'CALIFORNIA'),
  T('validate_product_class_type', () => transformations.validate_product_class_type('101'), {
    is_valid: true,
    code: '101',
    description: 'STRAIGHT BOURBON WHISKY',
  }),
  T(
    'validate_product_class_type',
    () => transformations.validate_product_class_type('x1', { product_class_types: { X1: 'MINE' } }),
    {
      is_valid: true,
      code: 'X1',
      description: 'MINE',
    },
  ),
  T('validate_origin_code', () => transformations.validate_origin_code('??'), {
    is_valid: false,
    code: '??',
    description: null,
  }),
  T('TransformationRegistry.register', () => registryWith('mine').apply('mine', 'a'), 'a!'),
  T(
    'TransformationRegistry.apply',
    () => transformations.transformation_registry.apply('parse_decimal', '2.25', { precision: 1 }),
    2.3,
  ),
  T('TransformationRegistry.get_available', () => registryWith('mine').get_available().length, 22),

  U('TTBIDComponents', () => [...new utils.TTBIDComponents(2024, 1, 1, 2, '24001001000002')], [
    2024,
    1,
    1,
    2,
    '24001001000002',
  ]),
  U('TTBIDRange', () => new utils.TTBIDRange('2024-01-01', '2024-01-02', [1]).max_sequence, 999999),
  U('TTBIDUtils.RECEIPT_METHODS', () => TTBIDUtils.RECEIPT_METHODS[1], 'e-filed'),
  U('TTBIDUtils.parse_ttb_id', () => ({ ...TTBIDUtils.parse_ttb_id('24366001000976') }), {
    year: 2024,
    julian_day: 366,
    receipt_method: 1,
    sequence: 976,
    full_id: '24366001000976',
  }),
  U('TTBIDUtils.parse_ttb_id', () => TTBIDUtils.parse_ttb_id('31001003000000').year, 2031),
  U('TTBIDUtils.build_ttb_id', () => TTBIDUtils.build_ttb_id(2024, 366, 0, 0), '24366000000000'),
  U('TTBIDUtils.build_ttb_id', () => TTBIDUtils.build_ttb_id(24, 1, 3, 1), '24001003000001'),
  U('TTBIDUtils.date_to_julian', () => TTBIDUtils.date_to_julian(new Date('2024-12-31T23:00:00Z')), 366),
  U('TTBIDUtils.julian_to_date', () => TTBIDUtils.julian_to_date(2024, 366), '2024-12-31'),
  U(
    'TTBIDUtils.generate_ttb_ids_for_date',
    () => [...TTBIDUtils.generate_ttb_ids_for_date('2024-01-02', [1, 0], 1, 2)],
    ['24002001000001', '24002001000002', '24002000000001', '24002000000002'],
  ),
  U(
    'TTBIDUtils.generate_ttb_ids_for_date',
    () => TTBIDUtils.generate_ttb_ids_for_date('2024-01-02').next().value,
    '24002001000001',
  ),
  U('TTBIDUtils.generate_date_range', () => [...TTBIDUtils.generate_date_range('2024-02-28', '2024-03-01')], [
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
  ]),
  U(
    'TTBIDUtils.generate_date_range_backward',
    () => [...TTBIDUtils.generate_date_range_backward('2024-01-02', '2024-01-01')],
    ['2024-01-02', '2024-01-01'],
  ),
  U('TTBIDUtils.get_partition_key', () => TTBIDUtils.get_partition_key(ID), '2025-076-001'),
  U('TTBIDUtils.rate_limit_sleep', () => TTBIDUtils.rate_limit_sleep(), undefined),
  U('TTBSequenceTracker.record_success', () => tracker(0).get_stats().success_rate, 1),
  U('TTBSequenceTracker.record_failure', () => tracker(2).get_stats().consecutive_failures, 2),
  U('TTBSequenceTracker.should_stop', () => [tracker(4).should_stop(), tracker(5).should_stop()], [false, true]),
  U('TTBSequenceTracker.get_stats', () => new utils.TTBSequenceTracker(2).get_stats().success_rate, null),
  U(
    'TTBBackfillManager.check_partition_exists',
    async () => (await backfill()).check_partition_exists('2023-12-31', 1),
    true,
  ),
  U(
    'TTBBackfillManager.check_partition_exists',
    async () => (await backfill()).check_partition_exists('2024-01-01', 2),
    false,
  ),
  U('TTBBackfillManager.should_stop_backfill', async () => {
    const manager = await backfill()
    const stops: boolean[] = []
    for (const day of ['2024-01-03', '2024-01-02', '2024-01-01'])
      stops.push(await manager.should_stop_backfill(day, [1]))
    return stops
  }, [false, false, true]),
  U(
    'TTBBackfillManager.get_backfill_date_range',
    async () => [...(await backfill()).get_backfill_date_range(3)].length,
    3,
  ),

  [
    'ttb_data_extraction',
    'TTBDataExtractor',
    () => new extraction.COLADetailParser() instanceof extraction.TTBDataExtractor,
    true,
  ],
  [
    'ttb_data_extraction',
    'COLADetailParser.parse',
    () => new extraction.COLADetailParser().parse(DETAIL)['ttb_id'],
    ID,
  ],
  [
    'ttb_data_extraction',
    'CertificateParser.parse',
    () => new extraction.CertificateParser().parse(FORM)['ttb_id'],
    ID,
  ],
  [
    'ttb_data_extraction',
    'create_parser',
    () => extraction.create_parser('certificate') instanceof extraction.CertificateParser,
    true,
  ],
  [
    'ttb_data_extraction',
    'parse_ttb_html',
    () => extraction.parse_ttb_html(DETAIL, 'cola-detail')['parsing_success'],
    true,
  ],
  [
    'partitioned_assets',
    'is_ttb_error_page',
    () => [pages.is_ttb_error_page(UNKNOWN_ID), pages.is_ttb_error_page(DETAIL)],
    [true, false],
  ],

  S('TTBSchemaRegistry.register_schema', () => schemasWith('mine').get_available_schemas(), [
    'cola-detail',
    'certificate',
    'mine',
  ]),
  S('TTBSchemaRegistry.get_schema', () => schema.schema_registry.get_schema('certificate').name, 'certificate'),
  S('TTBSchemaRegistry.get_available_schemas', () => schema.schema_registry.get_available_schemas(), [
    'cola-detail',
    'certificate',
  ]),
  S(
    'convert_to_schema_compliant',
    () => schema.convert_to_schema_compliant([{ ttb_id: ID, count: '12', other: 1 }], table),
    [{ ttb_id: ID, count: 12, approval_date: null }],
  ),
  S(
    'convert_value_to_type',
    () => [schema.convert_value_to_type('BR-12-5', 'int64'), schema.convert_value_to_type('-12', 'int64')],
    [null, -12],
  ),
  S(
    'convert_value_to_type',
    () => schema.convert_value_to_type(new Date('2024-01-02T10:00:00Z'), 'date'),
    '2024-01-02',
  ),
  S(
    'convert_value_to_type',
    () => [
      schema.convert_value_to_type('yes', 'boolean'),
      schema.convert_value_to_type('12,5', 'double'),
      schema.convert_value_to_type('2024-01-02T10:00:00+01:00', 'timestamp'),
      schema.convert_value_to_type('2024-01-02T10:00:00', 'timestamp'),
    ],
    [true, 12.5, '2024-01-02T09:00:00.000Z', null],
  ),
  S(
    'validate_records_against_schema',
    () =>
      schema.validate_records_against_schema(
        [
          { ttb_id: ID, count: null },
          { ttb_id: ID, count: 'x' },
        ],
        table,
      ),
    {
      total_records: 2,
      valid_records: 1,
      invalid_records: 1,
      compliance_rate: 0.5,
      errors: [{ record_index: 1, ttb_id: ID, field: 'count', code: 'not_understood', text: 'x' }],
    },
  ),
  S(
    'validate_records_against_schema',
    () => schema.validate_records_against_schema([], pageTable(COLA, 'certificate')).compliance_rate,
    null,
  ),
  [
    'ttb_consolidated_schema',
    'get_consolidated_ttb_schema',
    () => consolidated.get_consolidated_ttb_schema().name,
    'consolidated',
  ],
  [
    'ttb_consolidated_schema',
    'get_dimension_schemas',
    () => Object.keys(consolidated.get_dimension_schemas()).length,
    6,
  ],
  [
    'ttb_consolidated_schema',
    'get_data_quality_tiers',
    () => consolidated.get_data_quality_tiers()['standard'],
    { min_completeness_score: 0.7, required_fields: ['ttb_id', 'brand_name', 'applicant_name'] },
  ],

  ['ttb_config', 'get_ttb_config', () => config.get_ttb_config().receipt_methods, [1, 2, 3, 0]],
  ['ttb_config', 'get_extraction_config', () => config.get_extraction_config().ssl_verify, true],
  ['ttb_config', 'get_processing_config', () => config.get_processing_config().enable_deduplication, true],
  ['ttb_config', 'get_dimensional_config', () => config.get_dimensional_config().date_dimension_start_year, 1955],
  ['ttb_config', 'DeploymentConfig.is_production', () => config.DeploymentConfig.is_production(), false],
  ['ttb_config', 'DeploymentConfig.is_staging', () => config.DeploymentConfig.is_staging(), false],
  ['ttb_config', 'DeploymentConfig.is_development', () => config.DeploymentConfig.is_development(), true],
  ['ttb_config', 'DeploymentConfig.get_environment', () => config.DeploymentConfig.get_environment(), 'development'],

  [
    'ttb_partitions',
    'get_configurable_daily_partitions',
    () => partitions.get_configurable_daily_partitions().keyAt(0),
    '2024-01-01',
  ],
  [
    'ttb_partitions',
    'get_configurable_method_type_partitions',
    () => partitions.get_configurable_method_type_partitions().count(),
    8,
  ],
  [
    'ttb_partitions',
    'get_configurable_ttb_partitions',
    () => partitions.get_configurable_ttb_partitions().keyAt(1),
    '2024-01-01|001-certificate',
  ],
  [
    'ttb_monitoring',
    'create_quality_dashboard_data',
    () =>
      monitoring.create_quality_dashboard_data(
        (['succeeded', 'failed', 'running'] as const).map((status, at) => ({
          runId: String(at),
          job: 'ttb_raw_pipeline',
          cause: 'a test',
          request: {},
          priority: 0,
          status,
          units: 1,
          unitsLeft: 0,
          createdAtMs: 0,
          startedAtMs: 0,
          endedAtMs: status === 'running' ? null : 1000,
        })),
      ),
    {
      total_runs: 3,
      successful_runs: 1,
      failed_runs: 1,
      success_rate: 0.5,
      runs_by_status: { failed: 1, running: 1, succeeded: 1 },
      jobs: { ttb_raw_pipeline: { total_runs: 3, failed_runs: 1 } },
      last_ended_at: '1970-01-01T00:00:01.000Z',
    },
  ],
]
