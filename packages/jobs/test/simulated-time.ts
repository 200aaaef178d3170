import type { Clock } from '@ttb/resources'

export interface Participant extends Clock {
  leave(): void
}

interface Sleeper {
  readonly untilMs: number
  readonly wake: () => void
}

/** Time that stands still while any participant is awake, and jumps to the earliest sleeper when none is. */
export function simulatedTime(start: string) {
  let nowMs = Date.parse(start)
  let joined = 0
  const sleepers = new Set<Sleeper>()
  const now = () => nowMs

  function moveOn(): void {
    setImmediate(() => {
      if (sleepers.size === 0 || sleepers.size < joined) return
      const first = [...sleepers].reduce((one, other) => (other.untilMs < one.untilMs ? other : one))
      sleepers.delete(first)
      nowMs = Math.max(nowMs, first.untilMs)
      first.wake()
    })
  }

  return {
    now,
    join(): Participant {
      joined++
      return {
        now,
        leave() {
          joined--
          moveOn()
        },
        sleep: (ms, { signal } = {}) =>
          new Promise((resolve, reject) => {
            if (signal?.aborted) {
              reject(signal.reason)
              return
            }
            const onAbort = () => {
              sleepers.delete(sleeper)
              reject(signal?.reason)
            }
            const sleeper: Sleeper = {
              untilMs: nowMs + ms,
              wake() {
                signal?.removeEventListener('abort', onAbort)
                resolve()
              },
            }
            signal?.addEventListener('abort', onAbort, { once: true })
            sleepers.add(sleeper)
            moveOn()
          }),
      }
    },
  }
}
