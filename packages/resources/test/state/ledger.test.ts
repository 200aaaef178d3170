import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../../src/state/ledger.ts'
import { openStateStore, type StateStore } from '../../src/state/state-store.ts'
import { processIdentity } from '../../src/storage/process-identity.ts'
import { ledgerContract } from '../../src/testing/index.ts'
import { claimOne, submit, T0, unit } from '../../src/testing/ledger-case.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

const root = temporaryFolder()
const opened: StateStore[] = []
let files = 0

function open(path: string): Ledger {
  const store = openStateStore(path)
  opened.push(store)
  return store.ledger
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()))
})

ledgerContract(
  'two connections to one SQLite file',
  () => {
    const path = join(root, `ledger-${files++}.db`)
    return [open(path), open(path)]
  },
  { describe, it },
)

ledgerContract(
  'a ledger in memory',
  () => {
    const ledger = open(':memory:')
    return [ledger, ledger]
  },
  { describe, it },
)

describe('a ledger in a file', () => {
  const fresh = () => open(join(root, `ledger-${files++}.db`))

  it('leaves its units to a process that is alive, however long its lease is over', async () => {
    const ledger = fresh()
    await submit(ledger, 'run', [unit(0, 'p0')])
    await claimOne(ledger, await ledger.openOwner({ leaseMs: 10, nowMs: T0 }))
    expect(await ledger.reclaim(T0 + 86_400_000)).toBe(0)
  })

  it('takes the units of a process that has ended back at once', async () => {
    const ledger = fresh()
    await submit(ledger, 'run', [unit(0, 'p0')])
    // No process has this number: it is above the highest that Linux gives.
    const ended = processIdentity().replace(/\.\d+\./, '.4194305.')
    await claimOne(ledger, await ledger.openOwner({ leaseMs: 86_400_000, nowMs: T0, process: ended }))
    expect(await ledger.reclaim(T0)).toBe(1)
  })

  it('settles what shares a transaction each for itself', async () => {
    const ledger = fresh()
    await submit(ledger, 'run', [unit(0, 'p0')])
    const owner = await ledger.openOwner({ leaseMs: 1000, nowMs: T0 })
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const claimed = await claimOne(ledger, owner)
    const materialization = { asset: 'a', partition: 'p0', dataVersion: 'v', codeVersion: '1', inputVersions: '[]' }
    const of = { ...materialization, gatedBy: null, runId: 'run' }
    const settled = await Promise.allSettled([
      ledger.commit(claimed, { ...of, metadata: circular as never }, [], T0),
      ledger.commit(claimed, { ...of, metadata: { rows: 1 } }, [], T0),
    ])
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect((await ledger.latest('a', ['p0']))[0]?.metadata).toEqual({ rows: 1 })
  })
})
