import type { AssetGraph } from '@ttb/assets/definitions'
import type { PlanFacts } from './plan-facts.ts'
import type { RunPlan } from './run-plan.ts'
import type { RunRequest } from './run-request.ts'
import type { Target } from './targets.ts'
import { planUnits } from './units.ts'
import { judgeTargets } from './verdicts.ts'

/** The plan of a request, from what it is about and what is there. Pure: the same again gives the same plan. */
export function planRun<R>(
  graph: AssetGraph<R>,
  request: RunRequest,
  { targets, facts }: { readonly targets: readonly Target<R>[]; readonly facts: PlanFacts },
): RunPlan {
  const { force = false, order = 'oldest_first' } = request
  const forced = typeof force === 'boolean' ? (force ? targets.map(({ asset }) => asset.key) : []) : force
  const verdicts = judgeTargets(graph, targets, facts, new Set(forced))
  return {
    request,
    assets: targets.map(({ asset, indexes }) => {
      const planned = verdicts.get(asset.key) ?? new Map()
      const reasons: Record<string, number> = {}
      for (const { reason } of planned.values()) {
        // Why exactly a partition is blocked is said of each; counted together they would be as many as there are.
        const kind = reason.startsWith('blocked') ? 'blocked' : reason
        reasons[kind] = (reasons[kind] ?? 0) + 1
      }
      return { asset: asset.key, selected: indexes.length, fresh: indexes.length - planned.size, reasons }
    }),
    units: planUnits(graph, targets, verdicts, { relations: facts.relations, order }),
  }
}
