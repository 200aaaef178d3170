import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TtbError } from '@ttb/utils'
import { isDeadProcess, processIdentity } from './process-identity.ts'

/** With waits of up to 50 ms between them, about half a minute; what is done under a lock takes milliseconds. */
const ATTEMPTS = 1200
const LONGEST_WAIT_MS = 50

/**
 * Does something while no other process of this machine does anything under the same lock file.
 * The lock of a process that was killed is taken over. Throws `storage_failed` (retryable) after half a minute.
 */
export async function withFileLock<T>(path: string, action: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await acquire(path, signal)
  try {
    return await action()
  } finally {
    await rm(path, { force: true })
  }
}

/** Removes the lock of a process that is no more; whether there was one. */
export async function removeDeadLock(path: string): Promise<boolean> {
  if (!(await hasDeadOwner(path))) return false
  // Only under this second lock may a lock be removed by another than its owner, and only if it is still a dead one:
  // else two processes could both find it dead, and the slower remove the live lock the faster has just taken.
  return withFileLock(`${path}.dead`, async () => {
    const dead = await hasDeadOwner(path)
    if (dead) await rm(path, { force: true })
    return dead
  })
}

async function acquire(path: string, signal: AbortSignal | undefined): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    signal?.throwIfAborted()
    if (await tryLock(path)) return
    if (await removeDeadLock(path)) continue
    await sleep(Math.random() * Math.min(LONGEST_WAIT_MS, attempt), undefined, signal ? { signal } : {})
  }
  throw new TtbError(`lock ${path} is held by another process; expected it to be free within half a minute`, {
    code: 'storage_failed',
    retryable: true,
  })
}

async function tryLock(path: string): Promise<boolean> {
  const handle = await open(path, 'wx').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') await mkdir(dirname(path), { recursive: true })
    else if (error.code !== 'EEXIST') throw error
    return null
  })
  if (!handle) return false
  try {
    await handle.writeFile(processIdentity())
    return true
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** A lock without a name in it was left between its making and its naming, or is in that moment: its age decides. */
async function hasDeadOwner(path: string): Promise<boolean> {
  try {
    const [owner, { mtimeMs }] = [await readFile(path, 'utf8'), await stat(path)]
    return isDeadProcess(owner, Date.now() - mtimeMs)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
