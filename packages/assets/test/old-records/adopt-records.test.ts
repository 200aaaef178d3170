import { gzipSync } from 'node:zlib'
import { createMemoryStorage, createMemoryStore, type ObjectStore, type Storage } from '@ttb/resources'
import { cleanPage } from '@ttb/transformations'
import { ISSUE_LOG, PAGE_LOG, QUARANTINE_LOG } from '@ttb/utils/records'
import { describe, expect, it } from 'vitest'
import {
  type Adopted,
  adoptAll,
  listRawPartitions,
  pageTables,
  planAdoption,
  processPartition,
  RECORD_PAGE_KINDS,
} from '../../src/index.ts'
import { readOldValues } from '../../src/old-records/old-values.ts'
import { byDate, OLD_LAYOUTS, type OldPage, oldPages, putFiles, STRUCTURED_LAYOUTS } from './old-bucket.ts'

async function adopt(storage: Storage, source: ObjectStore): Promise<Adopted[]> {
  const all: Adopted[] = []
  for await (const one of adoptAll(storage, source)) all.push(one)
  return all
}

const actionsOf = (adopted: readonly Adopted[]) => {
  const counts: Record<string, number> = {}
  for (const { what, action } of adopted) counts[`${what} ${action}`] = (counts[`${what} ${action}`] ?? 0) + 1
  return counts
}

type Tables = Record<'rows' | 'pages' | 'issues' | 'quarantine', Record<string, unknown>[]> & {
  counts: Record<string, number>
}

/** All tables of a storage, put together; counts must reconcile in every partition. */
async function makeTables(storage: Storage): Promise<Tables> {
  const tables: Tables = { rows: [], pages: [], issues: [], quarantine: [], counts: {} }
  for await (const raw of listRawPartitions(storage)) {
    const { manifest } = await processPartition(storage, raw)
    const counts = manifest.counts as Record<string, number>
    expect(counts['pages_in']).toBe((counts['pages_found'] as number) + (counts['pages_other'] as number))
    expect(counts['rows_read']).toBe(
      (counts['rows'] as number) + (counts['superseded'] as number) + (counts['quarantined'] as number),
    )
    for (const [name, count] of Object.entries(counts)) tables.counts[name] = (tables.counts[name] ?? 0) + count
    const read = async (record: Parameters<Storage['tables']['readTable']>[0]) => [
      ...(await storage.tables.readTable(record, manifest)),
    ]
    tables.rows.push(...(await read(pageTables()[raw.partition.kind])))
    tables.pages.push(...(await read(PAGE_LOG)))
    tables.issues.push(...(await read(ISSUE_LOG)))
    tables.quarantine.push(...(await read(QUARANTINE_LOG)))
  }
  return tables
}

const pages = oldPages()

