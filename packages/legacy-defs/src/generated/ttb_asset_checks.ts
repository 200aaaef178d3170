// Made from legacy-map.ts by `pnpm generate`; not edited.
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_asset_checks')

/** @deprecated Use the name `'parsing_success_rate'` of the check. */
export const check_parsing_success_rate = 'parsing_success_rate'
/** @deprecated Use the name `'field_extraction_completeness'` of the check. */
export const check_field_extraction_completeness = 'field_extraction_completeness'
/** @deprecated Use the name `'transformation_validation_rates'` of the check. */
export const check_transformation_validation_rates = 'transformation_validation_rates'
/** @deprecated Use the name `'schema_compliance'` of the check. */
export const check_schema_compliance = 'schema_compliance'
/** @deprecated Use the name `'reference_data_freshness'` of the check. */
export const check_reference_data_freshness = 'reference_data_freshness'
