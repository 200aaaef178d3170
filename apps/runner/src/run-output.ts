import { gateOf } from '@ttb/checks'
import type { RunEvent, RunSummary } from '@ttb/jobs'
import type { NewCheckResult } from '@ttb/resources'
import type { Effects } from './effects.ts'
import { exitOfRun } from './engine.ts'
import type { Exit } from './exit-codes.ts'
import { createProgress, formatCount, formatDuration, writeJsonLine } from './output.ts'

/** Shows a run while it goes on: a line of progress and what needs a look, or every event as a JSON line. */
export interface RunOutput {
  onEvent(event: RunEvent): void
  /** Says what came of a run; what the exit code says of it. */
  summarize(summary: RunSummary): Exit
}

/** How many checks that did not pass are named. */
const MAX_CHECKS = 20

export function createRunOutput({ stdout, stderr }: Effects, { json }: { readonly json: boolean }): RunOutput {
  const progress = createProgress(stderr)
  let done = 0
  let checks: (RunEvent & { readonly kind: 'check_evaluated' })[] = []
  const say = (line: string): void => {
    progress.done()
    stderr.write(`${line}\n`)
  }
  return {
    onEvent(event) {
      if (json) writeJsonLine(stdout, { at: new Date(event.atMs).toISOString(), ...event })
      if (event.kind === 'check_evaluated' && event.status !== 'passed') checks.push(event)
      if (json) return
      if (event.kind === 'step_retrying')
        say(`${nameOf(event)}: ${event.error}; tried again at ${formatTime(event.notBeforeMs)}`)
      else if (event.kind === 'step_failed') say(`${nameOf(event)} failed: ${event.error}`)
      else if (event.kind === 'logged') say(`${nameOf(event)}: ${event.message}`)
      else if (event.kind === 'step_materialized' || event.kind === 'step_fresh')
        progress.update(`${formatCount(++done)} steps done: ${nameOf(event)}`)
    },
    summarize(summary) {
      progress.done()
      if (json) writeJsonLine(stdout, { kind: 'summary', ...summary, checks: checks.map(checkOf) })
      else stdout.write(`${formatRunSummary(summary)}${formatChecks(checks)}\n`)
      checks = []
      done = 0
      return exitOfRun(summary)
    },
  }
}

/** A run in a few lines: what became of its steps, and the first problem. */
export function formatRunSummary({ runId, job, status, steps, problem, createdAtMs, endedAtMs }: RunSummary): string {
  const { materialized, fresh, gated, failed, blocked } = steps
  const others = Object.entries({ 'up to date': fresh, gated, failed, blocked }).filter(([, count]) => count > 0)
  return [
    `RUN       ${runId}  ${job ?? 'assets'}  ${status}${endedAtMs === null ? '' : ` in ${formatDuration(endedAtMs - createdAtMs)}`}`,
    `  steps   ${materialized + others.length === 0 ? 'nothing to make: all is up to date' : [`${formatCount(materialized)} made`, ...others.map(([name, count]) => `${formatCount(count)} ${name}`)].join(', ')}`,
    ...(problem === null ? [] : [`  first   ${problem}`]),
  ].join('\n')
}

function formatChecks(checks: readonly (RunEvent & { readonly kind: 'check_evaluated' })[]): string {
  const lines = checks.slice(0, MAX_CHECKS).map((check) => `\n  check   ${formatCheck(check.check, check, check)}`)
  const left = checks.length - lines.length
  return `${lines.join('')}${left > 0 ? `\n          and ${formatCount(left)} more; "ttb runs RUN" lists what failed` : ''}`
}

function checkOf({
  asset,
  partition,
  check,
  status,
  severity,
  blocking,
  metadata,
  error,
}: RunEvent & { readonly kind: 'check_evaluated' }) {
  return { asset, partition, check, status, severity, blocking, metadata, error }
}

/** A check that did not pass, in a line: how bad it is, of what, and what it found. */
export function formatCheck(
  name: string,
  { status, severity, blocking, error, metadata }: Omit<NewCheckResult, 'name'>,
  of: { readonly asset: string; readonly partition: string },
): string {
  const isGate = gateOf([{ name, status, severity, blocking, error, metadata }]) !== null
  const verdict = status === 'failed' && severity === 'warn' ? 'warns' : `${status}${isGate ? ', kept from use' : ''}`
  return `${name} ${verdict}: ${nameOf(of)}: ${error ?? formatMetadata(metadata)}`
}

/** What was measured, in words: `rows 12, low brand_name 0.2`; what is empty is left out. */
export function formatMetadata(metadata: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(metadata)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
  return parts.join(', ') || 'nothing was measured'
}

/** `ttb_raw_data 2024-01-02|001-cola-detail`. */
export function nameOf({ asset, partition }: { readonly asset: string; readonly partition: string }): string {
  return partition === '' ? asset : `${asset} ${partition}`
}

/** `2024-01-02 06:00:00 UTC`. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