describe('an old bucket without its pages', () => {
  const want = pages.map(({ kind, ttbId, record }) => ({
    ...cleanPage(kind, { ...readOldValues(kind, record).values, ttb_id: ttbId }).values,
  }))

  for (const [layout, filesOf] of Object.entries(OLD_LAYOUTS)) {
    it(`moves over: ${layout}`, async () => {
      const [source, storage] = [createMemoryStore(), createMemoryStorage()]
      await putFiles(source, await filesOf(pages))
      expect(actionsOf(await adopt(storage, source))).toEqual({ 'old_record adopted': pages.length })
      const { rows, pages: log, issues, counts } = await makeTables(storage)
      const isWhole = !layout.includes('Parquet')
      for (const expected of want) {
        const row = rows.find(
          (one) => one['ttb_id'] === expected['ttb_id'] && 'vendor_code' in one === 'vendor_code' in expected,
        )
        // Parquet columns hold no groups here, so what stood in them is not there.
        const absent = ['class_type_code', 'origin_code', 'authorized_signature_present', 'applicant_signature']
        const fields = Object.entries(expected).filter(
          ([name]) => isWhole || !absent.includes(name) || !('form_edition' in expected),
        )
        expect(row).toMatchObject(Object.fromEntries(fields))
      }
      expect(log.map(({ outcome, layout: of }) => [outcome, of])).toEqual(pages.map(() => ['found', 'old-extracted']))
      expect(issues.filter(({ code }) => code === 'untrusted').length).toBeGreaterThan(pages.length)
      expect(counts).toMatchObject({
        pages_in: pages.length,
        rows: pages.length,
        old_records: pages.length,
        pages_refused: 0,
      })
    })
  }

  for (const [layout, filesOf] of Object.entries(STRUCTURED_LAYOUTS)) {
    it(`moves over: ${layout}`, async () => {
      const [source, storage] = [createMemoryStore(), createMemoryStorage()]
      await putFiles(source, await filesOf(pages))
      expect(actionsOf(await adopt(storage, source))).toEqual({ 'old_record adopted': pages.length })
      const { rows } = await makeTables(storage)
      expect(rows).toHaveLength(pages.length)
      for (const expected of want) {
        const { brand_name, serial_number, ttb_id } = expected
        expect(rows.filter((row) => row['ttb_id'] === ttb_id)).toMatchObject(
          RECORD_PAGE_KINDS.map(() => ({ brand_name, serial_number })),
        )
        if ('vendor_code' in expected)
          expect(rows.find((row) => row['ttb_id'] === ttb_id && 'vendor_code' in row)).toMatchObject({
            approval_date: expected['approval_date'],
          })
      }
    })
  }

  it('gives its rows the nearest to the page, and of those the latest', async () => {
    const [source, storage] = [createMemoryStore(), createMemoryStorage()]
    const [page] = pages as [OldPage]
    const record = (brand_name: string, extraction_timestamp: string) => ({
      ...page.record,
      brand_name,
      extraction_timestamp,
    })
    await putFiles(source, {
      [`a/extracted/${page.date}/001-${page.kind}/x.json`]: JSON.stringify([
        record('LATE', '2025-02-02'),
        record('EARLY', '2025-01-01'),
      ]),
      [`a/structured/${page.date}/001-${page.kind}/x.json`]: JSON.stringify([record('FAR', '2025-03-03')]),
    })
    expect(actionsOf(await adopt(storage, source))).toEqual({ 'old_record adopted': 3 })
    const { rows, counts } = await makeTables(storage)
    expect(rows).toMatchObject([{ brand_name: 'LATE' }])
    expect(counts).toMatchObject({ pages_in: 3, rows_read: 3, rows: 1, superseded: 2 })
  })
})

describe('pages win', () => {
  it('a record whose page comes along is not stored', async () => {
    const [source, storage] = [createMemoryStore(), createMemoryStorage()]
    const half = pages.filter((_, at) => at % 2 === 0)
    await putFiles(source, await (OLD_LAYOUTS['extracted JSON by date'] as (typeof OLD_LAYOUTS)[string])(pages))
    await putFiles(source, Object.fromEntries(half.map((page) => [byDate(page), page.html])))
    const plan = await planAdoption(storage, source)
    expect(plan.old_records.reduce((sum, { count, replaced }) => sum + count - replaced, 0)).toBe(
      pages.length - half.length,
    )
    expect(actionsOf(await adopt(storage, source))).toEqual({
      'page adopted': half.length,
      'old_record adopted': pages.length - half.length,
      'old_record replaced': half.length,
    })
    const { pages: log, rows } = await makeTables(storage)
    expect(rows).toHaveLength(pages.length)
    expect(log.filter(({ layout }) => layout === 'old-extracted')).toHaveLength(pages.length - half.length)
  })

  it('a record whose page comes later stays, is logged, and gives no row', async () => {
    const [source, storage] = [createMemoryStore(), createMemoryStorage()]
    await putFiles(source, await (OLD_LAYOUTS['extracted JSON by date'] as (typeof OLD_LAYOUTS)[string])(pages))
    await adopt(storage, source)
    const before = await makeTables(storage)
    const later = createMemoryStore()
    await putFiles(later, Object.fromEntries(pages.map((page) => [byDate(page), page.html])))
    await adopt(storage, later)
    const { pages: log, rows, counts } = await makeTables(storage)
    expect(counts).toMatchObject({
      pages_in: 2 * pages.length,
      pages_found: pages.length,
      pages_refused: 0,
      old_records: pages.length,
      rows: pages.length,
      superseded: 0,
    })
    expect(
      log.filter(({ outcome }) => outcome === 'replaced').map(({ layout, rows: given }) => [layout, given]),
    ).toEqual(pages.map(() => ['old-extracted', 0]))
    expect(rows).not.toEqual(before.rows)
    expect(rows.filter((row) => 'form_edition' in row && row['form_edition'] === null)).toEqual([])
  })
})

