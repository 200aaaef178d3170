import { samplePages } from '@ttb/registry-simulator'
import { createMemoryStorage, type ObjectStore, type Storage } from '@ttb/resources'
import { ISSUE_LOG, PAGE_LOG, QUARANTINE_LOG } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { adoptPage, listRawPartitions, pageTables, processPartition, type RawPartition } from '../src/index.ts'

async function adoptSample(store: Storage, seed = 1) {
  const adopted = []
  for (const { path, html } of samplePages({ seed, recordsPerDay: 2 }))
    adopted.push(await adoptPage(store, { path, bytes: Buffer.from(html, 'latin1') }))
  return adopted
}

async function partitionsOf(store: Storage): Promise<RawPartition[]> {
  const partitions = []
  for await (const partition of listRawPartitions(store)) partitions.push(partition)
  return partitions
}

async function contentsOf(store: ObjectStore, prefix: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {}
  for await (const { key } of store.list(prefix))
    if (!key.endsWith('_inputs.json'))
      contents[key] = Buffer.from((await store.readBytes(key)) as Uint8Array).toString('base64')
  return contents
}

describe('from saved pages to tables', () => {
  it('the same pages give the same bytes, in whatever store and however often', async () => {
    const [one, other] = [createMemoryStorage(), createMemoryStorage()]
    for (const store of [one, other]) {
      await adoptSample(store)
      for (const partition of await partitionsOf(store)) await processPartition(store, partition)
    }
    const first = await contentsOf(one.objects, '')
    expect(await contentsOf(other.objects, '')).toEqual(first)
    for (const partition of await partitionsOf(one)) await processPartition(one, partition, { force: true })
    expect(await contentsOf(one.objects, '')).toEqual(first)
  })

  it('does only what changed', async () => {
    const store = createMemoryStorage()
    await adoptSample(store)
    const makeAll = async () => {
      const made = []
      for (const partition of await partitionsOf(store))
        if ((await processPartition(store, partition)).made) made.push(partition.partition)
      return made
    }
    expect((await makeAll()).length).toBe((await partitionsOf(store)).length)
    expect(await makeAll()).toEqual([])
    const [page] = samplePages({ seed: 2, days: ['2025-03-17'], recordsPerDay: 1 })
    await adoptPage(store, { path: page?.path as string, bytes: Buffer.from(page?.html as string, 'latin1') })
    expect(await makeAll()).toEqual([{ receivedDate: '2025-03-17', receiptMethod: '001', kind: 'cola-detail' }])
  })

  it('a page that is gone between listing and reading fails the partition, and does not vanish', async () => {
    const store = createMemoryStorage()
    await adoptSample(store)
    const [partition] = await partitionsOf(store)
    await store.objects.remove([partition?.snapshots[0]?.key as string])
    await expect(processPartition(store, partition as RawPartition)).rejects.toMatchObject({
      code: 'not_found',
      retryable: true,
    })
  })

  it('every page that came in has a row in the log', async () => {
    const store = createMemoryStorage()
    const adopted = await adoptSample(store)
    const logged: unknown[] = []
    for (const partition of await partitionsOf(store)) {
      const { manifest } = await processPartition(store, partition)
      const { pages_in, pages_found, pages_other, rows_read, rows, superseded, quarantined } =
        manifest.counts as Record<string, number>
      expect([pages_in, rows_read]).toEqual([
        (pages_found as number) + (pages_other as number),
        (rows as number) + (superseded as number) + (quarantined as number),
      ])
      expect(manifest.tables[pageTables()[partition.partition.kind].name]?.rows).toBe(rows)
      const log = await store.tables.readTable(PAGE_LOG, manifest)
      logged.push(...log.map((page) => page['source_key']))
    }
    expect(logged.sort()).toEqual(adopted.map(({ key }) => key).sort())
  })

  it('a partition without doubts and refusals has no file for them, and reads as one that has none', async () => {
    const store = createMemoryStorage()
    await adoptSample(store)
    const [raw] = (await partitionsOf(store)).filter(({ partition }) => partition.kind === 'certificate')
    const { manifest } = await processPartition(store, raw as RawPartition)
    expect([manifest.counts['issues'], manifest.counts['quarantined']]).toEqual([0, 0])
    expect(Object.keys(manifest.tables)).toEqual(['certificate', 'page'])
    expect(await store.tables.readTable(ISSUE_LOG, manifest)).toEqual([])
    expect(await store.tables.readTable(QUARANTINE_LOG, manifest)).toEqual([])
  })
})

