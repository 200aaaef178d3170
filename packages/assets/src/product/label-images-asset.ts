import type { PartitionsDef } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { fetchLabelImages, listFormsWithDueImages, readImageLog } from '../raw/label-images.ts'
import { openRawPartition } from '../raw/raw-partition.ts'
import { pagePartitionOf } from './raw-asset.ts'
import type { TtbResources } from './ttb-resources.ts'

const asset = assetsWith<TtbResources>()

/** The pictures that forms show. Declared where the setting `labelImages` asks for them: they are most of the requests. */
export function labelImagesAsset(dateMethodTypes: PartitionsDef): AssetDef<TtbResources> {
  return asset({
    key: 'ttb_label_images',
    group: 'ttb_raw',
    doc: 'The pictures of labels that forms show, each stored once by its content.',
    partitions: dateMethodTypes,
    deps: [{ asset: 'ttb_raw_data' }],
    codeVersion: '1',
    retry: { max: 2, backoffMs: 300_000 },
    async materialize({ partition: key, resources, signal }) {
      const { storage, state, clock } = resources
      const partition = pagePartitionOf(key)
      if (partition.kind !== 'certificate') return { dataVersion: 'no forms', metadata: { forms: 0, pictures: 0 } }
      const { entries } = await openRawPartition(storage, state, partition)
      const { receivedDate, receiptMethod } = partition as { receivedDate: string; receiptMethod: string }
      let requested = 0
      let due = 0
      let first = ''
      for await (const { ttbId, form } of listFormsWithDueImages(storage, { receivedDate, receiptMethod }, entries)) {
        signal.throwIfAborted()
        const client = resources.registry()
        const got = await fetchLabelImages({ storage, client, clock }, ttbId, form, { signal, whenBlocked: 'throw' })
        requested += got.requested
        due += got.due
        if (got.due > 0) first ||= ttbId
      }
      // Those that have one are not asked for again.
      if (due > 0)
        throw new TtbError(
          `${due} pictures of forms received on ${receivedDate} have no clear answer yet, the first of TTB ID ${first}`,
          {
            code: 'storage_failed',
            retryable: true,
          },
        )
      const pictures = (await readImageLog(storage, receivedDate, receiptMethod)).filter(
        ({ outcome }) => outcome === 'found',
      )
      const forms = new Set(entries.filter(({ snapshot_key }) => snapshot_key !== null).map(({ ttb_id }) => ttb_id))
      return {
        dataVersion: pictures.map(({ content_sha256 }) => content_sha256).join(' ') || 'none',
        metadata: { forms: forms.size, pictures: pictures.length, requested },
      }
    },
  })
}
