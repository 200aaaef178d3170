import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import {
  createFolderStore,
  createIoManager,
  createMemoryStorage,
  createMemoryStore,
  createParquetFormat,
  type ObjectInfo,
  type ObjectStore,
  openStateStore,
  systemClock,
} from '@ttb/resources'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CHECKS_DUE } from '../../src/definitions/index.ts'
import { observeOutside, type TtbResources } from '../../src/index.ts'
import { pagePartitionOf } from '../../src/product/raw-asset.ts'

const KEYS = ['2024-01-02|001-certificate', '2024-01-02|001-cola-detail', '2024-01-03|000-cola-detail'] as const
const [FIRST, SECOND] = KEYS
const { signal } = new AbortController()
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ttb-observe-outside-'))
  folders.push(folder)
  return folder
}

/** A store in memory that marks objects by their content alone, as buckets do. */
function contentMarkedStore(): ObjectStore {
  const store = createMemoryStore()
  const marked = async <T extends ObjectInfo>(info: T | null): Promise<T | null> => {
    const bytes = info && (await store.readBytes(info.key))
    return (
      info && {
        ...info,
        etag: createHash('md5')
          .update(bytes as Uint8Array)
          .digest('hex'),
      }
    )
  }
  return {
    ...store,
    head: async (key) => marked(await store.head(key)),
    read: async (key) => marked(await store.read(key)),
    write: async (key, body) => (await marked(await store.write(key, body))) as ObjectInfo,
    async *list(prefix) {
      for await (const info of store.list(prefix)) yield (await marked(info)) as ObjectInfo
    },
  }
}

/** Resources over a store whose calls that fetch anything are counted. */
function watch(store: ObjectStore) {
  const calls = { read: [] as string[], list: 0 }
  /** What happens between a listing and the first reading after it. */
  let meanwhile: (() => Promise<void>) | null = null
  const onRead = async (key: string): Promise<void> => {
    const now = meanwhile
    meanwhile = null
    await now?.()
    calls.read.push(key)
  }
  const watched: ObjectStore = {
    ...store,
    async head(key, options) {
      await onRead(key)
      return store.head(key, options)
    },
    async read(key, options) {
      await onRead(key)
      return store.read(key, options)
    },
    async readBytes(key, options) {
      await onRead(key)
      return store.readBytes(key, options)
    },
    list(prefix, options) {
      calls.list++
      return store.list(prefix, options)
    },
  }
  const memory = createMemoryStorage()
  const tables = createIoManager(store, createParquetFormat())
  const resources: TtbResources = {
    config: loadConfig().config,
    storage: { ...memory, objects: watched, tables: createIoManager(watched, createParquetFormat()) },
    state: openStateStore(':memory:'),
    clock: systemClock,
    registry: () => Promise.reject(new Error('nobody asks')) as never,
    process: () => Promise.reject(new Error('nothing to process')),
  }
  const folderOf = (partition: string) => memory.paths.structuredFolder(pagePartitionOf(partition))
  return {
    resources,
    /** Makes the tables of a partition outside of runs. */
    async make(partition: string, version: string, rows = 1): Promise<void> {
      const counts = { rows }
      await tables.commit(
        folderOf(partition),
        { asset: 'ttb_structured_data', partition, fingerprint: version, counts },
        [],
      )
    },
    remove: (partition: string) => store.remove([`${folderOf(partition)}_manifest.json`]),
    meanwhile(action: () => Promise<void>): void {
      meanwhile = action
    },
    /** What the ledger is told of, and what is fetched for it: partitions by their manifests, other keys as they are. */
    async observe() {
      calls.read = []
      calls.list = 0
      const { structured } = await observeOutside(resources, signal)
      const manifests = new Map(KEYS.map((key) => [`${folderOf(key)}_manifest.json`, key]))
      return { told: structured, read: calls.read.map((key) => manifests.get(key) ?? key), lists: calls.list }
    },
    async ledger(): Promise<Record<string, string>> {
      const states = await resources.state.ledger.states('ttb_structured_data')
      return Object.fromEntries(states.map(({ partition, dataVersion }) => [partition, dataVersion]))
    },
  }
}

const STORES: readonly (readonly [name: string, open: () => ObjectStore])[] = [
  ['in memory', () => createMemoryStore()],
  ['in a folder', () => createFolderStore({ folder: newFolder() })],
  ['that marks by content', contentMarkedStore],
]

