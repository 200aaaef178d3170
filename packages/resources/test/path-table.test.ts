import { describe, expect, it } from 'vitest'
import { createPathTable, partitionKey, partitionOf } from '../src/index.ts'

const paths = createPathTable()

describe('the path table', () => {
  it('puts a page where the old system put it', () => {
    const detail = partitionOf('24002001000001', 'cola-detail')
    expect(paths.rawPageKey(detail, '24002001000001')).toBe(
      '1-ttb-raw-data/2024-01-02/001-cola-detail/24002001000001.html',
    )
    expect(paths.structuredFolder(detail)).toBe('2-ttb-processed-data/structured/2024-01-02/001-cola-detail/')
    expect(partitionKey(detail)).toBe('2024-01-02|001-cola-detail')
  })
  it('has a place for IDs without a receipt method', () => {
    expect(paths.rawPageKey(partitionOf('91033600', 'cola-detail'), '91033600')).toBe(
      '1-ttb-raw-data/1991-02-02/none-cola-detail/91033600.html',
    )
  })
  it('counts later snapshots beside the first', () => {
    const partition = partitionOf('24002001000001', 'certificate')
    const key = paths.rawPageKey(partition, '24002001000001', { snapshot: 3, compressed: true })
    expect(key).toMatch(/24002001000001~3\.html\.gz$/)
    expect(paths.readRawPageKey(key)).toEqual({ partition, name: '24002001000001', snapshot: 3 })
  })
  it('names the days that were not routed so that the earliest comes first, and reads them back', () => {
    const day = { completedDate: '2026-03-01', observedAt: '2026-03-04T05:06:07.089Z', fingerprint: '0123456789abcdef' }
    const key = paths.unroutedKey({ ...day, fingerprint: `${day.fingerprint}0000` })
    expect(key).toBe(`${paths.unroutedPrefix}2026-03-01_20260304T050607089Z_0123456789abcdef`)
    expect(paths.readUnroutedKey(key)).toEqual(day)
    expect(key < paths.unroutedKey({ ...day, observedAt: '2026-03-05T00:00:00.000Z' })).toBe(true)
    for (const other of [`${key}0`, `${paths.indexPrefix}2026-03-01_20260304T050607089Z_0123456789abcdef`])
      expect(paths.readUnroutedKey(other)).toBeNull()
  })
  it('reads back what it writes, under whatever prefix, and nothing else', () => {
    for (const table of [paths, createPathTable({ ...paths.prefixes, raw: 'lake/raw' })]) {
      for (const [id, kind] of [
        ['24002001000001', 'cola-detail'],
        ['960310103', 'certificate'],
      ] as const) {
        const partition = partitionOf(id, kind)
        expect(table.readRawPageKey(table.rawPageKey(partition, id))).toEqual({ partition, name: id, snapshot: 1 })
        const search = {
          searchedAt: '2026-03-04T05:06:07.089Z',
          window: '2026-03-01_2026-03-02_c80-89',
          type: 'csv',
        } as const
        const key = table.searchAnswerKey(search.searchedAt, search.window, search.type)
        expect(table.readSearchAnswerKey(key)).toEqual(search)
        expect(table.readRawPageKey(key)).toBeNull()
      }
    }
    for (const key of [
      '1-ttb-raw-data/x.html',
      '1-ttb-raw-data/2024-01-02/001-other/1.html',
      '2-ttb-processed-data/2024-01-02/001-certificate/1.html',
      '1-ttb-raw-data/2024-01-02/001-certificate/1.png',
      '1-ttb-raw-data-old/2024-01-02/001-certificate/1.html',
    ]) {
      expect(paths.readRawPageKey(key)).toBeNull()
    }
  })
})
