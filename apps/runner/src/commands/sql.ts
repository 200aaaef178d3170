import { allTables } from '@ttb/assets'
import {
  createFolderStore,
  type FolderStore,
  listManifests,
  openSqlSession,
  PREFIXES,
  type SqlSession,
} from '@ttb/resources'
import type { RunCommand } from '../commands.ts'
import { writeJsonLine } from '../output.ts'

export const run: RunCommand = async ({ stdout }, [query], options) => {
  const session = await openTables(createFolderStore({ folder: options['data'] as string }))
  try {
    const result = await session.query(query as string)
    if (options['json']) {
      for (const row of result.rows)
        writeJsonLine(stdout, Object.fromEntries(result.columns.map((name, at) => [name, row[at]])))
    } else {
      const { formatCsv, formatTable } = await import('../table-output.ts')
      stdout.write(`${options['csv'] ? formatCsv(result) : formatTable(result)}\n`)
    }
    return 'ok'
  } finally {
    session.close()
  }
}

/** A SQL session over every table that the store's manifests name. */
export async function openTables(store: FolderStore): Promise<SqlSession> {
  const files = new Map<string, string[]>(allTables().map((record) => [record.name, []]))
  for await (const manifest of listManifests(store, `${PREFIXES.processed}/`)) {
    for (const [name, { key }] of Object.entries(manifest.tables)) files.get(name)?.push(store.filePath(key))
  }
  return openSqlSession(allTables().map((record) => ({ record, files: files.get(record.name) ?? [] })))
}
