import { decodeEntities, dropControls } from '@ttb/transformations/text'
import { TtbError } from '@ttb/utils'
import { type CodeList, readCodeList } from '@ttb/utils/pages'
import { parseByFormats } from './date-formats.ts'
import { ruleValue } from './rule-values.ts'

/** Codes of the registry with their descriptions. */
export interface OldReferenceData {
  readonly product_class_types: Readonly<Record<string, string | null>>
  readonly origin_codes: Readonly<Record<string, string | null>>
}

export interface OldCodeValidation {
  readonly is_valid: boolean
  readonly code: string
  readonly description: string | null
}

/** Text as a reader wants it; empty where there is none. `strip_html` decodes character references; brackets are text. */
export function clean_text(value: unknown, strip_html = true, normalize_spaces = true): string {
  if (strip_html && normalize_spaces) return ruleValue<string>('clean_text', value) ?? ''
  if (normalize_spaces) return normalize_whitespace(value)
  const text = textOf(value)
  return strip_html ? dropControls(decodeEntities(text)) : text
}

/** Every run of white space one space, none at the ends. */
export function normalize_whitespace(value: unknown): string {
  return ruleValue<string>('normalize_whitespace', value) ?? ''
}

/** Every run of digits in a text, as text. */
export function extract_numbers(value: unknown, include_decimals = true): readonly string[] {
  return ruleValue<readonly string[]>('extract_numbers', value, { include_decimals }) ?? []
}

/** A phone number as E.164, with `;ext=` where it has an extension; empty where there is none. */
export function clean_phone_number(value: unknown): string {
  return ruleValue<string>('clean_phone', value) ?? ''
}

/** A day, `YYYY-MM-DD`. `formats` are those of `strptime`, tried in order; without them, dates as people write them. */
export function parse_flexible_date(value: unknown, formats: readonly string[] | null = null): string | null {
  if (formats === null || isDate(value)) return ruleValue<string>('parse_date', value)
  return parseByFormats(textOf(value), formats)
}

/** A day, `YYYY-MM-DD`. */
export function format_date_iso(value: unknown): string | null {
  return ruleValue<string>('format_date_iso', value)
}

/** A number to so many digits after the point. */
export function parse_decimal(value: unknown, precision = 2): number | null {
  return ruleValue<number>('parse_decimal', value, { precision })
}

/** The one percentage in a text, in percent. */
export function parse_percentage(value: unknown): number | null {
  return ruleValue<number>('parse_percentage', value)
}

/** An amount of money without its currency. */
export function clean_currency(value: unknown): number | null {
  return ruleValue<number>('clean_currency', value)
}

/** Whether a text is a TTB ID. */
export function validate_ttb_id(value: unknown): boolean {
  return ruleValue<boolean>('validate_ttb_id', value) ?? false
}

/** Whether a text is an e-mail address. */
export function validate_email(value: unknown): boolean {
  return ruleValue<boolean>('validate_email', value) ?? false
}

/** Whether a text is the address of a web page. */
export function validate_url(value: unknown): boolean {
  return ruleValue<boolean>('validate_url', value) ?? false
}

/** A street address with the abbreviations of the USPS; names of firms are left alone. */
export function normalize_address(value: unknown): string {
  return ruleValue<string>('normalize_address', value) ?? ''
}

/** The ZIP code of an address. */
export function extract_zip_code(value: unknown): string | null {
  return ruleValue<string>('extract_zip_code', value)
}

/** The USPS code of a state or territory. */
export function normalize_state(value: unknown): string | null {
  return ruleValue<string>('normalize_state', value)
}

/** WINE, SPIRITS, MALT or NON_ALCOHOLIC, by class and type; UNKNOWN for what is none, null for nothing. */
export function classify_beverage_type(value: unknown): string | null {
  return ruleValue<string>('classify_beverage_type', value) ?? (textOf(value).trim() === '' ? null : 'UNKNOWN')
}

/** Alcohol in percent by volume. */
export function extract_alcohol_content(value: unknown): number | null {
  return ruleValue<number>('extract_alcohol_content', value)
}

/** A size of container as labels write it: `750 mL`. */
export function standardize_container_size(value: unknown): string | null {
  return ruleValue<string>('standardize_container_size', value)
}

/** The code tables of this version; nothing is fetched. */
export function load_ttb_reference_data(unused_value: unknown = null): OldReferenceData {
  return ruleValue<OldReferenceData>('load_reference_data', unused_value) as OldReferenceData
}

/** The class and type codes on a lookup page. Throws `corrupt_data` when it is no such page: no table is never a table. */
export function parse_product_class_types(soup: string | Uint8Array): Record<string, string | null> {
  return codesOf(readCodeList(soup, 'class-type'))
}

/** The origin codes on a lookup page. Throws `corrupt_data` when it is no such page. */
export function parse_origin_codes(soup: string | Uint8Array): Record<string, string | null> {
  return codesOf(readCodeList(soup, 'origin'))
}

/** Whether a class and type code is in its table: that of this version, or of the reference data given. */
export function validate_product_class_type(
  value: unknown,
  reference_data: Partial<OldReferenceData> | null = null,
): OldCodeValidation {
  return validation('validate_product_class', value, reference_data?.product_class_types)
}

/** Whether an origin code is in its table: that of this version, or of the reference data given. */
export function validate_origin_code(
  value: unknown,
  reference_data: Partial<OldReferenceData> | null = null,
): OldCodeValidation {
  return validation('validate_origin_code', value, reference_data?.origin_codes)
}

function validation(
  rule: 'validate_product_class' | 'validate_origin_code',
  value: unknown,
  codes: Readonly<Record<string, string | null>> | undefined,
): OldCodeValidation {
  if (!codes) return ruleValue<OldCodeValidation>(rule, value) ?? { is_valid: false, code: '', description: null }
  const typed = textOf(value).trim()
  const code = [typed, typed.toUpperCase()].find((candidate) => Object.hasOwn(codes, candidate))
  return {
    is_valid: code !== undefined,
    code: code ?? typed,
    description: code === undefined ? null : (codes[code] ?? null),
  }
}

function codesOf({ outcome, list, rows }: CodeList): Record<string, string | null> {
  if (outcome === 'found') return Object.fromEntries(rows.map(({ code, description }) => [code, description]))
  throw new TtbError(`not the ${list} lookup page of the registry: ${outcome}`, { code: 'corrupt_data' })
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

function isDate(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Date]'
}
