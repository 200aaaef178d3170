import type { PartitionManifest, Storage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { CONSOLIDATED } from '@ttb/utils/records'
import { DAY_TABLES } from './fact-queries.ts'
import type { WarehouseState } from './warehouse-state.ts'

/** A day of receipt as the warehouse takes it in. */
export interface DayFiles {
  readonly day: string
  readonly fingerprint: string
  /** How the store marks what it was read from. */
  readonly etag: string
  /** The keys of its files with rows, by table. */
  readonly keys: Readonly<Record<string, string>>
}

export interface DayChanges {
  /** Every day there is, in order. */
  readonly days: ReadonlyMap<string, { readonly fingerprint: string; readonly etag: string }>
  /** Those that the warehouse has not, or has otherwise. */
  readonly changed: readonly DayFiles[]
  /** Those that only the warehouse has. */
  readonly gone: readonly string[]
}

const READ_AT_ONCE = 32
const MANIFEST = /\/(\d{4}-\d{2}-\d{2})\/_manifest\.json$/

/** Compares the consolidated days and their history with those in a warehouse, by listing; only what differs is read. */
export async function changedDays(storage: Storage, state: WarehouseState | null): Promise<DayChanges> {
  const { paths } = storage
  const prefixes = [paths.consolidatedPrefix, paths.historyPrefix] as const
  const [consolidated, history] = (await Promise.all(prefixes.map((prefix) => listDays(storage, prefix)))) as [
    Days,
    Days,
  ]
  const known = state?.days ?? {}
  const listed = [...consolidated].map(([day, etag]) => ({ day, etag: `${etag} ${history.get(day) ?? ''}` }))
  const suspects = listed.filter(({ day, etag }) => known[day]?.etag !== etag)
  const files = new Map<string, DayFiles>()
  for (let at = 0; at < suspects.length; at += READ_AT_ONCE) {
    const some = suspects.slice(at, at + READ_AT_ONCE).map(({ day, etag }) => readDay(storage, day, etag))
    for (const file of await Promise.all(some)) files.set(file.day, file)
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

/** How the store marks each day. */
type Days = ReadonlyMap<string, string>

async function listDays({ objects }: Storage, prefix: string): Promise<Days> {
  const days = new Map<string, string>()
  for await (const { key, etag } of objects.list(prefix)) {
    const day = MANIFEST.exec(key)?.[1]
    if (day !== undefined) days.set(day, etag)
  }
  return days
}

/** The files of a day. Throws `not_found` when the day was never consolidated, `invalid_argument` when they are not Parquet. */
export async function readDay({ paths, tables }: Storage, day: string, etag = ''): Promise<DayFiles> {
  const manifest = await tables.readManifest(paths.consolidatedFolder(day))
  if (!manifest?.tables[CONSOLIDATED.name])
    throw new TtbError(`no consolidated records of ${day}; expected that day to be consolidated first`, {
      code: 'not_found',
    })
  const history = await tables.readManifest(paths.historyFolder(day))
  const keys = { ...keysOf(manifest), ...(history && keysOf(history)) }
  const other = Object.values(keys).find((key) => !key.endsWith('.parquet'))
  if (other !== undefined) {
    throw new TtbError(`${other}: the warehouse reads Parquet; expected outputFormat "parquet"`, {
      code: 'invalid_argument',
    })
  }
  return { day, etag, fingerprint: [manifest.fingerprint, history?.fingerprint ?? ''].join(' '), keys }
}

/** Files with rows; of the consolidated records also one without, as the day is there all the same. */
function keysOf({ tables }: PartitionManifest): Record<string, string> {
  const names = [CONSOLIDATED, ...DAY_TABLES].map(({ name }) => name)
  return Object.fromEntries(
    names.flatMap((name) => {
      const table = tables[name]
      return table && (table.rows > 0 || name === CONSOLIDATED.name) ? [[name, table.key]] : []
    }),
  )
}
