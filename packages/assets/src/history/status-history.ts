import type { IndexRow, PageSnapshot, StatusPeriod } from '@ttb/utils/records'

/** What was observed of the status of one record. */
export interface StatusObservations {
  readonly ttbId: string
  readonly receivedDate: string
  /** Its rows in the registry index, in any order. */
  readonly indexRows: readonly IndexRow[]
  /** The snapshots of its pages, in any order. */
  readonly snapshots: readonly PageSnapshot[]
}

/** A stretch of time between two changes of status that the index lists; the only one where it lists none. */
interface Stretch {
  readonly completedDate: string | null
  readonly firstObservedAt: string | null
  readonly lastObservedAt: string | null
  readonly seen: PageSnapshot[]
}

/** A status as it was seen, from when to when. */
interface State {
  readonly status: string | null
  expiration: string | null
  readonly first: PageSnapshot | null
  lastSeenAt: string | null
}

/**
 * The statuses of a record in order of time, with the days from and to which each held. The index says on which day a
 * status changed, snapshots of pages say to which; what changed before the record was first observed is not known. Pure.
 */
export function statusHistory({ ttbId, receivedDate, indexRows, snapshots }: StatusObservations): StatusPeriod[] {
  const stretches = stretchesOf(indexRows)
  const ordered = [...snapshots].sort(
    (one, other) => compare(one.requested_at ?? '', other.requested_at ?? '') || one.position - other.position,
  )
  let previous: PageSnapshot | null = null
  for (const snapshot of ordered) {
    stretchOf(snapshot, stretches, previous).seen.push(snapshot)
    previous = snapshot
  }
  const periods: Omit<StatusPeriod, 'position' | 'valid_to' | 'is_current'>[] = []
  for (const stretch of stretches) {
    statesOf(stretch).forEach((state, at) => {
      const last = periods.at(-1)
      // The index may list a record again although its status stays, as when a surrendered one is corrected.
      if (last && last.status !== null && last.status === state.status && last.expiration_date === state.expiration) {
        periods[periods.length - 1] = { ...last, last_observed_at: state.lastSeenAt ?? last.last_observed_at }
        return
      }
      const [from, basis] = beginOf(stretch, state, at === 0, periods.length === 0)
      periods.push({
        ttb_id: ttbId,
        received_date: receivedDate,
        status: state.status,
        expiration_date: state.expiration,
        completed_date: stretch.completedDate,
        valid_from: from,
        valid_from_basis: basis,
        observed_at: state.first?.requested_at ?? (state.first ? null : stretch.firstObservedAt),
        last_observed_at: state.lastSeenAt ?? (state.first ? null : stretch.lastObservedAt),
        page_kind: state.first?.page_kind ?? null,
        content_sha256: state.first?.content_sha256 ?? null,
      })
    })
  }
  return periods.map((period, at) => ({
    ...period,
    position: at + 1,
    valid_to: periods[at + 1]?.valid_from ?? null,
    is_current: at === periods.length - 1,
  }))
}

function stretchesOf(indexRows: readonly IndexRow[]): Stretch[] {
  const stretches = [...indexRows]
    .sort((one, other) => compare(one.completed_date, other.completed_date))
    .map((row) => ({
      completedDate: row.completed_date,
      firstObservedAt: row.first_observed_at,
      lastObservedAt: row.observed_at,
      seen: [],
    }))
  return stretches.length > 0
    ? stretches
    : [{ completedDate: null, firstObservedAt: null, lastObservedAt: null, seen: [] }]
}

/**
 * The stretch a snapshot belongs to. Between the day of a change and the moment the index was seen to list it, a page may
 * show the status before or after: it shows the one before as long as it says the same as the page taken before it.
 */
function stretchOf(snapshot: PageSnapshot, stretches: readonly Stretch[], previous: PageSnapshot | null): Stretch {
  const at = snapshot.requested_at
  const latest = stretches.at(-1) as Stretch
  if (at === null) return latest
  const listed = stretches.findLast(({ firstObservedAt }) => firstObservedAt !== null && firstObservedAt <= at)
  const begun = stretches.findLast(({ completedDate }) => completedDate !== null && completedDate <= at.slice(0, 10))
  if (!begun || begun === listed) return listed ?? (stretches[0] as Stretch)
  if (!listed) return begun
  return previous && listed.seen.includes(previous) && isSameState(previous, snapshot) ? listed : begun
}

function isSameState(one: PageSnapshot, other: PageSnapshot): boolean {
  return one.status === other.status
}

/** The states seen within a stretch. Only forms tell the day of expiration, so a detail page says nothing against it. */
function statesOf({ seen }: Stretch): State[] {
  const states: State[] = []
  for (const snapshot of seen) {
    if (snapshot.status === null) continue
    const last = states.at(-1)
    const isForm = snapshot.page_kind === 'certificate'
    const expiration = isForm ? snapshot.expiration_date : (last?.expiration ?? null)
    const saysMore = isForm && last !== undefined && last.expiration === null
    if (last && last.status === snapshot.status && (last.expiration === expiration || saysMore)) {
      last.expiration = expiration
      last.lastSeenAt = snapshot.requested_at ?? last.lastSeenAt
    } else {
      states.push({ status: snapshot.status, expiration, first: snapshot, lastSeenAt: snapshot.requested_at })
    }
  }
  return states.length > 0 ? states : [{ status: null, expiration: null, first: null, lastSeenAt: null }]
}

/** The first day of a state, and what it is known by. */
function beginOf(
  { completedDate }: Stretch,
  state: State,
  isFirstOfStretch: boolean,
  isFirstOfRecord: boolean,
): [string | null, StatusPeriod['valid_from_basis']] {
  if (isFirstOfStretch && completedDate !== null) return [completedDate, 'completed_date']
  const approval = state.first?.approval_date ?? null
  if (isFirstOfRecord && state.status === 'APPROVED' && approval !== null) return [approval, 'approval_date']
  const seenOn = state.first?.requested_at?.slice(0, 10) ?? null
  return seenOn === null ? [null, 'unknown'] : [seenOn, 'observed']
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
