import type { MaterializedState } from '@ttb/resources'
import { CHECKS_DUE } from '../definitions/index.ts'
import type { TtbResources } from './ttb-resources.ts'

/** In the place of a run, of what was not made by one. */
const NO_RUN = 'outside'

/** What there is of an asset that no step of its own has made. */
export interface MadeOutside {
  readonly asset: string
  readonly codeVersion: string
  /** By partition. */
  readonly dataVersions: ReadonlyMap<string, string>
  /** What was counted, by partition. */
  readonly counts?: ReadonlyMap<string, Readonly<Record<string, number>>>
  /** Whether it is kept from use until its checks are evaluated. Default: false. */
  readonly checksDue?: boolean
}

type LedgerResources = Pick<TtbResources, 'state' | 'clock'>

/** The partitions that the ledger has in other versions, or not at all. */
export async function changedVersions(resources: LedgerResources, made: MadeOutside): Promise<string[]> {
  return (await compare(resources, made)).map(([partition]) => partition)
}

/** Tells the ledger of what it has in other versions, or not at all; which partitions these were. */
export async function reportVersions(resources: LedgerResources, made: MadeOutside): Promise<string[]> {
  const { state, clock } = resources
  const { asset, codeVersion, dataVersions, counts, checksDue = false } = made
  const changed = await compare(resources, made)
  for (const [partition, before] of changed) {
    const reported = {
      asset,
      partition,
      dataVersion: dataVersions.get(partition) as string,
      codeVersion,
      // Of what it was made is not known; what the ledger knew may still be so.
      inputVersions: before?.inputVersions ?? '[]',
      gatedBy: checksDue ? CHECKS_DUE : null,
      runId: NO_RUN,
      metadata: counts?.get(partition) ?? {},
    }
    await state.ledger.report(reported, [], clock.now())
  }
  return changed.map(([partition]) => partition)
}

async function compare(
  { state }: LedgerResources,
  { asset, dataVersions }: MadeOutside,
): Promise<[partition: string, before: MaterializedState | undefined][]> {
  const keys = [...dataVersions.keys()]
  const known = new Map((await state.ledger.states(asset, keys)).map((before) => [before.partition, before]))
  return keys.filter((key) => known.get(key)?.dataVersion !== dataVersions.get(key)).map((key) => [key, known.get(key)])
}
