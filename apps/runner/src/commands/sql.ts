import { allTables } from '@ttb/assets'
import type { Config } from '@ttb/config'
import { openSqlSession, openStorage, type SqlSession } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { writeJsonLine } from '../output.ts'

export const run: RunCommand = async (effects, [query], options) => {
  const { stdout } = effects
  const session = await openTables(configure(effects, options).config)
  try {
    const result = await session.query(query as string)
    if (options['json']) {
      for (const row of result.rows)
        writeJsonLine(stdout, Object.fromEntries(result.columns.map((name, at) => [name, row[at]])))
      return 'ok'
    }
    const { formatCsv, formatTable } = await import('../table-output.ts')
    stdout.write(options['csv'] ? formatCsv(result) : `${formatTable(result)}\n`)
    return 'ok'
  } finally {
    session.close()
  }
}

/** How many files are fetched at a time where they are not on this machine. */
const AT_A_TIME = 16

/** A SQL session over every table that the manifests of the storage name. */
export async function openTables(config: Config): Promise<SqlSession> {
  const { paths, tables, localFile } = openStorage(config)
  const named: { readonly table: string; readonly key: string }[] = []
  for await (const manifest of tables.listManifests(`${paths.prefixes.processed}/`)) {
    for (const [table, { key }] of Object.entries(manifest.tables)) {
      if (!key.endsWith('.parquet'))
        throw new TtbError(`${key}: SQL reads Parquet only; set outputFormat to "parquet" and run "ttb reparse"`, {
          code: 'query_failed',
        })
      named.push({ table, key })
    }
  }
  const files = new Map<string, string[]>()
  for (let at = 0; at < named.length; at += AT_A_TIME) {
    const batch = named.slice(at, at + AT_A_TIME)
    const local = await Promise.all(batch.map(({ key }) => localFile(key)))
    batch.forEach(({ table }, index) => {
      const held = files.get(table) ?? []
      files.set(table, held)
      held.push(local[index] as string)
    })
  }
  return openSqlSession(allTables().map((record) => ({ record, files: files.get(record.name) ?? [] })))
}
