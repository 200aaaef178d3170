import type { PartitionsDef } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { probeGaps, readSequence } from '../raw/probe-gaps.ts'
import { hasSequence } from '../raw/sequence-gaps.ts'
import type { TtbResources } from './ttb-resources.ts'

const asset = assetsWith<TtbResources>()

/** The gap ledger: which numbers of a day of receipt are known, and which are worth another look. */
export function sequenceGapsAsset(dateMethods: PartitionsDef): AssetDef<TtbResources> {
  return asset({
    key: 'ttb_sequence_gaps',
    group: 'ttb_index',
    doc: 'The numbers between known TTB IDs, by day and method of receipt; tried on the days they are worth it where the setting sequenceProbe says so.',
    partitions: dateMethods,
    codeVersion: '1',
    async materialize({ partition, resources, signal }) {
      const [receivedDate, method] = partition.split('|') as [string, string]
      if (!hasSequence(method))
        throw new TtbError(`not a method of receipt: ${JSON.stringify(method)}`, { code: 'invalid_argument' })
      const { storage, state, clock, config } = resources
      const probed = config.sequenceProbe
        ? await probeGaps({ storage, state, clock, client: resources.registry() }, receivedDate, method, {
            compressed: config.rawCompressed,
            whenBlocked: 'throw',
            signal,
          })
        : null
      const { view } = await readSequence({ storage, state, clock }, receivedDate, method)
      const { known, highest, gaps, dueGaps, nextRescan } = view
      return {
        dataVersion: `${known} of ${highest}, ${dueGaps.length} due`,
        metadata: {
          known,
          highest,
          gaps: gaps.length,
          due: dueGaps.length,
          next_rescan: nextRescan ?? '',
          probed: probed?.pages.length ?? 0,
        },
      }
    },
  })
}
