export { checkProblems } from './check-problems.ts'
export {
  type CheckContext,
  type CheckDef,
  type CheckFinding,
  type CheckSpec,
  checksWith,
  defineCheck,
} from './define-check.ts'
export { evaluateCheck, gateOf } from './evaluate-check.ts'
export { SETTLED_CHECK } from './registry/page-checks.ts'
export { THRESHOLDS } from './registry/thresholds.ts'
export { TTB_CHECKS } from './registry/ttb-checks.ts'
