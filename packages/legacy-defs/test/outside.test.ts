import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createScaledClock, createWorld, SCENARIOS, type Simulator, startSimulator } from '@ttb/registry-simulator'
import { createMemoryStore, decodeParquet } from '@ttb/resources'
import { COLA, pageTable } from '@ttb/utils/records'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { download_ttb_images } from '../src/generated/index.ts'
import { get_s3_resource } from '../src/generated/resources.ts'
import { TTBImageDownloader } from '../src/generated/ttb_image_downloader.ts'
import { export_quality_metrics } from '../src/generated/ttb_monitoring.ts'
import { upload_parquet_to_s3 } from '../src/generated/ttb_parsing_assets.ts'
import { create_parquet_dataset } from '../src/generated/ttb_schema.ts'
import { useOwnEnvironment } from './own-environment.ts'

const folder = useOwnEnvironment()

describe('what was written to S3', () => {
  it('goes to the store that is configured', async () => {
    const store = get_s3_resource()
    await store.write('a/b.txt', new TextEncoder().encode('text'))
    expect(await readFile(join(folder, 'data/a/b.txt'), 'utf8')).toBe('text')
  })
  it('lies where it lay', async () => {
    const path = join(folder, 'data.parquet')
    await writeFile(path, 'PAR1')
    const store = createMemoryStore()
    const said: string[] = []
    const logger = { info: (text: string) => said.push(text) }
    const uploaded = await upload_parquet_to_s3(
      path,
      store,
      'any',
      '2-ttb-processed-data',
      'cola-detail',
      '2024-01-02',
      '001',
      logger,
    )
    const key = '2-ttb-processed-data/data_type=cola-detail/partition_date=2024-01-02/receipt_method=001/data.parquet'
    expect(uploaded).toMatchObject({ bucket: 'any', s3_key: key, size_bytes: 4 })
    expect(new TextDecoder().decode((await store.readBytes(key)) as Uint8Array)).toBe('PAR1')
    expect(said).toHaveLength(1)
  })
  it('never goes to another bucket than the one that is named', async () => {
    const store = { ...createMemoryStore(), location: 's3://one/' }
    await expect(upload_parquet_to_s3('x', store, 'other', 'p', 't', 'd', 'r', null)).rejects.toThrowError(
      'bucket "other": the store is s3://one/',
    )
  })
})

describe('create_parquet_dataset', () => {
  const schema = pageTable(COLA, 'cola-detail')
  const rows = ['25076001000001', '25076001000002'].map((ttb_id, at) => ({
    ttb_id,
    status: at === 0 ? 'APPROVED' : null,
    approval_date: '03/17/2025',
  }))

  it('writes files that are read back, a folder for each value of a column', async () => {
    const output = join(folder, 'dataset')
    const dataset = await create_parquet_dataset(rows, schema, output, ['status'])
    expect(dataset).toMatchObject({ record_count: 2, partition_cols: ['status'] })
    expect(dataset.files.map(({ path }) => path.slice(output.length))).toEqual([
      '/status=APPROVED/data.parquet',
      '/status=__HIVE_DEFAULT_PARTITION__/data.parquet',
    ])
    const [read] = await decodeParquet(schema, await readFile(dataset.files[0]?.path as string))
    expect(read).toMatchObject({
      ttb_id: '25076001000001',
      approval_date: '2025-03-17',
      status: 'APPROVED',
      permits: [],
    })
  })
  it('writes one file without columns to part by, also of no rows', async () => {
    const { files } = await create_parquet_dataset([], schema, join(folder, 'empty'))
    expect(files).toHaveLength(1)
    expect(await decodeParquet(schema, await readFile(files[0]?.path as string))).toEqual([])
  })
  it('refuses columns that the table does not have', async () => {
    await expect(create_parquet_dataset(rows, schema, folder, ['colour'])).rejects.toThrowError(/no column colour/)
  })
})

