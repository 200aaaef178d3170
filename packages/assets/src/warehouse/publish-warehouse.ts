import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { CopiedTable, Storage } from '@ttb/resources'
import type { RecordDefinition } from '@ttb/utils/records'
import { DIMENSIONS } from './dimension-tables.ts'
import { YEAR_TABLES } from './fact-queries.ts'
import { SEEN_PARTS } from './seen-parts.ts'
import { type WarehouseFile, type WarehouseState, writeWarehouseState } from './warehouse-state.ts'
import type { YearTables } from './year-parts.ts'

/** What a build has made. */
export interface MadeTables {
  readonly rules: string
  readonly days: WarehouseState['days']
  readonly dimensions: readonly CopiedTable[]
  readonly years: YearTables
  readonly parts: YearTables
}

export interface Published {
  readonly state: WarehouseState
  /** The keys of files that were written, those with the same content left out. */
  readonly written: readonly string[]
}

/** A file that was written so lately may be one that another build is about to name. */
const KEEP_UNNAMED_MS = 60 * 60 * 1000
const WRITE_AT_ONCE = 8
const TABLE_FILE = /\/[a-z0-9_]+-[0-9a-f]{16}\.parquet$/

/**
 * Stores what is new, under names that no reader knows yet, and then says that this is the warehouse. Files of the state
 * before stay until the build after this one, so that whatever ends when, the state that is there names files that are there.
 */
export async function publishWarehouse(
  storage: Storage,
  held: WarehouseState | null,
  before: WarehouseState | null,
  made: MadeTables,
): Promise<Published> {
  const { paths, objects } = storage
  const written: string[] = []
  const store = async (
    { file, record, rowCount, sha256 }: CopiedTable,
    year: string | null,
    folder: string,
    known: readonly WarehouseFile[] = [],
  ): Promise<WarehouseFile> => {
    const same = known.find((one) => one.year === year && one.sha256 === sha256)
    if (same) return same
    const key = `${folder}${record.name}-${sha256.slice(0, 16)}.parquet`
    const { sizeBytes } = await objects.write(key, createReadStream(file) as AsyncIterable<Uint8Array>)
    written.push(key)
    return { key, year, rows: rowCount, sizeBytes, sha256 }
  }
  const storeYears = async (
    { name }: RecordDefinition,
    years: YearTables,
    known: readonly WarehouseFile[] = [],
    folderOf: (year: string) => string,
  ): Promise<WarehouseFile[]> => {
    const files = known.filter(({ year }) => year !== null && !years.get(year)?.has(name))
    const made = [...years].flatMap(([year, copies]) => {
      const copied = copies.get(name)
      return copied && copied.rowCount > 0 ? [{ year, copied }] : []
    })
    for (let at = 0; at < made.length; at += WRITE_AT_ONCE) {
      const some = made.slice(at, at + WRITE_AT_ONCE)
      files.push(...(await Promise.all(some.map(({ year, copied }) => store(copied, year, folderOf(year), known)))))
    }
    return files.sort((one, other) => ((one.year ?? '') < (other.year ?? '') ? -1 : 1))
  }
  const tables: Record<string, readonly WarehouseFile[]> = {}
  for (const { name } of DIMENSIONS) {
    const copied = made.dimensions.find(({ record }) => record.name === name)
    const known = before?.tables[name] ?? []
    tables[name] = copied ? [await store(copied, null, paths.dimensionFolder(name), known)] : known
  }
  for (const record of YEAR_TABLES) {
    const folder = (year: string): string => paths.warehouseFolder(record.name, year)
    tables[record.name] = await storeYears(record, made.years, before?.tables[record.name], folder)
  }
  const parts: Record<string, readonly WarehouseFile[]> = {}
  for (const { record } of SEEN_PARTS) {
    const folder = (year: string): string => paths.warehouseFolder(`_parts/${record.name}`, year)
    parts[record.name] = await storeYears(record, made.parts, before?.parts[record.name], folder)
  }
  const dataVersion = createHash('sha256')
    .update(JSON.stringify(Object.entries(tables).map(([name, files]) => [name, files.map(({ sha256 }) => sha256)])))
    .digest('hex')
  const state: WarehouseState = { format: 1, rules: made.rules, dataVersion, days: made.days, tables, parts }
  await writeWarehouseState(storage, state)
  await removeUnnamed(storage, [state, ...(held ? [held] : [])])
  return { state, written: written.sort() }
}

/** Removes the files of neither state: what was superseded before, and what a build that was cut short had written. */
async function removeUnnamed({ objects, paths }: Storage, states: readonly WarehouseState[]): Promise<void> {
  const named = new Set(
    states
      .flatMap(({ tables, parts }) => [tables, parts].flatMap((all) => Object.values(all).flat()))
      .map(({ key }) => key),
  )
  const unnamed: { readonly key: string; readonly atMs: number }[] = []
  let newestMs = 0
  for (const prefix of [paths.warehousePrefix, ...DIMENSIONS.map(({ name }) => paths.dimensionFolder(name))]) {
    for await (const { key, modifiedAt } of objects.list(prefix)) {
      const atMs = Date.parse(modifiedAt)
      newestMs = Math.max(newestMs, atMs)
      if (TABLE_FILE.test(key) && !named.has(key)) unnamed.push({ key, atMs })
    }
  }
  await objects.remove(unnamed.filter(({ atMs }) => newestMs - atMs >= KEEP_UNNAMED_MS).map(({ key }) => key))
}
