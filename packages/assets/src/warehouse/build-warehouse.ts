import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CopiedTable, copyTable, type Database, openDatabase, type Storage } from '@ttb/resources'
import { FACT_PRODUCTS } from '@ttb/utils/records'
import { makeCompanyTables } from './company-tables.ts'
import { type ConsolidatedFile, changedDays } from './consolidated-days.ts'
import { ALL_YEARS, type DateRange } from './dim-dates.ts'
import { DIMENSIONS, makeDimensions } from './dimension-tables.ts'
import { FACT_SOURCE_COLUMNS, FACT_TABLES, type FactTable } from './fact-queries.ts'
import { dayList, readFiles } from './sql-relations.ts'
import { keyMacros } from './surrogate-key.ts'
import { readWarehouseState, type WarehouseFile, type WarehouseState, writeWarehouseState } from './warehouse-state.ts'

/** Raised whenever the same records would give other tables; a warehouse of another version is built anew. */
const WAREHOUSE_VERSION = '1'
const DEFAULT_MEMORY_BYTES = 1_000 * 2 ** 20

export interface WarehouseOptions {
  /** The years of dim_dates. Default: all that TTB IDs can be of. */
  readonly years?: DateRange
  /** What DuckDB may hold in memory before it goes on on disk. Default: 1,000 MiB. */
  readonly memoryLimitBytes?: number
  /** Where files lie while they are made. Default: the system's folder for such. */
  readonly workFolder?: string
  readonly threads?: number
  /** Build everything anew although only some of it has changed. */
  readonly force?: boolean
  readonly signal?: AbortSignal
}

export interface WarehouseBuild {
  /** False when nothing had changed and nothing was touched. */
  readonly made: boolean
  readonly dataVersion: string
  /** Rows of each table. */
  readonly counts: Readonly<Record<string, number>>
  /** Days of receipt whose consolidated records had changed. */
  readonly changedDays: readonly string[]
  /** Other days of receipt with facts that changed all the same, as the company of a record turned out to be another. */
  readonly rekeyedDays: readonly string[]
  /** Files that were written, those with the same content left out. */
  readonly written: readonly string[]
}

/**
 * Brings the warehouse up to date with the consolidated days: every dimension, and every fact and bridge in a file a year
 * of receipt. Only years with changed days are made again, and of their records only the changed ones. However the warehouse
 * came to be, the same consolidated records give the same bytes. Readers see the old state or the new one.
 */
export async function buildWarehouse(storage: Storage, options: WarehouseOptions = {}): Promise<WarehouseBuild> {
  const { years = ALL_YEARS, force = false } = options
  const rules = createHash('sha256')
    .update(JSON.stringify([WAREHOUSE_VERSION, years, FACT_TABLES.map(({ record }) => record), DIMENSIONS]))
    .digest('hex')
  const held = await readWarehouseState(storage)
  const before = force || held?.rules !== rules ? null : held
  const changes = await changedDays(storage, before)
  if (before && changes.changed.length + changes.gone.length === 0)
    return {
      made: false,
      dataVersion: before.dataVersion,
      counts: countsOf(before),
      changedDays: [],
      rekeyedDays: [],
      written: [],
    }

  const base = options.workFolder ?? tmpdir()
  await mkdir(base, { recursive: true })
  const workFolder = await mkdtemp(join(base, 'ttb-warehouse-'))
  const database = await openDatabase({
    memoryLimitBytes: options.memoryLimitBytes ?? DEFAULT_MEMORY_BYTES,
    spillFolder: join(workFolder, 'spill'),
    ...(options.threads !== undefined && { threads: options.threads }),
  })
  try {
    for (const macro of keyMacros(years)) await database.run(macro)
    const build: Build = {
      storage,
      database,
      workFolder,
      before,
      ...changes,
      ...(options.signal && { signal: options.signal }),
    }
    const { facts, rekeyedDays } = await makeFacts(build)
    const dimensions = await makeDimensions(database, workFolder, years)
    return await publish(build, rules, facts, dimensions, rekeyedDays)
  } finally {
    database.close()
    await rm(workFolder, { recursive: true, force: true })
  }
}

interface Build {
  readonly storage: Storage
  readonly database: Database
  readonly workFolder: string
  readonly before: WarehouseState | null
  readonly days: ReadonlyMap<string, { readonly fingerprint: string; readonly etag: string }>
  readonly changed: readonly ConsolidatedFile[]
  readonly gone: readonly string[]
  readonly signal?: AbortSignal
}

