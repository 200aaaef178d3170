import { ask, findQuestion, openWarehouse, WAREHOUSE_TABLES } from '@ttb/assets'
import { type RunEvent, runJob } from '@ttb/jobs'
import { SCENARIOS } from '@ttb/registry-simulator'
import { openStorage, type SqlSession } from '@ttb/resources'
import { addDays } from '@ttb/utils'
import { acquireFortnight } from '../acquire-fortnight.ts'
import type { OptionValues, RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { refuseOthers } from '../demo-place.ts'
import type { Effects } from '../effects.ts'
import { exitOfRun, withEngine } from '../engine.ts'
import type { Exit } from '../exit-codes.ts'
import { createProgress, formatCount, formatCounted, formatDuration, writeJsonLine } from '../output.ts'
import { formatRunSummary, nameOf } from '../run-output.ts'
import { formatTable } from '../table-output.ts'
import { formatSummary, runAll } from './run.ts'

const QUESTION = 'approval-times'
const QUESTION_DAYS = 14
const JOB = 'ttb_analytics_pipeline'

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const { config } = configure(effects, options)
  await refuseOthers(config)
  const acquired = await acquireFortnight(config, effects)
  const summary = await runAll(config, effects, { json: false })
  const joined = await joinRecords(effects, options)
  if (joined.exit !== 'ok') return joined.exit
  const session = await openWarehouse(openStorage(config))
  try {
    const today = addDays(SCENARIOS.demo.startDate, SCENARIOS.demo.days)
    const answer = await ask(session, QUESTION, { today, parameters: { days: String(QUESTION_DAYS) } })
    const counts = await countRows(session)
    if (options['json'] === true) {
      const rows = answer.rows.map((row) => Object.fromEntries(answer.columns.map((name, at) => [name, row[at]])))
      writeJsonLine(stdout, {
        data: config.data,
        ...acquired,
        ...summary,
        units: joined.units,
        tables: counts,
        answer: rows,
      })
      return 'ok'
    }
    const { data } = config
    const of = (name: string, noun: string): string => formatCounted(counts[name] ?? 0, noun)
    stdout.write(
      `
A fortnight of a made-up TTB COLA registry on this machine, from searches to a warehouse.

SEARCHED  ${formatCount(acquired.listed)} of the ${formatCounted(acquired.expected, 'record')} that the registry shows for these days
FETCHED   ${formatCounted(acquired.pages, 'page')} in ${formatCounted(acquired.requests, 'request')}, at most one a second, in ${formatDuration(acquired.simulatedMs)} of simulated time
MET       ${acquired.met || 'nothing unusual'}; nothing was lost

CAME OUT  ${formatSummary(summary).replaceAll('\n', '\n          ')}
JOINED    ${of('fact_products', 'label approval')} of ${formatCount(counts['dim_companies'] ?? 0)} companies with ${of('dim_products', 'product')}; ${of('conflict_log', 'contradiction')} between pages, on record

FILES     ${data}/${config.rawDataPrefix}          every page as it was served, and a manifest of every request
          ${data}/${config.processedDataPrefix}    the tables of pages, as Parquet
          ${data}/${config.consolidatedDataPrefix}      one row a record, every contradiction, and the history of status
          ${data}/${config.analyticsDataPrefix}         the warehouse: dimensions, facts and bridges

ASKED     ${findQuestion(QUESTION).question}

${formatTable(answer)}

NEXT      npx ttb ask --data ${data} ${QUESTION} --today ${today} --days ${QUESTION_DAYS}
          npx ttb ask                                  the other questions
          npx ttb sql --data ${data} --tables
          npx ttb sql --data ${data} "select field, detail_value, certificate_value, winner from conflict_log"
          npx ttb gaps --data ${data} --from ${SCENARIOS.demo.startDate}
          npx ttb adopt FOLDER && npx ttb run && npx ttb run ${JOB}        your own saved pages
          npx ttb --help
`,
    )
    return 'ok'
  } finally {
    session.close()
  }
}

/** Joins the records of all days and builds the warehouse; how many steps it took. */
async function joinRecords(
  effects: Effects,
  options: OptionValues,
): Promise<{ readonly exit: Exit; readonly units: number }> {
  const progress = createProgress(effects.stderr)
  let steps = 0
  let units = 0
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'step_materialized')
      progress.update(`${formatCounted(++steps, 'step')} of ${JOB}: ${nameOf(event)}`)
  }
  const exit = await withEngine(
    effects,
    options,
    async ({ engine, resources }) => {
      const { signal } = effects
      let last: Exit = 'ok'
      for await (const summary of runJob(engine, resources, { job: JOB, cause: 'ttb demo', signal })) {
        units += summary.steps.materialized
        last = exitOfRun(summary)
        if (last !== 'ok') effects.stderr.write(`${formatRunSummary(summary)}\n`)
      }
      return last
    },
    { onEvent },
  )
  progress.done()
  return { exit, units }
}

/** Rows of each table of the warehouse; of dimensions without the unknown member. */
async function countRows(session: SqlSession): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name, key } of WAREHOUSE_TABLES) {
    const known = name.startsWith('dim_') ? `WHERE ${key[0]} <> 0` : ''
    const { rows } = await session.query(`SELECT count(*)::DOUBLE FROM ${name} ${known}`)
    counts[name] = Number(rows[0]?.[0])
  }
  return counts
}
