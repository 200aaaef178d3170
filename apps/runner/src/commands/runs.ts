import { summarizeRun } from '@ttb/jobs'
import { TtbError } from '@ttb/utils'
import type { RunCommand } from '../command.ts'
import { type RunnerEngine, withEngine } from '../engine.ts'
import { formatCount, formatDuration, writeJsonLine } from '../output.ts'
import { createRunOutput, formatMetadata, formatRunSummary, formatTime, nameOf } from '../run-output.ts'

/** How many steps that went wrong, and how many events, are shown of a run. */
const MAX_SHOWN = 50

export const run: RunCommand = (effects, [runId], options) => {
  const json = options['json'] === true
  const { stdout, signal } = effects
  const wanted = ['resume', 'cancel'].filter((name) => options[name] === true)
  if (wanted.length > 1)
    throw new TtbError(`--${wanted.join(' and --')}: expected one of them`, { code: 'invalid_argument' })
  if (wanted.length === 1 && runId === undefined)
    throw new TtbError(`--${wanted[0]}: which run? Expected its name, as "ttb runs" lists them`, {
      code: 'invalid_argument',
    })
  const output = createRunOutput(effects, { json })
  return withEngine(
    effects,
    options,
    async (opened) => {
      if (runId === undefined) await listRuns(opened, readLimit(options['limit'] as string), { stdout, json })
      else if (options['resume'] === true) return output.summarize(await opened.engine.resume(runId, { signal }))
      else {
        if (options['cancel'] === true) await opened.engine.cancel(runId)
        await showRun(opened, runId, { stdout, json })
      }
      return 'ok'
    },
    { ...output, existing: true },
  )
}

type Out = { readonly stdout: { write(text: string): unknown }; readonly json: boolean }

async function listRuns({ engine: { ledger } }: RunnerEngine, limit: number, { stdout, json }: Out): Promise<void> {
  const runs = await ledger.runs({ limit })
  if (json) {
    for (const each of runs) writeJsonLine(stdout, each)
    return
  }
  if (runs.length === 0) {
    stdout.write('There was no run yet.\n')
    return
  }
  const { formatTable } = await import('../table-output.ts')
  const rows = runs.map(({ runId, job, status, cause, units, unitsLeft, createdAtMs, endedAtMs }) => [
    runId,
    job ?? 'assets',
    status,
    formatTime(createdAtMs),
    endedAtMs === null
      ? `${formatCount(units - unitsLeft)} of ${formatCount(units)} units`
      : formatDuration(endedAtMs - createdAtMs),
    cause,
  ])
  stdout.write(
    `${formatTable({ columns: ['run', 'job', 'status', 'begun', 'took', 'asked for by'], types: rows.map(() => 'VARCHAR'), rows })}\n`,
  )
}

async function showRun({ engine: { ledger } }: RunnerEngine, runId: string, { stdout, json }: Out): Promise<void> {
  const summary = await summarizeRun({ ledger }, runId)
  const steps = await ledger.steps(runId, { outcomes: ['failed', 'gated', 'blocked'], limit: MAX_SHOWN })
  const events = (await ledger.events(runId, { limit: MAX_SHOWN * 20 })).filter(
    ({ kind }) => kind === 'check_evaluated' || kind === 'step_retrying' || kind === 'logged',
  )
  if (json) {
    writeJsonLine(stdout, { ...summary, run: await ledger.run(runId), problems: steps, events })
    return
  }
  const lines = steps.map((step) => `  ${step.outcome.padEnd(7)} ${nameOf(step)}: ${step.reason}\n`)
  const told = events.slice(-MAX_SHOWN).map((event) => `  ${formatTime(event.atMs)}  ${describe(event)}\n`)
  stdout.write(
    `${formatRunSummary(summary)}\n${lines.length > 0 ? `What went wrong:\n${lines.join('')}` : ''}${told.length > 0 ? `What happened:\n${told.join('')}` : ''}`,
  )
}

/** An event of those that are shown, in words. */
function describe({ kind, detail }: { readonly kind: string; readonly detail: unknown }): string {
  const event = detail as Readonly<Record<string, unknown>> & { readonly asset: string; readonly partition: string }
  const { check, status, error, message, metadata } = event
  const of = nameOf(event)
  if (kind === 'check_evaluated')
    return `check ${check} ${status}: ${of}: ${error ?? formatMetadata(metadata as Readonly<Record<string, unknown>>)}`
  if (kind === 'step_retrying') return `${of}: ${error}; tried again at ${formatTime(Number(event['notBeforeMs']))}`
  return `${of}: ${message}`
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (/^\d+$/.test(text) && limit > 0 && limit <= 10_000) return limit
  throw new TtbError(`--limit: ${JSON.stringify(text)}; expected 1 to 10000`, { code: 'invalid_argument' })
}
