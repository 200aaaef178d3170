import { PROCESSING_VERSION } from '../process-partition.ts'
import { manifestsBelow } from './manifests-below.ts'
import { keepByReceipt } from './receipt-index-asset.ts'
import { INDEX_CODE_VERSION } from './registry-index-asset.ts'
import { changedVersions, type MadeOutside, reportVersions } from './report-versions.ts'
import type { TtbResources } from './ttb-resources.ts'

/** What the ledger did not know of. */
export interface ObservedOutside {
  /** Days of completion. */
  readonly indexed: readonly string[]
  /** Partitions of pages, `2024-01-02|001-cola-detail`; kept from use until their checks are evaluated. */
  readonly structured: readonly string[]
}

/**
 * Tells the ledger of days of the index and of tables of pages that no run has made: those of `ttb fetch`, `ttb backfill`
 * and `ttb run` without a job, or of another machine. Afterwards the ledger has of them what their manifests say.
 * Only manifests that changed since the last time are read.
 */
export async function observeOutside(resources: TtbResources, signal: AbortSignal): Promise<ObservedOutside> {
  const { storage } = resources
  const index = {
    asset: 'ttb_registry_index',
    codeVersion: INDEX_CODE_VERSION,
    ...(await saidBelow(resources, storage.paths.indexPrefix, signal)),
  }
  const listed = await changedVersions(resources, index)
  // First the rows themselves: should it end here, the days still look unknown the next time.
  if (listed.length > 0) await keepByReceipt(resources, listed, signal)
  const indexed = await reportVersions(resources, index)
  const structured = await reportVersions(resources, {
    asset: 'ttb_structured_data',
    codeVersion: PROCESSING_VERSION,
    checksDue: true,
    ...(await saidBelow(resources, storage.paths.structuredPrefix, signal)),
  })
  return { indexed, structured }
}

/** What the manifests of all partitions below a prefix say, by partition. */
async function saidBelow(
  resources: TtbResources,
  prefix: string,
  signal: AbortSignal,
): Promise<Pick<MadeOutside, 'dataVersions' | 'counts'>> {
  const manifests = await manifestsBelow(resources, prefix, { signal })
  return {
    dataVersions: new Map(manifests.map(({ partition, fingerprint }) => [partition, fingerprint])),
    counts: new Map(manifests.map(({ partition, counts }) => [partition, counts])),
  }
}
