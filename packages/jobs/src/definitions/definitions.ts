import { type AssetDef, type AssetGraph, assetProblems, createAssetGraph, notFound } from '@ttb/assets/definitions'
import { type CheckDef, checkProblems } from '@ttb/checks'
import { TtbError } from '@ttb/utils'
import { automationProblems, jobProblems } from './automation-problems.ts'
import type { JobDef } from './define-job.ts'
import type { ScheduleDef } from './define-schedule.ts'
import type { SensorDef } from './define-sensor.ts'

/** Everything that is declared, put together once. */
export interface DefinitionLists<R = unknown> {
  readonly assets: readonly AssetDef<R>[]
  readonly checks?: readonly CheckDef<R>[]
  readonly jobs?: readonly JobDef[]
  readonly schedules?: readonly ScheduleDef[]
  readonly sensors?: readonly SensorDef<R>[]
}

/** Declarations that fit together. */
export interface Definitions<R = unknown> {
  readonly graph: AssetGraph<R>
  readonly checks: readonly CheckDef<R>[]
  readonly jobs: readonly JobDef[]
  readonly schedules: readonly ScheduleDef[]
  readonly sensors: readonly SensorDef<R>[]
  /** The checks of an asset, in the order in which they were given. */
  checksOf(asset: string): readonly CheckDef<R>[]
  /** Throws `not_found` with the jobs there are. */
  job(name: string): JobDef
}

/** Puts declarations together. Throws `invalid_definition` with every problem, not the first. */
export function definitions<R>(lists: DefinitionLists<R>): Definitions<R> {
  const { assets, checks = [], jobs = [], schedules = [], sensors = [] } = lists
  const keys = new Set(assets.map(({ key }) => key))
  const problems = [
    ...assetProblems(assets),
    ...checkProblems(checks, keys),
    ...jobProblems(jobs, keys),
    ...automationProblems({ jobs, schedules, sensors }),
  ]
  if (problems.length > 0)
    throw new TtbError(
      `the definitions have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
      { code: 'invalid_definition' },
    )
  const checksByAsset = new Map(assets.map(({ key }) => [key, checks.filter(({ asset }) => asset === key)]))
  return {
    graph: createAssetGraph(assets),
    checks,
    jobs,
    schedules,
    sensors,
    checksOf: (asset) => checksByAsset.get(asset) ?? [],
    job(name) {
      const job = jobs.find((candidate) => candidate.name === name)
      if (!job)
        throw notFound(
          'job',
          name,
          jobs.map((other) => other.name),
        )
      return job
    },
  }
}
