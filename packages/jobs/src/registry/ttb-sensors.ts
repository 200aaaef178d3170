import { indexToReceipt, RESCAN_DAYS, type TtbResources } from '@ttb/assets'
import type { Config } from '@ttb/config'
import { addDays } from '@ttb/utils'
import type { Alert } from '../alerts/alert.ts'
import { defineSensor, type SensorContext, type SensorDef } from '../definitions/define-sensor.ts'
import type { RunRequest } from '../plan/run-request.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const INDEX = 'ttb_registry_index'
const RAW = 'ttb_raw_data'
/** Days of completion whose index is watched: all that the schedules search. */
const WATCHED_DAYS = 60

/** THE LIST: every sensor. Each is stopped until it is switched on. */
export function ttbSensors({ receiptMethods }: Pick<Config, 'receiptMethods'>): readonly SensorDef<TtbResources>[] {
  return [
    defineSensor<TtbResources>({
      name: 'ttb_index_sensor',
      doc: 'Fetches what is new or has changed in the registry index, and makes the tables of it.',
      everyMs: 5 * MINUTE_MS,
      async evaluate(context) {
        const seen = JSON.parse(context.cursor ?? '{}') as Record<string, string>
        const states = await context.ledger.states(INDEX, watchedDays(context.nowMs))
        const changed = states.filter(({ partition, dataVersion }) => seen[partition] !== dataVersion)
        const unsettled = await unsettledPartitions(
          context,
          states.map(({ partition }) => partition),
        )
        const runs: RunRequest[] = []
        if (changed.length > 0) {
          const days = changed.map(({ partition }) => partition).sort()
          runs.push({ job: 'ttb_raw_pipeline', partitions: { dims: { completed_date: days } } })
        }
        if (unsettled.length > 0)
          runs.push({
            job: 'ttb_raw_pipeline',
            select: [RAW, 'ttb_extracted_data', 'ttb_cleaned_data', 'ttb_structured_data'],
            partitions: { keys: unsettled },
            force: [RAW],
          })
        const cursor = JSON.stringify(
          Object.fromEntries(states.map(({ partition, dataVersion }) => [partition, dataVersion])),
        )
        const reason = `${changed.length} days of completion changed, ${unsettled.length} partitions with pages that were not settled`
        return { runs, cursor, reason }
      },
    }),
    defineSensor<TtbResources>({
      name: 'ttb_gap_sensor',
      doc: 'Looks at the gaps between TTB IDs on the days on which approvals are likely to have filled them.',
      everyMs: 24 * HOUR_MS,
      async evaluate({ nowMs }) {
        const today = dayOf(nowMs)
        const days = RESCAN_DAYS.map((back) => addDays(today, -back))
        const keys = days.flatMap((day) => receiptMethods.map((method) => `${day}|${method}`))
        return {
          runs: [{ job: 'ttb_sequence_gaps', partitions: { keys }, force: true }],
          reason: `received ${RESCAN_DAYS.join(', ')} days ago`,
        }
      },
    }),
    defineSensor<TtbResources>({
      name: 'ttb_pipeline_health_monitor',
      doc: 'Tells of runs that fail, and of too few that succeed.',
      everyMs: 15 * MINUTE_MS,
      async evaluate({ ledger, cursor, nowMs }) {
        const since = cursor === null ? nowMs - HOUR_MS : Number(cursor)
        const ended = await ledger.runs({ endedSinceMs: since + 1, limit: 500 })
        const failed = ended.filter(({ status }) => status === 'failed')
        const alerts: Alert[] = []
        if (failed.length > 0)
          alerts.push({
            key: 'run_failures',
            reason: failed.map(({ job }) => job ?? 'a run').join(', '),
            severity: failed.length > 2 ? 'high' : 'medium',
            title: `${failed.length} failed ${failed.length === 1 ? 'run' : 'runs'}`,
            text: failed.map(({ runId, job }) => `${job ?? 'a run'} ${runId}`).join('\n'),
          })
        const share = ended.length === 0 ? 1 : 1 - failed.length / ended.length
        if (ended.length >= 5 && share < 0.8)
          alerts.push({
            key: 'low_success_rate',
            reason: `${Math.round(100 * share)} %`,
            severity: 'medium',
            title: `Only ${Math.round(100 * share)} % of ${ended.length} runs succeeded`,
            text: 'Expected at least 80 %.',
          })
        return { alerts, cursor: String(nowMs), reason: `${ended.length} runs ended, ${failed.length} of them failed` }
      },
    }),
    defineSensor<TtbResources>({
      name: 'ttb_data_quality_monitor',
      doc: 'Tells of checks that do not pass, by check.',
      everyMs: 30 * MINUTE_MS,
      async evaluate({ ledger, cursor, nowMs }) {
        const since = cursor === null ? nowMs - HOUR_MS : Number(cursor)
        const results = await ledger.checkResults({ status: ['failed', 'errored'], evaluatedSinceMs: since + 1 })
        const byCheck = new Map<string, typeof results>()
        for (const result of results) {
          const name = `${result.asset}.${result.name}`
          byCheck.set(name, [...(byCheck.get(name) ?? []), result])
        }
        const alerts = [...byCheck].map(([name, found]): Alert => {
          const isError = found.some(({ severity, status }) => severity === 'error' || status === 'errored')
          return {
            key: `asset_check_failures:${name}`,
            reason: `${found.length} partitions`,
            severity: isError ? 'medium' : 'low',
            title: `Check ${name} did not pass for ${found.length} ${found.length === 1 ? 'partition' : 'partitions'}`,
            text: found
              .slice(0, 10)
              .map(({ partition, metadata, error }) => `${partition}: ${error ?? JSON.stringify(metadata)}`)
              .join('\n'),
          }
        })
        return { alerts, cursor: String(nowMs), reason: `${results.length} results did not pass` }
      },
    }),
  ]
}

/** Raw partitions with pages for which the registry had no clear answer, an hour ago or longer. */
async function unsettledPartitions(
  { ledger, nowMs, resources, signal }: SensorContext<TtbResources>,
  days: readonly string[],
): Promise<string[]> {
  const keys = await indexToReceipt.downstream(days, { resources, signal })
  const made = await ledger.latest(RAW, keys)
  return made
    .filter(
      ({ metadata, materializedAtMs }) => Number(metadata['unsettled'] ?? 0) > 0 && nowMs - materializedAtMs >= HOUR_MS,
    )
    .map(({ partition }) => partition)
    .sort()
}

function watchedDays(nowMs: number): string[] {
  const today = dayOf(nowMs)
  return Array.from({ length: WATCHED_DAYS }, (_, back) => addDays(today, -1 - back))
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
