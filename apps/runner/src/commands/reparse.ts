import { TtbError } from '@ttb/utils'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { formatSummary, runAll } from './run.ts'

export const run: RunCommand = async (effects, _args, options) => {
  const { config } = configure(effects, options)
  const summary = await runAll(config, effects, { force: true, json: options['json'] === true })
  if (summary.partitions === 0)
    throw new TtbError(`no pages in ${config.data}; "ttb adopt FOLDER" takes some in`, { code: 'not_found' })
  if (!options['json']) effects.stdout.write(`${formatSummary(summary)}\n`)
  return 'ok'
}
