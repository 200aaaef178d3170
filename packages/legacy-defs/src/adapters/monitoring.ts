import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openStateStore, type RunRecord, stateFileOf, systemClock } from '@ttb/resources'
import { effectiveConfig } from '../effective-config.ts'

export interface OldDashboard {
  readonly total_runs: number
  readonly successful_runs: number
  readonly failed_runs: number
  /** Share of the runs that succeeded among those that succeeded or failed; null when there are none. */
  readonly success_rate: number | null
  readonly runs_by_status: Readonly<Record<string, number>>
  readonly jobs: Readonly<Record<string, { readonly total_runs: number; readonly failed_runs: number }>>
  /** When the latest of them ended, ISO 8601 in UTC. */
  readonly last_ended_at: string | null
}

/** How runs went, as the ledger has them. */
export function create_quality_dashboard_data(recent_runs: readonly RunRecord[]): OldDashboard {
  const count = (runs: readonly RunRecord[], status: RunRecord['status']) =>
    runs.filter((run) => run.status === status).length
  const successful_runs = count(recent_runs, 'succeeded')
  const failed_runs = count(recent_runs, 'failed')
  const ended = successful_runs + failed_runs
  const lastEndedMs = Math.max(...recent_runs.map(({ endedAtMs }) => endedAtMs ?? 0), 0)
  const statuses = [...new Set(recent_runs.map(({ status }) => status))].sort()
  const jobs = [...new Set(recent_runs.map(({ job }) => job ?? ''))].sort()
  return {
    total_runs: recent_runs.length,
    successful_runs,
    failed_runs,
    success_rate: ended === 0 ? null : successful_runs / ended,
    runs_by_status: Object.fromEntries(statuses.map((status) => [status, count(recent_runs, status)])),
    jobs: Object.fromEntries(
      jobs.map((name) => {
        const runs = recent_runs.filter(({ job }) => (job ?? '') === name)
        return [name, { total_runs: runs.length, failed_runs: count(runs, 'failed') }]
      }),
    ),
    last_ended_at: lastEndedMs === 0 ? null : new Date(lastEndedMs).toISOString(),
  }
}

const RECENT_RUNS = 100

/** Writes how the last 100 runs of the configured ledger went, and what is materialized, as JSON. Gives the path. */
export async function export_quality_metrics(
  output_path: string = join(tmpdir(), 'ttb_quality_metrics.json'),
): Promise<string> {
  const state = openStateStore(stateFileOf(effectiveConfig()))
  try {
    const metrics = {
      exported_at: new Date(systemClock.now()).toISOString(),
      runs: create_quality_dashboard_data(await state.ledger.runs({ limit: RECENT_RUNS })),
      assets: await state.ledger.counts(),
    }
    await mkdir(dirname(output_path), { recursive: true })
    await writeFile(output_path, `${JSON.stringify(metrics, null, 2)}\n`)
    return output_path
  } finally {
    await state.close()
  }
}
