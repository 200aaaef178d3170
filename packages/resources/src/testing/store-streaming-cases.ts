import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type StoreCase, sampleBytes } from './contract-case.ts'

const CHUNK_BYTES = 65_536
const CHUNKS = 1_600
const LIMIT_BYTES = 100_000_000

/** Streams pass through; what they hold does not grow with their length. */
export const STREAMING_CASES: readonly StoreCase[] = [
  {
    title: 'streams 100 MB in and out in less than 100 MB of memory',
    needs: 'boundedMemory',
    async run(store) {
      // What a store loads for its first object is not what a long one needs.
      await store.write('short.bin', sampleBytes(10))
      const memory = watchMemory()
      const sent = createHash('sha256')
      const chunk = sampleBytes(CHUNK_BYTES)
      const source = async function* () {
        for (let index = 0; index < CHUNKS; index++) {
          const own = chunk.slice().fill(index, 0, 100)
          sent.update(own)
          memory.sample()
          yield own
        }
      }
      const written = await store.write('large.bin', source())
      assert.equal(written.sizeBytes, CHUNKS * CHUNK_BYTES)
      const received = createHash('sha256')
      const stored = await store.read('large.bin')
      for await (const part of stored!.body) {
        received.update(part)
        memory.sample()
      }
      assert.equal(received.digest('hex'), sent.digest('hex'))
      assert.ok(memory.growthBytes() < LIMIT_BYTES, `grew by ${memory.growthBytes()} bytes`)
    },
  },
]

/** How far the memory of this process grows beyond what it is now. */
function watchMemory(): { sample(): void; growthBytes(): number } {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const start = process.memoryUsage.rss()
  let peak = start
  return {
    sample() {
      peak = Math.max(peak, process.memoryUsage.rss())
    },
    growthBytes: () => peak - start,
  }
}