type YearFiles = Map<string, Map<string, CopiedTable>>

async function makeFacts(build: Build): Promise<{ facts: YearFiles; rekeyedDays: string[] }> {
  const { database, before, changed, gone, workFolder, signal } = build
  const replaced = dayList([...changed.map(({ day }) => day), ...gone])
  const changedFiles = await localFiles(
    build.storage,
    changed.map(({ key }) => key),
  )
  const heldFacts = await heldFiles(build, FACT_PRODUCTS.name)
  const heldPermits = await heldFiles(build, 'bridge_permits')
  const approvals = ['ttb_id', 'received_date', 'approval_date', 'principal_permit_number', ...HOLDER_COLUMNS].join(
    ', ',
  )
  const permits = 'ttb_id, received_date, position, permit_number, is_of_holder'
  const permitQuery = (FACT_TABLES.find(({ record }) => record.name === 'bridge_permits') as FactTable).query
  const union = (held: readonly string[], columns: string, fresh: string | null): string =>
    [
      ...(held.length > 0 ? [`SELECT ${columns} FROM ${readFiles(held)} WHERE received_date NOT IN ${replaced}`] : []),
      ...(fresh ? [`SELECT ${columns} FROM ${fresh}`] : []),
    ].join(' UNION ALL ')
  const fresh = changedFiles.length > 0 ? readFiles(changedFiles) : null
  await database.run(`CREATE VIEW approvals AS ${union(heldFacts, approvals, fresh)}`)
  await database.run(`CREATE VIEW record_permits AS ${union(heldPermits, permits, fresh && `(${permitQuery(fresh)})`)}`)
  await makeCompanyTables(database, workFolder)

  const rekeyedDays = await findRekeyed(build, heldFacts, replaced)
  const byYear = new Map<string, string[]>()
  for (const day of [...gone, ...rekeyedDays]) byYear.set(day.slice(0, 4), byYear.get(day.slice(0, 4)) ?? [])
  changed.forEach(({ day }, at) => {
    const files = byYear.get(day.slice(0, 4)) ?? []
    files.push(changedFiles[at] as string)
    byYear.set(day.slice(0, 4), files)
  })
  const facts: YearFiles = new Map()
  for (const [year, files] of [...byYear].sort()) {
    signal?.throwIfAborted()
    facts.set(year, await makeYear(build, year, files, replaced))
  }
  const current = [
    ...(before?.tables[FACT_PRODUCTS.name] ?? []).filter(({ year }) => year !== null && !facts.has(year)),
  ]
  const files = await localFiles(
    build.storage,
    current.map(({ key }) => key),
  )
  const made = [...facts.values()].flatMap((tables) => tables.get(FACT_PRODUCTS.name)?.file ?? [])
  await database.run(`CREATE VIEW fact_products AS SELECT * FROM ${readFiles([...files, ...made])}`)
  return { facts, rekeyedDays }
}

const HOLDER_COLUMNS = [
  'holder_name',
  'holder_name_key',
  'holder_address_key',
  'holder_street',
  'holder_city',
  'holder_state',
  'holder_zip',
  'holder_country',
]

/** Days, not changed themselves, with records whose company is now another. */
async function findRekeyed(build: Build, heldFacts: readonly string[], replaced: string): Promise<string[]> {
  if (heldFacts.length === 0) return []
  const [aliases] = await heldFiles(build, 'company_aliases')
  await build.database.run(
    `CREATE TABLE rekeyed AS SELECT h.alias_key FROM ${readFiles([aliases as string])} h JOIN alias_ties t USING (alias_key)
     WHERE h.company_key <> t.company_key`,
  )
  const { rows } = await build.database.query(
    `SELECT DISTINCT received_date::VARCHAR FROM ${readFiles(heldFacts)} SEMI JOIN rekeyed USING (alias_key)
     WHERE received_date NOT IN ${replaced} ORDER BY 1`,
  )
  return rows.flat() as string[]
}

