import type { PartitionsDef } from '@ttb/config'
import { type AssetDef, assetsWith } from '../definitions/index.ts'
import { fetchLabelImages, readImageLog } from '../raw/label-images.ts'
import { openRawPartition } from '../raw/raw-partition.ts'
import { readStoredPage } from '../raw/stored-page.ts'
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
      const forms = new Map(entries.flatMap((entry) => (entry.snapshot_key ? [[entry.ttb_id, entry] as const] : [])))
      const log = () => readImageLog(storage, partition.receivedDate, partition.receiptMethod as string)
      const held = new Set((await log()).filter(({ outcome }) => outcome === 'found').map(({ ttb_id }) => ttb_id))
      let requested = 0
      for (const [ttbId, { snapshot_key, outcome }] of forms) {
        if (held.has(ttbId) || outcome !== 'found') continue
        signal.throwIfAborted()
        const form = await readStoredPage(storage.objects, snapshot_key as string)
        if (!form) continue
        const client = resources.registry()
        requested += (await fetchLabelImages({ storage, client, clock }, ttbId, form, { signal, whenBlocked: 'throw' }))
          .length
      }
      const pictures = (await log()).filter(({ outcome }) => outcome === 'found')
      return {
        dataVersion: pictures.map(({ content_sha256 }) => content_sha256).join(' ') || 'none',
        metadata: { forms: forms.size, pictures: pictures.length, requested },
      }
    },
  })
}
