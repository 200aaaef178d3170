export type { Alert } from './alerts/alert.ts'
export { alertOf } from './alerts/alert-of-event.ts'
export { createNotifier, type Notifier, type NotifierOptions, type PostJson, slackMessage } from './alerts/notifier.ts'
export { lastTickBetween, tickAfter, ticksBetween } from './automations/cron-ticks.ts'
export { type DaemonOptions, runDaemon } from './automations/daemon.ts'
export { type BackfillRequest, planBackfill } from './backfill.ts'
export { defineJob, type JobDef } from './definitions/define-job.ts'
export {
  type CatchUp,
  defineSchedule,
  type ScheduleDef,
  type ScheduleSpec,
  type ScheduleTick,
} from './definitions/define-schedule.ts'
export {
  defineSensor,
  type LedgerReader,
  type SensorContext,
  type SensorDef,
  type SensorFinding,
} from './definitions/define-sensor.ts'
export { type DefinitionLists, type Definitions, definitions } from './definitions/definitions.ts'
export { describePlan } from './plan/describe-plan.ts'
export { loadPlanFacts, type PlanFacts } from './plan/plan-facts.ts'
export { planRun } from './plan/plan-run.ts'
export type { AssetPlan, RunPlan } from './plan/run-plan.ts'
export type { PlanOrder, RunRequest } from './plan/run-request.ts'
export { type Target, targetsOf } from './plan/targets.ts'
export type { AcquiredDay } from './registry/acquired-days.ts'
export {
  type Health,
  type PipelineStatus,
  type RegistryState,
  readAutomations,
  readHealth,
  readPipelineStatus,
} from './registry/pipeline-status.ts'
export { planRequests } from './registry/plan-requests.ts'
export {
  type AssetsRequest,
  daysOfJob,
  type JobRequest,
  partitionsOfDays,
  planJob,
  requestOfAssets,
  runJob,
} from './registry/run-job.ts'
export { type PipelineRequest, runPipeline } from './registry/run-pipeline.ts'
export { switchAutomations } from './registry/switch-automations.ts'
export { ttbDefinitions } from './registry/ttb-definitions.ts'
export { TTB_JOBS } from './registry/ttb-jobs.ts'
export { ttbSchedules } from './registry/ttb-schedules.ts'
export { ttbSensors } from './registry/ttb-sensors.ts'
export type { CheckedPartition, CheckRequest } from './run/check-partitions.ts'
export type { CoverageOfDay, CoverageRequest } from './run/coverage.ts'
export { createEngine, type Engine, type EngineOptions, type OpenEngine } from './run/engine.ts'
export type { UnitClock } from './run/engine-setup.ts'
export type { RunEvent } from './run/run-event.ts'
export { type RunSummary, summarizeRun } from './run/run-summary.ts'
export type { TimedTask } from './run/work.ts'