/** All fact tables of a year: changed records from their consolidated days, all others as the warehouse has them. */
async function makeYear(
  { database, workFolder, before, storage }: Build,
  year: string,
  files: readonly string[],
  replaced: string,
): Promise<Map<string, CopiedTable>> {
  if (files.length > 0)
    await database.run(
      `CREATE OR REPLACE TEMP TABLE day_rows AS SELECT ${FACT_SOURCE_COLUMNS.map((name) => `"${name}"`).join(', ')} FROM ${readFiles(files)}`,
    )
  const copied = new Map<string, CopiedTable>()
  for (const { record, query } of FACT_TABLES) {
    const held = before?.tables[record.name]?.find((file) => file.year === year)
    const parts = files.length > 0 ? [query('day_rows')] : []
    if (held) parts.unshift(keepQuery(record.name, await storage.localFile(held.key), replaced))
    if (parts.length === 0) continue
    const columns = Object.keys(record.fields).map((name) => `"${name}"`)
    const all = parts.map((part) => `SELECT ${columns.join(', ')} FROM (${part})`).join(' UNION ALL ')
    copied.set(record.name, await copyTable(database, record, all, join(workFolder, `${record.name}-${year}.parquet`)))
  }
  await database.run('DROP TABLE IF EXISTS day_rows')
  return copied
}

/** The rows of a year that stay, with the company as it is known now. */
function keepQuery(table: string, file: string, replaced: string): string {
  const kept = `SELECT * FROM ${readFiles([file])} WHERE received_date NOT IN ${replaced}`
  if (table !== 'fact_products' && table !== 'fact_certificates') return kept
  const company = 'coalesce(m.company_key, 0)'
  const product = `, surrogate_key(product_natural(${company}, k.brand_key, k.fanciful_key)) AS product_key`
  return `SELECT k.* REPLACE (${company} AS company_key${table === 'fact_products' ? product : ''})
    FROM (${kept}) k LEFT JOIN alias_map m ON m.alias_key = k.alias_key`
}

/** Stores what is new, and then says that this is the warehouse. */
async function publish(
  { storage, before, days, changed, gone }: Build,
  rules: string,
  facts: YearFiles,
  dimensions: readonly CopiedTable[],
  rekeyedDays: readonly string[],
): Promise<WarehouseBuild> {
  const written: string[] = []
  const store = async (copied: CopiedTable, year: string | null): Promise<WarehouseFile> => {
    const { record, file, rowCount, sha256 } = copied
    const known = before?.tables[record.name]?.find((held) => held.year === year && held.sha256 === sha256)
    if (known) return known
    const folder =
      year === null ? storage.paths.dimensionFolder(record.name) : storage.paths.warehouseFolder(record.name, year)
    const manifest = await storage.tables.commit(
      folder,
      { asset: record.name, partition: year ?? '', fingerprint: sha256, counts: { rows: rowCount } },
      [{ record, body: createReadStream(file) as AsyncIterable<Uint8Array>, rowCount, extension: 'parquet' }],
    )
    const { key, sizeBytes } = manifest.tables[record.name] as { readonly key: string; readonly sizeBytes: number }
    written.push(key)
    return { key, year, rows: rowCount, sizeBytes, sha256 }
  }
  const tables: Record<string, WarehouseFile[]> = {}
  for (const copied of dimensions) tables[copied.record.name] = [await store(copied, null)]
  for (const { record } of FACT_TABLES) {
    const kept = (before?.tables[record.name] ?? []).filter(({ year }) => year !== null && !facts.has(year))
    const made: WarehouseFile[] = []
    for (const [year, copies] of facts) {
      const copied = copies.get(record.name)
      if (copied && copied.rowCount > 0) made.push(await store(copied, year))
    }
    tables[record.name] = [...kept, ...made].sort((one, other) => ((one.year ?? '') < (other.year ?? '') ? -1 : 1))
  }
  const dataVersion = createHash('sha256')
    .update(JSON.stringify(Object.entries(tables).map(([name, files]) => [name, files.map(({ sha256 }) => sha256)])))
    .digest('hex')
  const state: WarehouseState = { format: 1, rules, dataVersion, days: Object.fromEntries(days), tables }
  await writeWarehouseState(storage, state)
  return {
    made: true,
    dataVersion,
    counts: countsOf(state),
    changedDays: [...changed.map(({ day }) => day), ...gone].sort(),
    rekeyedDays,
    written,
  }
}

function countsOf({ tables }: WarehouseState): Record<string, number> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, files]) => [name, files.reduce((sum, { rows }) => sum + rows, 0)]),
  )
}

async function heldFiles({ storage, before }: Build, table: string): Promise<string[]> {
  return localFiles(
    storage,
    (before?.tables[table] ?? []).map(({ key }) => key),
  )
}

async function localFiles(storage: Storage, keys: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const key of keys) files.push(await storage.localFile(key))
  return files
}
