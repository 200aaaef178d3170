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

const WINE: Beverage = { commodity: 'wine', family: null, spirit: null }
const SPIRITS: Beverage = { commodity: 'distilled_spirits', family: null, spirit: null }
const TABLE_WINE: Beverage = { ...WINE, family: 'table_wine' }
const SPARKLING_WINE: Beverage = { ...WINE, family: 'sparkling_wine' }
const DESSERT_WINE: Beverage = { ...WINE, family: 'dessert_wine' }
const CIDER: Beverage = { ...WINE, family: 'cider' }
const WHISKY: Beverage = { ...SPIRITS, family: 'whisky', spirit: 'whisky' }
const BRANDY: Beverage = { ...SPIRITS, family: 'brandy', spirit: 'brandy' }
const LIQUEUR: Beverage = { ...SPIRITS, family: 'liqueur' }
const MALT_BEVERAGE: Beverage = { commodity: 'malt_beverage', family: 'malt_beverage', spirit: null }

/** Names in use that are not descriptions of the code list, whole. Source: TTB class and type guidance; 27 CFR parts 4, 5, 7. */
const OTHER_NAMES: Readonly<Record<string, Beverage>> = {
  WINE,
  'RED WINE': TABLE_WINE,
  'WHITE WINE': TABLE_WINE,
  ROSE: TABLE_WINE,
  ROSÉ: TABLE_WINE,
  'ROSÉ WINE': TABLE_WINE,
  'SPARKLING WINE': SPARKLING_WINE,
  CHAMPAGNE: SPARKLING_WINE,
  PROSECCO: SPARKLING_WINE,
  'DESSERT WINE': DESSERT_WINE,
  PORT: DESSERT_WINE,
  SHERRY: DESSERT_WINE,
  VERMOUTH: { ...WINE, family: 'vermouth' },
  'FRUIT WINE': { ...WINE, family: 'fruit_wine' },
  CIDER,
  'HARD CIDER': CIDER,
  MEAD: { ...WINE, family: 'honey_wine' },
  'DISTILLED SPIRITS': SPIRITS,
  BOURBON: WHISKY,
  COGNAC: BRANDY,
  ARMAGNAC: BRANDY,
  GRAPPA: BRANDY,
  PISCO: BRANDY,
  TEQUILA: { ...SPIRITS, family: 'agave_spirits', spirit: 'agave' },
  RUM: { ...SPIRITS, family: 'rum', spirit: 'rum' },
  LIQUEUR,
  LIQUEURS: LIQUEUR,
  CORDIAL: LIQUEUR,
  CORDIALS: LIQUEUR,
  BITTERS: { ...SPIRITS, family: 'bitters' },
  'MALT BEVERAGE': MALT_BEVERAGE,
  LAGER: MALT_BEVERAGE,
  PILSNER: MALT_BEVERAGE,
  IPA: MALT_BEVERAGE,
  'INDIA PALE ALE': MALT_BEVERAGE,
  'HARD SELTZER': MALT_BEVERAGE,
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
