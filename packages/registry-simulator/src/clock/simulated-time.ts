import { TtbError } from '@ttb/utils'

export interface SleepOptions {
  readonly signal?: AbortSignal | undefined
}

/** The only thing a program asks for the time; the shape of the platform's own clock. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number
  /** Waits; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, options?: SleepOptions): Promise<void>
}

/** One who lives in simulated time. While it is awake, time stands still. */
export interface Participant extends Clock {
  /** Time no longer waits for it; what it still sleeps rejects with `conflict`. */
  leave(): void
}

/** What a server of the simulator needs of a time. */
export interface ServerTime {
  now(): number
  /** A sleep on behalf of the client whose request is in flight: that client counts as asleep. */
  delay(ms: number, options?: SleepOptions): Promise<void>
}

export interface SimulatedTime extends ServerTime {
  /** One participant per concurrent activity: who sleeps in one task and works in another counts as asleep. */
  join(): Participant
  /** Called with the new time when a delay ends, before the delay's promise settles; it waits for what this returns. */
  onDelayEnd(listener: (nowMs: number) => Promise<void>): () => void
}

interface Sleeper {
  readonly wakeMs: number
  readonly order: number
  /** Null for a delay. */
  readonly owner: Participant | null
  readonly wake: () => void
  readonly reject: (reason: unknown) => void
}

/**
 * A clock of discrete events: time stands still while any participant is awake and jumps to the earliest sleeper when
 * all sleep, so that pace and pauses are exact to the millisecond and a month passes in seconds. Sleepers wake one at a
 * time, the earliest first, then in the order they lay down. Without participants every delay passes at once.
 */
export function createSimulatedTime({ startMs }: { readonly startMs: number }): SimulatedTime {
  let nowMs = startMs
  let order = 0
  const participants = new Set<Participant>()
  /** Those who have not lain down since they joined or last woke. */
  const awake = new Set<Participant>()
  const sleepers = new Set<Sleeper>()
  const listeners = new Set<(nowMs: number) => Promise<void>>()

  let moveIsDue = false
  /** Not at once: who lies down may have more to do before it waits, such as to lie down a second time. */
  const moveSoon = (): void => {
    if (moveIsDue) return
    moveIsDue = true
    setImmediate(move)
  }
  const move = (): void => {
    moveIsDue = false
    while (sleepers.size > 0 && delays() >= awake.size) {
      const next = earliest()
      nowMs = Math.max(nowMs, next.wakeMs)
      getUp(next)
      next.wake()
    }
  }
  const getUp = (sleeper: Sleeper): void => {
    sleepers.delete(sleeper)
    if (sleeper.owner) awake.add(sleeper.owner)
  }
  /** Each request in flight is the sleep of one participant that counts as awake otherwise. */
  const delays = (): number => {
    let count = 0
    for (const { owner } of sleepers) if (owner === null) count++
    return count
  }
  const earliest = (): Sleeper => {
    let first: Sleeper | undefined
    for (const sleeper of sleepers) if (!first || isBefore(sleeper, first)) first = sleeper
    return first as Sleeper
  }

  function lieDown(owner: Participant | null, ms: number, { signal }: SleepOptions = {}): Promise<void> {
    if (!(ms >= 0 && ms < Number.POSITIVE_INFINITY))
      return Promise.reject(
        new TtbError(`cannot sleep ${ms} ms; expected a finite number from 0 up`, { code: 'invalid_argument' }),
      )
    if (signal?.aborted) return Promise.reject(signal.reason)
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        getUp(sleeper)
        reject(signal?.reason)
      }
      const settle = (action: () => void) => {
        signal?.removeEventListener('abort', onAbort)
        action()
      }
      const sleeper: Sleeper = {
        wakeMs: nowMs + ms,
        order: order++,
        owner,
        wake: () => settle(resolve),
        reject: (reason) => settle(() => reject(reason)),
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      sleepers.add(sleeper)
      if (owner) awake.delete(owner)
      moveSoon()
    })
  }

  return {
    now: () => nowMs,
    async delay(ms, options) {
      await lieDown(null, ms, options)
      await Promise.all([...listeners].map((listener) => listener(nowMs)))
    },
    join() {
      const participant: Participant = {
        now: () => nowMs,
        sleep: (ms, options) =>
          participants.has(participant) ? lieDown(participant, ms, options) : Promise.reject(hasLeft()),
        leave() {
          if (!participants.delete(participant)) return
          awake.delete(participant)
          for (const sleeper of sleepers) {
            if (sleeper.owner !== participant) continue
            sleepers.delete(sleeper)
            sleeper.reject(hasLeft())
          }
          moveSoon()
        },
      }
      participants.add(participant)
      awake.add(participant)
      return participant
    },
    onDelayEnd(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function isBefore(one: Sleeper, other: Sleeper): boolean {
  return one.wakeMs < other.wakeMs || (one.wakeMs === other.wakeMs && one.order < other.order)
}

function hasLeft(): TtbError {
  return new TtbError('the participant has left simulated time', { code: 'conflict' })
}
