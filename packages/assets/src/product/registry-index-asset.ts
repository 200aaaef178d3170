import type { PartitionsDef } from '@ttb/config'
import { toItsEnd } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { discover } from '../discovery/discover.ts'
import type { IndexedDay } from '../discovery/index-partition.ts'
import { keepByReceipt } from './receipt-index-asset.ts'
import type { TtbResources } from './ttb-resources.ts'

const asset = assetsWith<TtbResources>()

/** Raised whenever the same searches would list other rows. */
export const INDEX_CODE_VERSION = '1'

/** What the registry lists, by the day each record was last completed. */
export function registryIndexAsset(completedDates: PartitionsDef): AssetDef<TtbResources> {
  return asset({
    key: 'ttb_registry_index',
    group: 'ttb_index',
    doc: 'What searches by completed date list: every record of the registry under each date it was ever listed under.',
    partitions: completedDates,
    codeVersion: INDEX_CODE_VERSION,
    retry: { max: 2, backoffMs: 60_000 },
    async materialize({ partition, resources, signal }) {
      const { storage, state, clock } = resources
      const client = resources.registry()
      const days: IndexedDay[] = []
      const range = { from: partition, to: partition }
      for await (const { complete, reason, days: indexed } of discover({ storage, state, client, clock }, range, {
        signal,
        whenBlocked: 'throw',
      })) {
        if (!complete)
          throw new TtbError(`what was completed on ${partition} is not listed to its end: ${reason}`, {
            code: 'storage_failed',
            retryable: true,
          })
        days.push(...indexed)
      }
      // What was searched is not searched again because a budget ended before it was noted.
      await toItsEnd(signal, (ending) => keepByReceipt(resources, [partition], ending))
      const manifest = await storage.tables.readManifest(storage.paths.indexFolder(partition))
      const { listed = 0, added = 0, changed = 0, quarantined = 0 } = days[0] ?? {}
      return {
        dataVersion: manifest?.fingerprint ?? 'none',
        metadata: { listed, added, changed, quarantined, rows: manifest?.counts['rows'] ?? 0 },
      }
    },
  })
}
