import type { Reading } from '@ttb/utils'
import {
  type BaseSpirit,
  CLASS_TYPE_FAMILIES,
  type ClassTypeFamily,
  type Commodity,
} from '../codes/class-type-families.ts'
import { type ClassType, classTypesDescribed, cleanClassType } from '../codes/class-types.ts'
import { descriptionKey } from '../codes/code-list.ts'
import { issue, readText, refused, type SourceText, understood } from './reading.ts'

export interface Beverage {
  readonly commodity: Commodity
  /** Null when a description stands for codes of several families, or for none. */
  readonly family: ClassTypeFamily | null
  readonly spirit: BaseSpirit | null
}

/**
 * Names in use that are not descriptions of the code list, whole, under the family they belong to; parted by `|`.
 * Source: TTB class and type guidance; 27 CFR parts 4, 5 and 7.
 */
const OTHER_NAMES: { readonly [F in ClassTypeFamily]?: string } = {
  table_wine: 'RED WINE|WHITE WINE|ROSE|ROSÉ|ROSÉ WINE',
  sparkling_wine: 'SPARKLING WINE|CHAMPAGNE|PROSECCO',
  dessert_wine: 'DESSERT WINE|PORT|SHERRY',
  vermouth: 'VERMOUTH',
  fruit_wine: 'FRUIT WINE',
  cider: 'CIDER|HARD CIDER',
  honey_wine: 'MEAD',
  whisky: 'BOURBON',
  brandy: 'COGNAC|ARMAGNAC|GRAPPA|PISCO',
  agave_spirits: 'TEQUILA',
  rum: 'RUM',
  liqueur: 'LIQUEUR|LIQUEURS|CORDIAL|CORDIALS',
  bitters: 'BITTERS',
  malt_beverage: 'MALT BEVERAGE|LAGER|PILSNER|IPA|INDIA PALE ALE|HARD SELTZER',
}
/** Names of a whole type of product. */
const TYPE_NAMES: Readonly<Record<string, Commodity>> = { WINE: 'wine', 'DISTILLED SPIRITS': 'distilled_spirits' }

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
    const other = beverageNamed(key)
    if (!other) return refused('not_understood', typed)
    return understood(other, key === 'HARD SELTZER' ? [issue('assumed', typed)] : [])
  })
}

function beverageNamed(key: string): Beverage | null {
  const ofType = Object.hasOwn(TYPE_NAMES, key) ? TYPE_NAMES[key] : undefined
  if (ofType) return { commodity: ofType, family: null, spirit: null }
  const names = Object.entries(OTHER_NAMES) as [ClassTypeFamily, string][]
  const family = names.find(([, list]) => list.split('|').includes(key))?.[0]
  if (!family) return null
  const { commodity, spirit = null } = CLASS_TYPE_FAMILIES[family]
  return commodity && { commodity, family, spirit }
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
