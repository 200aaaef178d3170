import { DEFAULT_RULES, type DefaultRuleName, type RuleOptions } from '@ttb/transformations/rules'
import type { Issue } from '@ttb/utils'

/** The bare value that a rule gives, where the old functions gave one. What is doubtful about it goes to `issues`. */
export function ruleValue<T>(
  rule: DefaultRuleName,
  value: unknown,
  options: RuleOptions = {},
  issues?: Issue[],
): T | null {
  const reading = DEFAULT_RULES[rule](value, options)
  issues?.push(...reading.issues)
  return reading.value as T | null
}
