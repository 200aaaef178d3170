import { createRandom, createRecordMaker, encodePage, renderColaDetail } from '@ttb/registry-simulator'
import { createMemoryStorage, createMemoryStore, type ObjectStore, partitionOf } from '@ttb/resources'
import { expect, it } from 'vitest'
import { adoptAll, duePagesOf, readFetchLog } from '../src/index.ts'

const { detail } = createRecordMaker(createRandom(2))({ receivedDate: '2025-03-17', sequence: 1 })
const SAVED_AT = '2025-06-01T12:00:00.000Z'

/** A place with one saved page, as it lay there since some day. */
async function savedPlace(): Promise<ObjectStore> {
  const store = createMemoryStore()
  await store.write(`2025-03-17/001-cola-detail/${detail.ttb_id}.html`, encodePage(renderColaDetail(detail)))
  return {
    ...store,
    async *list(prefix, options) {
      for await (const object of store.list(prefix, options)) yield { ...object, modifiedAt: SAVED_AT }
    },
  }
}

it('an adopted page is as old as it was saved, so that what changed since is fetched again', async () => {
  const storage = createMemoryStorage()
  const partition = partitionOf(detail.ttb_id, 'cola-detail')
  for (let round = 0; round < 2; round++) {
    for await (const { action } of adoptAll(storage, await savedPlace()))
      expect(action).toBe(round === 0 ? 'adopted' : 'present')
    const log = await readFetchLog(storage.objects, storage.paths, partition)
    expect(log).toMatchObject([{ reason: 'adopted', requested_at: SAVED_AT, outcome: 'found', url: null }])
    const listed = (completed_date: string) => {
      const row = { ttb_id: detail.ttb_id, completed_date, first_observed_at: '2026-11-01T06:00:00.000Z' }
      return duePagesOf({ ...row, observed_at: row.first_observed_at }, log).map(
        ({ kind, reason }) => `${kind} ${reason}`,
      )
    }
    expect(listed('2025-04-02')).toEqual(['certificate new'])
    expect(listed('2026-01-15')).toEqual(['cola-detail changed', 'certificate new'])
  }
})
