import { createRuleRegistry, type RuleRegistry } from '@ttb/transformations/rules'
import { type Issue, TtbError } from '@ttb/utils'
import * as functions from './transformations.ts'

/** A transformation: a value, and what it is told beside it, by name. */
export type OldTransformation = (value: unknown, kwargs: Readonly<Record<string, unknown>>) => unknown

type OldFunction = (value: unknown, ...rest: never[]) => unknown

/** The 21 names of the registry: the function of each, and the names of what it takes beside the value. */
const DEFAULTS: Readonly<Record<string, readonly [OldFunction, ...string[]]>> = {
  clean_text: [functions.clean_text, 'strip_html', 'normalize_spaces'],
  normalize_whitespace: [functions.normalize_whitespace],
  extract_numbers: [functions.extract_numbers, 'include_decimals'],
  clean_phone: [functions.clean_phone_number],
  parse_date: [functions.parse_flexible_date, 'formats'],
  format_date_iso: [functions.format_date_iso],
  parse_decimal: [functions.parse_decimal, 'precision'],
  parse_percentage: [functions.parse_percentage],
  clean_currency: [functions.clean_currency],
  validate_ttb_id: [functions.validate_ttb_id],
  validate_email: [functions.validate_email],
  validate_url: [functions.validate_url],
  normalize_address: [functions.normalize_address],
  extract_zip_code: [functions.extract_zip_code],
  normalize_state: [functions.normalize_state],
  classify_beverage_type: [functions.classify_beverage_type],
  extract_alcohol_content: [functions.extract_alcohol_content],
  standardize_container_size: [functions.standardize_container_size],
  validate_product_class: [functions.validate_product_class_type, 'reference_data'],
  validate_origin_code: [functions.validate_origin_code, 'reference_data'],
  load_reference_data: [functions.load_ttb_reference_data],
}

/** Transformations by name; the 21 of the earlier system to begin with. */
export class TransformationRegistry {
  readonly #transformations = new Map<string, OldTransformation>(
    Object.entries(DEFAULTS).map(([name, [apply, ...parameters]]) => [name, byName(name, apply, parameters)]),
  )

  register(name: string, func: OldTransformation): void {
    this.#transformations.set(name, func)
  }

  /** Throws `invalid_argument` when there is none of that name or it takes no such argument, and what the function throws. */
  apply(name: string, value: unknown, kwargs: Readonly<Record<string, unknown>> = {}): unknown {
    const transformation = this.#transformations.get(name)
    if (transformation) return transformation(value, kwargs)
    throw new TtbError(`no transformation ${JSON.stringify(name)}; there are ${this.get_available().join(', ')}`, {
      code: 'invalid_argument',
    })
  }

  get_available(): string[] {
    return [...this.#transformations.keys()]
  }
}

function byName(name: string, apply: OldFunction, parameters: readonly string[]): OldTransformation {
  return (value, kwargs) => {
    const unknown = Object.keys(kwargs).filter((key) => !parameters.includes(key))
    if (unknown.length > 0)
      throw new TtbError(
        `${name} takes no ${unknown.join(', ')}; expected ${parameters.join(', ') || 'nothing'} beside the value`,
        {
          code: 'invalid_argument',
        },
      )
    return apply(value, ...(parameters.map((parameter) => kwargs[parameter]) as never[]))
  }
}

export const transformation_registry = new TransformationRegistry()

/** One step of a rule: the name of a transformation and what it takes, side by side. */
export type OldRuleStep = { readonly transform: string } & Readonly<Record<string, unknown>>

/**
 * A copy of the data with the fields transformed that have rules, by {@link transformation_registry}. A step that gives
 * null, or throws, ends its field: the value is null, never half made; `_issues`, there only when needed, says why.
 * Throws `invalid_argument`, naming them all, for transformations that do not exist.
 */
export function apply_field_transformations(
  data: Readonly<Record<string, unknown>>,
  field_rules: Readonly<Record<string, readonly OldRuleStep[]>>,
): Record<string, unknown> {
  const available = new Set(transformation_registry.get_available())
  const unknown = Object.entries(field_rules).flatMap(([field, steps]) =>
    steps.filter(({ transform }) => !available.has(transform)).map(({ transform }) => `${field}: ${transform}`),
  )
  if (unknown.length > 0)
    throw new TtbError(`no such transformation: ${unknown.join(', ')}`, { code: 'invalid_argument' })
  const values: Record<string, unknown> = { ...data }
  const issues: Issue[] = []
  for (const [field, steps] of Object.entries(field_rules)) {
    if (Object.hasOwn(data, field)) values[field] = applySteps(field, data[field], steps, issues)
  }
  return issues.length === 0 ? values : { ...values, _issues: issues }
}

function applySteps(field: string, given: unknown, steps: readonly OldRuleStep[], issues: Issue[]): unknown {
  let value = given
  for (const { transform, ...kwargs } of steps) {
    try {
      const before = value
      value = transformation_registry.apply(transform, value, kwargs)
      if (value === null && before !== null && before !== '') issues.push(...reasonsFor(transform, before, field))
    } catch (error) {
      // A function of the caller's may throw; one field is lost, not the record.
      value = null
      issues.push({ code: 'not_understood', field, text: error instanceof Error ? error.message : String(error) })
    }
    if (value === null) return null
  }
  return value
}

let rules: RuleRegistry | undefined

/** Why the rule of that name understands nothing; a function of the caller's gives no reasons. */
function reasonsFor(transform: string, value: unknown, field: string): readonly Issue[] {
  rules ??= createRuleRegistry()
  const known = rules.getAvailable().includes(transform) ? rules.apply(transform, value).issues : []
  return known.length > 0
    ? known.map((issue) => ({ ...issue, field }))
    : [{ code: 'not_understood', field, text: String(value) }]
}
