import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RecordDefinition } from '@ttb/utils/records'
import { copyTable } from '../sql/copy-table.ts'
import { type Database, openDatabase } from '../sql/database.ts'
import type { SqlTable } from '../sql/sql-session.ts'
import { quoteName, quoteText } from '../sql/sql-text.ts'
import { tableDdl } from '../sql/table-ddl.ts'
import { arrowFormat } from '../tables/arrow.ts'
import { decodeParquet } from '../tables/parquet.ts'
import { type ExportChoice, exportedRecord, exportQuery } from './exported-tables.ts'

/** What tables can be exported as, as files. */
export const EXPORT_FORMATS = ['csv', 'parquet', 'arrow'] as const

export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportedFile {
  readonly table: string
  readonly file: string
  readonly rows: number
}

export interface FilesTarget extends ExportChoice {
  /** Where the files go, one a table: `fact_products.csv`. Made where it is not there. */
  readonly folder: string
  readonly format: ExportFormat
  readonly signal?: AbortSignal
}

/** Writes each table as a file, sorted by key: the same rows give the same bytes. A file is there whole or not at all. */
export async function exportToFiles(
  tables: readonly SqlTable[],
  { folder, format, signal, ...choice }: FilesTarget,
): Promise<ExportedFile[]> {
  await mkdir(folder, { recursive: true })
  const database = await openDatabase({ spillFolder: join(folder, '.spill') })
  const exported: ExportedFile[] = []
  try {
    for (const table of tables) {
      signal?.throwIfAborted()
      const record = exportedRecord(table.record, choice)
      const query = await exportQuery(database, table, choice)
      if (query === null) continue
      const file = join(folder, `${record.name}.${format}`)
      const part = `${file}.part`
      const rows = await copy(database, record, query, part, format)
      if (format === 'arrow') {
        const decoded = await decodeParquet(record, await readFile(part))
        await pipeline(Readable.from(arrowFormat.encode(record, decoded)), createWriteStream(part))
      }
      await rename(part, file)
      exported.push({ table: record.name, file, rows })
    }
    return exported
  } finally {
    database.close()
    await rm(join(folder, '.spill'), { recursive: true, force: true })
  }
}

async function copy(
  database: Database,
  record: RecordDefinition,
  query: string,
  file: string,
  format: ExportFormat,
): Promise<number> {
  if (format !== 'csv') return (await copyTable(database, record, query, file)).rowCount
  const order = record.key.map(quoteName).join(', ')
  const { rows } = await database.query(
    `COPY (SELECT * FROM (${query}) ORDER BY ${order}) TO ${quoteText(file)} (FORMAT csv, HEADER)`,
  )
  return Number(rows[0]?.[0] ?? 0)
}

export interface DuckdbTarget extends ExportChoice {
  /** The database file; one that is there is replaced, once the new one is whole. */
  readonly file: string
  readonly signal?: AbortSignal
}

/** Writes the tables into one DuckDB database file, with keys and comments. */
export async function exportToDuckdb(
  tables: readonly SqlTable[],
  { file, signal, ...choice }: DuckdbTarget,
): Promise<ExportedFile[]> {
  await mkdir(dirname(file), { recursive: true })
  const part = join(dirname(file), `.${basename(file)}.part`)
  await rm(part, { force: true })
  const database = await openDatabase({ spillFolder: `${part}.spill` })
  const exported: ExportedFile[] = []
  try {
    await database.run(`ATTACH ${quoteText(part)} AS target`)
    await database.run('USE target')
    for (const table of tables) {
      signal?.throwIfAborted()
      const record = exportedRecord(table.record, choice)
      for (const statement of tableDdl(record, 'duckdb').split(/;\n/))
        if (statement.trim() !== '') await database.run(statement)
      const query = await exportQuery(database, table, choice)
      const order = record.key.map(quoteName).join(', ')
      if (query !== null)
        await database.run(`INSERT INTO ${quoteName(record.name)} SELECT * FROM (${query}) ORDER BY ${order}`)
      const { rows } = await database.query(`SELECT count(*)::INTEGER FROM ${quoteName(record.name)}`)
      exported.push({ table: record.name, file, rows: Number(rows[0]?.[0]) })
    }
    await database.run('USE memory')
    await database.run('DETACH target')
  } finally {
    database.close()
    await rm(`${part}.spill`, { recursive: true, force: true })
  }
  await rename(part, file)
  return exported
}
