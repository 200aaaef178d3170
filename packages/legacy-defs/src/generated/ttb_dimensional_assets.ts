// Made from legacy-map.ts by `pnpm generate`; not edited.
import { DimensionalConfig as DimensionalConfig_ } from '../adapters/config-classes.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_dimensional_assets')

/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const DimensionalConfig = DimensionalConfig_
export type DimensionalConfig = DimensionalConfig_
/** @deprecated Use the name `'dim_dates'` of the asset. */
export const dim_dates = 'dim_dates'
/** @deprecated Use the name `'dim_companies'` of the asset. */
export const dim_companies = 'dim_companies'
/** @deprecated Use the name `'dim_locations'` of the asset. */
export const dim_locations = 'dim_locations'
/** @deprecated Use the name `'dim_product_types'` of the asset. */
export const dim_product_types = 'dim_product_types'
