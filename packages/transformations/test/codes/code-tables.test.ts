import { describe, expect, it } from 'vitest'
import {
  CLASS_TYPE_FAMILIES,
  CODE_LIST_DATE,
  classTypeOf,
  listClassTypes,
  listOrigins,
  originOf,
  originsDescribed,
} from '../../src/codes/index.ts'
import { OTHER_ORIGIN_NAMES } from '../../src/codes/origin-table.ts'
import { listStates, parseState } from '../../src/values/states.ts'

describe('the class and type codes', () => {
  const all = listClassTypes()

  it('are all there, each once', () => {
    expect(all).toHaveLength(532)
    expect(new Set(all.map(({ code }) => code)).size).toBe(532)
    expect(CODE_LIST_DATE).toBe('2026-08-26')
  })

  it('leaves ten without a meaning, and claims none for them', () => {
    const unknown = all.filter(({ description }) => description === null)
    expect(unknown.map(({ code }) => code).sort()).toEqual([
      '199',
      '402I',
      '412I',
      '412i',
      '85M',
      '958',
      '987',
      '988',
      '989',
      '991',
    ])
    expect(
      unknown.every(({ family, commodity, spirit }) => family === null && commodity === null && spirit === null),
    ).toBe(true)
  })

  it('uses every family', () => {
    expect(new Set(all.map(({ family }) => family))).toEqual(new Set([...Object.keys(CLASS_TYPE_FAMILIES), null]))
  })

  it('puts codes by their meaning, not their number', () => {
    expect([104, 605, 632, 931, 943].map((code) => classTypeOf(String(code))?.family)).toEqual([
      'rum',
      'liqueur',
      'brandy',
      'sake',
      'agave_spirits',
    ])
    expect(
      ['641', '645', '691', '695', '701', '753', '773'].every((code) => classTypeOf(code)?.spirit === 'whisky'),
    ).toBe(true)
  })

  it('is not fooled by names of object members', () => {
    expect(classTypeOf('constructor')).toBeNull()
    expect(originOf('__proto__')).toBeNull()
  })
})

describe('the origin codes', () => {
  const all = listOrigins()

  it('are all there, each once', () => {
    expect(all).toHaveLength(235)
    expect(new Set(all.map(({ code }) => code)).size).toBe(235)
  })

  it('gives every state of the US its USPS code, and each state a code', () => {
    for (const { description, state, kind } of all) {
      if (kind === 'us_state' || kind === 'us_territory') expect(parseState(description).value?.code).toBe(state)
      else expect(state).toBeNull()
    }
    const states = listStates().filter(({ kind }) => kind === 'state')
    expect(states.filter(({ code }) => !all.some(({ state }) => state === code))).toEqual([])
  })

  it('has other names only for codes of the list, and none that is a description already', () => {
    for (const line of OTHER_ORIGIN_NAMES.split('\n').filter((row) => row !== '')) {
      const [code, name] = [line.slice(0, 2), line.slice(3)]
      expect(originOf(code), line).not.toBeNull()
      expect(originsDescribed(name).value?.map((origin) => origin.code)).toEqual([code])
    }
  })

  it('gives every country an ISO code that names one', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    for (const { code, country, kind } of all) {
      if (kind === 'country' || kind === 'region') expect(names.of(country as string), code).toBeTruthy()
    }
  })
})
