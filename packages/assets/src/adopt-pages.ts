import { type PagePartition, partitionOf, type Storage } from '@ttb/resources'
import { isTtbId } from '@ttb/utils'
import { extractPage, type Outcome } from '@ttb/utils/pages'
import { isPageKind, type PageKind } from '@ttb/utils/records'

export interface SavedPage {
  /** Path within the folder of saved pages, with `/` between its parts. */
  readonly path: string
  readonly bytes: Uint8Array
}

export interface AdoptedPage {
  readonly path: string
  /** `adopted`: stored now. `present`: stored before, with the same bytes. `left`: not stored, see `reason`. */
  readonly action: 'adopted' | 'present' | 'left'
  readonly outcome: Outcome
  readonly key: string | null
  readonly reason: string | null
}

/**
 * Takes one saved page into the raw store, byte for byte. Where it goes is told by the page if it is a record, else by its
 * path: `{date}/{method}-{kind}/{ttb_id}.html`, `data_type=KIND/.../{ttb_id}.html` or `{kind}/{ttb_id}.html`.
 * A page already there with other bytes gets a snapshot beside it. A page of which neither tells is left, with the reason.
 */
export async function adoptPage(storage: Storage, page: SavedPage, { dryRun = false } = {}): Promise<AdoptedPage> {
  const hint = readPathHint(page.path)
  const extracted = extractPage(page.bytes, hint.ttbId === null ? {} : { ttbId: hint.ttbId })
  const { outcome } = extracted
  const leave = (reason: string): AdoptedPage => ({ path: page.path, action: 'left', outcome, key: null, reason })

  if (outcome === 'wrong_record') return leave(`the page is about ${extracted.ttb_id}, its name says ${hint.ttbId}`)
  const kind = extracted.kind ?? hint.kind
  if (kind === null)
    return leave(extracted.issues.map((issue) => issue.text).join('; ') || 'not a page of the registry')
  if (kind === 'search')
    return place(
      storage,
      page,
      outcome,
      { receivedDate: null, receiptMethod: null, kind },
      searchName(page.path),
      dryRun,
    )
  const ttbId = extracted.ttb_id ?? hint.ttbId
  if (ttbId === null) return leave('neither the page nor its name says which TTB ID it is about')
  return place(storage, page, outcome, partitionOf(ttbId, kind), ttbId, dryRun)
}

async function place(
  storage: Storage,
  page: SavedPage,
  outcome: Outcome,
  partition: PagePartition,
  name: string,
  dryRun: boolean,
): Promise<AdoptedPage> {
  for (let snapshot = 1; ; snapshot++) {
    const key = storage.paths.rawPageKey(partition, name, snapshot)
    const stored = await storage.objects.readBytes(key)
    if (stored === null) {
      if (!dryRun)
        await storage.objects.write(key, page.bytes, { condition: { ifAbsent: true }, contentType: 'text/html' })
      return { path: page.path, action: 'adopted', outcome, key, reason: null }
    }
    if (Buffer.compare(stored, page.bytes) === 0)
      return { path: page.path, action: 'present', outcome, key, reason: null }
  }
}

interface PathHint {
  readonly kind: PageKind | null
  readonly ttbId: string | null
}

/** What the path of a saved page says of it. */
export function readPathHint(path: string): PathHint {
  const parts = path.split('/')
  const name = (parts.pop() ?? '').replace(/(?:~\d+)?\.html?$/i, '')
  const kinds = parts.map((part) => part.replace(/^data_type=/, '').replace(/^\d{3}-/, '')).filter(isPageKind)
  return { kind: kinds.at(-1) ?? null, ttbId: isTtbId(name) ? name : null }
}

/** A page of search results has no identifier, so it keeps the name of its file, in plain characters. */
function searchName(path: string): string {
  const name = (path.split('/').pop() ?? '').replace(/\.html?$/i, '')
  return name.replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 120) || 'search'
}
