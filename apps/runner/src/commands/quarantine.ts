import { processAll } from '@ttb/assets'
import type { Config } from '@ttb/config'
import type { RunCommand } from '../command.ts'
import { configureExisting } from '../configuration.ts'
import { openTables } from '../open-tables.ts'
import { formatCount, formatCounted, writeJsonLine } from '../output.ts'

/** Rows that break their contract and pages that are no records though they were taken for some, each with its reason. */
const REFUSED = `
  SELECT 'row' AS refused, table_name AS "table", ttb_id, array_to_string(reasons, '; ') AS reason, source_key FROM quarantine
  UNION ALL
  SELECT 'page', page_kind, ttb_id, outcome || coalesce(': ' || said, ''), source_key
  FROM page LEFT JOIN (SELECT source_key, min_by(text, position) AS said FROM issue GROUP BY ALL) USING (source_key)
  WHERE outcome NOT IN ('found', 'not_found', 'replaced')
  ORDER BY ALL`

export const run: RunCommand = async (effects, [action], options) => {
  return action === 'retry' ? retry(effects, [], options) : list(effects, [], options)
}

const list: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const session = await openTables(configureExisting(effects, options).config, { sql: REFUSED })
  try {
    const result = await session.query(REFUSED)
    if (options['json']) {
      for (const row of result.rows)
        writeJsonLine(stdout, Object.fromEntries(result.columns.map((name, at) => [name, row[at]])))
      return 'ok'
    }
    const { formatTable } = await import('../table-output.ts')
    stdout.write(
      result.rows.length === 0
        ? 'Nothing is in quarantine.\n'
        : `${formatTable(result)}\n${formatCount(result.rows.length)} refused\n`,
    )
    return 'ok'
  } finally {
    session.close()
  }
}

const retry: RunCommand = async (effects, _args, options) => {
  const { config } = configureExisting(effects, options)
  const rows = await refusedSources(config)
  const folders = new Set(rows.map(folderOf))
  const before = rows.length
  let partitions = 0
  let after = 0
  const isRefused = (objects: readonly { readonly key: string }[]) =>
    objects.some(({ key }) => folders.has(folderOf(key)))
  for await (const { partition, manifest } of processAll(config, {
    force: true,
    workers: config.workers,
    signal: effects.signal,
    select: ({ snapshots, oldRecords }) => isRefused([...snapshots, ...oldRecords]),
  })) {
    partitions++
    const { quarantined = 0, pages_refused = 0 } = manifest.counts
    after += quarantined + pages_refused
    if (options['json']) writeJsonLine(effects.stdout, { partition, counts: manifest.counts })
  }
  if (!options['json'])
    effects.stdout.write(
      `${formatCounted(partitions, 'partition')} made again: ${before} refused before, ${after} now\n`,
    )
  return 'ok'
}

/** The key of each page or old record that something was refused of, once for each time. */
async function refusedSources(config: Config): Promise<readonly string[]> {
  const session = await openTables(config, { sql: REFUSED })
  try {
    return (await session.query(`SELECT source_key FROM (${REFUSED})`)).rows.map(([key]) => String(key))
  } finally {
    session.close()
  }
}

function folderOf(key: string): string {
  return key.replace(/[^/]*$/, '')
}
