import type { Ledger } from '../state/ledger.ts'
import type { ClaimedUnit } from '../state/ledger-claim.ts'
import type { NewMaterialization } from '../state/ledger-materialize.ts'
import type { PlannedUnit } from '../state/ledger-planned-units.ts'

/** One promise of a ledger, tried on two views of an empty one, as two processes have; throws when it is not kept. */
export interface LedgerCase {
  readonly title: string
  run(one: Ledger, other: Ledger): Promise<void>
}

/** A moment to count from. */
export const T0 = Date.UTC(2024, 0, 2, 6)
export const LEASE_MS = 60_000
/** A process of a machine that cannot be looked at from here. */
export const ELSEWHERE = 'another-machine.1.1'

export function unit(
  ordinal: number,
  partition: string,
  waitsFor: readonly number[] = [],
  assets = ['a'],
): PlannedUnit {
  return { ordinal, partition, steps: assets.map((asset) => ({ asset, reason: 'new', forced: false })), waitsFor }
}

export async function submit(
  ledger: Ledger,
  runId: string,
  units: readonly PlannedUnit[],
  { priority = 0, nowMs = T0 } = {},
): Promise<void> {
  await ledger.submit({ runs: [{ runId, job: 'job', cause: 'test', request: { job: 'job' }, priority, units }] }, nowMs)
}

export function openOwner(ledger: Ledger, process = ELSEWHERE, nowMs = T0): Promise<string> {
  return ledger.openOwner({ leaseMs: LEASE_MS, nowMs, process })
}

export async function claimOne(ledger: Ledger, owner: string, nowMs = T0): Promise<ClaimedUnit> {
  const [claimed] = await ledger.claim({ owner, limit: 1, leaseMs: LEASE_MS, nowMs })
  if (!claimed) throw new Error('expected a unit to claim')
  return claimed
}

export function made(partition: string, others: Partial<NewMaterialization> = {}): NewMaterialization {
  return {
    asset: 'a',
    partition,
    dataVersion: 'v1',
    codeVersion: '1',
    inputVersions: '[]',
    gatedBy: null,
    runId: 'run',
    metadata: { rows: 1, label: 'Peña 🍷' },
    ...others,
  }
}
