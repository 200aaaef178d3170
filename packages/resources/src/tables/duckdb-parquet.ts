import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../sql/database.ts'
import { sqlType } from '../sql/sql-types.ts'
import { contractMetadata } from './file-contract.ts'
import { jsonLinesFormat } from './json-lines.ts'
import { decodeParquet } from './parquet.ts'
import type { TableFormat } from './table-format.ts'

/** Parquet written by DuckDB, which is what the warehouse writes with. Its columns are all optional. */
export function createDuckdbFormat({
  compression,
  rowGroupRows,
}: {
  readonly compression: 'snappy' | 'zstd' | 'none'
  readonly rowGroupRows: number
}): TableFormat {
  return {
    name: 'duckdb',
    extension: 'parquet',
    async *encode(record, rows) {
      const folder = await mkdtemp(join(tmpdir(), 'ttb-duckdb-'))
      try {
        const [source, target] = [join(folder, 'rows.jsonl'), join(folder, 'rows.parquet')]
        await writeFile(source, jsonLinesFormat.encode(record, rows))
        const columns = Object.entries(record.fields).map(
          ([name, field]) => `'${name}': '${sqlType(field).replaceAll("'", "''")}'`,
        )
        const said = contractMetadata(record).map(([key, value]) => `"${key}": '${value.replaceAll("'", "''")}'`)
        const database = await openDatabase()
        try {
          await database.run(
            `COPY (SELECT * FROM read_json('${source}', format = 'newline_delimited', columns = {${columns.join(', ')}}, maximum_object_size = 268435456))
             TO '${target}' (FORMAT parquet, COMPRESSION ${compression === 'none' ? 'uncompressed' : compression}, ROW_GROUP_SIZE ${rowGroupRows}, KV_METADATA {${said.join(', ')}})`,
          )
        } finally {
          database.close()
        }
        yield* createReadStream(target) as AsyncIterable<Uint8Array>
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
    decode: decodeParquet,
  }
}
