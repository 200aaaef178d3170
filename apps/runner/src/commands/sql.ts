import type { RunCommand } from '../command.ts'
import { configureExisting } from '../configuration.ts'
import { listTables, openTables } from '../open-tables.ts'
import { readWanted, writeAnswer } from '../write-result.ts'
import { writeTables } from '../write-tables.ts'

export const run: RunCommand = async (effects, [query], options) => {
  if (options['tables'] === true) {
    if (query !== undefined) return usage(effects.stderr, '--tables lists the tables; expected no query with it')
    writeTables(effects.stdout, await listTables(configureExisting(effects, options).config), {
      json: options['json'] === true,
    })
    return 'ok'
  }
  if (query === undefined || query.trim() === '')
    return usage(effects.stderr, 'missing query, such as "select count(*) from fact_products", or --tables')
  const wanted = readWanted(options, effects)
  const { config } = configureExisting(effects, options)
  await writeAnswer(effects, query, wanted, (outputFile) =>
    openTables(config, { sql: query, outputFile, onNotMade: (note) => effects.stderr.write(`ttb: ${note}\n`) }),
  )
  return 'ok'
}

function usage(stderr: { write(text: string): unknown }, message: string): 'usage' {
  stderr.write(`error: ${message}\n(ttb sql --help says more)\n`)
  return 'usage'
}
