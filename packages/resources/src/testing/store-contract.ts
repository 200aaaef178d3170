import type { ObjectStore } from '../storage/object-store.ts'
import type { StoreAbility } from './contract-case.ts'
import { ATOMICITY_CASES } from './store-atomicity-cases.ts'
import { CONTENT_CASES } from './store-content-cases.ts'
import { LISTING_CASES } from './store-listing-cases.ts'
import { STREAMING_CASES } from './store-streaming-cases.ts'

/** A case takes a second or two on the slowest store; this is for machines under load. */
const TIMEOUT_MS = 240_000

export interface StoreContractOptions {
  /** Of vitest, or of any test runner with the same shape. */
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (name: string, body: () => Promise<void>, timeoutMs: number) => unknown
  /** What this kind of store does not promise; its cases are left out. */
  readonly lacks?: readonly StoreAbility[]
}

/**
 * Registers the tests every object store must pass, each on a store of its own.
 * @param makeStore gives an empty store that no other test sees
 */
export function storeContract(
  name: string,
  makeStore: () => ObjectStore | Promise<ObjectStore>,
  options: StoreContractOptions,
): void {
  // Streaming comes first: the memory that other cases leave to the process would hide what it takes.
  const cases = [...STREAMING_CASES, ...CONTENT_CASES, ...LISTING_CASES, ...ATOMICITY_CASES]
  options.describe(`${name} keeps the promises of an object store`, () => {
    for (const { title, needs, run } of cases) {
      if (needs && options.lacks?.includes(needs)) continue
      options.it(title, async () => run(await makeStore()), TIMEOUT_MS)
    }
  })
}
