import { loadConfig } from '@ttb/config'
import { createMemoryStorage, openStateStore, systemClock } from '@ttb/resources'
import { describe, expect, it } from 'vitest'
import { createAssetGraph, type DataMapping } from '../../src/definitions/index.ts'
import { indexDay } from '../../src/discovery/index-partition.ts'
import { observeOutside, type TtbResources, ttbAssets } from '../../src/index.ts'

const DAY = '2025-03-03'
const { signal } = new AbortController()

function openResources(): TtbResources {
  const { config } = loadConfig()
  return {
    config,
    storage: createMemoryStorage(),
    state: openStateStore(':memory:'),
    clock: systemClock,
    registry: () => Promise.reject(new Error('nobody asks')) as never,
    process: () => Promise.reject(new Error('nothing to process')),
  }
}

const codeVersions = (settings: Parameters<typeof loadConfig>[0]): Map<string, string> =>
  new Map(ttbAssets(loadConfig(settings).config, systemClock).map(({ key, codeVersion }) => [key, codeVersion]))

describe('consolidated days', () => {
  it('are out of date when a setting says that other values count, and nothing else is', () => {
    const before = codeVersions({})
    for (const overrides of [{ mergeStrategy: 'oldest' }, { conflictResolution: 'merge' }] as const)
      expect([...codeVersions({ overrides })].filter(([key, version]) => before.get(key) !== version)).toEqual([
        ['ttb_consolidated_data', expect.any(String)],
      ])
  })

  it('wait for all pages that were fetched, whether they are structured yet or not', async () => {
    const resources = openResources()
    const { ledger } = resources.state
    const made = { dataVersion: 'v', codeVersion: '1', inputVersions: '[]', gatedBy: null, runId: 'r', metadata: {} }
    for (const [asset, partition] of [
      ['ttb_raw_data', `${DAY}|001-cola-detail`],
      ['ttb_raw_data', `${DAY}|001-certificate`],
      ['ttb_structured_data', `${DAY}|001-cola-detail`],
      ['ttb_structured_data', `${DAY}|000-cola-detail`],
      ['ttb_structured_data', '2025-03-04|001-certificate'],
    ] as const)
      await ledger.report({ ...made, asset, partition }, [], 0)
    const edges = createAssetGraph(ttbAssets(resources.config, systemClock)).into('ttb_consolidated_data')
    const mapping = edges.find(({ upstream }) => upstream.key === 'ttb_structured_data')?.mapping
    const of = (days: readonly string[]) => (mapping as DataMapping<TtbResources>).upstream(days, { resources, signal })
    const expected = [`${DAY}|000-cola-detail`, `${DAY}|001-certificate`, `${DAY}|001-cola-detail`]
    expect(await of([DAY, '2025-03-09'])).toEqual(
      new Map([
        [DAY, expected],
        ['2025-03-09', []],
      ]),
    )
    const many = Array.from({ length: 200 }, (_, at) =>
      new Date(Date.parse(DAY) + at * 86_400_000).toISOString().slice(0, 10),
    )
    expect((await of(many)).get(DAY)).toEqual(expected)
  })
})

describe('what was listed and made outside of runs', () => {
  it('is told to the ledger once, by day of receipt as well', async () => {
    const resources = openResources()
    const row = {
      ttb_id: '25062001000001',
      permit_number: 'BWN-CA-1',
      serial_number: '250001',
      completed_date: '03/04/2025',
      fanciful_name: null,
      brand_name: 'MADE UP',
      origin_code: '01',
      origin_description: 'CALIFORNIA',
      class_type_code: '80',
      class_type_description: 'TABLE RED WINE',
    }
    await indexDay(resources.storage, '2025-03-04', {
      observedAt: '2025-03-06T06:00:00.000Z',
      rows: [row as never],
      refused: [],
      sourceKey: 'search/1',
      complete: true,
    })
    expect(await observeOutside(resources, signal)).toEqual({ indexed: ['2025-03-04'], structured: [] })
    const { ledger } = resources.state
    expect(await ledger.latest('ttb_registry_index', ['2025-03-04'])).toMatchObject([{ metadata: { rows: 1 } }])
    expect(await ledger.states('ttb_registry_index_by_receipt')).toMatchObject([{ partition: DAY }])
    expect(await observeOutside(resources, signal)).toEqual({ indexed: [], structured: [] })
  })
})
