// Made from legacy-map.ts by `pnpm generate`; not edited.
import { TTBParsingConfig as TTBParsingConfig_ } from '../adapters/config-classes.ts'
import { retired } from '../adapters/definition-names.ts'
import { upload_parquet_to_s3 as upload_parquet_to_s3_ } from '../adapters/object-stores.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_parsing_assets')

/** @deprecated Use `loadConfig` of `@ttb/config`. */
export const TTBParsingConfig = TTBParsingConfig_
export type TTBParsingConfig = TTBParsingConfig_
/** @deprecated Use the name `'ttb_reference_data'` of the asset. */
export const ttb_reference_data = 'ttb_reference_data'
/** @deprecated Use the name `'ttb_extracted_data'` of the asset. */
export const ttb_raw_extraction = 'ttb_extracted_data'
/** @deprecated It is no more: how often each field is filled is the check field_extraction_completeness of ttb_structured_data. */
export const ttb_extraction_summary: never = retired(
  'ttb_extraction_summary',
  'how often each field is filled is the check field_extraction_completeness of ttb_structured_data',
)
/** @deprecated Use the name `'ttb_cleaned_data'` of the asset. */
export const ttb_cleaned_data = 'ttb_cleaned_data'
/** @deprecated Use the name `'ttb_structured_data'` of the asset. */
export const ttb_structured_output = 'ttb_structured_data'
/** @deprecated Use `openObjects` of `@ttb/resources`. */
export const upload_parquet_to_s3 = upload_parquet_to_s3_