for (const [name, open] of STORES) {
  describe(`taking in what was made outside of runs, from a store ${name}`, () => {
    it('reads every manifest once, then only those that changed', async () => {
      const { make, observe } = watch(open())
      for (const key of KEYS) await make(key, 'v1')
      expect(await observe()).toEqual({ told: KEYS, read: KEYS, lists: 2 })
      expect(await observe()).toEqual({ told: [], read: [], lists: 2 })
      await make(SECOND, 'v2')
      expect(await observe()).toEqual({ told: [SECOND], read: [SECOND], lists: 2 })
      expect(await observe()).toEqual({ told: [], read: [], lists: 2 })
    })

    it('takes a manifest with the same fingerprint for nothing new, and one that is as it was before for a change', async () => {
      const { make, observe, ledger } = watch(open())
      await make(FIRST, 'v1')
      await observe()
      await make(FIRST, 'v1', 2)
      expect(await observe()).toMatchObject({ told: [], read: [FIRST] })
      for (const version of ['v2', 'v1']) {
        await make(FIRST, version)
        expect(await observe()).toMatchObject({ told: [FIRST], read: [FIRST] })
        expect(await ledger()).toEqual({ [FIRST]: version })
      }
    })

    it('tells a ledger that has something else without reading again, with what was counted', async () => {
      const { make, observe, resources } = watch(open())
      await make(FIRST, 'v1', 7)
      await observe()
      const { ledger } = resources.state
      const [held] = await ledger.latest('ttb_structured_data', [FIRST])
      await ledger.report({ ...held, dataVersion: 'other', metadata: {} } as never, [], 0)
      expect(await observe()).toMatchObject({ told: [FIRST], read: [] })
      expect(await ledger.latest('ttb_structured_data', [FIRST])).toMatchObject([
        { dataVersion: 'v1', metadata: { rows: 7 } },
      ])
    })

    it('keeps what it tells of from use until its checks are evaluated', async () => {
      const { make, observe, resources } = watch(open())
      await make(FIRST, 'v1')
      await observe()
      const { ledger } = resources.state
      expect(await ledger.states('ttb_structured_data')).toMatchObject([{ partition: FIRST, gatedBy: CHECKS_DUE }])
      const of = { asset: 'ttb_structured_data', partition: FIRST, dataVersion: 'v1', gatedBy: null }
      expect(await ledger.recordChecks(of, [], 0)).toBe(true)
      await observe()
      expect(await ledger.states('ttb_structured_data')).toMatchObject([{ gatedBy: null }])
      await make(FIRST, 'v2')
      await observe()
      expect(await ledger.states('ttb_structured_data')).toMatchObject([{ dataVersion: 'v2', gatedBy: CHECKS_DUE }])
    })

    it('misses nothing that is committed between listing and reading, and nothing that is undone after it', async () => {
      const { make, observe, ledger, meanwhile } = watch(open())
      await make(FIRST, 'v1')
      meanwhile(() => make(FIRST, 'v2'))
      await observe()
      expect(await ledger()).toEqual({ [FIRST]: 'v2' })
      // To a store that marks by content this looks as it was listed before.
      await make(FIRST, 'v1')
      expect((await observe()).told).toEqual([FIRST])
      expect(await ledger()).toEqual({ [FIRST]: 'v1' })
      expect(await observe()).toMatchObject({ told: [], read: [] })
    })

    it('passes over what was removed between listing and reading', async () => {
      const { make, observe, remove, meanwhile } = watch(open())
      for (const version of ['v1', 'v2']) {
        await make(FIRST, version)
        await observe()
        await make(FIRST, 'v3')
        meanwhile(() => remove(FIRST))
        expect((await observe()).told).toEqual([])
      }
    })
  })
}

describe('the ledger, after what was made outside of runs is taken in', () => {
  const change = fc.record({
    partition: fc.constantFrom(...KEYS),
    version: fc.constantFrom('v1', 'v2', 'v3'),
    by: fc.constantFrom('command', 'command', 'run', 'ledger alone'),
    observe: fc.boolean(),
  })

  it('has what the manifests say, whatever was made by whom in which order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 2), fc.array(change, { maxLength: 25 }), async (at, changes) => {
        const { make, observe, ledger, resources } = watch(STORES[at]?.[1]() as ObjectStore)
        const made: Record<string, string> = {}
        for (const { partition, version, by, observe: now } of changes) {
          if (by !== 'ledger alone') {
            await make(partition, version)
            made[partition] = version
          }
          if (by !== 'command' && partition in made) {
            const state = { codeVersion: '1', inputVersions: '[]', gatedBy: null, runId: 'r', metadata: {} }
            const report = { ...state, asset: 'ttb_structured_data', partition, dataVersion: version }
            await resources.state.ledger.report(report, [], 0)
          }
          if (!now) continue
          await observe()
          expect(await ledger()).toEqual(made)
        }
        await observe()
        expect(await ledger()).toEqual(made)
        expect(await observe()).toMatchObject({ told: [], read: [] })
        await resources.state.close()
      }),
      { numRuns: 60 },
    )
  })
})
