// Made from legacy-map.ts by `pnpm generate`; not edited.
import {
  apply_field_transformations as apply_field_transformations_,
  TransformationRegistry as TransformationRegistry_,
  transformation_registry as transformation_registry_,
} from '../adapters/transformation-registry.ts'
import {
  classify_beverage_type as classify_beverage_type_,
  clean_currency as clean_currency_,
  clean_phone_number as clean_phone_number_,
  clean_text as clean_text_,
  extract_alcohol_content as extract_alcohol_content_,
  extract_numbers as extract_numbers_,
  extract_zip_code as extract_zip_code_,
  format_date_iso as format_date_iso_,
  load_ttb_reference_data as load_ttb_reference_data_,
  normalize_address as normalize_address_,
  normalize_state as normalize_state_,
  normalize_whitespace as normalize_whitespace_,
  parse_decimal as parse_decimal_,
  parse_flexible_date as parse_flexible_date_,
  parse_origin_codes as parse_origin_codes_,
  parse_percentage as parse_percentage_,
  parse_product_class_types as parse_product_class_types_,
  standardize_container_size as standardize_container_size_,
  validate_email as validate_email_,
  validate_origin_code as validate_origin_code_,
  validate_product_class_type as validate_product_class_type_,
  validate_ttb_id as validate_ttb_id_,
  validate_url as validate_url_,
} from '../adapters/transformations.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_transformations')

/** @deprecated Use `createRuleRegistry` of `@ttb/transformations/rules`. */
export const TransformationRegistry = TransformationRegistry_
export type TransformationRegistry = TransformationRegistry_
/** @deprecated Use `cleanText` of `@ttb/transformations`. */
export const clean_text = clean_text_
/** @deprecated Use `cleanText` of `@ttb/transformations`. */
export const normalize_whitespace = normalize_whitespace_
/** @deprecated Use `findNumbers` of `@ttb/transformations`. */
export const extract_numbers = extract_numbers_
/** @deprecated Use `cleanPhone` of `@ttb/transformations/phones`. */
export const clean_phone_number = clean_phone_number_
/** @deprecated Use `cleanDate` of `@ttb/transformations`. */
export const parse_flexible_date = parse_flexible_date_
/** @deprecated Use `cleanDate` of `@ttb/transformations`. */
export const format_date_iso = format_date_iso_
/** @deprecated Use `cleanDecimal` of `@ttb/transformations`. */
export const parse_decimal = parse_decimal_
/** @deprecated Use `cleanPercent` of `@ttb/transformations`. */
export const parse_percentage = parse_percentage_
/** @deprecated Use `cleanAmount` of `@ttb/transformations`. */
export const clean_currency = clean_currency_
/** @deprecated Use `cleanTtbId` of `@ttb/transformations`. */
export const validate_ttb_id = validate_ttb_id_
/** @deprecated Use `cleanEmail` of `@ttb/transformations`. */
export const validate_email = validate_email_
/** @deprecated Use `cleanUrl` of `@ttb/transformations`. */
export const validate_url = validate_url_
/** @deprecated Use `normalizeAddress` of `@ttb/transformations`. */
export const normalize_address = normalize_address_
/** @deprecated Use `cleanZip` of `@ttb/transformations`. */
export const extract_zip_code = extract_zip_code_
/** @deprecated Use `cleanState` of `@ttb/transformations`. */
export const normalize_state = normalize_state_
/** @deprecated Use `classifyCode`, `classifyDescription` of `@ttb/transformations`. */
export const classify_beverage_type = classify_beverage_type_
/** @deprecated Use `cleanAlcoholPercent` of `@ttb/transformations`. */
export const extract_alcohol_content = extract_alcohol_content_
/** @deprecated Use `parseNetContents`, `formatContainerSize` of `@ttb/transformations`. */
export const standardize_container_size = standardize_container_size_
/** @deprecated Use `applyFieldTransformations` of `@ttb/transformations/rules`. */
export const apply_field_transformations = apply_field_transformations_
/** @deprecated Use `listClassTypes`, `listOrigins` of `@ttb/transformations/codes`. */
export const load_ttb_reference_data = load_ttb_reference_data_
/** @deprecated Use `readCodeList` of `@ttb/utils/pages`. */
export const parse_product_class_types = parse_product_class_types_
/** @deprecated Use `readCodeList` of `@ttb/utils/pages`. */
export const parse_origin_codes = parse_origin_codes_
/** @deprecated Use `cleanClassType` of `@ttb/transformations/codes`. */
export const validate_product_class_type = validate_product_class_type_
/** @deprecated Use `cleanOrigin` of `@ttb/transformations/codes`. */
export const validate_origin_code = validate_origin_code_
/** @deprecated Use `createRuleRegistry` of `@ttb/transformations/rules`. */
export const transformation_registry = transformation_registry_
