import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { Build } from './build.ts'
import { makeCompanyTables } from './company-tables.ts'
import { changedDays } from './consolidated-days.ts'
import { ALL_YEARS, type DateRange } from './dim-dates.ts'
import { DIMENSIONS, makeDimensions } from './dimension-tables.ts'
import { YEAR_TABLES } from './fact-queries.ts'
import { publishWarehouse } from './publish-warehouse.ts'
import { SEEN_PARTS } from './seen-parts.ts'
import { keyMacros } from './surrogate-key.ts'
import { readWarehouseState, type WarehouseState } from './warehouse-state.ts'
import { makeParts } from './year-parts.ts'
import { makeYears } from './year-tables.ts'

/** Raised whenever the same records would give other tables; a warehouse of another version is built anew. */
export const WAREHOUSE_VERSION = '3'
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
 * of receipt. Only changed days are read and only years with changed days, or with records whose company turned out to be
 * another, are made again; dimensions follow from small parts that are kept of each year. However the warehouse came to be,
 * the same consolidated records give the same bytes. Readers see the old state or the new one. Throws `not_found` when
 * nothing was consolidated, `corrupt_data` should two natural keys have one surrogate key.
 */
export async function buildWarehouse(storage: Storage, options: WarehouseOptions = {}): Promise<WarehouseBuild> {
  const { years = ALL_YEARS, force = false } = options
  const rules = createHash('sha256')
    .update(JSON.stringify([WAREHOUSE_VERSION, years, YEAR_TABLES, DIMENSIONS, SEEN_PARTS]))
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
    // Every file is read once or twice, and the footers of all days would fill more memory than DuckDB counts.
    await database.run('SET parquet_metadata_cache = false')
    for (const macro of keyMacros(years)) await database.run(macro)
    const { changed, gone } = changes
    const { signal } = options
    const build: Build = { storage, database, workFolder, before, changed, gone, ...(signal && { signal }) }
    const parts = await makeParts(build)
    await makeCompanyTables(build, parts)
    const { years: tables, rekeyedDays, links } = await makeYears(build)
    const dimensions = await makeDimensions(build, parts, years)
    const linksOf = (day: string): string | null =>
      (tables.has(day.slice(0, 4)) ? links.get(day) : before?.days[day]?.links) ?? null
    const days = Object.fromEntries([...changes.days].map(([day, said]) => [day, { ...said, links: linksOf(day) }]))
    const made = { rules, days, dimensions, years: tables, parts }
    const { state, written } = await publishWarehouse(storage, held, before, made)
    return {
      made: true,
      dataVersion: state.dataVersion,
      counts: countsOf(state),
      changedDays: [...changed.map(({ day }) => day), ...gone].sort(),
      rekeyedDays,
      written: written.filter((key) => !key.includes('/_parts/')),
    }
  } finally {
    database.close()
    await rm(workFolder, { recursive: true, force: true })
  }
}

function countsOf({ tables }: WarehouseState): Record<string, number> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, files]) => [name, files.reduce((sum, { rows }) => sum + rows, 0)]),
  )
}
