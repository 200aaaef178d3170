import { ISSUE_LOG } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { createIoManager, createMemoryStore, type ObjectStore, READABLE_FORMATS, tableFormat } from '../src/index.ts'

const FOLDER = '2-ttb-processed-data/structured/2024-01-02/001-certificate/'
const DEFAULTS = {
  outputFormat: 'parquet',
  parquetEngine: 'hyparquet',
  compression: 'snappy',
  rowGroupRows: 100,
} as const
const row = (text: string) => ({ source_key: 'k', position: 1, ttb_id: null, code: 'invalid', field: null, text })

function managerOf(store: ObjectStore, outputFormat: 'parquet' | 'json' | 'csv' | 'arrow' = 'parquet') {
  return createIoManager(store, tableFormat({ ...DEFAULTS, outputFormat }), READABLE_FORMATS)
}

function commit(store: ObjectStore, letter: string, outputFormat?: 'json') {
  const manifest = { asset: 'a', partition: 'p', fingerprint: letter.repeat(64), counts: { rows: 1 } }
  return managerOf(store, outputFormat).commit(FOLDER, manifest, [{ record: ISSUE_LOG, rows: [row(letter)] }])
}

async function keysOf(store: ObjectStore): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of store.list('')) keys.push(key.slice(FOLDER.length))
  return keys
}

/** A store that dies at the nth call that changes anything, as a killed process does. */
function dyingStore(store: ObjectStore, calls: number): ObjectStore {
  let left = calls
  const live = () => {
    if (left-- <= 0) throw new Error('killed')
  }
  return {
    ...store,
    async write(...args) {
      live()
      return store.write(...args)
    },
    async remove(...args) {
      live()
      return store.remove(...args)
    },
  }
}

describe('a partition is the old one or the new one', () => {
  it('wherever its commit dies, and what was left behind is collected', async () => {
    for (let calls = 0; calls < 4; calls++) {
      const store = createMemoryStore()
      await commit(store, 'a')
      await commit(dyingStore(store, calls), 'b').catch((error: Error) => expect(error.message).toBe('killed'))
      const manager = managerOf(store)
      const manifest = await manager.readManifest(FOLDER)
      const letter = manifest?.fingerprint[0] as string
      expect(['a', 'b']).toContain(letter)
      expect(await manager.readTable(ISSUE_LOG, manifest as never)).toEqual([row(letter)])
      await manager.collectOrphans('2-ttb-processed-data/', { olderThanMs: 0 })
      expect(await keysOf(store)).toEqual(['_manifest.json', `issue-${letter.repeat(16)}.parquet`])
    }
  })
  it('and keeps files that no manifest names for an hour: for readers, and for commits under way', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z')
    const store = createMemoryStore({ now: () => new Date(time) })
    for (const [letter, minutes] of [
      ['a', 0],
      ['b', 30],
      ['c', 70],
    ] as const) {
      time = Date.parse('2026-01-01T00:00:00Z') + minutes * 60_000
      await commit(store, letter)
    }
    expect(await keysOf(store)).toEqual([
      '_manifest.json',
      `issue-${'b'.repeat(16)}.parquet`,
      `issue-${'c'.repeat(16)}.parquet`,
    ])
  })
})

