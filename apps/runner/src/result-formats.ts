/** The forms in which an answer can be had. */
export const RESULT_FORMATS = ['table', 'csv', 'json', 'jsonl', 'parquet', 'arrow'] as const

export type ResultFormat = (typeof RESULT_FORMATS)[number]
