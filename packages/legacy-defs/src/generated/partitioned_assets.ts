// Made from legacy-map.ts by `pnpm generate`; not edited.
import { retired } from '../adapters/definition-names.ts'
import {
  is_ttb_error_page as is_ttb_error_page_,
  TTB_ERROR_PAGE_HASH as TTB_ERROR_PAGE_HASH_,
} from '../adapters/error-pages.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('partitioned_assets')

/** @deprecated Use `extractPage` of `@ttb/utils/pages`. */
export const TTB_ERROR_PAGE_HASH = TTB_ERROR_PAGE_HASH_
/** @deprecated Use `extractPage` of `@ttb/utils/pages`. */
export const is_ttb_error_page = is_ttb_error_page_
/** @deprecated Use the name `'ttb_raw_data'` of the asset. */
export const ttb_partitioned = 'ttb_raw_data'
/** @deprecated It is no more: how often each field is filled is the check field_extraction_completeness of ttb_structured_data. */
export const ttb_summary: never = retired(
  'ttb_summary',
  'how often each field is filled is the check field_extraction_completeness of ttb_structured_data',
)