describe('adoptPage', () => {
  const [page] = samplePages({ days: ['2025-03-17'], recordsPerDay: 1 })
  const bytes = Buffer.from(page?.html as string, 'latin1')
  const key = '1-ttb-raw-data/2025-03-17/001-cola-detail/25076001000001.html'

  for (const path of [
    '2025-03-17/001-cola-detail/25076001000001.html',
    'data_type=cola-detail/year=2025/month=03/day=17/receipt_method=001/25076001000001.html',
    'cola-detail/25076001000001.html',
    'page.html',
  ]) {
    it(`finds the place of ${path}`, async () => {
      expect(await adoptPage(createMemoryStorage(), { path, bytes })).toMatchObject({ action: 'adopted', key })
    })
  }

  it('never overwrites a snapshot: other bytes go beside it, the same bytes are there already', async () => {
    const store = createMemoryStorage()
    const changed = Buffer.concat([bytes, Buffer.from('<!-- -->')])
    expect(await adoptPage(store, { path: 'a.html', bytes })).toMatchObject({ action: 'adopted', key })
    expect(await adoptPage(store, { path: 'a.html', bytes: changed })).toMatchObject({
      action: 'adopted',
      key: key.replace('.html', '~2.html'),
    })
    expect(await adoptPage(store, { path: 'b.html', bytes })).toMatchObject({ action: 'present', key })
    expect(await adoptPage(store, { path: 'b.html', bytes: changed })).toMatchObject({
      action: 'present',
      key: key.replace('.html', '~2.html'),
    })
    expect(await store.objects.readBytes(key)).toEqual(new Uint8Array(bytes))
  })

  it('keeps pages that are no records where their names say which record was asked for', async () => {
    const store = createMemoryStorage()
    expect(
      await adoptPage(store, { path: '2025-03-17/001-certificate/25076001000009.html', bytes: Buffer.from('<html>') }),
    ).toMatchObject({
      action: 'adopted',
      outcome: 'truncated',
      key: '1-ttb-raw-data/2025-03-17/001-certificate/25076001000009.html',
    })
  })

  it('leaves what it cannot place, with the reason', async () => {
    const store = createMemoryStorage()
    expect(
      await adoptPage(store, { path: 'notes.html', bytes: Buffer.from('<html><title>Notes</title></html>') }),
    ).toMatchObject({ action: 'left', reason: 'Notes' })
    expect(await adoptPage(store, { path: '25076001000002.html', bytes })).toMatchObject({
      action: 'left',
      outcome: 'wrong_record',
      reason: expect.stringContaining('25076001000001'),
    })
    const kept = []
    for await (const object of store.objects.list('')) kept.push(object)
    expect(kept).toEqual([])
  })

  it('does nothing in a dry run', async () => {
    const store = createMemoryStorage()
    expect(await adoptPage(store, { path: 'a.html', bytes }, { dryRun: true })).toMatchObject({
      action: 'adopted',
      key,
    })
    expect(await store.objects.head(key)).toBeNull()
  })

  it('gives search pages plain names, whatever their files are called', async () => {
    const search = samplePages({ days: ['2025-03-17'], recordsPerDay: 1 }).find(({ path }) =>
      path.startsWith('search/'),
    )
    const adopted = await adoptPage(createMemoryStorage(), {
      path: 'x/..%2f weird\u202e name?.html',
      bytes: Buffer.from(search?.html as string),
    })
    expect(adopted.key).toMatch(/^1-ttb-raw-data\/search\/[A-Za-z0-9._-]+\.html$/)
  })
})
