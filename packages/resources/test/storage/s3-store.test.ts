import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, describe, it } from 'vitest'
import { createS3Store } from '../../src/storage/s3-store.ts'
import { storeContract } from '../../src/testing/index.ts'
import { startRadosgw } from '../servers/radosgw.ts'
import { s3FailureCases } from './s3-failure-cases.ts'
import { s3OwnCases } from './s3-own-cases.ts'

const BUCKET = 'ttb-test'
// One server for all that needs it: it takes ten seconds to start.
const server = await startRadosgw()
afterAll(() => server?.stop())

if (server) {
  const { endpoint } = server
  process.env['AWS_ACCESS_KEY_ID'] = server.accessKeyId
  process.env['AWS_SECRET_ACCESS_KEY'] = server.secretAccessKey
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
  let stores = 0
  storeContract('S3 store', () => createS3Store({ bucket: BUCKET, prefix: `store-${++stores}`, endpoint }), {
    describe,
    it,
  })
  s3OwnCases(s3, BUCKET, server)
  s3FailureCases(s3, BUCKET, endpoint)
} else {
  describe.skip('S3 store', () => it('needs a server'))
}
