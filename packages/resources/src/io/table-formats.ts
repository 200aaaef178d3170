import type { Config } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { arrowFormat } from '../tables/arrow.ts'
import { csvFormat } from '../tables/csv.ts'
import { createDuckdbFormat } from '../tables/duckdb-parquet.ts'
import { jsonLinesFormat } from '../tables/json-lines.ts'
import { createParquetFormat } from '../tables/parquet.ts'
import { createParquetjsLiteFormat } from '../tables/parquetjs-lite.ts'
import type { TableFormat } from '../tables/table-format.ts'

export type FormatSettings = Pick<Config, 'outputFormat' | 'parquetEngine' | 'compression' | 'rowGroupRows'>

/** The formats that can be read, whichever is written: one for each file extension. */
export const READABLE_FORMATS: readonly TableFormat[] = [createParquetFormat(), jsonLinesFormat, csvFormat, arrowFormat]

/** The format that the settings ask for. */
export function tableFormat({ outputFormat, parquetEngine, compression, rowGroupRows }: FormatSettings): TableFormat {
  if (outputFormat === 'json') return jsonLinesFormat
  if (outputFormat === 'csv') return csvFormat
  if (outputFormat === 'arrow') return arrowFormat
  if (parquetEngine === 'duckdb') return createDuckdbFormat({ compression, rowGroupRows })
  if (parquetEngine === 'hyparquet') return createParquetFormat({ compression, rowGroupRows })
  if (compression !== 'zstd') return createParquetjsLiteFormat({ compression, rowGroupRows })
  throw new TtbError(
    'parquetEngine "parquetjs-lite" cannot write compression "zstd"; use "snappy" or "none", or another engine',
    { code: 'invalid_argument' },
  )
}
