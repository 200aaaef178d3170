import assert from 'node:assert/strict'
import type { ObjectInfo } from '../storage/object-store.ts'
import { listKeys, type StoreCase, sampleBytes, streamOf, textBytes } from './contract-case.ts'

const RACERS = 20

/** A write is whole or not at all, whoever else writes, and however it fails. */
export const ATOMICITY_CASES: readonly StoreCase[] = [
  {
    title: 'writes only when there is none, where asked to',
    async run(store) {
      const condition = { ifAbsent: true } as const
      await store.write('key', textBytes('first'), { condition })
      await assert.rejects(store.write('key', textBytes('second'), { condition }), { code: 'conflict' })
      await assert.rejects(store.write('key', streamOf(textBytes('third'), 2), { condition }), { code: 'conflict' })
      assert.deepEqual(await store.readBytes('key'), textBytes('first'))
      await store.remove(['key'])
      await store.write('key', streamOf(textBytes('fourth'), 2), { condition })
      assert.deepEqual(await store.readBytes('key'), textBytes('fourth'))
    },
  },
  {
    title: 'writes only over the object it knows, where asked to',
    async run(store) {
      const first = await store.write('key', textBytes('first'))
      const second = await store.write('key', textBytes('2'), { condition: { ifEtag: first.etag } })
      const stale = { condition: { ifEtag: first.etag } }
      await assert.rejects(store.write('key', textBytes('3'), stale), { code: 'conflict' })
      assert.equal((await store.head('key'))?.etag, second.etag)
      await assert.rejects(store.write('other', textBytes('3'), stale), { code: 'conflict' })
      assert.equal(await store.head('other'), null)
      await store.remove(['key'])
      await assert.rejects(store.write('key', textBytes('3'), { condition: { ifEtag: second.etag } }), {
        code: 'conflict',
      })
      assert.equal(await store.head('key'), null)
    },
  },
  {
    title: `lets exactly one of ${RACERS} racing writers make an object`,
    async run(store) {
      for (const [round, key] of ['race/1', 'race/2', 'race/3'].entries()) {
        const condition = { ifAbsent: true } as const
        const { wins, bodies } = await race(round, (body) => store.write(key, body, { condition }))
        assert.equal(wins.length, 1)
        assert.deepEqual(await store.readBytes(key), bodies[wins[0]!.index])
        assert.equal((await store.head(key))?.etag, wins[0]!.written.etag)
      }
    },
  },
  {
    title: `lets exactly one of ${RACERS} racing writers replace the object they all know`,
    async run(store) {
      let etag = (await store.write('race', textBytes('start'))).etag
      for (let round = 0; round < 3; round++) {
        const { wins, bodies } = await race(round, (body) => store.write('race', body, { condition: { ifEtag: etag } }))
        assert.equal(wins.length, 1)
        assert.deepEqual(await store.readBytes('race'), bodies[wins[0]!.index])
        etag = wins[0]!.written.etag
      }
    },
  },
  {
    title: 'loses no step of a counter that many increase',
    async run(store) {
      await store.write('counter', textBytes('0'))
      const increase = async (): Promise<void> => {
        const stored = await store.read('counter')
        let text = ''
        for await (const chunk of stored!.body) text += new TextDecoder().decode(chunk)
        const condition = { ifEtag: stored!.etag }
        await store.write('counter', textBytes(String(Number(text) + 1)), { condition }).catch((error) => {
          if (error.code === 'conflict') return increase()
          throw error
        })
      }
      await Promise.all(Array.from({ length: 10 }, increase))
      assert.deepEqual(await store.readBytes('counter'), textBytes('10'))
    },
  },
  {
    title: 'keeps the old object when the stream fails midway',
    async run(store) {
      for (const sizeBytes of [10_000, 12_000_000]) {
        const old = await store.write('key', textBytes('old'))
        const failing = async function* () {
          yield* streamOf(sampleBytes(sizeBytes), 50_000)
          throw new Error('the source broke')
        }
        await assert.rejects(store.write('key', failing()), { message: 'the source broke' })
        await assert.rejects(store.write('new', failing()), { message: 'the source broke' })
        assert.equal((await store.head('key'))?.etag, old.etag)
        assert.deepEqual(await listKeys(store, ''), ['key'])
      }
    },
  },
  {
    title: 'stops a write at once when told to, and leaves nothing of it',
    async run(store) {
      await store.write('key', textBytes('old'))
      for (const sizeBytes of [10_000, 12_000_000]) {
        const stop = new AbortController()
        const reason = new Error('no longer wanted')
        const hanging = async function* () {
          yield* streamOf(sampleBytes(sizeBytes), 50_000)
          stop.abort(reason)
          await new Promise(() => undefined)
        }
        await assert.rejects(store.write('key', hanging(), { signal: stop.signal }), reason)
      }
      assert.deepEqual(await store.readBytes('key'), textBytes('old'))
      assert.deepEqual(await listKeys(store, ''), ['key'])
    },
  },
  {
    title: 'does nothing under a signal that has aborted',
    async run(store) {
      await store.write('key', textBytes('old'))
      const reason = new Error('no longer wanted')
      const options = { signal: AbortSignal.abort(reason) }
      await assert.rejects(store.write('key', textBytes('new'), options), reason)
      await assert.rejects(store.head('key', options), reason)
      await assert.rejects(store.read('key', options), reason)
      await assert.rejects(store.readBytes('key', options), reason)
      await assert.rejects(store.remove(['key'], options), reason)
      await assert.rejects(listKeys(store, '', options), reason)
      assert.deepEqual(await store.readBytes('key'), textBytes('old'))
    },
  },
  {
    title: 'stops a read midway when told to',
    async run(store) {
      await store.write('key', sampleBytes(4_000_000))
      const stop = new AbortController()
      const reason = new Error('no longer wanted')
      const stored = await store.read('key', { signal: stop.signal })
      let received = 0
      const drain = async () => {
        for await (const chunk of stored!.body) {
          received += chunk.length
          stop.abort(reason)
        }
      }
      await assert.rejects(drain(), reason)
      assert.ok(received < 4_000_000)
    },
  },
  {
    title: 'shows readers the old object or the new one while it is replaced',
    async run(store) {
      const sizes = [400_000, 1_000, 900_000, 200_000]
      const version = (index: number) => new Uint8Array(sizes[index % sizes.length]!).fill(index)
      const etags = new Map<string, number>()
      etags.set((await store.write('key', version(0))).etag, 0)
      let writing = true
      const seen: { readonly etag: string; readonly bytes: Buffer }[] = []
      const read = async () => {
        while (writing) {
          const stored = await store.read('key')
          const chunks: Uint8Array[] = []
          for await (const chunk of stored!.body) chunks.push(chunk)
          seen.push({ etag: stored!.etag, bytes: Buffer.concat(chunks) })
        }
      }
      const readers = [read(), read(), read()]
      for (let index = 1; index <= 30; index++) etags.set((await store.write('key', version(index))).etag, index)
      writing = false
      await Promise.all(readers)
      for (const { etag, bytes } of seen) assert.ok(bytes.equals(version(etags.get(etag)!)))
    },
  },
]

/** Every racer of every round writes something else: the same content may have the same etag. */
async function race(round: number, write: (body: Uint8Array) => Promise<ObjectInfo>) {
  const bodies = Array.from({ length: RACERS }, (_, index) => sampleBytes(5_000 + index, round * RACERS + index + 1))
  const results = await Promise.allSettled(bodies.map(write))
  const wins: { readonly index: number; readonly written: ObjectInfo }[] = []
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') wins.push({ index, written: result.value })
    else assert.equal(result.reason.code, 'conflict', String(result.reason))
  }
  return { wins, bodies }
}
