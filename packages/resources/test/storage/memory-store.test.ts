import { describe, it } from 'vitest'
import { createMemoryStore } from '../../src/storage/memory-store.ts'
import { storeContract } from '../../src/testing/index.ts'

storeContract('memory store', () => createMemoryStore(), { describe, it, lacks: ['boundedMemory'] })