describe('what cannot be taken over', () => {
  const [page] = pages as [OldPage]
  const { record } = page
  const place = `2-ttb-processed-data/extracted/${page.date}/${page.method}-${page.kind}`

  for (const [name, given, reason] of [
    ['without a TTB ID', { ...record, ttb_id: null, source_file: 'x' }, /without a TTB ID/],
    ['of another page than its file is named after', { ...record, ttb_id: '24002001000001' }, /another TTB ID/],
    ['that was marked so', { ...record, ttb_id_mismatch: true }, /another TTB ID/],
    ['of a page that could not be read', { ...record, parsing_success: false }, /failed to read/],
    [
      'that says nothing',
      { ttb_id: page.ttbId, data_type: page.kind, brand_name: null, parsing_success: true },
      /says nothing/,
    ],
    ['of another kind than its folder', { ...record, data_type: 'certificate' }, /no certain kind/],
  ] as const) {
    it(`a record ${name} is left, with the reason`, async () => {
      const [source, storage] = [createMemoryStore(), createMemoryStorage()]
      await putFiles(source, { [`${place}/extracted_data.json`]: JSON.stringify([given]) })
      expect(await adopt(storage, source)).toMatchObject([
        { what: 'old_record', action: 'left', reason: expect.stringMatching(reason) },
      ])
      expect((await planAdoption(storage, source)).left).toMatchObject([
        { count: 1, reason: expect.stringMatching(reason) },
      ])
    })
  }

  for (const [file, content] of [
    ['extracted_data.json', '[{"ttb_id": '],
    ['extracted_data.parquet', 'PAR1 not really'],
    ['extracted_data.json', '\xff\xfe'],
  ] as const) {
    it(`a file that is none (${JSON.stringify(content)}) is unreadable, and the others are taken all the same`, async () => {
      const [source, storage] = [createMemoryStore(), createMemoryStorage()]
      await putFiles(source, {
        [`a/${place}/${file}`]: content,
        [`b/${place}/extracted_data.json`]: JSON.stringify([record]),
      })
      expect(await adopt(storage, source)).toMatchObject([
        { action: 'unreadable', path: `a/${place}/${file}`, reason: expect.stringContaining(file) },
        { action: 'adopted', ttb_id: page.ttbId },
      ])
    })
  }

  it('NaN, which Python writes into JSON, is nothing', async () => {
    const [source, storage] = [createMemoryStore(), createMemoryStorage()]
    const text = JSON.stringify([{ ...record, brand_name: 'NaN, "NaN", -Infinity', fanciful_name: '?' }])
    await putFiles(source, { [`${place}/extracted_data.json`]: text.replace('"?"', 'NaN') })
    await adopt(storage, source)
    expect((await makeTables(storage)).rows).toMatchObject([
      { brand_name: 'NaN, "NaN", -Infinity', fanciful_name: null },
    ])
  })

  it('each object that is neither page nor record is left for a reason of its own', async () => {
    const others = {
      '1-ttb-raw-data/2024-01-02/001-certificate/_fetches.jsonl': /made by this system/,
      '2-ttb-processed-data/structured/2024-01-02/001-certificate/certificate-0123456789abcdef.parquet':
        /made by this system/,
      '2-ttb-processed-data/structured/2024-01-02/001-certificate/_manifest.json': /made by this system/,
      '3-ttb-dimensional-data/dim_companies/dim_companies.parquet': /dimension or fact/,
      '4-ttb-analytics/facts/fact_products/partition_date=2024-01-02/fact_products.parquet': /dimension or fact/,
      '4-ttb-analytics/reference/ttb_reference_data.json': /reference data/,
      'ttb_raw_data/2024-01-02.pickle': /Python pickle/,
      'label.jpg': /not named as/,
    }
    const [source, storage] = [createMemoryStore(), createMemoryStorage()]
    await putFiles(source, Object.fromEntries(Object.keys(others).map((key) => [key, '[]'])))
    const { left, objects } = await planAdoption(storage, source)
    expect(objects).toBe(Object.keys(others).length)
    for (const [key, reason] of Object.entries(others))
      expect(
        left.find((row) => reason.test(row.reason)),
        key,
      ).toBeDefined()
    expect(left.reduce((sum, { count }) => sum + count, 0)).toBe(objects)
    expect(await adopt(storage, source)).toEqual([])
  })
})

