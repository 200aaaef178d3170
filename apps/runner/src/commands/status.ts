import { type PipelineStatus, readPipelineStatus } from '@ttb/jobs'
import { addDays } from '@ttb/utils'
import { readDay } from '../acquisition.ts'
import type { RunCommand } from '../command.ts'
import { withEngine } from '../engine.ts'
import { formatCount, formatCounted, writeJsonLine } from '../output.ts'
import { formatTime } from '../run-output.ts'

/** Days that are shown where none is named. */
const DAYS = 14

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const [first, last] = [readDay(options, 'from'), readDay(options, 'to')]
  return withEngine(effects, options, async ({ engine, resources }) => {
    const to = last ?? addDays(new Date(resources.clock.now()).toISOString().slice(0, 10), -1)
    const from = first ?? addDays(to, 1 - DAYS)
    const status = await readPipelineStatus(engine, resources, { from, to })
    if (options['json']) writeJsonLine(stdout, { from, to, ...status })
    else stdout.write(await formatStatus(status, resources.clock.now()))
    return 'ok'
  })
}

async function formatStatus(status: PipelineStatus, nowMs: number): Promise<string> {
  const { coverage, acquired, registry, runs, automations } = status
  const { formatTable } = await import('../table-output.ts')
  const days = [...new Set(coverage.map(({ first }) => first))].sort()
  const assets = [...new Set(coverage.map(({ asset }) => asset))]
  const cells = new Map(coverage.map((row) => [`${row.asset} ${row.first}`, row]))
  const ofDays = assets.filter((asset) => !cells.has(`${asset} `))
  const table = formatTable({
    columns: ['day', 'listed', 'pages held', ...ofDays],
    types: ['VARCHAR', 'INTEGER', 'INTEGER', ...ofDays.map(() => 'INTEGER')],
    rows: days
      .filter((day) => day !== '')
      .map((day) => {
        const got = acquired.find((row) => row.day === day)
        const pages = got?.expectedPages == null ? null : `${got.heldPages} of ${got.expectedPages}`
        return [day, got?.listed ?? null, pages, ...ofDays.map((asset) => formatCell(cells.get(`${asset} ${day}`)))]
      }),
  })
  const single = assets
    .filter((asset) => cells.has(`${asset} `))
    .map(
      (asset) =>
        `  ${asset}: ${formatCell(cells.get(`${asset} `)) === '1' ? 'made' : formatCell(cells.get(`${asset} `)) || 'not made'}\n`,
    )
  const on = automations.filter(({ running }) => running).map(({ name }) => name)
  return [
    `${table}\n`,
    'listed: records completed on the day. pages held: of those listed, of the records received on the day.\n',
    ...(single.length > 0 ? ['Without days:\n', ...single] : []),
    `Registry ${registry.url}: ${formatRegistry(registry, nowMs)}\n`,
    runs.length === 0
      ? 'No run is under way.\n'
      : `${formatCounted(runs.length, 'run')} under way:\n${runs.map(({ runId, job, status: state, units, unitsLeft }) => `  ${runId}  ${job ?? 'assets'}  ${state}, ${formatCount(units - unitsLeft)} of ${formatCounted(units, 'unit')} done\n`).join('')}`,
    on.length === 0
      ? 'No schedule or sensor is switched on; "ttb daemon --on NAME" does.\n'
      : `Switched on: ${on.join(', ')}\n`,
  ].join('')
}

/** `3`, `3, 1 failed`; nothing where nothing is made. */
function formatCell(row: PipelineStatus['coverage'][number] | undefined): string {
  if (!row) return ''
  const { materialized, gated, failed } = row
  if (materialized + gated + failed === 0) return ''
  return [String(materialized), gated > 0 && `${gated} gated`, failed > 0 && `${failed} failed`]
    .filter(Boolean)
    .join(', ')
}

function formatRegistry({ pause, penalizedUntilMs }: PipelineStatus['registry'], nowMs: number): string {
  if (pause)
    return `${pause.reason} since ${formatTime(pause.sinceMs)}, pause ${pause.count}; asked again at ${formatTime(pause.untilMs)}`
  return penalizedUntilMs > nowMs ? `asks us to wait until ${formatTime(penalizedUntilMs)}` : 'may be asked'
}
