import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStateStore, type StateStore, systemClock } from '@ttb/resources'
import { afterEach, describe, expect, it } from 'vitest'
import { withLease } from '../../src/product/with-lease.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function openStores(count: number): StateStore[] {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-lease-test-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return Array.from({ length: count }, () => {
    const store = openStateStore(join(folder, 'state.db'))
    cleanups.push(() => store.close())
    return store
  })
}

const { signal } = new AbortController()

/** Lets several do something under one lease; the most that did so at a time. */
async function mostAtATime(states: readonly StateStore[]): Promise<number> {
  let now = 0
  let most = 0
  const work = async (): Promise<void> => {
    most = Math.max(most, ++now)
    await systemClock.sleep(5)
    now--
  }
  await Promise.all(states.map((state) => withLease({ state, clock: systemClock }, 'one', signal, work)))
  return most
}

describe('work under a lease', () => {
  it('is done by one at a time within a process', async () => {
    const [state] = openStores(1)
    expect(await mostAtATime(Array.from({ length: 5 }, () => state as StateStore))).toBe(1)
  })
  it('is done by one at a time of those that share the state file', async () => {
    expect(await mostAtATime(openStores(3))).toBe(1)
  })
  it('goes on after work that failed, and not once it is called off', async () => {
    const [state] = openStores(1)
    const resources = { state: state as StateStore, clock: systemClock }
    const fail = (): Promise<void> => Promise.reject(new Error('no room'))
    await expect(withLease(resources, 'one', signal, fail)).rejects.toThrow('no room')
    expect(await withLease(resources, 'one', signal, async () => 'done')).toBe('done')
    const over = new AbortController()
    over.abort(new Error('called off'))
    await expect(withLease(resources, 'one', over.signal, async () => 'done')).rejects.toThrow('called off')
  })
})
