import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { samplePages } from '@ttb/registry-simulator'
import { createFolderStore, createMemoryStorage, type Storage } from '@ttb/resources'
import { isTtbId, readTtbId } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import { createAdoptionLog } from '../src/adopt-log.ts'
import { adoptAll, adoptPage, listRawPartitions, planAdoption, processPartition } from '../src/index.ts'

const pages = samplePages({ recordsPerDay: 2 })
/** When all of them were saved. */
const SAVED_AT = new Date('2024-05-01T08:00:00.000Z')

/** Where the systems before this one kept a page. */
const LAYOUTS: Readonly<Record<string, (path: string) => string>> = {
  'by date, as the last one': (path) => `1-ttb-raw-data/${path}`,
  'by hive keys, as the one before': (path) => {
    const [, method, kind, name] = /(\d{3})-([a-z-]+)\/([^/]+)$/.exec(path) ?? []
    const id = readTtbId(name?.replace('.html', '') ?? '')
    if (!id) return path
    const [year, month, day] = id.receivedDate.split('-')
    return `1-ttb-raw-data/data_type=${kind}/year=${year}/month=${month}/day=${day}/receipt_method=${method}/${name}`
  },
}

async function tablesOf(storage: Storage): Promise<Record<string, string>> {
  for await (const raw of listRawPartitions(storage)) await processPartition(storage, raw)
  const contents: Record<string, string> = {}
  for await (const { key } of storage.objects.list(''))
    if (!key.endsWith('/_inputs.json'))
      contents[key] = Buffer.from((await storage.objects.readBytes(key)) as Uint8Array).toString('base64')
  return contents
}

describe('a bucket in an old layout gives what the same pages give one by one', async () => {
  const oneByOne = createMemoryStorage()
  const log = createAdoptionLog(oneByOne)
  for (const { path, html } of pages) {
    const name = path.split('/').pop() as string
    // A page that is no record says neither its kind nor its ID, so its folder must.
    const bytes = Buffer.from(html, 'latin1')
    const { key, outcome } = await adoptPage(oneByOne, {
      path: isTtbId(name.replace('.html', '')) ? path.split('/').slice(-2).join('/') : name,
      bytes,
    })
    const saved = { key: path, sizeBytes: bytes.length, etag: '', modifiedAt: SAVED_AT.toISOString() }
    await log.note(key as string, outcome, bytes, saved)
  }
  await log.flush()
  const want = await tablesOf(oneByOne)

  for (const [layout, place] of Object.entries(LAYOUTS)) {
    it(layout, async () => {
      const bucket = mkdtempSync(join(tmpdir(), 'ttb-old-bucket-'))
      try {
        for (const { path, html } of pages) {
          mkdirSync(dirname(join(bucket, place(path))), { recursive: true })
          writeFileSync(join(bucket, place(path)), html, 'latin1')
          utimesSync(join(bucket, place(path)), SAVED_AT, SAVED_AT)
        }
        writeFileSync(join(bucket, 'extracted_data.json'), '[]')
        const storage = createMemoryStorage()
        const source = createFolderStore({ folder: bucket })
        const plan = await planAdoption(storage, source)
        expect(plan.left).toMatchObject([{ reason: 'not named as a page or an old record', count: 1 }])
        expect(plan.pages.reduce((sum, { count, present }) => sum + count - present, 0)).toBe(pages.length)
        let adopted = 0
        for await (const page of adoptAll(storage, source)) {
          expect(page).toMatchObject({ what: 'page', action: 'adopted' })
          adopted++
        }
        expect(adopted).toBe(pages.length)
        expect(await tablesOf(storage)).toEqual(want)
      } finally {
        rmSync(bucket, { recursive: true, force: true })
      }
    })
  }
})