describe('compressed pages', () => {
  const [page] = pages as [OldPage]
  const packed = gzipSync(page.html)

  it('are kept as they are saved, read as pages, and known again in either form', async () => {
    const [source, storage, plain] = [createMemoryStore(), createMemoryStorage(), createMemoryStore()]
    await putFiles(source, { [`${byDate(page)}.gz`]: packed })
    await putFiles(plain, { [byDate(page)]: page.html })
    const key = `${byDate(page)}.gz`
    expect(await adopt(storage, source)).toMatchObject([
      { action: 'adopted', key, ttb_id: page.ttbId, outcome: 'found' },
    ])
    expect(Buffer.from((await storage.objects.readBytes(key)) as Uint8Array)).toEqual(packed)
    expect(await adopt(storage, plain)).toMatchObject([{ action: 'present', key }])
    expect((await makeTables(storage)).counts).toMatchObject({ pages_in: 1, rows: 1 })
  })
  it('that cannot be decompressed are left, and say so', async () => {
    const [source, storage] = [createMemoryStore(), createMemoryStorage()]
    await putFiles(source, { [`${byDate(page)}.gz`]: packed.subarray(0, 100), 'x.html.gz': 'not gzip' })
    expect(await adopt(storage, source)).toMatchObject([
      { action: 'unreadable', reason: expect.stringContaining('cannot be decompressed') },
      { action: 'unreadable', key: null },
    ])
  })
})

describe('adoption can be ended and begun again', () => {
  /** Dies at the nth write, as a killed process does. */
  function dying(storage: Storage, writes: number): Storage {
    let left = writes
    return {
      ...storage,
      objects: {
        ...storage.objects,
        async write(...args) {
          if (left-- <= 0) throw new Error('killed')
          return storage.objects.write(...args)
        },
      },
    }
  }
  async function contentsOf({ objects }: Storage): Promise<Record<string, string>> {
    const contents: Record<string, string> = {}
    for await (const { key } of objects.list(''))
      contents[key] = Buffer.from((await objects.readBytes(key)) as Uint8Array).toString('base64')
    return contents
  }

  it('at every write, and gives what one go gives; a second go changes nothing', async () => {
    const source = createMemoryStore()
    const few = oldPages({ recordsPerDay: 2, days: ['2025-03-17'] })
    await putFiles(source, await (OLD_LAYOUTS['extracted JSON by date'] as (typeof OLD_LAYOUTS)[string])(few))
    await putFiles(source, Object.fromEntries(few.slice(0, 2).map((page) => [byDate(page), page.html])))
    const whole = createMemoryStorage()
    await adopt(whole, source)
    const want = await contentsOf(whole)
    for (let writes = 0; writes < Object.keys(want).length; writes++) {
      const storage = createMemoryStorage()
      await expect(adopt(dying(storage, writes), source)).rejects.toThrowError('killed')
      const { pages: planned, old_records } = await planAdoption(storage, source)
      const there = [...planned, ...old_records].reduce((sum, { present }) => sum + present, 0)
      const taken = Object.keys(await contentsOf(storage)).filter((key) => !key.endsWith('/_fetches.jsonl'))
      expect(there).toBe(taken.length)
      await adopt(storage, source)
      expect(await contentsOf(storage)).toEqual(want)
      expect(Object.keys(actionsOf(await adopt(storage, source))).sort()).toEqual([
        'old_record present',
        'old_record replaced',
        'page present',
      ])
      expect(await contentsOf(storage)).toEqual(want)
    }
  })

  it('on a signal, with what was stored kept', async () => {
    const [source, storage] = [createMemoryStore(), createMemoryStorage()]
    await putFiles(source, Object.fromEntries(pages.map((page) => [byDate(page), page.html])))
    const abort = new AbortController()
    let taken = 0
    const run = async () => {
      for await (const _ of adoptAll(storage, source, { signal: abort.signal })) if (++taken === 3) abort.abort()
    }
    await expect(run()).rejects.toThrowError(/abort/i)
    expect(Object.keys(await contentsOf(storage)).length).toBeGreaterThanOrEqual(3)
  })

  it('and from another store of this system, with its old records', async () => {
    const [source, first, second] = [createMemoryStore(), createMemoryStorage(), createMemoryStorage()]
    await putFiles(source, await (OLD_LAYOUTS['extracted JSON by date'] as (typeof OLD_LAYOUTS)[string])(pages))
    await adopt(first, source)
    expect(actionsOf(await adopt(second, first.objects))).toEqual({ 'old_record adopted': pages.length })
    expect(await contentsOf(second)).toEqual(await contentsOf(first))
  })
})
