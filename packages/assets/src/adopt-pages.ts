import { type PagePartition, partitionOf, type Storage } from '@ttb/resources'
import { isTtbId, TtbError } from '@ttb/utils'
import { extractPage, type Outcome } from '@ttb/utils/pages'
import { isPageKind, type PageKind } from '@ttb/utils/records'
import { readStoredPage } from './raw/stored-page.ts'
import { askRawNames, type RawNames } from './raw-names.ts'

export interface SavedPage {
  /** Path within the folder of saved pages, with `/` between its parts. */
  readonly path: string
  readonly bytes: Uint8Array
  /** The same page as it is saved, where that is compressed; it is stored so. */
  readonly compressed?: Uint8Array
}

export interface AdoptedPage {
  readonly path: string
  /** `adopted`: stored now. `present`: stored before, with the same bytes. `left`: not stored, see `reason`. */
  readonly action: 'adopted' | 'present' | 'left'
  readonly outcome: Outcome
  readonly key: string | null
  readonly reason: string | null
}

export interface AdoptPageOptions {
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean
  /** What is known to lie in the raw store. Default: the store is asked for each page. */
  readonly names?: RawNames
}

/**
 * Takes one saved page into the raw store, byte for byte. Where it goes is told by the page if it is a record, else by its
 * path: `{date}/{method}-{kind}/{ttb_id}.html`, `data_type=KIND/.../{ttb_id}.html` or `{kind}/{ttb_id}.html`.
 * A page already there with other bytes gets a snapshot beside it. A page of which neither tells is left, with the reason.
 */
export async function adoptPage(
  storage: Storage,
  page: SavedPage,
  { dryRun = false, names = askRawNames(storage) }: AdoptPageOptions = {},
): Promise<AdoptedPage> {
  const hint = readPathHint(page.path)
  const extracted = extractPage(page.bytes, hint.ttbId === null ? {} : { ttbId: hint.ttbId })
  const { outcome } = extracted
  const leave = (reason: string): AdoptedPage => ({ path: page.path, action: 'left', outcome, key: null, reason })

  if (outcome === 'wrong_record') return leave(`the page is about ${extracted.ttb_id}, its name says ${hint.ttbId}`)
  const kind = extracted.kind ?? hint.kind
  if (kind === null)
    return leave(extracted.issues.map((issue) => issue.text).join('; ') || 'not a page of the registry')
  const ttbId = extracted.ttb_id ?? hint.ttbId
  const place = placeOf(page.path, kind, ttbId)
  if (!place) return leave('neither the page nor its name says which TTB ID it is about')
  const placed = await inTurn(storage, place, () => putPage(storage, names, page, place, dryRun))
  return { path: page.path, ...placed, outcome, reason: null }
}

/** Where in the raw store a page goes: its partition, and its name there. */
export interface PagePlace {
  readonly partition: PagePartition
  readonly name: string
}

/** The place of a page of this kind and TTB ID; null when a page of one record has no TTB ID. */
export function placeOf(path: string, kind: PageKind, ttbId: string | null): PagePlace | null {
  if (kind === 'search') return { partition: { receivedDate: null, receiptMethod: null, kind }, name: searchName(path) }
  return ttbId === null ? null : { partition: partitionOf(ttbId, kind), name: ttbId }
}

async function putPage(
  storage: Storage,
  names: RawNames,
  { bytes, compressed }: SavedPage,
  { partition, name }: PagePlace,
  dryRun: boolean,
): Promise<{ readonly action: 'adopted' | 'present'; readonly key: string }> {
  const { objects, paths } = storage
  const held = (await names.of(partition, name)).filter(({ isPage }) => isPage)
  for (let snapshot = 1; ; snapshot++) {
    const keys = [false, true].map((gz) => paths.rawPageKey(partition, name, { snapshot, compressed: gz }))
    const there = held.find(({ key }) => keys.includes(key))?.key
    if (there !== undefined) {
      if (isSame(await readStoredPage(objects, there), bytes)) return { action: 'present', key: there }
      continue
    }
    const key = keys[compressed ? 1 : 0] as string
    if (dryRun) return { action: 'adopted', key }
    try {
      const contentType = compressed ? 'application/gzip' : 'text/html'
      const { sizeBytes } = await objects.write(key, compressed ?? bytes, {
        condition: { ifAbsent: true },
        contentType,
      })
      await names.add(partition, name, { key, sizeBytes, isPage: true })
      return { action: 'adopted', key }
    } catch (error) {
      // Stored since it was listed, by another process.
      if (!TtbError.isInstance(error) || error.code !== 'conflict') throw error
      if (isSame(await readStoredPage(objects, key), bytes)) return { action: 'present', key }
    }
  }
}

function isSame(stored: Uint8Array | null, bytes: Uint8Array): boolean {
  return stored !== null && Buffer.compare(stored, bytes) === 0
}

const turns = new WeakMap<Storage, Map<string, Promise<unknown>>>()

/** Pages of one name are put one after the other, so that each sees what the one before it has stored. */
async function inTurn<T>(storage: Storage, { partition, name }: PagePlace, put: () => Promise<T>): Promise<T> {
  const ofStorage = turns.get(storage) ?? new Map<string, Promise<unknown>>()
  turns.set(storage, ofStorage)
  const key = `${partition.kind} ${name}`
  const mine = (ofStorage.get(key) ?? Promise.resolve()).then(put, put)
  ofStorage.set(key, mine)
  try {
    return await mine
  } finally {
    if (ofStorage.get(key) === mine) ofStorage.delete(key)
  }
}

interface PathHint {
  readonly kind: PageKind | null
  readonly ttbId: string | null
}

/** What the path of a saved page says of it. */
export function readPathHint(path: string): PathHint {
  const parts = path.split('/')
  const name = (parts.pop() ?? '').replace(/(?:~\d+)?\.html?(?:\.gz)?$/i, '')
  const kinds = parts.map((part) => part.replace(/^data_type=/, '').replace(/^\d{3}-/, '')).filter(isPageKind)
  return { kind: kinds.at(-1) ?? null, ttbId: isTtbId(name) ? name : null }
}

/** A page of search results has no identifier, so it keeps the name of its file, in plain characters. */
function searchName(path: string): string {
  const name = (path.split('/').pop() ?? '').replace(/\.html?(?:\.gz)?$/i, '')
  return name.replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 120) || 'search'
}
