import { inspect } from 'node:util'
import { ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3'
import { TtbError } from '@ttb/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObjectStore } from '../../src/storage/object-store.ts'
import { createS3Store } from '../../src/storage/s3-store.ts'
import { listKeys, sampleBytes, streamOf, textBytes } from '../../src/testing/contract-case.ts'
import { FAULTS, type Fault, type FaultProxy, startFaultProxy } from '../servers/fault-proxy.ts'

const OLD = textBytes('the old object')
const SMALL = sampleBytes(300_000, 2)
const LARGE = sampleBytes(17_000_000, 3)

interface Operation {
  readonly name: string
  /** How many requests it makes when nothing goes wrong. */
  readonly calls: number
  run(store: ObjectStore): Promise<unknown>
  /** Whether the outcome of a run that did not throw is right. */
  readonly result?: unknown
  /** What the object may be afterwards; the old one by default, and always if it failed. */
  readonly after?: Uint8Array | null
}

const OPERATIONS: readonly Operation[] = [
  { name: 'write of bytes', calls: 1, run: (store) => store.write('key', SMALL), after: SMALL },
  {
    name: 'write with a condition',
    calls: 1,
    run: async (store) => store.write('key', SMALL, { condition: { ifEtag: (await oldEtag)! } }),
    after: SMALL,
  },
  {
    name: 'write of a long stream',
    calls: 5,
    run: (store) => store.write('key', streamOf(LARGE, 65_536)),
    after: LARGE,
  },
  { name: 'head', calls: 1, run: async (store) => (await store.head('key'))?.sizeBytes, result: OLD.length },
  { name: 'read', calls: 1, run: (store) => store.readBytes('key'), result: OLD },
  { name: 'list', calls: 1, run: (store) => listKeys(store, ''), result: ['key'] },
  { name: 'remove', calls: 1, run: (store) => store.remove(['key']), after: null },
]

let oldEtag: Promise<string | undefined>

/** Breaks every request of every operation in every way: once, and each time it is tried again. */
export function s3FailureCases(s3: S3Client, bucket: string, endpoint: string): void {
  describe('S3 store behind a bad network', () => {
    let proxy: FaultProxy
    beforeAll(async () => {
      proxy = await startFaultProxy(endpoint)
    })
    afterAll(() => proxy.stop())

    for (const { name, calls, run, result, after = OLD } of OPERATIONS) {
      for (const fault of FAULTS) {
        it(`leaves the old object or the new one when a request of a ${name} is ${fault}`, async () => {
          const prefix = `${name}-${fault}`.replaceAll(' ', '-')
          const direct = createS3Store({ bucket, prefix, endpoint })
          const uploads = async () =>
            (await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }))).Uploads ?? []
          for (let call = 0; call < calls; call++) {
            for (const times of [1, Number.POSITIVE_INFINITY]) {
              oldEtag = direct.write('key', OLD).then(({ etag }) => etag)
              await oldEtag
              const store = createS3Store({ bucket, prefix, endpoint: proxy.endpoint, maxAttempts: 3 })
              proxy.watch((request) => (request.call === call && request.attempt < times ? fault : null))
              const outcome = await run(store).then(
                (value) => ({ value }),
                (error: unknown) => ({ error }),
              )
              const step = `call ${call} of ${calls}, ${times} times, ${inspect(outcome)}`
              const now = await direct.readBytes('key')
              const isNew = after === null ? now === null : now !== null && Buffer.compare(now, after) === 0
              const isOld = now !== null && Buffer.compare(now, OLD) === 0
              if ('value' in outcome) {
                expect(isNew, step).toBe(true)
                if (result !== undefined) expect(outcome.value, step).toEqual(result)
              } else {
                expect(isNew || isOld, step).toBe(true)
                expect(TtbError.isInstance(outcome.error) && outcome.error.retryable, step).toBe(true)
                expect(outcome.error, step).toMatchObject({ code: 'storage_failed' })
              }
              expect(
                proxy.seen.some((request) => request.call === call),
                step,
              ).toBe(true)
              if (times === 1) expect('value' in outcome, step).toBe(true)
              if (times > 1 && !hasDeed(fault)) expect('error' in outcome, step).toBe(true)
              // The name of an upload whose first answer was lost is not known to us: that is for the collector.
              if (call === 0 && hasDeed(fault)) await direct.collectLeftovers({ olderThanMs: 0 })
              expect(await uploads(), step).toEqual([])
            }
          }
        }, 240_000)
      }
    }
  })
}

function hasDeed(fault: Fault): boolean {
  return fault === 'unanswered' || fault === 'truncated'
}
