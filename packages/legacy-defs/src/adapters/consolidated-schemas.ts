import { QUALITY_TIERS } from '@ttb/transformations/records'
import {
  CONSOLIDATED,
  DIM_COMPANIES,
  DIM_DATES,
  DIM_LOCATIONS,
  DIM_PRODUCT_TYPES,
  FACT_CERTIFICATES,
  FACT_PRODUCTS,
  type RecordDefinition,
} from '@ttb/utils/records'

/** The table of consolidated records. */
export function get_consolidated_ttb_schema(): typeof CONSOLIDATED {
  return CONSOLIDATED
}

/** The dimensions and facts that the earlier system had, by name. */
export function get_dimension_schemas(): Record<string, RecordDefinition> {
  return {
    dim_companies: DIM_COMPANIES,
    dim_locations: DIM_LOCATIONS,
    dim_product_types: DIM_PRODUCT_TYPES,
    dim_dates: DIM_DATES,
    fact_products: FACT_PRODUCTS,
    fact_certificates: FACT_CERTIFICATES,
  }
}

/** What each tier of quality takes, best first. */
export function get_data_quality_tiers(): Record<
  string,
  { min_completeness_score: number; required_fields: readonly string[] }
> {
  return Object.fromEntries(
    Object.entries(QUALITY_TIERS).map(([tier, { score, needs }]) => [
      tier,
      { min_completeness_score: score, required_fields: needs },
    ]),
  )
}
