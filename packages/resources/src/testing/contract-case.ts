import type { ObjectStore, StoreCallOptions } from '../storage/object-store.ts'

/** What a store may lack, and a case may need. */
export type StoreAbility = 'keyBelowKey' | 'boundedMemory'

/** One promise of a store, tried on an empty one; throws when it is not kept. */
export interface StoreCase {
  readonly title: string
  readonly needs?: StoreAbility
  run(store: ObjectStore): Promise<void>
}

/** Bytes that differ at every place and by the seed, without the cost of true randomness. */
export function sampleBytes(sizeBytes: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(sizeBytes)
  let state = seed * 2654435761
  for (let index = 0; index < sizeBytes; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

export function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The bytes as a stream of chunks that share one buffer, as careless producers make them. */
export async function* streamOf(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = new Uint8Array(chunkBytes)
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const part = bytes.subarray(start, start + chunkBytes)
    buffer.set(part)
    yield buffer.subarray(0, part.length)
  }
}

export async function listKeys(
  store: ObjectStore,
  prefix: string,
  options: StoreCallOptions & { readonly after?: string } = {},
): Promise<readonly string[]> {
  const keys: string[] = []
  for await (const { key } of store.list(prefix, options)) keys.push(key)
  return keys
}

/** Runs work over items, some at a time. */
export async function forEachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<unknown>,
): Promise<void> {
  const entries = items.entries()
  const worker = async () => {
    for (const [index, item] of entries) await work(item, index)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
