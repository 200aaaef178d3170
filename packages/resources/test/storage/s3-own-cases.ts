import { inspect } from 'node:util'
import {
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, describe, expect, it } from 'vitest'
import { createS3Store } from '../../src/storage/s3-store.ts'
import { listKeys, sampleBytes, streamOf, textBytes } from '../../src/testing/contract-case.ts'
import { startFaultProxy } from '../servers/fault-proxy.ts'
import type { S3Server } from '../servers/radosgw.ts'

/** What only a store on S3 promises. */
export function s3OwnCases(s3: S3Client, bucket: string, server: S3Server): void {
  const { endpoint } = server
  const secret = server.secretAccessKey

  describe('S3 store on its own', () => {
    afterEach(() => {
      process.env['AWS_SECRET_ACCESS_KEY'] = secret
    })

    it('sends long streams in parts, and leaves no upload behind', async () => {
      const store = createS3Store({ bucket, prefix: 'parts', endpoint })
      const bytes = sampleBytes(20_000_000)
      const written = await store.write('long.bin', streamOf(bytes, 100_000))
      expect(written).toMatchObject({ sizeBytes: bytes.length, etag: expect.stringMatching(/^[0-9a-f]{32}-3$/) })
      expect(Buffer.compare((await store.readBytes('long.bin'))!, bytes)).toBe(0)
      const uploads = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
      expect(uploads.Uploads ?? []).toEqual([])
    })

    it('takes a condition on any array, and on streams up to a limit', async () => {
      const store = createS3Store({ bucket, prefix: 'limits', endpoint, maxConditionalBytes: 1_000_000 })
      const condition = { ifAbsent: true } as const
      const long = sampleBytes(12_000_000)
      await store.write('array', long, { condition })
      await store.write('stream', streamOf(long.subarray(0, 1_000_000), 300_000), { condition })
      const refused = store.write('longer', streamOf(long.subarray(0, 1_000_001), 300_000), { condition })
      await expect(refused).rejects.toMatchObject({ code: 'invalid_argument' })
      expect(await listKeys(store, '')).toEqual(['array', 'stream'])
    })

    it('sees nothing outside its prefix', async () => {
      const [inner, other] = ['in', 'in-other'].map((prefix) => createS3Store({ bucket, prefix, endpoint }))
      await inner!.write('key', textBytes('1'))
      await other!.write('key', textBytes('2'))
      expect(inner!.location).toBe(`s3://${bucket}/in`)
      expect(await listKeys(inner!, '')).toEqual(['key'])
      await inner!.remove(['key'])
      expect(await other!.readBytes('key')).toEqual(textBytes('2'))
      expect(await listKeys(createS3Store({ bucket, endpoint }), 'in')).toEqual(['in-other/key'])
    })

    it('takes no mark of an empty folder for an object', async () => {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'marked/folder/', Body: new Uint8Array(0) }))
      const store = createS3Store({ bucket, prefix: 'marked', endpoint })
      await store.write('folder/key', textBytes('x'))
      expect(await listKeys(store, '')).toEqual(['folder/key'])
    })

    it('has objects encrypted by the server, as asked', async () => {
      const encryption = { serverSideEncryption: 'aws:kms', kmsKeyId: server.kmsKeyId } as const
      const store = createS3Store({ bucket, prefix: 'encrypted', endpoint, ...encryption })
      for (const [key, bytes] of [
        ['short', sampleBytes(1000)],
        ['long', sampleBytes(9_000_000)],
      ] as const) {
        await store.write(key, streamOf(bytes, 65_536), { contentType: 'text/html' })
        expect(Buffer.compare((await store.readBytes(key))!, bytes)).toBe(0)
        const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: `encrypted/${key}` }))
        expect(head).toMatchObject({
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: server.kmsKeyId,
          ContentType: 'text/html',
        })
      }
    })

    it('asks for AES256 with every object', async () => {
      const proxy = await startFaultProxy(endpoint)
      const store = createS3Store({ bucket, prefix: 'aes', endpoint: proxy.endpoint, serverSideEncryption: 'AES256' })
      await store.write('short', textBytes('x')).catch(() => null)
      await store.write('long', sampleBytes(9_000_000)).catch(() => null)
      const asked = proxy.seen.map(({ headers }) => headers['x-amz-server-side-encryption'])
      expect(asked.slice(0, 2)).toEqual(['AES256', 'AES256'])
      await proxy.stop()
    })

    it('never ends a read short', async () => {
      const proxy = await startFaultProxy(endpoint)
      const bytes = sampleBytes(200_000)
      const store = createS3Store({ bucket, prefix: 'short', endpoint: proxy.endpoint })
      await store.write('key', bytes)
      // Each answer gives half of what is left; so a few break, and the rest comes all the same.
      proxy.watch(({ call }) => (call < 3 ? 'truncated' : null))
      expect(Buffer.compare((await store.readBytes('key'))!, bytes)).toBe(0)
      expect(proxy.seen.map(({ headers }) => headers.range)).toEqual([
        undefined,
        'bytes=100000-',
        'bytes=150000-',
        'bytes=175000-',
      ])
      proxy.watch(() => 'truncated')
      await expect(store.readBytes('key')).rejects.toMatchObject({ code: 'storage_failed', retryable: true })
      await proxy.stop()
    })

    it('mixes no two objects in one read', async () => {
      const proxy = await startFaultProxy(endpoint)
      const store = createS3Store({ bucket, prefix: 'mixed', endpoint: proxy.endpoint })
      await store.write('key', sampleBytes(2_000_000, 1))
      proxy.watch(({ call }) => (call === 0 ? 'truncated' : null))
      const stored = await store.read('key')
      await store.write('key', sampleBytes(2_000_000, 2))
      const drain = async () => {
        for await (const chunk of stored!.body) expect(chunk.length).toBeGreaterThan(0)
      }
      await expect(drain()).rejects.toMatchObject({
        code: 'storage_failed',
        retryable: true,
        message: expect.stringContaining('replaced meanwhile'),
      })
      await proxy.stop()
    })

    it('knows its own work when the answer to a write with a condition was lost', async () => {
      const proxy = await startFaultProxy(endpoint)
      const store = createS3Store({ bucket, prefix: 'lost', endpoint: proxy.endpoint })
      proxy.watch(({ attempt }) => (attempt === 0 ? 'unanswered' : null))
      const written = await store.write('key', textBytes('mine'), { condition: { ifAbsent: true } })
      expect(proxy.seen.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'HEAD', 'HEAD'])
      expect((await store.head('key'))?.etag).toBe(written.etag)
      await proxy.stop()
    })

    it('aborts the uploads that were left unfinished', async () => {
      const start = (Key: string) => s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }))
      await Promise.all([start('left/a'), start('left/b'), start('elsewhere/c')])
      const store = createS3Store({ bucket, prefix: 'left', endpoint })
      expect(await store.collectLeftovers({ olderThanMs: 3_600_000 })).toBe(0)
      expect(await store.collectLeftovers({ olderThanMs: 0 })).toBe(2)
      const rest = createS3Store({ bucket, endpoint })
      expect(await rest.collectLeftovers({ olderThanMs: 0 })).toBe(1)
    })

    it('tells what is wrong for good, and no secret', async () => {
      const missing = createS3Store({ bucket: 'no-such-bucket', endpoint })
      await expect(missing.write('key', textBytes('x'))).rejects.toMatchObject({
        code: 'storage_failed',
        retryable: false,
      })
      await expect(missing.readBytes('key')).rejects.toMatchObject({ code: 'storage_failed', retryable: false })
      process.env['AWS_SECRET_ACCESS_KEY'] = 'not-the-secret-of-anyone'
      const denied = createS3Store({ bucket, endpoint })
      const error = await denied.readBytes('key').catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'storage_failed', retryable: false })
      expect(String(error)).toMatch(/cannot read "key" in s3:\/\/ttb-test\/: SignatureDoesNotMatch 403/)
      const everything = inspect(error, { showHidden: true, depth: null })
      expect(everything).not.toContain('not-the-secret-of-anyone')
      expect(everything).not.toContain('Signature=')
    })

    it('can be tried again where no server answers', async () => {
      const store = createS3Store({ bucket, endpoint: 'http://127.0.0.1:9', maxAttempts: 1 })
      const failed = { code: 'storage_failed', retryable: true }
      await expect(store.head('key')).rejects.toMatchObject(failed)
      await expect(listKeys(store, '')).rejects.toMatchObject(failed)
    })
  })
}
