import type { ObjectStore } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import { MAX_PAGE_BYTES } from '@ttb/utils/pages'
import type { SavedPage } from './adopt-pages.ts'

export interface SavedFiles {
  /** Saved pages, in order of their paths. */
  readonly pages: AsyncIterable<SavedPage>
  /** How many objects were passed over because their names say that they are no pages. */
  otherFiles(): number
}

/** The saved pages of a folder or a bucket: every object that is named as one, in whatever layout. */
export function savedPagesOf(source: ObjectStore): SavedFiles {
  let others = 0
  async function* pages(): AsyncGenerator<SavedPage> {
    for await (const { key, sizeBytes } of source.list('')) {
      if (!/\.html?$/i.test(key)) {
        others++
        continue
      }
      // Of an object too large to be a page, nothing but its size matters.
      const bytes = sizeBytes > MAX_PAGE_BYTES ? new Uint8Array(MAX_PAGE_BYTES + 1) : await source.readBytes(key)
      if (!bytes)
        throw new TtbError(`${key}: listed, but gone when it was read`, { code: 'not_found', retryable: true })
      yield { path: key, bytes }
    }
  }
  return { pages: pages(), otherFiles: () => others }
}
