import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { openStorage, type StorageSettings } from '@ttb/resources'
import { TtbError, type TtbErrorCode } from '@ttb/utils'
import { COLA } from '@ttb/utils/records'
import {
  listRawPartitions,
  type ProcessedPartition,
  type ProcessOptions,
  processPartition,
  type RawPartition,
} from './process-partition.ts'

export interface ProcessAllOptions extends ProcessOptions {
  /** Threads that parse pages; 0 means one for each core. Default: 0. */
  readonly workers?: number
  /** Which partitions to look at. Default: all. */
  readonly select?: (partition: RawPartition) => boolean
}

/** What a worker is started with. */
export interface WorkerStart {
  readonly settings: StorageSettings
  readonly options: Pick<ProcessOptions, 'record' | 'force'>
}

/** What a worker answers to each {@link RawPartition}. */
export type WorkerAnswer = { readonly done: ProcessedPartition } | { readonly failed: WorkerFailure }

/** An error, in the plain parts that pass between threads. */
export interface WorkerFailure {
  readonly message: string
  readonly code: TtbErrorCode
  readonly retryable: boolean
}

/**
 * Brings every partition up to date, on all cores, and yields each as it is done, in no particular order.
 * Memory holds one partition a worker. The first failure ends the others and is thrown.
 */
export async function* processAll(
  settings: StorageSettings,
  { workers = 0, select = () => true, ...options }: ProcessAllOptions = {},
): AsyncGenerator<ProcessedPartition> {
  const storage = openStorage(settings)
  const threads = workers === 0 ? availableParallelism() : workers
  // Run from TypeScript sources there is no built worker to start; one thread does it all.
  if (threads === 1 || import.meta.url.endsWith('.ts')) {
    for await (const raw of listRawPartitions(storage))
      if (select(raw)) yield await processPartition(storage, raw, options)
    return
  }
  const pool = startPool({
    settings,
    options: { record: options.record ?? COLA, force: options.force ?? false },
  })
  try {
    const running = new Set<Promise<ProcessedPartition>>()
    const next = async (): Promise<ProcessedPartition> => {
      const [done, promise] = await Promise.race(
        [...running].map((each) => each.then((result) => [result, each] as const)),
      )
      running.delete(promise)
      return done
    }
    for await (const raw of listRawPartitions(storage)) {
      options.signal?.throwIfAborted()
      if (!select(raw)) continue
      running.add(pool.process(raw))
      if (running.size >= threads) yield await next()
    }
    while (running.size > 0) yield await next()
  } finally {
    await pool.close()
  }
}

interface Pool {
  process(raw: RawPartition): Promise<ProcessedPartition>
  close(): Promise<void>
}

/** Threads that each do one partition at a time; the caller never asks for more at once than there are. */
function startPool(start: WorkerStart): Pool {
  const all: Worker[] = []
  const idle: Worker[] = []
  const take = (): Worker => {
    const worker = idle.pop() ?? new Worker(new URL('./partition-worker.js', import.meta.url), { workerData: start })
    if (!all.includes(worker)) all.push(worker)
    return worker
  }
  return {
    process(raw) {
      const worker = take()
      return new Promise((resolve, reject) => {
        const settle = (work: () => void): void => {
          worker.off('message', onMessage).off('error', onError).off('exit', onExit)
          work()
        }
        const onMessage = (answer: WorkerAnswer): void =>
          settle(() => {
            idle.push(worker)
            if ('done' in answer) resolve(answer.done)
            else reject(new TtbError(answer.failed.message, answer.failed))
          })
        const onError = (error: unknown): void => settle(() => reject(error))
        const onExit = (code: number): void => settle(() => reject(new Error(`a worker ended with code ${code}`)))
        worker.on('message', onMessage).on('error', onError).on('exit', onExit)
        worker.postMessage(raw)
      })
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()))
    },
  }
}
