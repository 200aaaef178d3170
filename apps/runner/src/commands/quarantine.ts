import { processAll } from '@ttb/assets'
import type { RunCommand } from '../command.ts'
import { configure } from '../configuration.ts'
import { formatCounted, writeJsonLine } from '../output.ts'
import { openTables } from './sql.ts'

/** Rows that break their contract and pages that are no records though they were taken for some, each with its reason. */
const REFUSED = `
  SELECT 'row' AS refused, table_name AS "table", ttb_id, array_to_string(reasons, '; ') AS reason, source_key FROM quarantine
  UNION ALL
  SELECT 'page', page_kind, page.ttb_id, outcome || coalesce(': ' || first(text ORDER BY position), ''), page.source_key
  FROM page LEFT JOIN issue USING (source_key) WHERE outcome NOT IN ('found', 'not_found', 'replaced') GROUP BY ALL
  ORDER BY ALL`

export const run: RunCommand = async (effects, [action], options) => {
  return action === 'retry' ? retry(effects, [], options) : list(effects, [], options)
}

const list: RunCommand = async (effects, _args, options) => {
  const { stdout } = effects
  const session = await openTables(configure(effects, options).config)
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
        : `${formatTable(result)}\n${formatCounted(result.rows.length, 'entry').replace('entrys', 'entries')}\n`,
    )
    return 'ok'
  } finally {
    session.close()
  }
}

const retry: RunCommand = async (effects, _args, options) => {
  const { config } = configure(effects, options)
  const session = await openTables(config)
  const { rows } = await session.query(`SELECT DISTINCT source_key FROM (${REFUSED})`)
  session.close()
  const folders = new Set(rows.map(([key]) => String(key).replace(/[^/]*$/, '')))
  const before = rows.length
  let partitions = 0
  let after = 0
  const isRefused = (keys: readonly { readonly key: string }[]) =>
    keys.some(({ key }) => folders.has(key.replace(/[^/]*$/, '')))
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
