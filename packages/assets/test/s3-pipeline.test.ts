import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@ttb/config'
import { samplePages } from '@ttb/registry-simulator'
import { createFolderStore, openStorage, type Storage } from '@ttb/resources'
import { afterAll, describe, expect, it } from 'vitest'
import { startRadosgw } from '../../resources/test/servers/radosgw.ts'
import { adoptAll, adoptPage, processAll } from '../src/index.ts'
import { makeBucket } from './make-bucket.ts'

const CAPTURES =
  process.env['TTB_CAPTURES'] ?? new URL('../../../../shared/registry-captures/', import.meta.url).pathname
const server = await startRadosgw()
const folder = mkdtempSync(join(tmpdir(), 'ttb-s3-pipeline-'))
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function adoptFrom(source: 'sample' | 'captures', storage: Storage): Promise<void> {
  if (source === 'captures') for await (const _ of adoptAll(storage, createFolderStore({ folder: CAPTURES })));
  else
    for (const { path, html } of samplePages({ recordsPerDay: 3 }))
      await adoptPage(storage, { path, bytes: Buffer.from(html, 'latin1') })
}

async function runPipeline(
  data: string,
  source: 'sample' | 'captures',
  more: Record<string, unknown> = {},
): Promise<Record<string, string>> {
  const { config } = loadConfig({ overrides: { data, ...more } })
  const storage: Storage = openStorage(config)
  await adoptFrom(source, storage)
  for await (const { made } of processAll(config)) expect(made).toBe(true)
  for await (const { made } of processAll(config)) expect(made).toBe(false)
  const contents: Record<string, string> = {}
  for await (const { key } of storage.objects.list('')) {
    // The note of what a listing showed is about the store, not part of the result.
    if (!key.endsWith('_inputs.json'))
      contents[key] = Buffer.from((await storage.objects.readBytes(key)) as Uint8Array).toString('base64')
  }
  return contents
}

describe.skipIf(!server)('the whole pipeline on S3 gives the very bytes it gives in a folder', () => {
  if (!server) return
  process.env['AWS_ACCESS_KEY_ID'] = server.accessKeyId
  process.env['AWS_SECRET_ACCESS_KEY'] = server.secretAccessKey
  const s3 = { s3Endpoint: server.endpoint, s3ForcePathStyle: true }

  for (const source of ['sample', 'captures'] as const) {
    it.skipIf(source === 'captures' && !existsSync(CAPTURES))(`over the ${source}`, async () => {
      await makeBucket(server, `pipeline-${source}`)
      const onS3 = await runPipeline(`s3://pipeline-${source}/lake`, source, s3)
      expect(onS3).toEqual(await runPipeline(join(folder, source), source))
      expect(Object.keys(onS3).length).toBeGreaterThan(50)
    })
  }
})