describe('export_quality_metrics', () => {
  it('writes what the ledger knows', async () => {
    const path = join(folder, 'metrics/quality.json')
    expect(await export_quality_metrics(path)).toBe(path)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      runs: { total_runs: 0, success_rate: null },
      assets: {},
    })
  })
})

describe('TTBImageDownloader', () => {
  let registry: Simulator
  beforeAll(async () => {
    const world = createWorld(SCENARIOS.ci)
    registry = await startSimulator({
      world,
      time: createScaledClock({ scale: 100_000, startMs: world.endMs, realStartMs: Date.now() }),
      latencyMs: 0,
      sessionIdleMs: 10 ** 12,
    })
  })
  afterAll(() => registry.close())

  const shown = () => {
    const key = registry.answerKey()
    const ttb_id = key.ids.find((id) => key.images(id).length > 0) as string
    return { ttb_id, images: key.images(ttb_id) }
  }
  const addressOf = (name: string) => `${registry.url}/colasonline/publicViewAttachment.do?filename=${name}&filetype=l`

  it('fetches an image in the session of its form, and writes it to a file', async () => {
    const { ttb_id, images } = shown()
    const [image] = images
    const downloader = new TTBImageDownloader(registry.url)
    const download = await downloader.download_image(addressOf(image?.filename as string), ttb_id, 'Brand (front)')
    expect(download).toMatchObject({
      success: true,
      ttb_id,
      image_type: 'Brand (front)',
      sha256: image?.sha256,
      content_type: image?.media_type,
    })
    const path = join(folder, 'images', 'one')
    expect(await downloader.save_image_to_file(download, path)).toBe(true)
    expect(await readFile(path)).toHaveLength(image?.size_bytes as number)
  })
  it('fetches all images of a form', async () => {
    const { ttb_id, images } = shown()
    const list = images.map(({ filename }) => ({
      original_url: addressOf(filename),
      type: 'Back',
      source_filename: filename,
    }))
    const downloads = await new TTBImageDownloader(registry.url).download_certificate_images(list, ttb_id)
    expect(downloads).toMatchObject({ total_images: images.length, successful_downloads: images.length })
    expect(downloads.images.map(({ sha256 }) => sha256)).toEqual(images.map(({ sha256 }) => sha256))
  })
  it('says why there is no image, and writes none', async () => {
    const downloader = new TTBImageDownloader(registry.url)
    const downloads = await downloader.download_certificate_images([addressOf('a.jpg')], '24001001999999')
    expect(downloads).toMatchObject({ successful_downloads: 0, failed_downloads: 1 })
    const [failed] = downloads.images
    expect(failed).toMatchObject({ success: false, content: null, error: 'the form is not_found' })
    expect(await downloader.save_image_to_file(failed as never, join(folder, 'none'))).toBe(false)
  })
  it('tests the scan of a paper application', async () => {
    const key = registry.answerKey()
    const withScan = key.ids.find((id) => key.get(id)?.has_scan) as string
    const answer = await new TTBImageDownloader(registry.url).test_image_access(
      `${registry.url}/colasonline/publicViewImage.do?id=${withScan}`,
    )
    expect(answer).toMatchObject({ accessible: true, status_code: 200, content_type: 'image/jpeg' })
  })
  it('says that a label image cannot be tested by itself, without a request', async () => {
    const before = registry.requests.length
    await expect(new TTBImageDownloader(registry.url).test_image_access(addressOf('a.jpg'))).rejects.toThrowError(
      /use download_image/,
    )
    expect(registry.requests).toHaveLength(before)
  })
  it('asks the real registry only when a contact is configured', async () => {
    vi.stubEnv('TTB_REQUEST_INTERVAL_MS', '1000')
    await expect(download_ttb_images([addressOf('a.jpg')], '25076001000001')).rejects.toThrowError(/contact/i)
    expect(await download_ttb_images([], '25076001000001')).toMatchObject({ total_images: 0 })
  })
})
