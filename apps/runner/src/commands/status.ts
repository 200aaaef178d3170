import { type PipelineStatus, readPipelineStatus } from '@ttb/jobs'
import { addDays } from '@ttb/utils'
import { readRange, refuseReversed } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { type RunnerEngine, withEngine } from '../engine.ts'
import type { Exit } from '../exit-codes.ts'
import { formatCount, formatCounted, writeJsonLine } from '../output.ts'
import { formatTime } from '../run-output.ts'

/** Days that are shown where none is named. */
const DAYS = 14

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const [first, last] = readRange(options)
  const look = async ({ engine, resources }: RunnerEngine): Promise<Exit> => {
    const to = last ?? addDays(new Date(resources.clock.now()).toISOString().slice(0, 10), -1)
    const from = first ?? addDays(to, 1 - DAYS)
    refuseReversed(from, to)
    const status = await readPipelineStatus(engine, resources, { from, to })
    if (options['json']) writeJsonLine(stdout, { from, to, ...status })
    else stdout.write(await formatStatus(status, resources.clock.now()))
    return 'ok'
  }
  return withEngine(effects, options, look, { existing: true })
}

async function formatStatus(status: PipelineStatus, nowMs: number): Promise<string> {
  const { coverage, acquired, registry, runs, automations } = status
  const { formatTable } = await import('../table-output.ts')
  const pages = formatTable({
    columns: ['completed', 'expected', 'indexed', 'pages', 'fetched', 'parsed', 'failed'],
    types: ['VARCHAR', ...Array.from({ length: 6 }, () => 'INTEGER')],
    rows: acquired.map((row) => [
      row.day,
      row.expected ?? (row.indexed > 0 ? 'not searched to its end' : 'not searched'),
      row.indexed,
      row.pages,
      row.fetched,
      row.parsed,
      row.failed,
    ]),
  })
  const totals = formatTable({
    columns: ['asset', 'to make', 'made', 'kept from use', 'failed'],
    types: ['VARCHAR', 'INTEGER', 'INTEGER', 'INTEGER', 'INTEGER'],
    rows: [...totalsOf(coverage)].map(([asset, row]) => [
      asset,
      // How many partitions of days of receipt have anything in them is known when they are made only.
      row.perDay > 1 ? null : row.expected,
      row.materialized,
      row.gated,
      row.failed,
    ]),
  })
  const on = automations.filter(({ running }) => running).map(({ name }) => name)
  return [
    `Days of completion: records expected and indexed; their pages\n${pages}\n\n`,
    `Partitions of these days, of completion or of receipt as the asset has them\n${totals}\n\n`,
    `Registry ${registry.url}: ${formatRegistry(registry, nowMs)}\n`,
    runs.length === 0
      ? 'No run is under way.\n'
      : `${formatCounted(runs.length, 'run')} under way:\n${runs.map(({ runId, job, status: state, units, unitsLeft }) => `  ${runId}  ${job ?? 'assets'}  ${state}, ${formatCount(units - unitsLeft)} of ${formatCounted(units, 'unit')} done\n`).join('')}`,
    on.length === 0
      ? 'No schedule or sensor is switched on; "ttb daemon --on NAME" does.\n'
      : `Switched on: ${on.join(', ')}\n`,
  ].join('')
}

type Coverage = PipelineStatus['coverage'][number]

/** What there is of each asset on all days together, and how many partitions a day has. */
function totalsOf(coverage: readonly Coverage[]): Map<string, Omit<Coverage, 'asset' | 'first'> & { perDay: number }> {
  const totals: ReturnType<typeof totalsOf> = new Map()
  for (const { asset, expected, materialized, gated, failed } of coverage) {
    const before = totals.get(asset) ?? { expected: 0, materialized: 0, gated: 0, failed: 0, perDay: expected }
    totals.set(asset, {
      expected: before.expected + expected,
      materialized: before.materialized + materialized,
      gated: before.gated + gated,
      failed: before.failed + failed,
      perDay: expected,
    })
  }
  return totals
}

function formatRegistry({ pause, penalizedUntilMs }: PipelineStatus['registry'], nowMs: number): string {
  if (pause)
    return `${pause.reason} since ${formatTime(pause.sinceMs)}, pause ${pause.count}; asked again at ${formatTime(pause.untilMs)}`
  return penalizedUntilMs > nowMs ? `asks us to wait until ${formatTime(penalizedUntilMs)}` : 'may be asked'
}
