// Made from legacy-map.ts by `pnpm generate`; not edited.
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_fact_assets')

/** @deprecated Use the name `'fact_products'` of the asset. */
export const fact_products = 'fact_products'
/** @deprecated Use the name `'fact_certificates'` of the asset. */
export const fact_certificates = 'fact_certificates'
