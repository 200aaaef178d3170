import {
  createRandom,
  createRecordMaker,
  renderCertificate,
  renderColaDetail,
  renderUnknownId,
  samplePages,
} from '@ttb/registry-simulator'
import { COLA } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import { structurePages } from '../src/index.ts'

const bytes = (html: string) => Buffer.from(html, 'latin1')
const makeRecord = createRecordMaker(createRandom(3))
const made = makeRecord({ receivedDate: '2014-10-28', sequence: 5 })
const ttbId = made.certificate.ttb_id

describe('nothing vanishes', () => {
  it('each page has a row that says what it was, and the counts reconcile', () => {
    const structurer = structurePages('certificate')
    structurer.add({ sourceKey: 'a', ttbId, bytes: bytes(renderCertificate(made.certificate)) })
    structurer.add({ sourceKey: 'b', ttbId: '14301001000006', bytes: bytes(renderUnknownId()) })
    structurer.add({ sourceKey: 'c', ttbId: '14301001000007', bytes: bytes(renderCertificate(made.certificate)) })
    structurer.add({ sourceKey: 'd', ttbId: '14301001000008', bytes: bytes('') })
    structurer.add({
      sourceKey: 'e',
      ttbId,
      bytes: bytes(renderCertificate({ ...made.certificate, status: 'REVOKED' })),
    })
    const { rows, pages, issues, counts } = structurer.finish()
    expect(pages.map((page) => [page['source_key'], page['outcome'], page['rows']])).toEqual([
      ['a', 'found', 1],
      ['b', 'not_found', 0],
      ['c', 'wrong_record', 0],
      ['d', 'truncated', 0],
      ['e', 'found', 1],
    ])
    expect(counts).toEqual({
      pages_in: 5,
      pages_found: 2,
      pages_other: 3,
      pages_refused: 2,
      old_records: 0,
      rows_read: 2,
      rows: 1,
      superseded: 1,
      quarantined: 0,
      issues: issues.length,
    })
    expect(rows).toMatchObject([{ ttb_id: ttbId, status: 'REVOKED', product_type: made.certificate.product_type }])
    expect(issues).toMatchObject([
      { source_key: 'b', code: 'page_message' },
      { source_key: 'c', code: 'wrong_record' },
      { source_key: 'd', code: 'truncated' },
    ])
  })

  it('a row that breaks the contract goes to quarantine whole, with every reason', () => {
    const strict = {
      ...COLA,
      fields: {
        ...COLA.fields,
        fanciful_name: { ...COLA.fields.fanciful_name, cardinality: 'required' },
        for_sale_in: { ...COLA.fields.for_sale_in, cardinality: 'required' },
      },
    } as never
    const structurer = structurePages('cola-detail', strict)
    structurer.add({
      sourceKey: 'a',
      ttbId,
      bytes: bytes(renderColaDetail({ ...made.detail, fanciful_name: null, for_sale_in: null })),
    })
    const { rows, quarantine, counts } = structurer.finish()
    expect([rows, counts.quarantined, counts.rows_read]).toEqual([[], 1, 1])
    expect(quarantine).toMatchObject([{ source_key: 'a', position: 1, ttb_id: ttbId, table_name: 'cola_detail' }])
    const [refused] = quarantine as { reasons: string[]; row_json: string }[]
    expect(refused?.reasons.map((reason) => reason.split(':')[0])).toEqual(['fanciful_name', 'for_sale_in'])
    expect(JSON.parse(refused?.row_json as string)).toMatchObject({
      ttb_id: ttbId,
      brand_name: made.detail.brand_name,
    })
  })

  it('a search row seen again with another date is another row; the very same one is not', () => {
    const [page] = samplePages({ days: ['2025-03-17'], recordsPerDay: 3 }).filter(({ path }) =>
      path.startsWith('search/'),
    )
    const later = page?.html.replace(/2025(?=<\/td>\s*<td width="83">)/, '2026')
    const structurer = structurePages('search')
    for (const [at, html] of [page?.html, page?.html, later].entries())
      structurer.add({ sourceKey: `s${at}`, ttbId: null, bytes: bytes(html as string) })
    expect(structurer.finish().counts).toMatchObject({
      pages_in: 3,
      rows_read: 9,
      rows: 4,
      superseded: 5,
      quarantined: 0,
    })
  })
})
