import { type Reading, TtbError } from '@ttb/utils'
import { issue, printed } from '../values/reading.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import type { Rule, RuleOptions } from './rule.ts'

/** Rules by name. */
export interface RuleRegistry {
  /** Adds a rule, or puts it in place of the one of that name. */
  register(name: string, rule: Rule): void
  /**
   * The reading that a rule gives of a value. Throws `invalid_argument` when there is no rule of that name. A rule that
   * throws gives null with a `not_understood` issue that quotes what it threw.
   */
  apply(name: string, value: unknown, options?: RuleOptions): Reading<unknown>
  /** The names of all rules, in alphabetical order. */
  getAvailable(): readonly string[]
}

export interface RuleRegistryOptions {
  /** The rules to begin with. Default: the 21 of {@link DEFAULT_RULES}. */
  readonly rules?: Readonly<Record<string, Rule>>
}

/** A registry of its own: what is registered in it is not seen by any other. */
export function createRuleRegistry({ rules = DEFAULT_RULES }: RuleRegistryOptions = {}): RuleRegistry {
  const byName = new Map<string, Rule>(Object.entries(rules))
  return {
    register(name, rule) {
      byName.set(name, rule)
    },
    apply(name, value, options = {}) {
      const rule = byName.get(name)
      if (!rule) throw new TtbError(`no rule named ${JSON.stringify(name)}`, { code: 'invalid_argument' })
      return applyGuarded(rule, value, options)
    },
    getAvailable: () => [...byName.keys()].sort(),
  }
}

function applyGuarded(rule: Rule, value: unknown, options: RuleOptions): Reading<unknown> {
  try {
    return rule(value, options)
  } catch (error) {
    // A rule registered by a user may throw; one field of one record is lost, not the run.
    return { value: null, issues: [issue('not_understood', error instanceof Error ? error.message : printed(error))] }
  }
}
