import { openStorage, type StorageSettings } from '@ttb/resources'
import { createPartitionPool } from './partition-pool.ts'
import {
  listRawPartitions,
  type ProcessedPartition,
  type ProcessOptions,
  type RawPartition,
} from './process-partition.ts'

export interface ProcessAllOptions extends ProcessOptions {
  /** Threads that parse pages; 0 means one for each core. Default: 0. */
  readonly workers?: number
  /** Which partitions to look at. Default: all. */
  readonly select?: (partition: RawPartition) => boolean
}

/**
 * Brings every partition up to date, on all cores, and yields each as it is done, in no particular order.
 * Memory holds one partition a worker. The first failure ends the others and is thrown.
 */
export async function* processAll(
  settings: StorageSettings,
  { workers = 0, select = () => true, record, force = false, signal }: ProcessAllOptions = {},
): AsyncGenerator<ProcessedPartition> {
  const pool = createPartitionPool(settings, { workers, ...(record && { record }) })
  try {
    const running = new Set<Promise<ProcessedPartition>>()
    const next = async (): Promise<ProcessedPartition> => {
      const [done, promise] = await Promise.race(
        [...running].map((each) => each.then((result) => [result, each] as const)),
      )
      running.delete(promise)
      return done
    }
    for await (const raw of listRawPartitions(openStorage(settings))) {
      signal?.throwIfAborted()
      if (!select(raw)) continue
      running.add(pool.process(raw, { force, ...(signal && { signal }) }))
      if (running.size >= pool.size) yield await next()
    }
    while (running.size > 0) yield await next()
  } finally {
    await pool.close()
  }
}
