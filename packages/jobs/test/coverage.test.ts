import { describe, expect, it } from 'vitest'
import { madeUpEngine, pipeline } from './made-up.ts'

describe('coverage', () => {
  it('says by day and asset what there should be, what there is, and what failed', async () => {
    const { engine, world } = madeUpEngine((clock) => ({ assets: pipeline(clock) }))
    world.errors.set('raw 2024-01-02|002', () => new Error('no answer'))
    await engine.run({ select: ['raw', 'clean', 'day'], partitions: { dims: { date: ['2024-01-01', '2024-01-02'] } } })
    const say = (rows: Awaited<ReturnType<typeof engine.coverage>>) =>
      rows.map(({ asset, first, expected, materialized, failed }) => [asset, first, expected, materialized, failed])
    expect(say(await engine.coverage({ assets: ['raw', 'day', 'total'] }))).toEqual([
      ['raw', '2024-01-01', 2, 2, 0],
      ['raw', '2024-01-02', 2, 1, 1],
      ['raw', '2024-01-03', 2, 0, 0],
      ['day', '2024-01-01', 1, 1, 0],
      ['day', '2024-01-02', 1, 0, 0],
      ['day', '2024-01-03', 1, 0, 0],
      ['total', '', 1, 0, 0],
    ])
    const day = { from: '2024-01-02', to: '2024-01-02' }
    expect(say(await engine.coverage({ assets: ['raw', 'total'], range: day }))).toEqual([
      ['raw', '2024-01-02', 2, 1, 1],
      ['total', '', 1, 0, 0],
    ])
  })
})
