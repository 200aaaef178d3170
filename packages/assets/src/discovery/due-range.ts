import type { StateStore, Storage } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import type { DiscoveryRange } from './search-windows.ts'

/** Until when every day of completion was searched to its end for good. */
const SETTLED_CURSOR = 'registry-index.settled-through'

export interface DueRangeOptions {
  /** Today, `YYYY-MM-DD`. */
  readonly today: string
  /** A record shows up some days after its completed date; so many days back are searched again each time. */
  readonly trailingDays: number
}

/**
 * The days of completion that must be searched now: from the first that was not searched to its end after it had settled,
 * to today. Where nothing was searched yet, the trailing days.
 */
export async function dueRange(
  storage: Storage,
  state: StateStore,
  { today, trailingDays }: DueRangeOptions,
): Promise<DiscoveryRange> {
  const trailing = addDays(today, -trailingDays)
  const settled = (await state.getCursor(SETTLED_CURSOR)) ?? (await dayBeforeIndex(storage))
  if (settled === null || settled >= trailing) return { from: trailing, to: today }
  let from = addDays(settled, 1)
  while (from < trailing && (await isSettled(storage, from, trailingDays))) from = addDays(from, 1)
  await state.setCursor(SETTLED_CURSOR, addDays(from, -1))
  return { from, to: today }
}

/** The days of a range that were never searched to their end, or not since everything that belongs on them could show up. */
export async function listUnsettledDays(
  storage: Storage,
  { from, to, trailingDays }: DiscoveryRange & Pick<DueRangeOptions, 'trailingDays'>,
): Promise<string[]> {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1))
    if (!(await isSettled(storage, day, trailingDays))) days.push(day)
  return days
}

/** Whether a day was searched to its end once nothing more could show up on it. */
async function isSettled({ paths, tables }: Storage, day: string, trailingDays: number): Promise<boolean> {
  const searchedAt = await tables.readStamp(paths.indexFolder(day))
  return searchedAt !== null && searchedAt.slice(0, 10) >= addDays(day, trailingDays)
}

/** The day before the first that the index holds; null when it holds none. */
async function dayBeforeIndex({ objects, paths }: Storage): Promise<string | null> {
  for await (const { key } of objects.list(paths.indexPrefix)) {
    const day = key.slice(paths.indexPrefix.length).split('/')[0] as string
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return addDays(day, -1)
  }
  return null
}
