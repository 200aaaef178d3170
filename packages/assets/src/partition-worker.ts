import { parentPort, workerData } from 'node:worker_threads'
import { openStorage } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { WorkerAnswer, WorkerFailure, WorkerStart, WorkerTask } from './partition-pool.ts'
import { processPartition } from './process-partition.ts'

const { settings, record } = workerData as WorkerStart
const storage = openStorage(settings)

async function answer({ raw, force }: WorkerTask): Promise<WorkerAnswer> {
  try {
    return { done: await processPartition(storage, raw, { record, force }) }
  } catch (error) {
    return { failed: failureOf(error) }
  }
}

function failureOf(error: unknown): WorkerFailure {
  if (TtbError.isInstance(error)) return { message: error.message, code: error.code, retryable: error.retryable }
  return {
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    code: 'storage_failed',
    retryable: false,
  }
}

parentPort?.on('message', async (task: WorkerTask) => parentPort?.postMessage(await answer(task)))
