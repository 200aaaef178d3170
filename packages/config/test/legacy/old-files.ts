/** The configuration files of the earlier system, as they were, without what repeats. */
export const OLD_FILES = {
  'configs/complete_pipeline_config.yaml': `
ops:
  ttb_partitioned:
    config:
      max_sequence_per_batch: 99999
      consecutive_failure_threshold: 10
      s3_bucket: "ciq-dagster"
      raw_data_prefix: "1-ttb-raw-data"
      ssl_verify: false
      max_retries: 3
      request_delay_seconds: 0.5
  ttb_raw_extraction:
    config:
      s3_bucket: "ciq-dagster"
      s3_input_prefix: "1-ttb-raw-data"
      enable_parsing_validation: true
      data_quality_analysis: true
  ttb_cleaned_data:
    config:
      s3_bucket: "ciq-dagster"
      s3_output_prefix: "2-ttb-processed-data"
      enable_deduplication: true
      data_quality_analysis: true
      create_partitioned_output: true
  ttb_structured_output:
    config:
      s3_bucket: "ciq-dagster"
      s3_output_prefix: "2-ttb-processed-data"
      create_partitioned_output: true
      validate_schema: true
      data_quality_analysis: true
  ttb_consolidated_data:
    config:
      bucket_name: "ciq-dagster"
      s3_output_prefix: "3-ttb-consolidated"
      create_partitioned_output: true
      data_quality_analysis: true
      deduplication_enabled: true
resources:
  s3_resource:
    config:
      region_name: "us-east-1"
`,
  'configs/dev.yaml': `
deployment_environment: "dev"
s3:
  bucket: "ciq-dagster"
  prefixes:
    raw_data: "1-ttb-raw-data"
    processed_data: "2-ttb-processed-data"
    dimensional_data: "3-ttb-dimensional-data"
processing:
  max_sequence_per_batch: 100
  request_delay_seconds: 0.5
  max_retries: 3
  ssl_verify: false
  enable_data_quality_checks: true
  enable_deduplication: true
receipt_methods:
  - 1  # e-filed
  - 2  # mailed
  - 3  # overnight
  - 0  # hand-delivered
dimensional:
  date_start_year: 2015
  date_end_year: 2030
  enable_surrogate_keys: true
dev_settings:
  enable_debug_logging: true
  create_partitioned_output: true
  sample_data_only: false
`,
  'configs/full_day_config.yaml': 'ops: { ttb_partitioned: { config: { max_sequence_per_batch: 99999 } } }',
  'configs/max_batch_config.yaml': 'ops: { ttb_partitioned: { config: { max_sequence_per_batch: 99999 } } }',
  'configs/partition_config.yaml': `
ops:
  ttb_partitioned:
    config:
      bucket_name: "ciq-dagster"
      max_sequence_per_batch: 5
`,
  'configs/prod.yaml': `
deployment_environment: "prod"
s3:
  bucket: "ttb-production-data"
  prefixes:
    raw_data: "1-ttb-raw-data"
    processed_data: "2-ttb-processed-data"
    dimensional_data: "3-ttb-dimensional-data"
processing:
  max_sequence_per_batch: 10000
  request_delay_seconds: 1.0
  max_retries: 5
  ssl_verify: false
  enable_data_quality_checks: true
  enable_deduplication: true
receipt_methods: [1, 2, 3, 0]
dimensional:
  date_start_year: 2015
  date_end_year: 2035
  enable_surrogate_keys: true
prod_settings:
  enable_debug_logging: false
  create_partitioned_output: true
  enable_monitoring: true
  enable_alerting: true
`,
  'tests/configs/full_day_test_config.yaml': `
target_date: "2024-01-01"
max_sequence_per_batch: 99999
enable_asset_checks: true
`,
  'tests/configs/test_small_config.yaml': 'ops: { ttb_partitioned: { config: { max_sequence_per_batch: 10 } } }',
} as const
