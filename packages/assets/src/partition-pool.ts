import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { openStorage, type StorageSettings } from '@ttb/resources'
import { TtbError, type TtbErrorCode } from '@ttb/utils'
import { COLA, type RecordDefinition } from '@ttb/utils/records'
import {
  type ProcessedPartition,
  type ProcessOptions,
  processPartition,
  type RawPartition,
} from './process-partition.ts'

export interface PartitionPoolOptions {
  /** Threads; 0 means one for each core. Default: 0. */
  readonly workers?: number
  /** Whose rows say what to read. Default: `COLA`. */
  readonly record?: RecordDefinition
}

/** What a worker is started with. */
export interface WorkerStart {
  readonly settings: StorageSettings
  readonly record: RecordDefinition
}

/** What a worker is asked for. */
export interface WorkerTask {
  readonly raw: RawPartition
  readonly force: boolean
}

/** What a worker answers to each {@link WorkerTask}. */
export type WorkerAnswer = { readonly done: ProcessedPartition } | { readonly failed: WorkerFailure }

/** An error, in the plain parts that pass between threads. */
export interface WorkerFailure {
  readonly message: string
  readonly code: TtbErrorCode
  readonly retryable: boolean
}

/** Threads that make the tables of partitions. */
export interface PartitionPool {
  /** How many partitions are worked on at a time; what is asked for beyond that waits its turn. */
  readonly size: number
  /** Throws what `processPartition` throws. A signal is heeded where the work is done on this thread. */
  process(raw: RawPartition, options?: Pick<ProcessOptions, 'force' | 'signal'>): Promise<ProcessedPartition>
  /** Ends the threads, also those at work. */
  close(): Promise<void>
}

/** A pool over the storage of the settings. No thread is started before there is something to do. */
export function createPartitionPool(
  settings: StorageSettings,
  { workers = 0, record = COLA }: PartitionPoolOptions = {},
): PartitionPool {
  const size = workers === 0 ? availableParallelism() : workers
  // Run from TypeScript sources there is no built worker to start; one thread does it all.
  if (size === 1 || import.meta.url.endsWith('.ts')) return poolOfThisThread(settings, record)
  return poolOfWorkers({ settings, record }, size)
}

function poolOfThisThread(settings: StorageSettings, record: RecordDefinition): PartitionPool {
  const storage = openStorage(settings)
  return {
    size: 1,
    process: (raw, options = {}) => processPartition(storage, raw, { record, ...options }),
    close: async () => undefined,
  }
}

/**
 * Nearly all that parsing makes is gone with the page: the more of it fits, the less is ever moved. With half of this, forms
 * take 4 % more time; with twice of it, no less.
 */
export const YOUNG_GENERATION_MB = 192

function poolOfWorkers(start: WorkerStart, size: number): PartitionPool {
  const all = new Set<Worker>()
  const idle: Worker[] = []
  const waiting: ((worker: Worker) => void)[] = []

  function take(): Worker | Promise<Worker> {
    const free = idle.pop()
    if (free) return free
    if (all.size >= size) return new Promise((resolve) => waiting.push(resolve))
    return startWorker()
  }
  function startWorker(): Worker {
    const worker = new Worker(new URL('./partition-worker.js', import.meta.url), {
      workerData: start,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    all.add(worker)
    return worker
  }
  function giveBack(worker: Worker): void {
    const next = waiting.shift()
    if (next) next(worker)
    else idle.push(worker)
  }
  /** A worker that died is of no use any more; whoever waits gets another. */
  function bury(worker: Worker): void {
    all.delete(worker)
    waiting.shift()?.(startWorker())
  }

  return {
    size,
    async process(raw, { force = false } = {}) {
      const worker = await take()
      return new Promise((resolve, reject) => {
        const settle = (work: () => void): void => {
          worker.off('message', onMessage).off('error', onError).off('exit', onExit)
          work()
        }
        const onMessage = (answer: WorkerAnswer): void =>
          settle(() => {
            giveBack(worker)
            if ('done' in answer) resolve(answer.done)
            else reject(new TtbError(answer.failed.message, answer.failed))
          })
        const onError = (error: unknown): void =>
          settle(() => {
            bury(worker)
            reject(error)
          })
        const onExit = (code: number): void => onError(new Error(`a worker ended with code ${code}`))
        worker.on('message', onMessage).on('error', onError).on('exit', onExit)
        worker.postMessage({ raw, force } satisfies WorkerTask)
      })
    },
    async close() {
      waiting.length = 0
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}
