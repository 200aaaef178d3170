/** What tables can be exported to. */
export const EXPORT_TARGETS = ['postgres', 'duckdb', 'csv', 'parquet', 'arrow'] as const

export type ExportTarget = (typeof EXPORT_TARGETS)[number]
