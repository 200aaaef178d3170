import * as here from 'node:fs'
import * as there from 'node:fs/promises'

/** A call of which the system holds the answer in memory takes hundredths of this. */
const SLOW_MS = 2
/** How many calls are left to other threads after one that had to be waited for. */
const LEFT_AFTER_SLOW = 32

let leftToOthers = 0

/**
 * A call made here and now as long as such calls are quick, which they nearly always are: handing one to another thread and
 * taking its answer back costs ten times the processor time of the call itself. Where a disk is slow, other threads wait.
 */
export function quickCall<A extends readonly unknown[], R>(
  callHere: (...args: A) => R,
  callThere: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    if (leftToOthers > 0) {
      leftToOthers--
      return callThere(...args)
    }
    const start = performance.now()
    try {
      return callHere(...args)
    } finally {
      if (performance.now() - start > SLOW_MS) leftToOthers = LEFT_AFTER_SLOW
    }
  }
}

/** What `stat` of `node:fs` says, links followed, with times to the nanosecond. */
export const statOf = quickCall(
  (path: string) => here.statSync(path, { bigint: true }),
  (path) => there.stat(path, { bigint: true }),
)
export const makeLink = quickCall(
  (target: string, path: string) => here.symlinkSync(target, path),
  (target, path) => there.symlink(target, path),
)
export const removeName = quickCall(
  (path: string) => here.unlinkSync(path),
  (path) => there.unlink(path),
)
export const moveFile = quickCall(
  (from: string, path: string) => here.renameSync(from, path),
  (from, path) => there.rename(from, path),
)
