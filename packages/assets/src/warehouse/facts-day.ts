import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyTable, openDatabase, type PartitionManifest, type Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { COMPANY_ALIASES, CONSOLIDATED } from '@ttb/utils/records'
import { readDay } from './consolidated-days.ts'
import { ALL_YEARS, type DateRange } from './dim-dates.ts'
import { FACT_TABLES } from './fact-queries.ts'
import { readFiles } from './sql-relations.ts'
import { keyMacros } from './surrogate-key.ts'
import { readWarehouseState } from './warehouse-state.ts'

/** Raised whenever the same records would give other facts. */
export const FACTS_VERSION = '1'

export interface FactsOfDay {
  readonly receivedDate: string
  /** False when the day was up to date and left as it is. */
  readonly made: boolean
  readonly dataVersion: string
  /** Rows of each table. */
  readonly counts: Readonly<Record<string, number>>
  readonly manifests: Readonly<Record<string, PartitionManifest>>
}

export interface FactsOfDayOptions {
  /** The years of dim_dates; as for the warehouse. */
  readonly years?: DateRange
  /** Which tables. Default: all of them. */
  readonly tables?: readonly string[]
  readonly force?: boolean
}

/**
 * The facts and bridges of one day of receipt, each a partition of its own: `facts/fact_products/partition_date=D/`. They are
 * the same rows as in the warehouse, whose companies they refer to, so the warehouse comes first. Throws `not_found` when
 * the day was not consolidated or there is no warehouse, `conflict` when the warehouse is older than the day.
 */
export async function factsOfDay(
  storage: Storage,
  receivedDate: string,
  {
    years = ALL_YEARS,
    tables: names = FACT_TABLES.map(({ record }) => record.name),
    force = false,
  }: FactsOfDayOptions = {},
): Promise<FactsOfDay> {
  const { paths, tables } = storage
  const day = await readDay(storage, receivedDate)
  const state = await readWarehouseState(storage)
  const [aliases] = state?.tables[COMPANY_ALIASES.name] ?? []
  if (!state || !aliases)
    throw new TtbError(`facts of ${receivedDate}: no warehouse; expected one, as facts refer to its companies`, {
      code: 'not_found',
    })
  if (state.days[receivedDate]?.fingerprint !== day.fingerprint) {
    throw new TtbError(
      `facts of ${receivedDate}: the warehouse has other records of that day; expected it to be built first`,
      {
        code: 'conflict',
        retryable: true,
      },
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'ttb-facts-'))
  const database = await openDatabase()
  try {
    for (const macro of keyMacros(years)) await database.run(macro)
    await database.run(
      `CREATE TABLE day_rows AS SELECT * FROM ${readFiles([await storage.localFile(day.keys[CONSOLIDATED.name] as string)])}`,
    )
    await database.run(
      `CREATE TABLE alias_map AS SELECT alias_natural(principal_permit_number, holder_name_key, holder_address_key) AS alias_natural, alias_key, company_key
       FROM ${readFiles([await storage.localFile(aliases.key)])} WHERE alias_key IN (
         SELECT surrogate_key(alias_natural(principal_permit_number, holder_name_key, holder_address_key)) FROM day_rows)`,
    )
    const manifests: Record<string, PartitionManifest> = {}
    let made = false
    for (const { record, query } of FACT_TABLES.filter((table) => names.includes(table.record.name))) {
      const { file, rowCount, sha256 } = await copyTable(
        database,
        record,
        query('day_rows'),
        join(folder, `${record.name}.parquet`),
      )
      const target = paths.factFolder(record.name, receivedDate)
      const before = force ? null : await tables.readManifest(target)
      if (before?.fingerprint === sha256) {
        manifests[record.name] = before
        continue
      }
      made = true
      manifests[record.name] = await tables.commit(
        target,
        { asset: record.name, partition: receivedDate, fingerprint: sha256, counts: { rows: rowCount } },
        [{ record, body: createReadStream(file) as AsyncIterable<Uint8Array>, rowCount, extension: 'parquet' }],
      )
    }
    const dataVersion = createHash('sha256')
      .update(
        JSON.stringify([
          FACTS_VERSION,
          Object.entries(manifests).map(([name, { fingerprint }]) => [name, fingerprint]),
        ]),
      )
      .digest('hex')
    const counts = Object.fromEntries(
      Object.entries(manifests).map(([name, manifest]) => [name, manifest.counts['rows'] ?? 0]),
    )
    return { receivedDate, made, dataVersion, counts, manifests }
  } finally {
    database.close()
    await rm(folder, { recursive: true, force: true })
  }
}
