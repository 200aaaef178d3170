import type { Reading } from '@ttb/utils'
import type { Commodity } from '../codes/class-type-families.ts'
import { cleanClassType, listClassTypes } from '../codes/class-types.ts'
import { CODE_LIST_DATE } from '../codes/code-list.ts'
import { cleanOrigin, listOrigins } from '../codes/origins.ts'
import { cleanZip } from '../values/addresses.ts'
import { cleanAlcoholPercent } from '../values/alcohol.ts'
import { classifyCode, classifyDescription } from '../values/beverages.ts'
import { cleanDate } from '../values/dates.ts'
import { cleanEmail } from '../values/email.ts'
import { formatContainerSize, parseNetContents } from '../values/net-contents.ts'
import { cleanAmount, cleanDecimal, cleanPercent, findNumbers } from '../values/numbers.ts'
import { cleanPhone } from '../values/phones.ts'
import { blank, mapReading, type SourceText, squash, understood } from '../values/reading.ts'
import { cleanState } from '../values/states.ts'
import { normalizeAddress } from '../values/streets.ts'
import { cleanText } from '../values/text.ts'
import { cleanTtbId } from '../values/ttb-ids.ts'
import { cleanUrl } from '../values/url.ts'
import { checkRule, numberOption, type Rule, type RuleOptions, textRule } from './rule.ts'

const dateRule = textRule((text, options) => {
  const latestYear = numberOption(options, 'latest_year')
  return cleanDate(text, {
    order: options['day_first'] === true ? 'day-first' : 'month-first',
    ...(latestYear !== undefined && { latestYear }),
  })
})

/** The names the old registry gave to beverages. */
const BEVERAGE_NAMES: { readonly [C in Commodity]: string } = {
  wine: 'WINE',
  distilled_spirits: 'SPIRITS',
  malt_beverage: 'MALT',
  non_alcoholic: 'NON_ALCOHOLIC',
}

/**
 * The 21 rules of the old registry, by their old names and with right answers. Options: `precision` (parse_decimal,
 * clean_currency), `include_decimals` (extract_numbers), `day_first` and `latest_year` (parse_date, format_date_iso),
 * `country` (clean_phone).
 */
export const DEFAULT_RULES = {
  clean_text: textRule(cleanText),
  normalize_whitespace: textRule((text) => (squash(text ?? '') === '' ? blank() : understood(squash(text ?? '')))),
  extract_numbers: textRule((text, options) => findNumbers(text, { decimals: options['include_decimals'] !== false })),
  clean_phone: textRule((text, { country }) => cleanPhone(text, typeof country === 'string' ? { country } : {})),
  parse_date: dateRule,
  format_date_iso: dateRule,
  parse_decimal: textRule((text, options) => cleanDecimal(text, precisionOf(options))),
  parse_percentage: textRule(cleanPercent),
  clean_currency: textRule((text, options) => cleanAmount(text, precisionOf(options))),
  validate_ttb_id: checkRule(cleanTtbId),
  validate_email: checkRule(cleanEmail),
  validate_url: checkRule(cleanUrl),
  normalize_address: textRule(normalizeAddress),
  extract_zip_code: textRule(cleanZip),
  normalize_state: textRule(cleanState),
  classify_beverage_type: textRule(classifyBeverage),
  extract_alcohol_content: textRule(cleanAlcoholPercent),
  standardize_container_size: textRule((text) =>
    mapReading(parseNetContents(text), (sizes) => sizes.map(formatContainerSize).join('; ')),
  ),
  validate_product_class: codeRule(cleanClassType),
  validate_origin_code: codeRule(cleanOrigin),
  load_reference_data: () => understood(referenceData()),
} as const satisfies Record<string, Rule>

export type DefaultRuleName = keyof typeof DEFAULT_RULES

function precisionOf(options: RuleOptions): { readonly precision?: number } {
  const precision = numberOption(options, 'precision')
  return precision === undefined ? {} : { precision }
}

/** Either a class and type code or a description of one. Codes are digits and one letter at most; no description is. */
function classifyBeverage(text: SourceText): Reading<string> {
  const isCode = /^\s*\d{1,3}[a-z]?\s*$/i.test(text ?? '')
  return mapReading(
    isCode ? classifyCode(text) : classifyDescription(text),
    ({ commodity }) => BEVERAGE_NAMES[commodity],
  )
}

/** Whether a code is in its table, with its description. */
function codeRule(
  read: (text: SourceText) => Reading<{ readonly code: string; readonly description: string | null }>,
): Rule {
  return textRule((text) => {
    const { value, issues } = read(text)
    if (value === null && issues.length === 0) return blank()
    return understood(
      { is_valid: value !== null, code: value?.code ?? squash(text ?? ''), description: value?.description ?? null },
      issues,
    )
  })
}

/** The code tables this version ships; nothing is fetched. */
function referenceData(): unknown {
  return {
    list_date: CODE_LIST_DATE,
    product_class_types: Object.fromEntries(listClassTypes().map(({ code, description }) => [code, description])),
    origin_codes: Object.fromEntries(listOrigins().map(({ code, description }) => [code, description])),
  }
}
