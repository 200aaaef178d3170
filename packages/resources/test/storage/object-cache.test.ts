import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFolderStore } from '../../src/storage/folder-store.ts'
import { createMemoryStore } from '../../src/storage/memory-store.ts'
import { createObjectCache } from '../../src/storage/object-cache.ts'
import type { ObjectStore } from '../../src/storage/object-store.ts'
import { forEachOf, listKeys, sampleBytes, textBytes } from '../../src/testing/contract-case.ts'
import { temporaryFolder } from './temporary-folder.ts'

const root = temporaryFolder()
let folders = 0

function setUp(options: { readonly maxBytes?: number } = {}) {
  const memory = createMemoryStore()
  const reads: string[] = []
  const store: ObjectStore = {
    ...memory,
    read(key, more) {
      reads.push(key)
      return memory.read(key, more)
    },
  }
  const folder = join(root, String(++folders))
  const maxBytes = options.maxBytes ?? 1_000_000
  return { store, reads, folder, cache: createObjectCache({ store, folder, maxBytes }), maxBytes }
}

describe('object cache', () => {
  it('gives a file with the bytes of the object, and fetches it once', async () => {
    const { store, reads, cache } = setUp()
    const bytes = sampleBytes(100_000)
    await store.write('a/table.parquet', bytes)
    const paths = await Promise.all(Array.from({ length: 5 }, () => cache.fetch('a/table.parquet')))
    paths.push(await cache.fetch('a/table.parquet'))
    expect(new Set(paths).size).toBe(1)
    expect(paths[0]).toMatch(/[0-9a-f]{40}\.parquet$/)
    expect(Buffer.compare(await readFile(paths[0]!), bytes)).toBe(0)
    expect(reads).toHaveLength(1)
  })

  it('fetches again what was replaced, and leaves the old file to those who use it', async () => {
    const { store, cache } = setUp()
    await store.write('key', textBytes('old'))
    const old = await cache.fetch('key')
    await store.write('key', textBytes('new'))
    const now = await cache.fetch('key')
    expect(now).not.toBe(old)
    expect(await readFile(now, 'utf8')).toBe('new')
    expect(await readFile(old, 'utf8')).toBe('old')
  })

  it('gives the object as it is when it is replaced while it is fetched', async () => {
    const { store, folder } = setUp()
    await store.write('key', textBytes('old'))
    let replaced = false
    const racing: ObjectStore = {
      ...store,
      async read(key) {
        if (!replaced) await store.write(key, textBytes('new'))
        replaced = true
        return store.read(key)
      },
    }
    const cache = createObjectCache({ store: racing, folder, maxBytes: 1000 })
    expect(await readFile(await cache.fetch('key'), 'utf8')).toBe('new')
  })

  it('says when there is no such object', async () => {
    const { cache } = setUp()
    await expect(cache.fetch('missing')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('makes room by what was used longest ago, but never by what is in use', async () => {
    const { store, folder, cache } = setUp({ maxBytes: 2500 })
    for (const key of ['a', 'b', 'c', 'd']) await store.write(key, sampleBytes(1000))
    const [a, b] = [await cache.fetch('a'), await cache.fetch('b')]
    cache.release(b)
    await cache.fetch('c')
    await expect(readFile(b)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readFile(a)).toHaveLength(1000)
    await cache.fetch('d')
    // Three are in use: more than the limit, and yet all there.
    expect(await listKeys(createFolderStore({ folder }), '')).toHaveLength(3)
    expect(await readFile(await cache.fetch('b'))).toHaveLength(1000)
  })

  it('keeps a file until all who asked for it have released it', async () => {
    const { store, cache } = setUp({ maxBytes: 0 })
    for (const key of ['a', 'b']) await store.write(key, sampleBytes(10))
    const path = await cache.fetch('a')
    await cache.fetch('a')
    cache.release(path)
    await cache.fetch('b')
    expect(await readFile(path)).toHaveLength(10)
  })

  it('is shared by several caches on one folder', async () => {
    const { store, folder, reads, maxBytes } = setUp()
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`)
    for (const [index, key] of keys.entries()) await store.write(key, sampleBytes(5000, index))
    const caches = [1, 2, 3].map(() => createObjectCache({ store, folder, maxBytes }))
    await forEachOf(caches, 3, async (cache) => {
      for (const [index, key] of keys.entries()) {
        expect(Buffer.compare(await readFile(await cache.fetch(key)), sampleBytes(5000, index))).toBe(0)
      }
    })
    const before = reads.length
    await createObjectCache({ store, folder, maxBytes }).fetch('key-7')
    expect(reads).toHaveLength(before)
  })

  it('leaves nothing of a fetch that failed, and tries it anew', async () => {
    const { store, folder } = setUp()
    await store.write('key', sampleBytes(1000))
    let isBroken = true
    const broken: ObjectStore = {
      ...store,
      async read(key) {
        const stored = await store.read(key)
        if (!isBroken) return stored
        return {
          ...stored!,
          body: (async function* () {
            yield sampleBytes(500)
            throw new Error('the line broke')
          })(),
        }
      },
    }
    const cache = createObjectCache({ store: broken, folder, maxBytes: 1000 })
    await expect(cache.fetch('key')).rejects.toThrow('the line broke')
    expect(await listKeys(createFolderStore({ folder }), '')).toEqual([])
    isBroken = false
    expect(await readFile(await cache.fetch('key'))).toHaveLength(1000)
  })
})
