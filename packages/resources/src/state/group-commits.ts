import type { StateDatabase } from './sql-connection.ts'

/** Does work on the state file in a transaction that it may share with other work of this process. */
export type GroupedCommit = <T>(work: () => T) => Promise<T>

interface Waiting {
  readonly work: () => unknown
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

/**
 * Joins what is asked for within one turn of the event loop into one transaction: a disk that must not forget takes as
 * long for many changes as for one. Each promise is settled once its change is durable. Work that throws takes nothing
 * else with it.
 */
export function groupCommits(database: StateDatabase): GroupedCommit {
  let waiting: Waiting[] = []

  function flush(): void {
    const group = waiting
    waiting = []
    try {
      const results = database.transaction(() => group.map(({ work }) => work()))
      for (const [at, { resolve }] of group.entries()) resolve(results[at] as never)
    } catch {
      // All of it was rolled back. Alone, each one succeeds or fails for itself.
      for (const one of group) settleAlone(one)
    }
  }

  function settleAlone({ work, resolve, reject }: Waiting): void {
    try {
      resolve(database.transaction(work) as never)
    } catch (error) {
      reject(error)
    }
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject })
      if (waiting.length === 1) setImmediate(flush)
    })
}
