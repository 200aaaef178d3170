import type { PlannedUnit } from '@ttb/resources'
import type { RunRequest } from './run-request.ts'

/** What a plan does about one asset. */
export interface AssetPlan {
  readonly asset: string
  /** How many of its partitions were asked for. */
  readonly selected: number
  /** Those of them that are up to date, and are left alone. */
  readonly fresh: number
  /** How many are in the plan for each reason. */
  readonly reasons: Readonly<Record<string, number>>
}

/** What is to be done, and why: plain data. */
export interface RunPlan {
  readonly request: RunRequest
  /** In the order in which the assets are made. */
  readonly assets: readonly AssetPlan[]
  /** In the order in which they are begun, as far as they need not wait. A unit without steps only joins others. */
  readonly units: readonly PlannedUnit[]
}
