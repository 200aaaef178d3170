import type { CheckSeverity, CheckStatus, Metadata, NewEvent, RunEnd, StepOutcome } from '@ttb/resources'

/** Something that happened in a run, while it happens. */
export type RunEvent = { readonly runId: string; readonly atMs: number } & RunEventBody

interface OfStep {
  readonly asset: string
  /** The empty text when the asset is not partitioned. */
  readonly partition: string
}

export type RunEventBody =
  | { readonly kind: 'run_submitted'; readonly job: string | null; readonly cause: string; readonly units: number }
  | (OfStep & { readonly kind: 'step_started'; readonly reason: string; readonly attempt: number })
  | (OfStep & {
      readonly kind: 'step_materialized'
      readonly dataVersion: string
      readonly metadata: Metadata
      readonly durationMs: number
      /** The blocking check that did not pass. */
      readonly gatedBy: string | null
    })
  | (OfStep & { readonly kind: 'step_fresh' })
  | (OfStep & { readonly kind: 'step_failed'; readonly error: string })
  | (OfStep & { readonly kind: 'step_retrying'; readonly error: string; readonly notBeforeMs: number })
  | (OfStep & { readonly kind: 'step_blocked'; readonly reason: string })
  /** Another process has taken the unit over; what this one made of it does not count. */
  | (OfStep & { readonly kind: 'step_lost' })
  | (OfStep & {
      readonly kind: 'check_evaluated'
      readonly check: string
      readonly status: CheckStatus
      readonly severity: CheckSeverity
      readonly blocking: boolean
      readonly metadata: Metadata
      readonly error: string | null
    })
  | (OfStep & { readonly kind: 'logged'; readonly message: string; readonly metadata: Metadata })
  | {
      readonly kind: 'run_ended'
      readonly job: string | null
      readonly status: RunEnd
      readonly steps: Readonly<Record<StepOutcome, number>>
      /** The first thing that went wrong, for people; null when nothing did. */
      readonly problem: string | null
    }

/** Whether an event is kept in the ledger: not those of which there is one for each step and nothing to learn. */
export function isKept(event: RunEvent): boolean {
  if (event.kind === 'step_started' || event.kind === 'step_fresh') return false
  return event.kind !== 'check_evaluated' || event.status !== 'passed'
}

/** An event as the ledger keeps it. */
export function writeEvent({ runId, atMs, kind, ...detail }: RunEvent): NewEvent {
  return { runId, atMs, kind, detail }
}
