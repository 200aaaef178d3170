import { ISSUE_LOG } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { commitPartition, createMemoryStore, listManifests, type ObjectStore, readManifest } from '../src/index.ts'

const FOLDER = '2-ttb-processed-data/structured/2024-01-02/001-certificate/'
const row = (text: string) => ({ source_key: 'k', position: 1, ttb_id: null, code: 'invalid', field: null, text })

function commit(store: ObjectStore, fingerprint: string, text = fingerprint) {
  return commitPartition(store, FOLDER, { asset: 'a', partition: 'p', fingerprint, counts: { rows: 1 } }, [
    { record: ISSUE_LOG, rows: [row(text)] },
  ])
}

async function keys(store: ObjectStore): Promise<string[]> {
  const found: string[] = []
  for await (const { key } of store.list('')) found.push(key.slice(FOLDER.length))
  return found
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
  it('wherever its commit dies', async () => {
    for (let calls = 0; calls < 4; calls++) {
      const store = createMemoryStore()
      await commit(store, 'a'.repeat(64))
      await commit(dyingStore(store, calls), 'b'.repeat(64)).catch((error: Error) =>
        expect(error.message).toBe('killed'),
      )
      const manifest = await readManifest(store, FOLDER)
      expect(['a', 'b']).toContain(manifest?.fingerprint[0])
      for (const { key } of Object.values(manifest?.tables ?? {})) expect(await store.head(key)).not.toBeNull()
      await commit(store, 'b'.repeat(64))
      expect((await readManifest(store, FOLDER))?.fingerprint).toBe('b'.repeat(64))
    }
  })
  it('and keeps the files of the one before for readers that hold it, but no longer', async () => {
    const store = createMemoryStore()
    for (const letter of ['a', 'b', 'c']) await commit(store, letter.repeat(64))
    expect(await keys(store)).toEqual([
      '_manifest.json',
      `issue-${'b'.repeat(16)}.parquet`,
      `issue-${'c'.repeat(16)}.parquet`,
    ])
  })
})

it('the same commit gives the same bytes', async () => {
  const [one, other] = [createMemoryStore(), createMemoryStore()]
  await commit(one, 'a'.repeat(64))
  await commit(other, 'a'.repeat(64))
  for (const key of await keys(one))
    expect(await other.readBytes(FOLDER + key)).toEqual(await one.readBytes(FOLDER + key))
})

it('manifests are listed, and what is none is said to be none', async () => {
  const store = createMemoryStore()
  await commit(store, 'a'.repeat(64))
  const listed: string[] = []
  for await (const manifest of listManifests(store, '2-')) listed.push(manifest.partition)
  expect(listed).toEqual(['p'])
  await store.write(`${FOLDER}_manifest.json`, new TextEncoder().encode('{"format":9}'))
  await expect(readManifest(store, FOLDER)).rejects.toMatchObject({ code: 'corrupt_data' })
})
