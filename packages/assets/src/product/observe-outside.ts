import type { Storage } from '@ttb/resources'
import { PROCESSING_VERSION } from '../process-partition.ts'
import { keepByReceipt } from './receipt-index-asset.ts'
import { INDEX_CODE_VERSION } from './registry-index-asset.ts'
import { changedVersions, type MadeOutside, reportVersions } from './report-versions.ts'
import type { TtbResources } from './ttb-resources.ts'

/** What the ledger did not know of. */
export interface ObservedOutside {
  /** Days of completion. */
  readonly indexed: readonly string[]
  /** Partitions of pages, `2024-01-02|001-cola-detail`; their checks are still to be evaluated. */
  readonly structured: readonly string[]
}

/**
 * Tells the ledger of days of the index and of tables of pages that no run has made: those of `ttb fetch`, `ttb backfill`
 * and `ttb run` without a job, or of another machine. Afterwards the ledger has of them what their manifests say.
 */
export async function observeOutside(resources: TtbResources, signal: AbortSignal): Promise<ObservedOutside> {
  const { storage } = resources
  const index = {
    asset: 'ttb_registry_index',
    codeVersion: INDEX_CODE_VERSION,
    ...(await manifestsBelow(storage, storage.paths.indexPrefix, signal)),
  }
  const listed = await changedVersions(resources, index)
  // First the rows themselves: should it end here, the days still look unknown the next time.
  if (listed.length > 0) await keepByReceipt(resources, listed, signal)
  const indexed = await reportVersions(resources, index)
  const structured = await reportVersions(resources, {
    asset: 'ttb_structured_data',
    codeVersion: PROCESSING_VERSION,
    ...(await manifestsBelow(storage, storage.paths.structuredPrefix, signal)),
  })
  return { indexed, structured }
}

/** What the manifests of all partitions below a prefix say. */
async function manifestsBelow(
  { tables }: Storage,
  prefix: string,
  signal: AbortSignal,
): Promise<Pick<MadeOutside, 'dataVersions' | 'counts'>> {
  const dataVersions = new Map<string, string>()
  const counts = new Map<string, Readonly<Record<string, number>>>()
  for await (const { partition, fingerprint, counts: counted } of tables.listManifests(prefix)) {
    signal.throwIfAborted()
    dataVersions.set(partition, fingerprint)
    counts.set(partition, counted)
  }
  return { dataVersions, counts }
}
