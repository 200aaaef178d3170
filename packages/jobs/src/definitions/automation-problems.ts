import { NAME, repeated } from '@ttb/assets/definitions'
import { tickAfter } from '../automations/cron-ticks.ts'
import type { JobDef } from './define-job.ts'
import type { ScheduleDef } from './define-schedule.ts'
import type { SensorDef } from './define-sensor.ts'

/** Every way in which these jobs do not fit the assets of these keys. */
export function jobProblems(jobs: readonly JobDef[], assetKeys: ReadonlySet<string>): string[] {
  return [
    ...repeated(jobs.map(({ name }) => name)).map((name) => `job ${name}: defined more than once`),
    ...jobs.flatMap(({ name, doc, select }) => {
      const problems = declarationProblems(name, doc)
      if (select.length === 0) problems.push('selects no asset')
      for (const key of repeated(select)) problems.push(`selects ${key} more than once`)
      for (const key of new Set(select)) if (!assetKeys.has(key)) problems.push(`selects ${key}, which is not defined`)
      return problems.map((problem) => `job ${name}: ${problem}`)
    }),
  ]
}

/** Every way in which these schedules and sensors do not fit the jobs. */
export function automationProblems({
  jobs,
  schedules,
  sensors,
}: {
  readonly jobs: readonly JobDef[]
  readonly schedules: readonly ScheduleDef[]
  readonly sensors: readonly SensorDef<never>[]
}): string[] {
  const names = [...schedules, ...sensors].map(({ name }) => name)
  return [
    ...repeated(names).map((name) => `schedule or sensor ${name}: defined more than once`),
    ...schedules.flatMap(({ name, doc, job, cron, tz }) => {
      const problems = declarationProblems(name, doc)
      if (!jobs.some((other) => other.name === job)) problems.push(`runs job ${job}, which is not defined`)
      const cronProblem = problemOfCron(cron, tz)
      if (cronProblem) problems.push(cronProblem)
      return problems.map((problem) => `schedule ${name}: ${problem}`)
    }),
    ...sensors.flatMap(({ name, doc, everyMs }) => {
      const problems = declarationProblems(name, doc)
      if (!(everyMs >= 1000)) problems.push(`every ${everyMs} ms; expected at least 1000`)
      return problems.map((problem) => `sensor ${name}: ${problem}`)
    }),
  ]
}

function declarationProblems(name: string, doc: string): string[] {
  const problems: string[] = []
  if (!NAME.test(name)) problems.push(`name ${JSON.stringify(name)}; expected lower case, digits and "_"`)
  if (doc === '') problems.push('no doc')
  return problems
}

/** The day from which a cron is asked for its next tick, only to see whether it has one. */
const SOME_DAY_MS = Date.UTC(2024, 0, 1)

function problemOfCron(cron: string, tz: string): string | null {
  try {
    return tickAfter({ cron, tz }, SOME_DAY_MS) === null ? `cron ${JSON.stringify(cron)} never comes` : null
  } catch (error) {
    return `cron ${JSON.stringify(cron)} in ${JSON.stringify(tz)}: ${(error as Error).message}`
  }
}
