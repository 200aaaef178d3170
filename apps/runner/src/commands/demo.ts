import { relative } from 'node:path'
import { adoptPage } from '@ttb/assets'
import { samplePages } from '@ttb/registry-simulator'
import { createFolderStore, PREFIXES } from '@ttb/resources'
import type { RunCommand } from '../commands.ts'
import { formatCounted, writeJsonLine } from '../output.ts'
import { formatTable } from '../table-output.ts'
import { formatSummary, runAll } from './run.ts'
import { openTables } from './sql.ts'

const QUESTION = 'select status, product_type, count(*) as labels from certificate group by all order by all'

export const run: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const data = options['data'] as string
  const store = createFolderStore({ folder: data })
  const pages = samplePages()
  const actions = { adopted: 0, present: 0, left: 0 }
  for (const { path, html } of pages)
    actions[(await adoptPage(store, { path, bytes: Buffer.from(html, 'latin1') })).action]++
  const summary = await runAll(store, effects, { ...options, json: false })
  const session = await openTables(store)
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

FILES     ${showPath(data)}/${PREFIXES.raw}          the pages, byte for byte
          ${showPath(data)}/${PREFIXES.processed}    the tables, as Parquet

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

function showPath(folder: string): string {
  return relative('.', folder) || folder
}
