// Made from legacy-map.ts by `pnpm generate`; not edited.
import {
  get_consolidated_ttb_schema as get_consolidated_ttb_schema_,
  get_data_quality_tiers as get_data_quality_tiers_,
  get_dimension_schemas as get_dimension_schemas_,
} from '../adapters/consolidated-schemas.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_consolidated_schema')

/** @deprecated Use `CONSOLIDATED` of `@ttb/utils/records`. */
export const get_consolidated_ttb_schema = get_consolidated_ttb_schema_
/** @deprecated Use `DIM_COMPANIES`, `DIM_LOCATIONS`, `DIM_PRODUCT_TYPES`, `DIM_DATES`, `FACT_PRODUCTS`, `FACT_CERTIFICATES` of `@ttb/utils/records`. */
export const get_dimension_schemas = get_dimension_schemas_
/** @deprecated Use `QUALITY_TIERS` of `@ttb/transformations/records`. */
export const get_data_quality_tiers = get_data_quality_tiers_
