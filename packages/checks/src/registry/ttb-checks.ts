import type { TtbResources } from '@ttb/assets'
import type { CheckDef } from '../define-check.ts'
import { FACT_CHECKS } from './fact-checks.ts'
import { FIELD_CHECKS } from './field-checks.ts'
import { FILL_DRIFT } from './fill-drift.ts'
import { PAGE_CHECKS } from './page-checks.ts'
import { REFERENCE_CHECKS } from './reference-checks.ts'
import { WAREHOUSE_CHECKS } from './warehouse-checks.ts'

/** THE LIST: everything that must hold of the assets of the pipeline. */
export const TTB_CHECKS: readonly CheckDef<TtbResources>[] = [
  ...PAGE_CHECKS,
  ...FIELD_CHECKS,
  FILL_DRIFT,
  ...REFERENCE_CHECKS,
  ...WAREHOUSE_CHECKS,
  ...FACT_CHECKS,
]
