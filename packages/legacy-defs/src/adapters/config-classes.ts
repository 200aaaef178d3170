import { LEGACY_SETTINGS, type LegacySettingName, legacySettingOf, type SettingName } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { effectiveConfig } from '../effective-config.ts'

/** What is given to an old class of settings: some of its fields. */
export type OldFields<C> = { readonly [N in keyof C]?: C[N] }

/** The fields of each class, and the asset whose reading of a name holds. */
const FIELDS = new Map<unknown, { readonly fields: readonly string[]; readonly asset?: string }>()

/**
 * The values of the fields of a class: what is given, else what the configuration amounts to. Throws `invalid_argument`
 * for fields the class does not have, values that are not what they must be, and settings that are no more.
 */
function valuesOf(target: unknown, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields: string[] = []
  let asset: string | undefined
  for (let owner = target; owner !== null; owner = Object.getPrototypeOf(owner)) {
    const own = FIELDS.get(owner)
    fields.push(...(own?.fields ?? []))
    asset ??= own?.asset
  }
  const unknown = Object.keys(given).filter((name) => !fields.includes(name))
  if (unknown.length > 0)
    throw new TtbError(`no setting ${unknown.join(', ')}; there are ${fields.join(', ')}`, { code: 'invalid_argument' })
  const overrides = Object.entries(given).flatMap(([name, value]) => translated(name, settingOf(name, asset), value))
  const config = effectiveConfig(Object.fromEntries(overrides))
  return Object.fromEntries(fields.map((name) => [name, LEGACY_SETTINGS[settingOf(name, asset)].show(config)]))
}

function translated(field: string, name: LegacySettingName, value: unknown): [SettingName, unknown][] {
  if (value === undefined || value === null) return []
  const meaning = LEGACY_SETTINGS[name].means(value)
  if ('settings' in meaning) return Object.entries(meaning.settings) as [SettingName, unknown][]
  throw new TtbError(`${field}: ${JSON.stringify(value)}: ${meaning.refused}`, { code: 'invalid_argument' })
}

function settingOf(field: string, asset: string | undefined): LegacySettingName {
  const name = legacySettingOf(field, asset)
  if (name) return name
  throw new TtbError(`no setting ${field}`, { code: 'invalid_definition' })
}

/** Settings under their old names. */
export class TTBGlobalConfig {
  /** Null when data lies in a folder. */
  declare readonly s3_bucket: string | null
  declare readonly raw_data_prefix: string
  declare readonly processed_data_prefix: string
  declare readonly dimensional_data_prefix: string
  declare readonly max_sequence_per_batch: number
  declare readonly receipt_methods: readonly number[]
  declare readonly request_delay_seconds: number
  declare readonly enable_data_quality_checks: boolean
  declare readonly aws_region: string

  constructor(fields: OldFields<TTBGlobalConfig> = {}) {
    Object.assign(this, valuesOf(new.target, fields))
  }
}
FIELDS.set(TTBGlobalConfig, {
  fields: [
    's3_bucket',
    'raw_data_prefix',
    'processed_data_prefix',
    'dimensional_data_prefix',
    'max_sequence_per_batch',
    'receipt_methods',
    'request_delay_seconds',
    'enable_data_quality_checks',
    'aws_region',
  ],
})

/** Settings of fetching under their old names. */
export class TTBExtractionConfig extends TTBGlobalConfig {
  declare readonly ssl_verify: boolean
  declare readonly max_retries: number
  /** Null: misses stop nothing. */
  declare readonly consecutive_failure_threshold: number | null

  constructor(fields: OldFields<TTBExtractionConfig> = {}) {
    super(fields)
  }
}
FIELDS.set(TTBExtractionConfig, { fields: ['ssl_verify', 'max_retries', 'consecutive_failure_threshold'] })

/** Settings of processing under their old names. */
export class TTBProcessingConfig extends TTBGlobalConfig {
  declare readonly enable_deduplication: boolean
  declare readonly create_partitioned_output: boolean

  constructor(fields: OldFields<TTBProcessingConfig> = {}) {
    super(fields)
  }
}
FIELDS.set(TTBProcessingConfig, { fields: ['enable_deduplication', 'create_partitioned_output'] })

