import type { AssetDef } from '@ttb/assets/definitions'
import { evaluateCheck } from '@ttb/checks'
import type { Materialization, NewCheckResult } from '@ttb/resources'
import type { EngineSetup, UnitClock } from './engine-setup.ts'

interface CheckedIn {
  readonly runId: string
  readonly partition: string
  readonly clock: UnitClock
  readonly signal: AbortSignal
}

/** What all checks of an asset say of a partition, in a run that is told of each. Nothing is recorded. */
export async function evaluateChecks<R>(
  setup: EngineSetup<R>,
  { key, partitions }: AssetDef<R>,
  materialization: Pick<Materialization, 'dataVersion' | 'metadata'>,
  { runId, partition, clock, signal }: CheckedIn,
): Promise<NewCheckResult[]> {
  const results: NewCheckResult[] = []
  for (const check of setup.definitions.checksOf(key)) {
    const result = await evaluateCheck(check, {
      asset: key,
      partition,
      partitions,
      materialization,
      latest: (asset, keys) => setup.ledger.latest(asset, keys),
      signal,
      clock,
      resources: setup.resources,
    })
    const { name, ...said } = result
    setup.events.emit(runId, { kind: 'check_evaluated', asset: key, partition, check: name, ...said })
    results.push(result)
  }
  return results
}
