import assert from 'node:assert/strict'
import { forEachOf, listKeys, type StoreCase, textBytes } from './contract-case.ts'

const MANY = 5_000

/** Lists are complete, in byte order, and begin where they are told to. */
export const LISTING_CASES: readonly StoreCase[] = [
  {
    title: 'lists in byte order of the whole keys',
    async run(store) {
      const keys = [
        'a-b',
        'a.b/x',
        'a/b',
        'a/b-c',
        'a/c/d',
        'a0',
        'aB',
        'a_',
        'a~',
        'aé',
        'a\uffeb',
        'a😀',
        'b',
        'B/a',
        'B.',
        'B-',
      ]
      await forEachOf([...keys].reverse(), 4, (key) => store.write(key, textBytes(key)))
      const inByteOrder = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      assert.deepEqual(await listKeys(store, ''), inByteOrder)
      for (const [index, after] of inByteOrder.entries()) {
        assert.deepEqual(await listKeys(store, '', { after }), inByteOrder.slice(index + 1), `after ${after}`)
      }
      for (const prefix of ['a', 'a/', 'a/b', 'a.', 'B', 'b']) {
        const expected = inByteOrder.filter((key) => key.startsWith(prefix))
        assert.deepEqual(await listKeys(store, prefix), expected, `prefix ${prefix}`)
      }
    },
  },
  {
    title: 'takes any text for a prefix and any for where to begin',
    async run(store) {
      await forEachOf(['p/1', 'p/2', 'p/3/x', 'q'], 4, (key) => store.write(key, textBytes(key)))
      for (const prefix of ['/', '//', 'p//', '../', 'p/../', './', 'p/4', 'p/1/', 'none/', 'p/3/x/y']) {
        assert.deepEqual(await listKeys(store, prefix), [], `prefix ${prefix}`)
      }
      assert.deepEqual(await listKeys(store, 'p/', { after: 'p/2' }), ['p/3/x'])
      assert.deepEqual(await listKeys(store, 'p/', { after: 'p/15' }), ['p/2', 'p/3/x'])
      assert.deepEqual(await listKeys(store, 'p/', { after: 'p/3' }), ['p/3/x'])
      assert.deepEqual(await listKeys(store, 'p/', { after: 'p/3/' }), ['p/3/x'])
      assert.deepEqual(await listKeys(store, 'p/', { after: 'a' }), ['p/1', 'p/2', 'p/3/x'])
      assert.deepEqual(await listKeys(store, 'p/', { after: 'q' }), [])
    },
  },
  {
    title: `lists ${MANY} objects, each once`,
    async run(store) {
      const keys = Array.from(
        { length: MANY },
        (_, index) => `many/${index % 7}/${String(index).padStart(5, '0')}.html`,
      )
      await forEachOf(keys, 16, (key) => store.write(key, textBytes(key)))
      assert.deepEqual(await listKeys(store, 'many/'), [...keys].sort())
      assert.equal(
        (await listKeys(store, 'many/', { after: 'many/3/' })).length,
        keys.filter((key) => key > 'many/3/').length,
      )
      for await (const first of store.list('many/')) {
        assert.equal(first.key, 'many/0/00000.html')
        assert.equal(first.sizeBytes, first.key.length)
        break
      }
      await store.remove(keys)
      assert.deepEqual(await listKeys(store, ''), [])
    },
  },
]
