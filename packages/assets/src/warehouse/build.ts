import type { Database, Storage } from '@ttb/resources'
import type { RecordDefinition } from '@ttb/utils/records'
import type { DayFiles } from './consolidated-days.ts'
import { dayList } from './sql-relations.ts'
import type { WarehouseState } from './warehouse-state.ts'

/** A build of the warehouse under way. */
export interface Build {
  readonly storage: Storage
  readonly database: Database
  readonly workFolder: string
  /** The warehouse to go on from; null for a build over everything. */
  readonly before: WarehouseState | null
  /** Days of receipt to take in, and days that are no more. */
  readonly changed: readonly DayFiles[]
  readonly gone: readonly string[]
  readonly signal?: AbortSignal
}

/** The years with days to take in or to leave out, in order, each with the former. */
export function changedByYear({ changed, gone }: Build): ReadonlyMap<string, readonly DayFiles[]> {
  const days = [...gone.map((day) => ({ day, file: null })), ...changed.map((file) => ({ day: file.day, file }))]
  const years = new Map<string, DayFiles[]>()
  for (const { day, file } of days.sort((one, other) => (one.day < other.day ? -1 : 1))) {
    const year = day.slice(0, 4)
    years.set(year, [...(years.get(year) ?? []), ...(file ? [file] : [])])
  }
  return years
}

/** The days whose rows in the warehouse stand no longer, as a list in SQL. */
export function replacedDays({ changed, gone }: Build): string {
  return dayList([...changed.map(({ day }) => day), ...gone])
}

/** The file that the warehouse has of a table for a year; null for none. */
export async function heldFile(
  { storage, before }: Build,
  { name }: RecordDefinition,
  year: string | null,
): Promise<string | null> {
  const held = (before?.tables[name] ?? before?.parts[name])?.find((file) => file.year === year)
  return held ? storage.localFile(held.key) : null
}

/** The keys of the files of a table on these days. */
export function keysOf(days: readonly DayFiles[], { name }: RecordDefinition): string[] {
  return days.flatMap(({ keys }) => keys[name] ?? [])
}