describe('collecting what no manifest names', () => {
  const OTHER = FOLDER.replace('2024-01-02', '2024-01-03')
  const orphan = (folder: string) => `${folder}issue-${'0'.repeat(16)}.parquet`

  /** Which manifests were read while it collected, and what went. */
  async function collect(store: ObjectStore) {
    const read: string[] = []
    const removed: string[] = []
    const watched: ObjectStore = {
      ...store,
      readBytes(key) {
        read.push(key)
        return store.readBytes(key)
      },
      remove(keys) {
        removed.push(...keys)
        return store.remove(keys)
      },
    }
    const count = await managerOf(watched).collectOrphans('2-', { olderThanMs: 0 })
    expect(count).toBe(removed.length)
    return { read, removed }
  }

  it('reads only manifests of folders with files of more than one commit', async () => {
    const store = createMemoryStore()
    await commit(store, 'a')
    expect(await collect(store)).toEqual({ read: [], removed: [] })
    await store.write(orphan(FOLDER), new Uint8Array(1))
    expect(await collect(store)).toEqual({ read: [`${FOLDER}_manifest.json`], removed: [orphan(FOLDER)] })
  })
  it('finds those of a first commit that came to nothing, and leaves folders below alone', async () => {
    const store = createMemoryStore()
    await commit(store, 'a')
    await store.write(orphan(OTHER), new Uint8Array(1))
    const above = FOLDER.slice(0, FOLDER.indexOf('001-'))
    await store.write(orphan(above), new Uint8Array(1))
    expect((await collect(store)).removed.sort()).toEqual([orphan(above), orphan(OTHER)].sort())
    expect(await keysOf(store)).toEqual(['_manifest.json', `issue-${'a'.repeat(16)}.parquet`])
  })
  it('keeps a file of another format that the manifest names', async () => {
    const store = createMemoryStore()
    await commit(store, 'a', 'json')
    await commit(store, 'a')
    expect((await collect(store)).removed).toEqual([`${FOLDER}issue-${'a'.repeat(16)}.jsonl`])
  })
})

describe('an IO manager', () => {
  for (const format of ['parquet', 'json', 'csv', 'arrow'] as const) {
    it(`reads what was written as ${format}, also when it writes another format now`, async () => {
      const store = createMemoryStore()
      const manifest = await managerOf(store, format).commit(
        FOLDER,
        { asset: 'a', partition: 'p', fingerprint: 'f'.repeat(64), counts: {} },
        [{ record: ISSUE_LOG, rows: [row('x'), row('y')] }],
      )
      expect(await managerOf(store).readTable(ISSUE_LOG, manifest)).toEqual([row('x'), row('y')])
    })
  }
  it('gives the same bytes for the same commit', async () => {
    const [one, other] = [createMemoryStore(), createMemoryStore()]
    await commit(one, 'a')
    await commit(other, 'a')
    for (const key of await keysOf(one))
      expect(await other.readBytes(FOLDER + key)).toEqual(await one.readBytes(FOLDER + key))
  })
  it('lists manifests, and says of what is none that it is none', async () => {
    const store = createMemoryStore()
    await commit(store, 'a')
    const listed: string[] = []
    for await (const manifest of managerOf(store).listManifests('2-')) listed.push(manifest.partition)
    expect(listed).toEqual(['p'])
    await store.write(`${FOLDER}_manifest.json`, new TextEncoder().encode('{"format":9}'))
    await expect(managerOf(store).readManifest(FOLDER)).rejects.toMatchObject({ code: 'corrupt_data' })
  })
  it('lists partitions without reading them, each as its manifest is marked when it is read', async () => {
    const store = createMemoryStore()
    await commit(store, 'a')
    await store.write(`${FOLDER}below/_manifest.json.old`, new Uint8Array(1))
    const unread = () => Promise.reject(new Error('read'))
    const listing = managerOf({ ...store, read: unread, readBytes: unread, head: unread })
    const marksOf = async () => {
      const listed: { readonly folder: string; readonly etag: string }[] = []
      for await (const partition of listing.listPartitions('2-')) listed.push(partition)
      return listed
    }
    const manager = managerOf(store)
    const before = await manager.readMarked(FOLDER)
    expect(before?.manifest).toEqual(await manager.readManifest(FOLDER))
    expect(await marksOf()).toEqual([{ folder: FOLDER, etag: before?.etag }])
    await commit(store, 'b')
    const after = await manager.readMarked(FOLDER)
    expect(after?.etag).not.toBe(before?.etag)
    expect(await marksOf()).toEqual([{ folder: FOLDER, etag: after?.etag }])
    expect(await manager.readMarked(`${FOLDER}below/`)).toBeNull()
  })
  it('says so when a file that a manifest names is gone', async () => {
    const store = createMemoryStore()
    const manifest = await commit(store, 'a')
    await store.remove([manifest.tables['issue']?.key as string])
    await expect(managerOf(store).readTable(ISSUE_LOG, manifest)).rejects.toThrowError(
      /named by its manifest but not there/,
    )
  })
})
