import { WAREHOUSE_TABLES } from '@ttb/assets'
import { type Config, nearestNames } from '@ttb/config'
import { exportToDuckdb, exportToFiles, exportToPostgres, type SqlTable } from '@ttb/resources'
import { TtbError } from '@ttb/utils'
import type { OptionValues, RunCommand } from '../command.ts'
import { configureExisting } from '../configuration.ts'
import type { ExportTarget } from '../export-targets.ts'
import { EXPORTABLE_TABLES, openNamed } from '../open-tables.ts'
import { formatCount, writeJsonLine } from '../output.ts'
import { unwritable } from '../unwritable.ts'

export const run: RunCommand = async (effects, [target], options) => {
  const { stdout, signal } = effects
  const { config } = configureExisting(effects, options)
  const names = readNames(options)
  const place = readPlace(target as ExportTarget, options, config)
  const choice = { personal: options['personal'] === true, signal }
  const tables = await openNamed(config, names)
  const exported = await exportTo(target as ExportTarget, place, tables, choice).catch((error) => {
    throw unwritable(`--to ${place.at}`, error)
  })
  if (options['json']) {
    for (const row of exported) writeJsonLine(stdout, row)
    return 'ok'
  }
  const { formatTable } = await import('../table-output.ts')
  const columns = Object.keys(exported[0] ?? {}).filter((name) => name !== 'file')
  const cells = exported.map((row) =>
    columns.map((name) => {
      const value = (row as unknown as Readonly<Record<string, string | number>>)[name] as string | number
      return typeof value === 'number' ? formatCount(value) : value
    }),
  )
  const types = columns.map((name) => (name === 'table' ? 'VARCHAR' : 'INTEGER'))
  stdout.write(
    `${formatTable({ columns, types, rows: cells })}\n${place.said}${choice.personal ? '' : PERSONAL_NOTE}\n`,
  )
  return 'ok'
}

const PERSONAL_NOTE = '; names, phones and e-mail addresses of people are left out (--personal takes them in)'

interface Place {
  readonly at: string
  readonly said: string
}

/** Where an export goes. Throws `invalid_argument` when that is not said. */
function readPlace(
  target: ExportTarget,
  options: OptionValues,
  { postgresUrl }: Config,
): Place & { readonly url: string } {
  const to = options['to'] as string | undefined
  if (target === 'postgres') {
    if (to !== undefined && !/^[a-z_][a-z0-9_]{0,62}$/.test(to))
      throw invalid(
        `--to ${JSON.stringify(to)}: expected the name of a schema; the database is the setting postgresUrl`,
      )
    if (postgresUrl === null)
      throw invalid(
        'no database to export to: expected the setting postgresUrl (TTB_POSTGRES_URL, or TTB_POSTGRES_URL_FILE with the name of a file that holds it)',
      )
    const { host, pathname } = new URL(postgresUrl)
    return { at: to ?? 'ttb', said: `in schema ${to ?? 'ttb'} of ${host}${pathname}`, url: postgresUrl }
  }
  if (to === undefined || to === '')
    throw invalid(
      `--to is missing: expected ${target === 'duckdb' ? 'the file of the database' : 'the folder of the files'}`,
    )
  return { at: to, said: `in ${to}`, url: '' }
}

function readNames(options: OptionValues): readonly string[] {
  const text = options['tables'] as string | undefined
  if (text === undefined) return WAREHOUSE_TABLES.map(({ name }) => name)
  const known = EXPORTABLE_TABLES.map(({ name }) => name)
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) {
    if (known.includes(name)) continue
    const near = nearestNames(name, known)
    throw invalid(
      `--tables: no table ${JSON.stringify(name)}; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${known.join(', ')}`}`,
    )
  }
  return [...new Set(names)]
}

function invalid(message: string): TtbError {
  return new TtbError(message, { code: 'invalid_argument' })
}

function exportTo(
  target: ExportTarget,
  { at, url }: { readonly at: string; readonly url: string },
  tables: readonly SqlTable[],
  choice: { readonly personal: boolean; readonly signal: AbortSignal },
) {
  switch (target) {
    case 'postgres':
      return exportToPostgres(tables, { connectionString: url, schema: at, ...choice })
    case 'duckdb':
      return exportToDuckdb(tables, { file: at, ...choice })
    default:
      return exportToFiles(tables, { folder: at, format: target, ...choice })
  }
}
