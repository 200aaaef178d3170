import { type PagePartition, partitionKey, type Storage } from '@ttb/resources'
import { readOldRecordKey } from './old-records/stored-old-record.ts'

/** An object of the raw store under the name of a page. */
export interface NamedObject {
  readonly key: string
  readonly sizeBytes: number
  readonly isPage: boolean
}

/** What lies in the raw store under the names of pages, from one listing a partition instead of a question a page. */
export interface RawNames {
  of(partition: PagePartition, name: string): Promise<readonly NamedObject[]>
  /** Notes an object that was stored since. */
  add(partition: PagePartition, name: string, object: NamedObject): Promise<void>
}

/** The same, asked for one name at a time: dearer for many pages of a partition, cheaper for one. */
export function askRawNames({ objects, paths }: Storage): RawNames {
  return {
    async of(partition, name) {
      const found: NamedObject[] = []
      for (let snapshot = 1; found.length >= snapshot - 1; snapshot++) {
        const keys = [false, true].map((compressed) => paths.rawPageKey(partition, name, { snapshot, compressed }))
        for (const info of await Promise.all(keys.map((key) => objects.head(key))))
          if (info) found.push({ key: info.key, sizeBytes: info.sizeBytes, isPage: true })
      }
      return found
    },
    add: async () => undefined,
  }
}

/** Partitions of which the listing is kept: those that come next are mostly those that came last. */
const KEPT = 16

type Listing = Map<string, NamedObject[]>

export function createRawNames({ objects, paths }: Storage): RawNames {
  const listings = new Map<string, Promise<Listing>>()

  async function list(partition: PagePartition): Promise<Listing> {
    const listing: Listing = new Map()
    for await (const { key, sizeBytes } of objects.list(paths.rawFolder(partition))) {
      const page = paths.readRawPageKey(key)
      const name = page?.name ?? readOldRecordKey(paths, key)?.ttbId
      if (name !== undefined) put(listing, name, { key, sizeBytes, isPage: page !== null })
    }
    return listing
  }

  function listingOf(partition: PagePartition): Promise<Listing> {
    const key = partitionKey(partition)
    const listing = listings.get(key) ?? list(partition)
    listings.delete(key)
    listings.set(key, listing)
    for (const oldest of listings.keys()) {
      if (listings.size <= KEPT) break
      listings.delete(oldest)
    }
    return listing
  }

  return {
    of: async (partition, name) => (await listingOf(partition)).get(name) ?? [],
    add: async (partition, name, object) => put(await listingOf(partition), name, object),
  }
}

function put(listing: Listing, name: string, object: NamedObject): void {
  const held = listing.get(name)
  if (!held) listing.set(name, [object])
  else if (!held.some(({ key }) => key === object.key)) held.push(object)
}
