import type { ObjectInfo, PagePartition, Storage } from '@ttb/resources'
import type { Outcome } from '@ttb/utils/pages'
import type { FetchEntry } from '@ttb/utils/records'
import { addToFetchLog } from './raw/fetch-log.ts'
import { contentHash } from './raw/stored-page.ts'

export interface AdoptionLog {
  /** Notes a page that lies in the raw store now, with when it had been saved: so old is what it says. */
  note(key: string, outcome: Outcome, page: Uint8Array, saved: ObjectInfo): Promise<void>
  /** Writes what was noted into the manifests of its partitions. */
  flush(): Promise<void>
}

/** Entries held before they are written; what a kill takes is noted when the adoption is begun again. */
const FLUSH_AT = 2000

/** Puts adopted pages into the manifests of the raw data. */
export function createAdoptionLog({ objects, paths }: Storage): AdoptionLog {
  const noted = new Map<string, { readonly partition: PagePartition; readonly entries: FetchEntry[] }>()
  let count = 0
  const flush = async (): Promise<void> => {
    const all = [...noted.values()]
    noted.clear()
    count = 0
    for (const { partition, entries } of all) await addToFetchLog(objects, paths, partition, entries)
  }
  return {
    flush,
    async note(key, outcome, page, { modifiedAt }) {
      const stored = paths.readRawPageKey(key)
      if (!stored || stored.partition.kind === 'search') return
      const folder = paths.rawFolder(stored.partition)
      const group = noted.get(folder) ?? { partition: stored.partition, entries: [] }
      noted.set(folder, group)
      group.entries.push({
        ttb_id: stored.name,
        page_kind: stored.partition.kind,
        requested_at: new Date(modifiedAt).toISOString(),
        attempt: stored.snapshot,
        reason: 'adopted',
        url: null,
        http_status: null,
        outcome,
        size_bytes: page.length,
        content_sha256: contentHash(page),
        snapshot_key: key,
        error: null,
      })
      if (++count >= FLUSH_AT) await flush()
    },
  }
}
