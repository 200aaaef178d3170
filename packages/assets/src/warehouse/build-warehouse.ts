import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CopiedTable, openDatabase, type Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { changedDays, type DayChanges } from './consolidated-days.ts'
import { ALL_YEARS, type DateRange } from './dim-dates.ts'
import { DIMENSIONS, makeDimensions } from './dimension-tables.ts'
import { YEAR_TABLES } from './fact-queries.ts'
import { keyMacros } from './surrogate-key.ts'
import { readWarehouseState, type WarehouseFile, type WarehouseState, writeWarehouseState } from './warehouse-state.ts'
import { type Build, makeYears, type YearTables } from './year-tables.ts'

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
    .update(JSON.stringify([WAREHOUSE_VERSION, years, YEAR_TABLES, DIMENSIONS]))
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

  if (changes.days.size === 0)
    throw new TtbError(
      `no consolidated records below ${storage.paths.consolidatedPrefix}; expected some to build a warehouse from`,
      {
        code: 'not_found',
      },
    )

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
    const { changed, gone } = changes
    const { signal } = options
    const build: Build = { storage, database, workFolder, before, changed, gone, ...(signal && { signal }) }
    const { years: facts, rekeyedDays } = await makeYears(build)
    const dimensions = await makeDimensions(database, workFolder, years)
    return await publish(build, changes.days, rules, facts, dimensions, rekeyedDays)
  } finally {
    database.close()
    await rm(workFolder, { recursive: true, force: true })
  }
}

/** Stores what is new, and then says that this is the warehouse. */
async function publish(
  { storage, before, changed, gone }: Build,
  days: DayChanges['days'],
  rules: string,
  facts: YearTables,
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
  for (const record of YEAR_TABLES) {
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
