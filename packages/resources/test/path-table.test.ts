import { describe, expect, it } from 'vitest'
import { partitionKey, partitionOf, rawPageKey, readRawPageKey, structuredFolder } from '../src/index.ts'

describe('the path table', () => {
  it('puts a page where the old system put it', () => {
    expect(rawPageKey(partitionOf('24002001000001', 'cola-detail'), '24002001000001')).toBe(
      '1-ttb-raw-data/2024-01-02/001-cola-detail/24002001000001.html',
    )
    expect(structuredFolder(partitionOf('24002001000001', 'certificate'))).toBe(
      '2-ttb-processed-data/structured/2024-01-02/001-certificate/',
    )
    expect(partitionKey(partitionOf('24002001000001', 'certificate'))).toBe('2024-01-02|001-certificate')
  })
  it('has a place for IDs without a receipt method', () => {
    expect(rawPageKey(partitionOf('91033600', 'cola-detail'), '91033600')).toBe(
      '1-ttb-raw-data/1991-02-02/none-cola-detail/91033600.html',
    )
  })
  it('counts later snapshots beside the first', () => {
    const key = rawPageKey(partitionOf('24002001000001', 'certificate'), '24002001000001', 3)
    expect(key).toMatch(/24002001000001~3\.html$/)
    expect(readRawPageKey(key)).toEqual({
      partition: partitionOf('24002001000001', 'certificate'),
      name: '24002001000001',
      snapshot: 3,
    })
  })
  it('reads back what it writes, and nothing else', () => {
    for (const [id, kind] of [
      ['24002001000001', 'cola-detail'],
      ['960310103', 'certificate'],
    ] as const) {
      const partition = partitionOf(id, kind)
      expect(readRawPageKey(rawPageKey(partition, id))).toEqual({ partition, name: id, snapshot: 1 })
    }
    for (const key of [
      '1-ttb-raw-data/x.html',
      '1-ttb-raw-data/2024-01-02/001-other/1.html',
      '2-ttb-processed-data/2024-01-02/001-certificate/1.html',
      '1-ttb-raw-data/2024-01-02/001-certificate/1.png',
    ]) {
      expect(readRawPageKey(key)).toBeNull()
    }
  })
})
