import { loadConfig } from '@ttb/config'
import { describe, expect, it, vi } from 'vitest'
import { TTBExtractionConfig, TTBGlobalConfig } from '../src/generated/ttb_config.ts'
import { ConsolidatedConfig } from '../src/generated/ttb_consolidated_assets.ts'
import { DimensionalConfig } from '../src/generated/ttb_dimensional_assets.ts'
import { TTBParsingConfig } from '../src/generated/ttb_parsing_assets.ts'
import { daily_partitions } from '../src/generated/ttb_partitions.ts'

describe('an old class of settings', () => {
  it('shows the configuration in effect, in the old units', () => {
    vi.stubEnv('TTB_S3_BUCKET', 'ciq-dagster')
    vi.stubEnv('TTB_REQUEST_DELAY', '2')
    expect({ ...new TTBExtractionConfig() }).toEqual({
      s3_bucket: 'ciq-dagster',
      raw_data_prefix: '1-ttb-raw-data',
      processed_data_prefix: '2-ttb-processed-data',
      dimensional_data_prefix: '4-ttb-analytics',
      max_sequence_per_batch: 999999,
      receipt_methods: [1, 2, 3, 0],
      request_delay_seconds: 2,
      enable_data_quality_checks: true,
      aws_region: 'us-east-1',
      ssl_verify: true,
      max_retries: 3,
      consecutive_failure_threshold: null,
    })
    vi.unstubAllEnvs()
  })
  it('takes what is given over the environment', () => {
    vi.stubEnv('TTB_MAX_RETRIES', '9')
    expect(new TTBExtractionConfig({ max_retries: 1, receipt_methods: [1] })).toMatchObject({
      max_retries: 1,
      receipt_methods: [1],
    })
    expect(new TTBExtractionConfig()).toMatchObject({ max_retries: 9 })
    vi.unstubAllEnvs()
  })
  it('can be handed to loadConfig', () => {
    const given = new TTBExtractionConfig({ request_delay_seconds: 3, s3_bucket: 'b' })
    expect(loadConfig({ overrides: { ...given } }).config).toMatchObject({ requestIntervalMs: 3000, data: 's3://b' })
  })
  it('reads prefixes as the assets did', () => {
    expect(new ConsolidatedConfig()).toMatchObject({ bucket_name: null, s3_output_prefix: '3-ttb-consolidated' })
    expect(new TTBParsingConfig({ s3_output_prefix: 'here' }).s3_output_prefix).toBe('here')
    expect(new DimensionalConfig().output_prefix).toBe('4-ttb-analytics')
  })
  it.each([
    ['ssl_verify', false, /ssl_verify: false: certificates are always verified/],
    ['max_sequence_per_batch', 100, /there is no ceiling/],
    ['consecutive_failure_threshold', 10, /misses stop nothing/],
    ['max_retries', -5, /maxAttempts: -4/],
    ['colour', 'red', /no setting colour; there are ssl_verify/],
  ])('refuses %s = %j, and says why', (name, value, message) => {
    expect(() => new TTBExtractionConfig({ [name]: value } as object)).toThrowError(message)
  })
  it('has subclasses of its users', () => {
    class Mine extends TTBGlobalConfig {}
    expect(new Mine({ aws_region: 'eu-west-1' }).aws_region).toBe('eu-west-1')
  })
})

describe('the old partitions', () => {
  it('are those of the environment when they are first asked for', () => {
    vi.stubEnv('TTB_PARTITION_START_DATE', '2024-02-28')
    vi.stubEnv('TTB_PARTITION_END_DATE', '2024-03-01')
    expect(daily_partitions.count()).toBe(3)
    vi.unstubAllEnvs()
    expect([daily_partitions.keyAt(1), daily_partitions.indexOf('2024-03-01'), daily_partitions.dims.length]).toEqual([
      '2024-02-29',
      2,
      1,
    ])
    expect(daily_partitions.id).toContain('2024-02-28')
  })
})
