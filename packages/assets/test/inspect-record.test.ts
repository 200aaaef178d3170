import { samplePages } from '@ttb/registry-simulator'
import { createMemoryStorage, partitionOf } from '@ttb/resources'
import { describe, expect, it } from 'vitest'
import { inspectRecord, type RecordPageKind } from '../src/index.ts'

const pages = samplePages({ recordsPerDay: 2, days: ['2025-03-17'] })
const pageOf = (kind: string) => {
  const { path, html } = pages.find((page) => page.path.includes(`001-${kind}/`)) as (typeof pages)[number]
  return { ttbId: /(\d{14})\.html$/.exec(path)?.[1] as string, html: Buffer.from(html).toString('latin1') }
}
const { ttbId, html: form } = pageOf('certificate')
const detail = Buffer.from(
  (pages.find(({ path }) => path.endsWith(`001-cola-detail/${ttbId}.html`)) as (typeof pages)[number]).html,
).toString('latin1')

async function storageWith(held: readonly (readonly [RecordPageKind, number, string])[]) {
  const storage = createMemoryStorage()
  for (const [kind, snapshot, html] of held) {
    const key = storage.paths.rawPageKey(partitionOf(ttbId, kind), ttbId, { snapshot })
    await storage.objects.write(key, Buffer.from(html, 'latin1'))
  }
  return storage
}

describe('what is known of a record', () => {
  it('is every snapshot of its pages, each field with its value, its text and where it stands', async () => {
    const expired = detail.replaceAll('APPROVED', 'EXPIRED')
    const { pages: found, ...rest } = await inspectRecord(
      await storageWith([
        ['cola-detail', 1, detail],
        ['cola-detail', 2, expired],
        ['certificate', 1, form],
      ]),
      ttbId,
    )
    expect(found.map(({ kind, snapshot, outcome }) => [kind, snapshot, outcome])).toEqual([
      ['cola-detail', 1, 'found'],
      ['cola-detail', 2, 'found'],
      ['certificate', 1, 'found'],
    ])
    expect(new Set(found.map(({ contentSha256 }) => contentSha256)).size).toBe(3)
    const fields = (at: number, name: string) => found[at]?.fields.find(({ field }) => field === name)
    expect([fields(0, 'status')?.value, fields(1, 'status')?.value]).toEqual(['APPROVED', 'EXPIRED'])
    expect(fields(0, 'received_date')).toEqual({
      field: 'received_date',
      value: '2025-03-17',
      text: null,
      type: 'date',
      rule: 'derived from ttb_id',
    })
    expect(fields(0, 'approval_date')).toMatchObject({
      value: expect.stringMatching(/^\d{4}-/),
      text: expect.any(String),
      type: 'date',
      rule: '"Approval Date"',
    })
    expect(rest).toMatchObject({ ttbId, receivedDate: '2025-03-17', receiptMethod: '001', indexRows: [], requests: [] })
    expect(rest.conflicts.map(({ field }) => field)).toContain('status')
  })

  it('is also a page that cannot be read, which says nothing and disagrees with nobody', async () => {
    const { pages: found, conflicts } = await inspectRecord(await storageWith([['cola-detail', 1, '<p>Hello']]), ttbId)
    expect(found).toMatchObject([{ outcome: expect.not.stringMatching('^found$'), fields: [] }])
    expect(found[0]?.issues).not.toEqual([])
    expect(conflicts).toEqual([])
  })

  it('is nothing of an ID that was never met, or that is none', async () => {
    await expect(inspectRecord(createMemoryStorage(), ttbId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(inspectRecord(createMemoryStorage(), '1')).rejects.toMatchObject({ code: 'invalid_ttb_id' })
  })
})