/** Settings of the dimensions under their old names. */
export class TTBDimensionalConfig extends TTBGlobalConfig {
  declare readonly date_dimension_start_year: number
  declare readonly date_dimension_end_year: number
  declare readonly enable_surrogate_keys: boolean

  constructor(fields: OldFields<TTBDimensionalConfig> = {}) {
    super(fields)
  }
}
FIELDS.set(TTBDimensionalConfig, {
  fields: ['date_dimension_start_year', 'date_dimension_end_year', 'enable_surrogate_keys'],
})

/** The settings of consolidation under their old names. */
export class ConsolidatedConfig {
  declare readonly bucket_name: string | null
  declare readonly s3_output_prefix: string
  declare readonly create_partitioned_output: boolean
  declare readonly data_quality_analysis: boolean
  declare readonly deduplication_enabled: boolean

  constructor(fields: OldFields<ConsolidatedConfig> = {}) {
    Object.assign(this, valuesOf(new.target, fields))
  }
}
FIELDS.set(ConsolidatedConfig, {
  fields: [
    'bucket_name',
    's3_output_prefix',
    'create_partitioned_output',
    'data_quality_analysis',
    'deduplication_enabled',
  ],
  asset: 'ttb_consolidated_data',
})

/** The settings of the dimension assets under their old names. */
export class DimensionalConfig {
  declare readonly s3_bucket: string | null
  declare readonly output_prefix: string
  declare readonly date_dimension_start_year: number
  declare readonly date_dimension_end_year: number

  constructor(fields: OldFields<DimensionalConfig> = {}) {
    Object.assign(this, valuesOf(new.target, fields))
  }
}
FIELDS.set(DimensionalConfig, {
  fields: ['s3_bucket', 'output_prefix', 'date_dimension_start_year', 'date_dimension_end_year'],
})

/** The settings of parsing under their old names. */
export class TTBParsingConfig {
  declare readonly bucket_name: string | null
  /** Null: a partition is read whole. */
  declare readonly processing_batch_size: number | null
  declare readonly include_image_metadata: boolean
  declare readonly apply_transformations: boolean
  declare readonly output_format: string
  declare readonly create_partitioned_output: boolean
  /** Null: `bucket_name` says where data lies. */
  declare readonly upload_to_s3: boolean | null
  declare readonly s3_output_prefix: string

  constructor(fields: OldFields<TTBParsingConfig> = {}) {
    Object.assign(this, valuesOf(new.target, fields))
  }
}
FIELDS.set(TTBParsingConfig, {
  fields: [
    'bucket_name',
    'processing_batch_size',
    'include_image_metadata',
    'apply_transformations',
    'output_format',
    'create_partitioned_output',
    'upload_to_s3',
    's3_output_prefix',
  ],
  asset: 'ttb_structured_output',
})

/** The settings of jobs under their old names. */
export class TTBPipelineConfig {
  declare readonly max_sequence_per_batch: number
  declare readonly enable_asset_checks: boolean

  constructor(fields: OldFields<TTBPipelineConfig> = {}) {
    Object.assign(this, valuesOf(new.target, fields))
  }
}
FIELDS.set(TTBPipelineConfig, { fields: ['max_sequence_per_batch', 'enable_asset_checks'] })

/** The configuration that is in effect. */
export function get_ttb_config(): TTBGlobalConfig {
  return new TTBGlobalConfig()
}

/** The configuration that is in effect, of fetching. */
export function get_extraction_config(): TTBExtractionConfig {
  return new TTBExtractionConfig()
}

/** The configuration that is in effect, of processing. */
export function get_processing_config(): TTBProcessingConfig {
  return new TTBProcessingConfig()
}

/** The configuration that is in effect, of the dimensions. */
export function get_dimensional_config(): TTBDimensionalConfig {
  return new TTBDimensionalConfig()
}

/** Which profile is in effect. */
// biome-ignore lint/complexity/noStaticOnlyClass: the old shape
export class DeploymentConfig {
  static is_production(): boolean {
    return DeploymentConfig.get_environment() === 'production'
  }

  /** There is no such profile. */
  static is_staging(): boolean {
    return false
  }

  static is_development(): boolean {
    return DeploymentConfig.get_environment() === 'development'
  }

  static get_environment(): string {
    return effectiveConfig().environment
  }
}
