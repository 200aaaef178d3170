import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { S3Server } from '../../resources/test/servers/radosgw.ts'

/** Makes a bucket on a server that a test has started. */
export async function makeBucket({ endpoint, accessKeyId, secretAccessKey }: S3Server, name: string): Promise<void> {
  const credentials = { accessKeyId, secretAccessKey }
  const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true })
  await client.send(new CreateBucketCommand({ Bucket: name }))
  client.destroy()
}
