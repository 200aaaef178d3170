import { describe, expect, it } from 'vitest'
import { listViticulturalAreas, parseAppellation } from '../../src/values/appellations.ts'
import { isStateCode } from '../../src/values/states.ts'
import { VITICULTURAL_AREA_LINES } from '../../src/values/viticultural-area-table.ts'
import { viticulturalAreaNamed } from '../../src/values/viticultural-areas.ts'

describe('the table of viticultural areas', () => {
  const areas = listViticulturalAreas()

  it('has each name once, in states that exist', () => {
    const names = Object.values(VITICULTURAL_AREA_LINES).flatMap((lines) => lines.split(/[\n|]/).filter(Boolean))
    expect(new Set(names).size).toBe(names.length)
    expect(names.map((name) => viticulturalAreaNamed(name))).not.toContain(null)
    expect(areas).toHaveLength(273)
    for (const { name, states } of areas) expect(states.every(isStateCode), name).toBe(true)
  })

  it.each(areas.map(({ name, states }) => [name, states] as const))('is what %s is read as', (name, states) => {
    const [only = null] = states.length === 1 ? states : []
    expect(parseAppellation(name.toUpperCase())).toEqual({
      value: { name: name.toUpperCase(), kind: 'viticultural_area', designation: null, state: only, country: 'US' },
      issues: [],
    })
  })

  it('knows no name of an object member', () => {
    expect(viticulturalAreaNamed('constructor')).toBeNull()
    expect(parseAppellation('__proto__').value?.kind).toBeNull()
  })
})
