import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** How long the trace of a process that cannot be looked at (another host, or no `/proc`) counts as its own. */
const UNSEEN_OWNER_MS = 600_000

/** A name for this process, `host.pid.start`, which no later process bears; safe in a file name. */
export function processIdentity(): string {
  ownIdentity ??= identityOf(process.pid)
  return ownIdentity
}

/** It is asked for with every write, and what it is made of does not change while the process runs. */
let ownIdentity: string | undefined

/**
 * Whether the process of an identity has certainly ended. A process of another host, or one that only bears the same
 * number on a system that does not tell when it began, is taken for dead when its trace is 10 minutes old.
 */
export function isDeadProcess(identity: string, traceAgeMs: number): boolean {
  const [host, pid, start] = identity.split('.')
  if (host !== hostId() || !/^\d+$/.test(pid ?? '')) return traceAgeMs > UNSEEN_OWNER_MS
  if (!isRunning(Number(pid))) return true
  const startNow = startOf(Number(pid))
  return startNow === '0' ? traceAgeMs > UNSEEN_OWNER_MS && Number(pid) !== process.pid : startNow !== start
}

function identityOf(pid: number): string {
  return `${hostId()}.${pid}.${startOf(pid)}`
}

function hostId(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not allowed to signal it: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in ticks since the machine did; `0` where the system does not tell. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command, in parentheses, may hold spaces; the start time is the 22nd field of the line.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '0'
  } catch {
    return '0'
  }
}
