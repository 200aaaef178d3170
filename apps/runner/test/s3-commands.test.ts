import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { openObjects } from '@ttb/resources'
import { afterAll, describe, expect, it } from 'vitest'
import { makeBucket } from '../../../packages/assets/test/make-bucket.ts'
import { startRadosgw } from '../../../packages/resources/test/servers/radosgw.ts'
import { temporaryFolder, ttb, ttbWith } from './ttb.ts'

const server = await startRadosgw()
afterAll(() => server?.stop())
const folder = temporaryFolder()
const pages = samplePages({ recordsPerDay: 2, days: ['2014-10-28', '2025-03-17'] })
const old = { data_type: 'certificate', ttb_id: '25076001000777', brand_name: 'OLD OAK', parsing_success: true }

/** An old bucket, in a folder: pages, some of them compressed, and a record without a page. */
function oldFolder(): string {
  const place = join(folder, 'old')
  const files = [
    ...pages.map(
      ({ path, html }, at) =>
        [at % 3 === 0 ? `${path}.gz` : path, at % 3 === 0 ? gzipSync(html) : Buffer.from(html, 'latin1')] as const,
    ),
    ['extracted/2025-03-17/001-certificate/extracted_data.json', Buffer.from(JSON.stringify([old]))] as const,
  ]
  for (const [path, content] of files) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), content)
  }
  return place
}

const QUERY = `
  select 'c' as of, ttb_id, brand_name from certificate union all
  select 'd', ttb_id, brand_name from cola_detail union all
  select 's', ttb_id, brand_name from search union all
  select layout, source_key, outcome from page order by all`

describe.skipIf(!server)('a bucket', () => {
  if (!server) return
  process.env['AWS_ACCESS_KEY_ID'] = server.accessKeyId
  process.env['AWS_SECRET_ACCESS_KEY'] = server.secretAccessKey
  const env = { TTB_S3_ENDPOINT: server.endpoint, TTB_S3_FORCE_PATH_STYLE: 'true' }

  it('is adopted from and into, run, and answers SQL as a folder does', async () => {
    const from = oldFolder()
    const data = join(folder, 'data')
    expect((await ttb('adopt', from, '--data', data)).exit).toBe(0)
    expect((await ttb('run', '--data', data)).exit).toBe(0)
    const want = (await ttb('sql', '--data', data, '--json', QUERY)).lines
    expect(want.length).toBeGreaterThan(2 * pages.length)

    await makeBucket(server, 'old-bucket')
    await makeBucket(server, 'new-bucket')
    const { config } = loadConfig({
      overrides: { data: 's3://old-bucket/in', s3Endpoint: server.endpoint, s3ForcePathStyle: true },
    })
    const source = openObjects({ ...config, data: from }).objects
    const target = openObjects(config).objects
    for await (const { key } of source.list('')) await target.write(key, (await source.readBytes(key)) as Uint8Array)

    const adopt = () => ttbWith(env, 'adopt', 's3://old-bucket/in', '--data', 's3://new-bucket/lake')
    const first = await adopt()
    expect([first.exit, first.stderr, first.stdout]).toEqual([
      0,
      '',
      expect.stringMatching(new RegExp(`${pages.length + 1} adopted`)),
    ])
    expect((await adopt()).stdout).toMatch(new RegExp(`\n +0 adopted\n +${pages.length + 1} there already`))
    expect((await ttbWith(env, 'run', '--data', 's3://new-bucket/lake')).exit).toBe(0)

    // The temporary folder of the process, where copies of objects are kept.
    process.env['TMPDIR'] = join(folder, 'tmp')
    const ask = async () => (await ttbWith(env, 'sql', '--data', 's3://new-bucket/lake', '--json', QUERY)).lines
    expect(await ask()).toEqual(want)
    const cache = join(folder, 'tmp', 'ttb-sql-cache')
    const copies = () => readdirSync(cache).filter((name) => name.endsWith('.parquet'))
    const objects = openObjects({ ...config, data: 's3://new-bucket/lake' }).objects
    let [named, others] = [0, 0]
    for await (const { key } of objects.list('2-ttb-processed-data/')) {
      if (/\/(?:certificate|cola_detail|search|page)-[0-9a-f]+\.parquet$/.test(key)) named++
      else if (key.endsWith('.parquet')) others++
    }
    expect(copies()).toHaveLength(named)
    expect(others).toBeGreaterThan(0) // tables that the query does not name are not fetched
    const before = copies().map((name) => statSync(join(cache, name)).ino)
    expect(await ask()).toEqual(want)
    expect(copies().map((name) => statSync(join(cache, name)).ino)).toEqual(before)
    expect(
      await (
        await ttbWith({ ...env, TTB_SQL_CACHE_BYTES: '0' }, 'sql', '--data', 's3://new-bucket/lake', '--json', QUERY)
      ).lines,
    ).toEqual(want)
  }, 120_000)

  it('that is not there is an error that names it', async () => {
    const { exit, stderr } = await ttbWith(env, 'adopt', 's3://no-such-bucket', '--data', join(folder, 'never'))
    expect([exit, stderr]).toEqual([1, expect.stringMatching(/no-such-bucket.*NoSuchBucket/)])
  })

  it('that is empty has nothing to adopt', async () => {
    await makeBucket(server, 'empty-bucket')
    const { exit, stderr } = await ttbWith(env, 'adopt', 's3://empty-bucket', '--data', join(folder, 'never'))
    expect([exit, stderr]).toEqual([1, expect.stringMatching(/nothing to adopt in s3:\/\/empty-bucket.*: it is empty/)])
  })
})
