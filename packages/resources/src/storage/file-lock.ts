import { lstat, mkdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { TtbError } from '@ttb/utils'
import { orAbort } from './byte-stream.ts'
import { makeLink, removeName } from './file-calls.ts'
import { fileErrorCode } from './folder-errors.ts'
import { isDeadProcess, processIdentity } from './process-identity.ts'

/** With waits of up to 50 ms between them, about half a minute; what is done under a lock takes milliseconds. */
const ATTEMPTS = 1200
const LONGEST_WAIT_MS = 50
/** What a system says that has no symbolic links, or (Windows) not for everybody: then a file has to do. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'UNKNOWN'])

/**
 * Does something while no other process of this machine does anything under the same lock file.
 * The lock of a process that was killed is taken over. Throws `storage_failed` (retryable) after half a minute.
 */
export async function withFileLock<T>(path: string, action: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await acquire(path, signal)
  try {
    return await action()
  } finally {
    await release(path)
  }
}

/** One request to the system where `rm` makes two. A lock that is gone was taken for that of a dead process. */
async function release(path: string): Promise<void> {
  await removeName(path).catch((error) => {
    if (codeOf(error) !== 'ENOENT') throw error
  })
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
    await orAbort(sleep(Math.random() * Math.min(LONGEST_WAIT_MS, attempt)), signal)
  }
  throw new TtbError(`lock ${path} is held by another process; expected it to be free within half a minute`, {
    code: 'storage_failed',
    retryable: true,
  })
}

/** A link to the name of this process: made and named in one step, so a lock without an owner is never seen. */
async function tryLock(path: string): Promise<boolean> {
  try {
    await makeLink(processIdentity(), path).catch((error) => {
      if (!NO_LINKS.has(codeOf(error))) throw error
      return writeFile(path, processIdentity(), { flag: 'wx' })
    })
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') await mkdir(dirname(path), { recursive: true })
    else if (codeOf(error) !== 'EEXIST') throw error
    return false
  }
}

async function hasDeadOwner(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await lstat(path)
    const owner = await readlink(path).catch(() => readFile(path, 'utf8'))
    return isDeadProcess(owner, Date.now() - mtimeMs)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

function codeOf(error: unknown): string {
  return fileErrorCode(error) ?? ''
}
