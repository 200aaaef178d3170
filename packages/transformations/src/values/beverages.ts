import type { Reading } from '@ttb/utils'
import type { BaseSpirit, ClassTypeFamily, Commodity } from '../codes/class-type-families.ts'
import { type ClassType, classTypesDescribed, cleanClassType } from '../codes/class-types.ts'
import { descriptionKey } from '../codes/code-list.ts'
import { issue, readText, refused, type SourceText, understood } from './reading.ts'

export interface Beverage {
  readonly commodity: Commodity
  /** Null when a description stands for codes of several families, or for none. */
  readonly family: ClassTypeFamily | null
  readonly spirit: BaseSpirit | null
}

/** Names in use that are not descriptions of the code list, whole. Source: TTB class and type guidance; 27 CFR parts 4, 5, 7. */
const OTHER_NAMES: Readonly<Record<string, Beverage>> = {
  WINE: { commodity: 'wine', family: null, spirit: null },
  'RED WINE': { commodity: 'wine', family: 'table_wine', spirit: null },
  'WHITE WINE': { commodity: 'wine', family: 'table_wine', spirit: null },
  CIDER: { commodity: 'wine', family: 'cider', spirit: null },
  MEAD: { commodity: 'wine', family: 'honey_wine', spirit: null },
  'DISTILLED SPIRITS': { commodity: 'distilled_spirits', family: null, spirit: null },
  TEQUILA: { commodity: 'distilled_spirits', family: 'agave_spirits', spirit: 'agave' },
  RUM: { commodity: 'distilled_spirits', family: 'rum', spirit: 'rum' },
  LIQUEUR: { commodity: 'distilled_spirits', family: 'liqueur', spirit: null },
  CORDIAL: { commodity: 'distilled_spirits', family: 'liqueur', spirit: null },
  'MALT BEVERAGE': { commodity: 'malt_beverage', family: 'malt_beverage', spirit: null },
  LAGER: { commodity: 'malt_beverage', family: 'malt_beverage', spirit: null },
  'HARD SELTZER': { commodity: 'malt_beverage', family: 'malt_beverage', spirit: null },
}

/**
 * What kind of beverage a class and type code is, by its family in the code table; never by its digits.
 * Issues: `unknown_code` when the code is not in the table, or is one of the ten whose meaning is not known, or is none of
 * a product (administrative withdrawal); `not_applicable`.
 */
export function classifyCode(code: SourceText): Reading<Beverage> {
  const { value, issues } = cleanClassType(code)
  if (value === null) return { value, issues }
  return value.commodity === null
    ? refused('unknown_code', value.code)
    : understood(beverageOf([value], value.commodity))
}

/**
 * What kind of beverage a description of class and type stands for. The description must be one of the code table or a
 * name for a class, whole: `ORIGINAL` is no gin and `BARLEYWINE` no wine because of letters they contain.
 * Issues: `not_understood` for any other text, `assumed` for a name that several commodities use (hard seltzer),
 * `ambiguous` when its codes belong to several commodities.
 */
export function classifyDescription(description: SourceText): Reading<Beverage> {
  return readText(description, (typed) => {
    const { value: classTypes } = classTypesDescribed(typed)
    const commodities = new Set(classTypes?.map(({ commodity }) => commodity))
    const [commodity] = commodities
    if (classTypes && commodity)
      return commodities.size === 1 ? understood(beverageOf(classTypes, commodity)) : refused('ambiguous', typed)
    const key = descriptionKey(typed)
    const other = Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : undefined
    if (!other) return refused('not_understood', typed)
    return understood(other, key === 'HARD SELTZER' ? [issue('assumed', typed)] : [])
  })
}

function beverageOf(classTypes: readonly ClassType[], commodity: Commodity): Beverage {
  return {
    commodity,
    family: common(classTypes.map(({ family }) => family)),
    spirit: common(classTypes.map(({ spirit }) => spirit)),
  }
}

function common<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values
  return values.every((value) => value === first) ? first : null
}
