import { allTables } from '@ttb/assets'
import { TtbError } from '@ttb/utils'
import { describeRecord } from '@ttb/utils/records'
import type { RunCommand } from '../command.ts'

export const run: RunCommand = async ({ stdout }, [name]) => {
  const tables = allTables()
  if (name === undefined) {
    stdout.write(`${tables.map((table) => `${table.name.padEnd(14)} ${table.doc}`).join('\n')}\n`)
    return 'ok'
  }
  const table = tables.find((candidate) => candidate.name === name)
  if (!table)
    throw new TtbError(
      `no table ${JSON.stringify(name)}; there are ${tables.map((candidate) => candidate.name).join(', ')}`,
      { code: 'not_found' },
    )
  stdout.write(`${describeRecord(table)}\n`)
  return 'ok'
}
