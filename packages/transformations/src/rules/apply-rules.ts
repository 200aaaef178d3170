import { type Issue, TtbError } from '@ttb/utils'
import type { RuleOptions } from './rule.ts'
import { createRuleRegistry, type RuleRegistry } from './rule-registry.ts'

/** One step: the name of a rule, and its options beside it. */
export interface RuleStep extends RuleOptions {
  readonly transform: string
}

/** The steps for each field, in order, as plain data. */
export type FieldRules = Readonly<Record<string, readonly RuleStep[]>>

export interface ApplyRulesOptions {
  /** Default: a registry of the 21 default rules. */
  readonly registry?: RuleRegistry
}

export interface TransformedFields {
  /** The data with the fields that have rules replaced; the others as they were. */
  readonly values: Record<string, unknown>
  readonly issues: readonly Issue[]
}

/**
 * Applies rules to the fields of a record. Each step gets what the one before it made. A step that gives null ends its
 * field: the value is null, never half made, and the issues say why. Rules for fields the data lacks are passed over; the
 * data itself is not changed. Throws `invalid_definition`, naming them all, when rules are named that the registry lacks.
 */
export function applyFieldTransformations(
  data: Readonly<Record<string, unknown>>,
  rules: FieldRules,
  { registry = createRuleRegistry() }: ApplyRulesOptions = {},
): TransformedFields {
  const available = new Set(registry.getAvailable())
  const unknown = Object.entries(rules).flatMap(([field, steps]) =>
    steps.filter(({ transform }) => !available.has(transform)).map(({ transform }) => `${field}: ${transform}`),
  )
  if (unknown.length > 0) throw new TtbError(`no such rule: ${unknown.join(', ')}`, { code: 'invalid_definition' })
  const values: Record<string, unknown> = { ...data }
  const issues: Issue[] = []
  for (const [field, steps] of Object.entries(rules)) {
    if (!Object.hasOwn(data, field)) continue
    let value: unknown = data[field]
    for (const { transform, ...options } of steps) {
      const reading = registry.apply(transform, value, options)
      issues.push(...reading.issues.map((found) => ({ ...found, field })))
      value = reading.value
      if (value === null) break
    }
    values[field] = value
  }
  return { values, issues }
}
