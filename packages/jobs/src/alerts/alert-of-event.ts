import type { RunEvent } from '../run/run-event.ts'
import type { Alert } from './alert.ts'

/** What a person should know of an event; null when nothing: a run that failed, a check that keeps data from use. */
export function alertOf(event: RunEvent): Alert | null {
  const { runId } = event
  if (event.kind === 'run_ended' && event.status === 'failed') {
    const { job, problem, steps } = event
    const name = job ?? 'a run'
    return {
      key: `run:${job ?? runId}`,
      reason: problem ?? 'failed',
      severity: 'high',
      title: `${name} failed`,
      text: `${problem ?? 'It failed.'} (${steps.failed} failed, ${steps.gated} gated, ${steps.blocked} blocked, ${steps.materialized} materialized)`,
      runId,
    }
  }
  if (event.kind === 'check_evaluated' && event.status !== 'passed' && event.severity === 'error') {
    const { asset, partition, check, status, error, metadata, blocking } = event
    return {
      key: `check:${asset}.${check}`,
      reason: error ?? status,
      severity: blocking ? 'high' : 'medium',
      title: `Check ${check} of ${asset} ${status}`,
      text: `${partition === '' ? asset : `${asset} ${partition}`}: ${error ?? JSON.stringify(metadata)}`,
      runId,
    }
  }
  return null
}
