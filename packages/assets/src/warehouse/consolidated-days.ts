import type { Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { CONSOLIDATED } from '@ttb/utils/records'
import type { WarehouseState } from './warehouse-state.ts'

/** A day of receipt with consolidated records. */
export interface ConsolidatedFile {
  readonly day: string
  readonly fingerprint: string
  readonly etag: string
  /** Of the file with its records. */
  readonly key: string
}

export interface DayChanges {
  /** Every day there is, in order. */
  readonly days: ReadonlyMap<string, { readonly fingerprint: string; readonly etag: string }>
  /** Those that the warehouse has not, or has otherwise. */
  readonly changed: readonly ConsolidatedFile[]
  /** Those that only the warehouse has. */
  readonly gone: readonly string[]
}

const READ_AT_ONCE = 32
const MANIFEST = /\/(\d{4}-\d{2}-\d{2})\/_manifest\.json$/

/** Compares the consolidated days with those in a warehouse, by one listing; only manifests that differ are read. */
export async function changedDays(storage: Storage, state: WarehouseState | null): Promise<DayChanges> {
  const { objects, paths } = storage
  const listed: { readonly day: string; readonly etag: string }[] = []
  for await (const { key, etag } of objects.list(paths.consolidatedPrefix)) {
    const day = MANIFEST.exec(key)?.[1]
    if (day !== undefined) listed.push({ day, etag })
  }
  const known = state?.days ?? {}
  const suspects = listed.filter(({ day, etag }) => known[day]?.etag !== etag)
  const files = new Map<string, ConsolidatedFile>()
  for (let at = 0; at < suspects.length; at += READ_AT_ONCE) {
    const some = await Promise.all(
      suspects.slice(at, at + READ_AT_ONCE).map(({ day, etag }) => readDay(storage, day, etag)),
    )
    for (const file of some) files.set(file.day, file)
  }
  const days = new Map(
    listed.map(({ day, etag }) => {
      const fingerprint = files.get(day)?.fingerprint ?? (known[day]?.fingerprint as string)
      return [day, { fingerprint, etag }]
    }),
  )
  return {
    days,
    changed: [...files.values()].filter(({ day, fingerprint }) => known[day]?.fingerprint !== fingerprint),
    gone: Object.keys(known).filter((day) => !days.has(day)),
  }
}

/** The consolidated records of a day as a file. Throws `not_found` when the day was never consolidated. */
export async function readDay(storage: Storage, day: string, etag = ''): Promise<ConsolidatedFile> {
  const manifest = await storage.tables.readManifest(storage.paths.consolidatedFolder(day))
  const table = manifest?.tables[CONSOLIDATED.name]
  if (!manifest || !table) throw new TtbError(`no consolidated records of ${day}`, { code: 'not_found' })
  if (!table.key.endsWith('.parquet'))
    throw new TtbError(`${table.key}: the warehouse reads Parquet; expected outputFormat "parquet"`, {
      code: 'invalid_argument',
    })
  return { day, fingerprint: manifest.fingerprint, etag, key: table.key }
}
