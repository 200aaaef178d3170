import assert from 'node:assert/strict'
import { listKeys, type StoreCase, sampleBytes, streamOf, textBytes } from './contract-case.ts'

const BAD_KEYS = [
  '',
  '/',
  '/a',
  'a/',
  'a//b',
  '.',
  '..',
  'a/../b',
  'a/./b',
  'a\\b',
  'a\u0000b',
  'a\nb',
  '\ud800',
  'é'.repeat(513),
]

/** Keys that some file system, URL or XML takes for something else. */
const ODD_KEYS = [
  'ünïcödé/日本語/🍷.html',
  'composed/\u00e9',
  'composed/e\u0301',
  'a b+c&d=e?f#g%20h%2Fi;j,k@l!m$n~o(p)[q]{r}^`s',
  `quotes/'single'"double"`,
  'less<more>pipe|star*colon:',
  'year=2024/month=01/part-0.parquet',
  'dots./trailing.. /space ',
  '.tmp/of/ours',
  '.TMP',
  '...',
  'CON',
  'con.txt',
  'dir/NUL/lpt1.x/COM9',
  '%43ON',
  '%',
  'case/Name',
  '-',
  '__proto__/constructor',
  `${'k'.repeat(200)}/${'long/'.repeat(160)}end`,
]

/** What is written is read back; what is not there is null; what is not a key is refused. */
export const CONTENT_CASES: readonly StoreCase[] = [
  {
    title: 'reads back the bytes and the description of what was written',
    async run(store) {
      const bytes = sampleBytes(300_000)
      const written = await store.write('a/b.bin', bytes, { contentType: 'application/octet-stream' })
      assert.equal(written.key, 'a/b.bin')
      assert.equal(written.sizeBytes, bytes.length)
      const head = await store.head('a/b.bin')
      assert.equal(head?.etag, written.etag)
      assert.match(head.modifiedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      const stored = await store.read('a/b.bin')
      assert.ok(stored)
      const { body, ...described } = stored
      assert.deepEqual(described, head)
      const chunks: Uint8Array[] = []
      for await (const chunk of body) chunks.push(chunk)
      assert.ok(Buffer.concat(chunks).equals(bytes))
      assert.deepEqual(await store.readBytes('a/b.bin'), bytes)
      for await (const listed of store.list('')) assert.deepEqual(listed, head)
    },
  },
  {
    title: 'writes streams of any chunk size, and nothing at all',
    async run(store) {
      const bytes = sampleBytes(100_003, 7)
      for (const chunkBytes of [1_000, 65_536, 100_003]) {
        const written = await store.write('streamed', streamOf(bytes, chunkBytes))
        assert.equal(written.sizeBytes, bytes.length)
        assert.deepEqual(await store.readBytes('streamed'), bytes, `chunks of ${chunkBytes} bytes`)
      }
      await store.write('empty', streamOf(new Uint8Array(0), 10))
      await store.write('empty-bytes', new Uint8Array(0))
      assert.equal((await store.head('empty'))?.sizeBytes, 0)
      assert.deepEqual(await store.readBytes('empty-bytes'), new Uint8Array(0))
    },
  },
  {
    title: 'replaces an object and changes its etag',
    async run(store) {
      const etags = new Set<string>()
      for (const text of ['one', 'two', 'and a third']) {
        etags.add((await store.write('key', textBytes(text))).etag)
        assert.deepEqual(await store.readBytes('key'), textBytes(text))
      }
      assert.equal(etags.size, 3)
    },
  },
  {
    title: 'keeps what was written apart from the arrays that came in and went out',
    async run(store) {
      const bytes = textBytes('original')
      await store.write('key', bytes)
      bytes.fill(0)
      const out = await store.readBytes('key')
      out?.fill(1)
      for await (const chunk of (await store.read('key'))!.body) chunk.fill(2)
      assert.deepEqual(await store.readBytes('key'), textBytes('original'))
    },
  },
  {
    title: 'answers null for what is not there',
    async run(store) {
      await store.write('folder/object', textBytes('x'))
      for (const key of ['missing', 'folder', 'folder/missing', 'folder/object/below', 'fold']) {
        assert.equal(await store.head(key), null, key)
        assert.equal(await store.read(key), null, key)
        assert.equal(await store.readBytes(key), null, key)
      }
    },
  },
  {
    title: 'refuses what is not a key',
    async run(store) {
      for (const key of BAD_KEYS) {
        const refused = { code: 'invalid_argument' }
        await assert.rejects(store.head(key), refused)
        await assert.rejects(store.read(key), refused)
        await assert.rejects(store.readBytes(key), refused)
        await assert.rejects(store.write(key, textBytes('x')), refused)
        await assert.rejects(store.remove([key]), refused)
      }
      assert.deepEqual(await listKeys(store, ''), [])
    },
  },
  {
    title: 'takes any other key as it is',
    async run(store) {
      for (const key of ODD_KEYS) await store.write(key, textBytes(key))
      for (const key of ODD_KEYS) assert.deepEqual(await store.readBytes(key), textBytes(key), key)
      const inByteOrder = [...ODD_KEYS].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      assert.deepEqual(await listKeys(store, ''), inByteOrder)
      await store.remove(ODD_KEYS)
      assert.deepEqual(await listKeys(store, ''), [])
    },
  },
  {
    title: 'keeps an object and others below its key',
    needs: 'keyBelowKey',
    async run(store) {
      await store.write('a', textBytes('1'))
      await store.write('a/b', textBytes('2'))
      assert.deepEqual(await store.readBytes('a'), textBytes('1'))
      assert.deepEqual(await listKeys(store, ''), ['a', 'a/b'])
    },
  },
  {
    title: 'forgets a folder with its last object',
    async run(store) {
      await store.write('a/b/c', textBytes('1'))
      await store.remove(['a/b/c'])
      await store.write('a', textBytes('2'))
      assert.deepEqual(await listKeys(store, ''), ['a'])
    },
  },
  {
    title: 'removes many objects, also those that are not there, and again',
    async run(store) {
      const keys = Array.from({ length: 1_203 }, (_, index) => `removed/${index}`)
      for (const key of keys.filter((_, index) => index % 100 === 0 || index > 1_195))
        await store.write(key, textBytes('x'))
      await store.write('kept', textBytes('x'))
      await store.remove(keys)
      assert.deepEqual(await listKeys(store, ''), ['kept'])
      await store.remove(keys)
      await store.remove([])
      assert.equal(await store.readBytes('removed/0'), null)
    },
  },
]
