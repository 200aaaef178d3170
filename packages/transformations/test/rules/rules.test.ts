import { TtbError } from '@ttb/utils'
import { describe, expect, it } from 'vitest'
import { applyFieldTransformations, createRuleRegistry } from '../../src/rules/index.ts'
import { ruleCases } from '../cases/rules.ts'

const OLD_NAMES =
  'clean_text, normalize_whitespace, extract_numbers, clean_phone, parse_date, format_date_iso, parse_decimal, parse_percentage, clean_currency, validate_ttb_id, validate_email, validate_url, normalize_address, extract_zip_code, normalize_state, classify_beverage_type, extract_alcohol_content, standardize_container_size, validate_product_class, validate_origin_code, load_reference_data'

describe('the 21 old rules', () => {
  it('are all there by their names', () => {
    expect(createRuleRegistry().getAvailable()).toEqual(OLD_NAMES.split(', ').sort())
  })

  it.each(ruleCases.map((row) => [`${row.rule}(${JSON.stringify(row.given)})`, row] as const))(
    '%s',
    (_name, { rule, given, options, want, issues }) => {
      const reading = createRuleRegistry().apply(rule, given, options)
      expect({ value: reading.value, issues: reading.issues.map(({ code }) => code) }).toEqual({
        value: want,
        issues: issues ?? [],
      })
    },
  )

  it('has a case for every rule but the one that takes nothing', () => {
    expect([...new Set(ruleCases.map(({ rule }) => rule)), 'load_reference_data'].sort()).toEqual(
      createRuleRegistry().getAvailable(),
    )
  })

  it('gives the shipped code tables', () => {
    const { value } = createRuleRegistry().apply('load_reference_data', null)
    expect(value).toMatchObject({
      list_date: '2026-08-26',
      product_class_types: { '101': 'STRAIGHT BOURBON WHISKY', '199': null },
      origin_codes: { '01': 'CALIFORNIA' },
    })
  })

  it.each([...createRuleRegistry().getAvailable()])('%s takes anything without throwing', (name) => {
    for (const given of [
      null,
      undefined,
      '',
      0,
      -1.5,
      Number.NaN,
      10n,
      true,
      {},
      [],
      Symbol('x'),
      () => 1,
      new Date(Number.NaN),
      new Date(0),
    ]) {
      const { issues } = createRuleRegistry().apply(name, given)
      expect(Array.isArray(issues)).toBe(true)
    }
  })
})

describe('a registry', () => {
  it('takes a new rule, and keeps it to itself', () => {
    const registry = createRuleRegistry()
    registry.register('shout', (value) => ({ value: String(value).toUpperCase(), issues: [] }))
    expect(registry.apply('shout', 'ale')).toEqual({ value: 'ALE', issues: [] })
    expect(createRuleRegistry().getAvailable()).not.toContain('shout')
  })

  it('refuses a name it does not know', () => {
    expect(() => createRuleRegistry().apply('nope', 'x')).toThrow('no rule named "nope"')
  })

  it('turns what a rule throws into null and an issue', () => {
    const registry = createRuleRegistry({
      rules: {
        broken: () => {
          throw new Error('out of hops')
        },
      },
    })
    expect(registry.apply('broken', 'x')).toEqual({
      value: null,
      issues: [{ code: 'not_understood', text: 'out of hops' }],
    })
  })
})

describe('applyFieldTransformations', () => {
  it('applies steps in order, and leaves other fields and the data alone', () => {
    const data = { abv: ' 13,5&#x25; ', brand: 'X ', other: 1 }
    const rules = {
      abv: [{ transform: 'clean_text' }, { transform: 'extract_alcohol_content' }],
      brand: [{ transform: 'clean_text' }],
      absent: [{ transform: 'clean_text' }],
    }
    expect(applyFieldTransformations(data, rules)).toEqual({ values: { abv: 13.5, brand: 'X', other: 1 }, issues: [] })
    expect(data.brand).toBe('X ')
  })

  it('gives null and an issue, not the half-made value, when a step fails', () => {
    const rules = {
      size: [{ transform: 'clean_text' }, { transform: 'standardize_container_size' }, { transform: 'clean_text' }],
    }
    expect(applyFieldTransformations({ size: ' a  keg ' }, rules)).toEqual({
      values: { size: null },
      issues: [{ code: 'not_understood', text: 'a keg', field: 'size' }],
    })
  })

  it('hands options to the rule', () => {
    expect(
      applyFieldTransformations({ x: '1.255' }, { x: [{ transform: 'parse_decimal', precision: 2 }] }).values,
    ).toEqual({ x: 1.26 })
  })

  it('names every rule it does not know, before it does anything', () => {
    const apply = () => applyFieldTransformations({}, { a: [{ transform: 'no' }], b: [{ transform: 'nor' }] })
    expect(apply).toThrow('no such rule: a: no, b: nor')
    expect(apply).toThrow(expect.objectContaining({ code: 'invalid_definition' }))
    expect(TtbError.isInstance(new Error('x'))).toBe(false)
  })
})
