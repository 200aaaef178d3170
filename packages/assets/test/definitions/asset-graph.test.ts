import { allPartitions, dailyPartitions, multiPartitions, sharedDimensions, staticPartitions } from '@ttb/config'
import { TtbError } from '@ttb/utils'
import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type AssetDef,
  assetProblems,
  assetsWith,
  createAssetGraph,
  dataMapping,
  type InputPartition,
} from '../../src/definitions/index.ts'

interface Resources {
  readonly name: string
}

const daily = dailyPartitions({ start: '2024-01-01', clock: { now: () => Date.UTC(2024, 0, 4) } })
const both = multiPartitions([daily, staticPartitions(['001', '002'], { dim: 'method' })])
const asset = assetsWith<Resources>()
const plain = { group: 'g', doc: 'Made up.', codeVersion: '1', materialize: async () => ({}) }

describe('an asset', () => {
  it('is a declaration with every default filled in', () => {
    const { deps, partitions, retry } = asset({ ...plain, key: 'a' })
    expect([deps, partitions.count(), retry]).toEqual([[], 1, { max: 0, backoffMs: 0 }])
  })
  it('knows the types of its resources and its inputs', () => {
    const made: AssetDef<Resources> = asset({
      ...plain,
      key: 'b',
      deps: [{ asset: 'a' }],
      async materialize({ inputs, resources }) {
        expectTypeOf(inputs).toEqualTypeOf<{ readonly a: readonly InputPartition[] }>()
        expectTypeOf(resources).toEqualTypeOf<Resources>()
        return { metadata: { rows: inputs.a.length } }
      },
    })
    expect(made.deps).toEqual([{ asset: 'a' }])
  })
})

describe('a graph of assets', () => {
  const assets = [
    asset({ ...plain, key: 'total', deps: [{ asset: 'day', mapping: allPartitions(), requires: 'available' }] }),
    asset({ ...plain, key: 'day', partitions: daily, deps: [{ asset: 'raw', mapping: sharedDimensions() }] }),
    asset({ ...plain, key: 'raw', partitions: both, deps: [{ asset: 'codes' }] }),
    asset({ ...plain, key: 'codes' }),
  ]
  it('has each asset after what it is made from, and every dependency with its mapping', () => {
    const graph = createAssetGraph(assets)
    expect(graph.assets.map(({ key }) => key)).toEqual(['codes', 'raw', 'day', 'total'])
    expect(graph.into('raw').map(({ upstream, mapping, requires }) => [upstream.key, mapping.kind, requires])).toEqual([
      ['codes', 'all', 'every'],
    ])
    expect(graph.into('total').map(({ requires }) => requires)).toEqual(['available'])
    expect(graph.outOf('raw').map(({ downstream }) => downstream.key)).toEqual(['day'])
    expect([graph.has('raw'), graph.has('rew'), graph.into('rew')]).toEqual([true, false, []])
  })
  it('names the assets there are when asked for another', () => {
    expect(() => createAssetGraph(assets).asset('rew')).toThrowError('no asset "rew"; there are total, day, raw, codes')
  })
  it('is refused when the assets do not fit, with every problem', () => {
    const wrong = [
      asset({ ...plain, key: 'day', partitions: daily, deps: [{ asset: 'raw' }, { asset: 'nowhere' }] }),
      asset({ ...plain, key: 'raw', partitions: both }),
    ]
    expect(assetProblems(wrong)).toHaveLength(2)
    expect(() => createAssetGraph(wrong)).toThrowError(
      expect.toSatisfy((error) => TtbError.isInstance(error) && error.code === 'invalid_definition'),
    )
    expect(() => createAssetGraph(wrong)).toThrowError(/partitions of raw: .*; name a mapping\n.*depends on nowhere/)
  })
  it('takes a mapping that looks at data as it is', () => {
    const mapping = dataMapping<Resources>({
      doc: 'What was received.',
      upstream: async (keys, { resources }) => new Map(keys.map((key) => [key, [resources.name]])),
      downstream: async () => [],
    })
    const graph = createAssetGraph([
      asset({ ...plain, key: 'raw', partitions: both, deps: [{ asset: 'registry', mapping }] }),
      asset({ ...plain, key: 'registry', partitions: daily }),
    ])
    expect(graph.into('raw')[0]?.mapping).toBe(mapping)
  })
})
