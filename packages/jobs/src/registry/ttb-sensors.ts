import { RESCAN_DAYS, type TtbResources } from '@ttb/assets'
import { SETTLED_CHECK } from '@ttb/checks'
import type { Config } from '@ttb/config'
import { addDays } from '@ttb/utils'
import type { Alert } from '../alerts/alert.ts'
import { defineSensor, type LedgerReader, type SensorContext, type SensorDef } from '../definitions/define-sensor.ts'
import type { RunRequest } from '../plan/run-request.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const INDEX = 'ttb_registry_index'
const RAW = 'ttb_raw_data'
/** What is made of pages, of the job that makes all. */
const AFTER_INDEX = [RAW, 'ttb_extracted_data', 'ttb_cleaned_data', 'ttb_structured_data'] as const
/** What is new comes before what may have changed. */
const REFETCH_PRIORITY = -5
/** Days of completion whose index is watched: all that the schedules search. */
const WATCHED_DAYS = 60

/** THE LIST: every sensor. Each is stopped until it is switched on. */
export function ttbSensors({
  receiptMethods,
  refetchAfterDays,
}: Pick<Config, 'receiptMethods' | 'refetchAfterDays'>): readonly SensorDef<TtbResources>[] {
  const watched = createWatchedDays()
  return [
    defineSensor<TtbResources>({
      name: 'ttb_index_sensor',
      doc: 'Fetches what is new or has changed in the registry index, and makes the tables of it.',
      everyMs: 15 * MINUTE_MS,
      async evaluate(context) {
        const seen = JSON.parse(context.cursor ?? '{}') as Record<string, string>
        const states = await context.ledger.states(INDEX, watched(context.nowMs))
        const changed = states.filter(({ partition, dataVersion }) => seen[partition] !== dataVersion)
        // What changed is made first; it may settle them.
        const unsettled = changed.length > 0 ? [] : await unsettledPartitions(context)
        const runs: RunRequest[] = []
        if (changed.length > 0) {
          const days = changed.map(({ partition }) => partition).sort()
          runs.push({ job: 'ttb_raw_pipeline', partitions: { dims: { completed_date: days } } })
        }
        if (unsettled.length > 0)
          runs.push({
            job: 'ttb_raw_pipeline',
            select: AFTER_INDEX,
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
      name: 'ttb_refetch_sensor',
      doc: 'Fetches pages again that were taken as long ago as the setting refetchAfterDays says; nothing where it is not set.',
      everyMs: 24 * HOUR_MS,
      async evaluate({ ledger, nowMs }) {
        if (refetchAfterDays === null) return { reason: 'refetchAfterDays is not set' }
        // Whatever has aged is fetched whenever its partition is made, so that nothing in it is older than that.
        const held = (await ledger.states(RAW)).map(({ partition }) => partition)
        const aged = (await ledger.latest(RAW, held)).filter(
          ({ materializedAtMs }) => nowMs - materializedAtMs >= refetchAfterDays * 24 * HOUR_MS,
        )
        const keys = await withoutOpen(
          ledger,
          aged.map(({ partition }) => partition),
        )
        const request: RunRequest = {
          job: 'ttb_raw_pipeline',
          select: AFTER_INDEX,
          partitions: { keys },
          force: [RAW],
          priority: REFETCH_PRIORITY,
        }
        return { runs: keys.length > 0 ? [request] : [], reason: `${keys.length} partitions made so long ago` }
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

/** Raw partitions with pages for which the registry had no clear answer, an hour ago or longer, and that no run is about to make. */
async function unsettledPartitions({ ledger, nowMs }: SensorContext<TtbResources>): Promise<string[]> {
  const failed = await ledger.checkResults({ asset: RAW, name: SETTLED_CHECK, status: ['failed'] })
  const due = failed.filter(({ evaluatedAtMs }) => nowMs - evaluatedAtMs >= HOUR_MS).map(({ partition }) => partition)
  return due.length === 0 ? due : await withoutOpen(ledger, due)
}

/** Those of the raw partitions that no run is making or is about to make. */
async function withoutOpen(ledger: LedgerReader, partitions: readonly string[]): Promise<string[]> {
  const open = new Set(
    (await ledger.openUnits())
      .filter(({ steps }) => steps.some(({ asset }) => asset === RAW))
      .map(({ partition }) => partition),
  )
  return partitions.filter((partition) => !open.has(partition)).sort()
}

/** The days that are watched, made once a day. */
function createWatchedDays(): (nowMs: number) => readonly string[] {
  let madeOn = ''
  let days: readonly string[] = []
  return (nowMs) => {
    const today = dayOf(nowMs)
    if (today !== madeOn) days = Array.from({ length: WATCHED_DAYS }, (_, back) => addDays(today, -1 - back))
    madeOn = today
    return days
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
