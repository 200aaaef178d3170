import { adoptPage } from '@ttb/assets'
import { samplePages } from '@ttb/registry-simulator'
import { openStorage } from '@ttb/resources'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { formatCounted, writeJsonLine } from '../output.ts'
import { formatTable } from '../table-output.ts'
import { formatSummary, runAll } from './run.ts'
import { openTables } from './sql.ts'

const QUESTION = 'select status, product_type, count(*) as labels from certificate group by all order by all'

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const { config } = configure(effects, options)
  const { data } = config
  const storage = openStorage(config)
  const pages = samplePages()
  const actions = { adopted: 0, present: 0, left: 0 }
  for (const { path, html } of pages)
    actions[(await adoptPage(storage, { path, bytes: Buffer.from(html, 'latin1') })).action]++
  const summary = await runAll(config, effects, { json: false })
  const session = await openTables(config)
  try {
    const answer = await session.query(QUESTION)
    if (options['json']) {
      writeJsonLine(stdout, {
        data,
        ...actions,
        ...summary,
        answer: answer.rows.map((row) => Object.fromEntries(answer.columns.map((name, at) => [name, row[at]]))),
      })
      return 'ok'
    }
    stdout.write(
      `
A made-up sample of the TTB COLA registry, from pages to tables.

CAME IN   ${formatCounted(pages.length, 'saved page')}: detail pages, forms of four editions, search results,
          one unknown TTB ID and one page cut short (${actions.adopted} new, ${actions.present} there already)

CAME OUT  ${formatSummary(summary).replaceAll('\n', '\n          ')}

FILES     ${data}/${storage.paths.prefixes.raw}          the pages, byte for byte
          ${data}/${storage.paths.prefixes.processed}    the tables, as Parquet

ASKED     ${QUESTION}

${formatTable(answer)}

NEXT      npx ttb sql --data ${data} "show tables"
          npx ttb sql --data ${data} "select code, field, text from issue"
          npx ttb fields certificate
          npx ttb adopt FOLDER && npx ttb run        your own saved pages
          npx ttb --help
`,
    )
    return 'ok'
  } finally {
    session.close()
  }
}
