export {
  type ApplyRulesOptions,
  applyFieldTransformations,
  type FieldRules,
  type RuleStep,
  type TransformedFields,
} from './apply-rules.ts'
export { DEFAULT_RULES, type DefaultRuleName } from './default-rules.ts'
export type { Rule, RuleOptions } from './rule.ts'
export { createRuleRegistry, type RuleRegistry, type RuleRegistryOptions } from './rule-registry.ts'
