import { allPartitions, type PartitionsDef } from '@ttb/config'
import { parseTtbId } from '@ttb/utils'
import { routeIndex } from '../consolidated/receipt-index.ts'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { readIndexDay } from '../discovery/index-partition.ts'
import { reportVersions } from './report-versions.ts'
import type { TtbResources } from './ttb-resources.ts'
import { withLease } from './with-lease.ts'

const asset = assetsWith<TtbResources>()
const KEY = 'ttb_registry_index_by_receipt'
const CODE_VERSION = '1'

/**
 * The rows of the index by day of receipt. They are moved there as days of completion are listed, which is also when the
 * ledger is told which days of receipt changed: what is made of one day is not outdated by what was listed of others.
 */
export function receiptIndexAsset(receivedDates: PartitionsDef): AssetDef<TtbResources> {
  return asset({
    key: KEY,
    group: 'ttb_index',
    doc: 'The rows of the registry index by the day of receipt that TTB IDs carry; kept while days of completion are listed.',
    partitions: receivedDates,
    deps: [{ asset: 'ttb_registry_index', mapping: allPartitions(), requires: 'available', outdates: false }],
    codeVersion: CODE_VERSION,
    async materialize({ partition, resources: { storage } }) {
      const manifest = await storage.tables.readManifest(storage.paths.receiptIndexFolder(partition))
      return { dataVersion: manifest?.fingerprint ?? 'none', metadata: { rows: manifest?.counts['rows'] ?? 0 } }
    },
  })
}

/** Brings the rows of these days of completion to their days of receipt, and tells the ledger which of those changed. */
export async function keepByReceipt(
  resources: TtbResources,
  completedDates: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { storage } = resources
  await withLease(resources, 'route the registry index', signal, () => routeIndex(storage, completedDates, { signal }))
  const days = new Set<string>()
  for (const date of completedDates)
    for (const { ttb_id } of await readIndexDay(storage, date)) days.add(parseTtbId(ttb_id).receivedDate)
  const dataVersions = new Map<string, string>()
  for (const day of days) {
    signal.throwIfAborted()
    const manifest = await storage.tables.readManifest(storage.paths.receiptIndexFolder(day))
    if (manifest) dataVersions.set(day, manifest.fingerprint)
  }
  await reportVersions(resources, { asset: KEY, codeVersion: CODE_VERSION, dataVersions })
}
