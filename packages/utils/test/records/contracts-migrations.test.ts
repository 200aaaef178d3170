import { describe, expect, it } from 'vitest'
import { type ContractMigration, contractPath, MIGRATIONS } from '../../src/records/index.ts'

const BEER: readonly ContractMigration[] = [
  { table: 'beer', from: 1, rename: { title: 'name' }, drop: ['style'] },
  { table: 'beer', from: 2, rename: { name: 'brand_name', a: 'b', b: 'a' }, fill: { country: 'US', style: null } },
  { table: 'beer', from: 3, refuse: 'strength was in degrees Plato' },
  { table: 'wine', from: 1, fill: { name: 'other table' } },
]

describe('the way from the contract of a file to that of its reader', () => {
  const cases = [
    ['the same version', '1.2', '1.2', 'name', { column: 'name' }],
    ['an older minor', '1.0', '1.2', 'name', { column: 'name' }],
    ['a newer minor', '1.9', '1.2', 'name', { column: 'name' }],
    ['a renamed column', '1.3', '2.0', 'name', { column: 'title' }],
    ['a column that kept its name', '1.3', '2.0', 'strength', { column: 'strength' }],
    ['a column that must not be read', '1.3', '2.0', 'style', null],
    ['the old name, given to a new column', '1.3', '2.0', 'title', null],
    ['renamed twice', '1.3', '3.1', 'brand_name', { column: 'title' }],
    ['a filled column', '1.3', '3.1', 'country', { value: 'US' }],
    ['filled after it was dropped', '1.3', '3.1', 'style', { value: null }],
    ['names exchanged', '2.0', '3.0', 'a', { column: 'b' }],
    ['names exchanged, the other way', '2.0', '3.0', 'b', { column: 'a' }],
  ] as const
  for (const [name, from, to, field, want] of cases) {
    it(`${name}: ${field} of ${to} in a file of ${from}`, () => {
      const path = contractPath('beer', { from, to }, BEER)
      expect([path.source(field), path.problems]).toEqual([want, []])
    })
  }
  const blocked = [
    ['from a newer major', '3.0', '2.5', /^3\.0 is newer than 2\.5, which is the newest known here$/],
    ['without a step', '4.0', '5.0', /^no migration reads major 4 as 5$/],
    ['that is refused', '2.0', '4.0', /^files of major 3 must be made again: strength was in degrees Plato$/],
  ] as const
  for (const [name, from, to, problem] of blocked) {
    it(`is closed ${name}`, () => {
      const { problems } = contractPath('beer', { from, to }, BEER)
      expect(problems).toEqual([expect.stringMatching(problem)])
    })
  }
  it('has at most one step for each major of a table in this product', () => {
    const steps = MIGRATIONS.map(({ table, from }) => `${table} ${from}`)
    expect(steps).toEqual([...new Set(steps)])
  })
})
