import type { Storage, UnroutedDay } from '@ttb/resources'

/** A mark that a state of a day of completion was not brought to its days of receipt yet. */
export interface UnroutedMark extends UnroutedDay {
  readonly key: string
}

/** Marks a state of a day of completion, before it is committed: what days of receipt do not know of is found so. */
export async function markUnrouted({ objects, paths }: Storage, { observedAt, ...day }: UnroutedDay): Promise<void> {
  const key = paths.unroutedKey({ ...day, observedAt: new Date(observedAt).toISOString() })
  await objects.write(key, new Uint8Array())
}

/** The marks of days of completion, by day; of all, or from one on. */
export async function listUnrouted(
  { objects, paths }: Storage,
  { from }: { readonly from?: string } = {},
): Promise<ReadonlyMap<string, readonly UnroutedMark[]>> {
  const byDay = new Map<string, UnroutedMark[]>()
  const after = from === undefined ? {} : { after: `${paths.unroutedPrefix}${from}` }
  for await (const { key } of objects.list(paths.unroutedPrefix, after)) {
    const day = paths.readUnroutedKey(key)
    if (!day) continue
    const marks = byDay.get(day.completedDate)
    if (marks) marks.push({ ...day, key })
    else byDay.set(day.completedDate, [{ ...day, key }])
  }
  return byDay
}

/** What a mark says of the state it is of. */
type MarkedState = Pick<UnroutedDay, 'observedAt' | 'fingerprint'>

/**
 * The marks that are settled once a state of their day was worked on: its own, and those of observations before it. Any other
 * is of a state that may be committed only now, and stays.
 */
export function settledMarks<M extends MarkedState>(marks: readonly M[], fingerprint: string | null): readonly M[] {
  const own = marks.find((mark) => fingerprint?.startsWith(mark.fingerprint))
  return own ? marks.filter((mark) => mark === own || mark.observedAt < own.observedAt) : []
}
