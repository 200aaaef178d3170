import type { Row } from '@ttb/resources'
import { COLA, type ColaChange, FIELD_TYPES, type Field, type IndexRow } from '@ttb/utils/records'

/** Which of several observations of one source counts: the latest, the oldest, or the latest with its gaps filled from before. */
export type MergeStrategy = 'latest' | 'oldest' | 'merge'

/** The row of a source that counts, of its rows from the earliest to the latest. */
export function pickObservation<R extends Row>(rows: readonly R[], strategy: MergeStrategy): R | null {
  const latest = rows.at(-1)
  if (!latest || rows.length === 1) return latest ?? null
  if (strategy === 'oldest') return rows[0] as R
  return strategy === 'latest' ? latest : rows.toReversed().reduce((filled, earlier) => fillGaps(filled, earlier))
}

/** The rows of the index for one TTB ID as they were observed: by completed date, then by when they were seen. */
export function inOrderOfTime(rows: readonly IndexRow[]): IndexRow[] {
  return [...rows].sort(
    (one, other) => compare(one.completed_date, other.completed_date) || compare(one.observed_at, other.observed_at),
  )
}

/** All states of a page, the earliest first, from its latest state and the changes that led to it. */
export function statesOfPage(latest: Row, changes: readonly ColaChange[]): Row[] {
  const states: Row[] = [latest]
  const positions = [...new Set(changes.map(({ position }) => position))].sort((one, other) => other - one)
  for (const at of positions) {
    const undone = changes.filter(({ position }) => position === at)
    const before = undone.map(({ field, before: text }) => [field, readValue(field, text)] as const)
    states.unshift({ ...(states[0] as Row), ...Object.fromEntries(before) })
  }
  return states
}

/** The value of a field from the text in which a change holds it. */
function readValue(name: string, text: string | null): unknown {
  const field = (COLA.fields as Readonly<Record<string, Field>>)[name]
  if (text === null || !field) return field?.cardinality === 'list' ? [] : null
  const isText =
    field.cardinality !== 'list' && ['string', 'date', 'timestamp'].includes(FIELD_TYPES[field.type].physical)
  return isText ? text : (JSON.parse(text) as unknown)
}

/** A value as the text in which conflicts and changes hold it: texts as they are, all else as JSON; null for none. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fillGaps<R extends Row>(row: R, earlier: R): R {
  const gaps = Object.entries(earlier).filter(([name]) => valueText(row[name]) === null)
  return gaps.length === 0 ? row : { ...row, ...Object.fromEntries(gaps) }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
