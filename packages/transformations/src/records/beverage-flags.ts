import type { Cola, Issue } from '@ttb/utils'
import { type Beverage, classifyCode, classifyDescription } from '../values/beverages.ts'
import { issue } from '../values/reading.ts'

/** What a record is of. All three are null when its class and type are not known, all false for a mix without alcohol. */
export interface BeverageFlags {
  readonly is_wine: boolean | null
  readonly is_beer: boolean | null
  readonly is_spirits: boolean | null
}

export interface BeverageOfRecord extends BeverageFlags {
  readonly beverage: Beverage | null
  readonly issues: readonly Issue[]
}

export type ClassifiedFields = Partial<Pick<Cola, 'class_type_code' | 'class_type_description' | 'product_type'>>

/**
 * What a record is of: by its class and type code, or where it has none (detail pages) by the description of one.
 * Issues: those of `classifyCode` and `classifyDescription` with the field; `sources_disagree` when the box ticked on
 * the form is another type of product. The code decides.
 */
export function deriveBeverage({
  class_type_code,
  class_type_description,
  product_type,
}: ClassifiedFields): BeverageOfRecord {
  const field = class_type_code ? 'class_type_code' : 'class_type_description'
  const reading = class_type_code ? classifyCode(class_type_code) : classifyDescription(class_type_description)
  const issues: Issue[] = reading.issues.map((found) => ({ ...found, field }))
  const { value: beverage } = reading
  if (beverage && product_type && beverage.commodity !== product_type) {
    issues.push({
      ...issue('sources_disagree', `${beverage.commodity} by class and type, ${product_type} ticked`),
      field: 'product_type',
    })
  }
  const is = (commodity: Beverage['commodity']) => (beverage ? beverage.commodity === commodity : null)
  return { beverage, is_wine: is('wine'), is_beer: is('malt_beverage'), is_spirits: is('distilled_spirits'), issues }
}
