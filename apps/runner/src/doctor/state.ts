import { existsSync } from 'node:fs'
import type { Config } from '@ttb/config'
import { type Clock, openStateStore, type StateStore, stateFileOf } from '@ttb/resources'
import { formatCounted, formatDuration } from '../output.ts'
import type { Finding } from './finding.ts'

async function withState<T>(config: Config, work: (state: StateStore) => Promise<T>): Promise<T> {
  const state = openStateStore(stateFileOf(config))
  try {
    return await work(state)
  } finally {
    await state.close()
  }
}

/** Whether the state file is whole, can be written, and is shared as processes need it. */
export function findState(config: Config): Promise<Finding> {
  return withState(config, async (state) => {
    const problems = await state.ledger.problems()
    if (problems.length > 0) throw new Error(`${state.location} is damaged: ${problems.slice(0, 3).join('; ')}`)
    const lease = 'doctor'
    await state.takeLease(lease, { nowMs: 0, leaseMs: 1 })
    await state.releaseLease(lease)
    if (state.location === ':memory:')
      return { warning: 'it is in memory: nothing of it outlives the process', remedy: 'Set TTB_STATE to a file.' }
    if (!existsSync(`${state.location}-wal`))
      throw new Error(
        `${state.location} has no write-ahead log, which several processes need; is it on a network disk?`,
      )
    return `${state.location} is whole, can be written, and has a write-ahead log`
  })
}

const DAY_MS = 86_400_000

/** What waits to be done, and whether somebody does it. */
export function findQueue(config: Config, clock: Clock): Promise<Finding> {
  return withState(config, async ({ ledger }) => {
    const nowMs = clock.now()
    const left = await ledger.reclaim(nowMs)
    const runs = await ledger.runs({ status: ['queued', 'running', 'canceling'], limit: 1000 })
    const oldest = runs.at(-1)
    if (!oldest) return 'no run is open'
    const ageMs = nowMs - oldest.createdAtMs
    const open = `${formatCounted(runs.length, 'open run')}, the oldest of ${formatDuration(Math.max(0, ageMs))} ago`
    if (left > 0)
      return {
        warning: `${formatCounted(left, 'unit')} of processes that are gone given back; ${open}`,
        remedy: 'Start "ttb daemon" or "ttb runs RUN --resume": it goes on where they were.',
      }
    return ageMs > DAY_MS ? { warning: open } : open
  })
}
