import { TtbError } from '@ttb/utils'
import { describeRecord } from '@ttb/utils/records'
import type { RunCommand } from '../command.ts'
import { ALL_TABLES } from '../open-tables.ts'
import { writeJsonLine } from '../output.ts'

export const run: RunCommand = async ({ stdout }, [name], options) => {
  const tables = ALL_TABLES
  const table = tables.find((candidate) => candidate.name === name)
  if (name !== undefined && !table) {
    throw new TtbError(
      `no table ${JSON.stringify(name)}; there are ${tables.map((candidate) => candidate.name).join(', ')}`,
      { code: 'invalid_argument' },
    )
  }
  if (options['json'])
    for (const { name, doc, key, fields } of table ? [table] : tables) writeJsonLine(stdout, { name, doc, key, fields })
  else if (table) stdout.write(`${describeRecord(table)}\n`)
  else stdout.write(`${tables.map(({ name, doc }) => `${name.padEnd(21)} ${doc}`).join('\n')}\n`)
  return 'ok'
}
