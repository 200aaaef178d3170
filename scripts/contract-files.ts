// What contracts/ holds, made from the records: pure, so that tests can judge changes that nobody made.
import { formatCsvLine, parquetSchemaText, SQL_DIALECTS, tableDdl } from '../packages/resources/src/index.ts'
import type { ColumnShape } from '../packages/resources/src/tables/column-shapes.ts'
import { planReading } from '../packages/resources/src/tables/reading-plan.ts'
import {
  CONTRACT_RULES,
  type ContractChange,
  type ContractColumn,
  type ContractMigration,
  contractDigest,
  contractOf,
  diffContracts,
  nextVersion,
  parseContractVersion,
  type RecordDefinition,
  type TableContract,
} from '../packages/utils/src/records/index.ts'
import { jsonSchemaOf } from '../packages/utils/src/records/schemas.ts'

export const CHANGES_FILE = 'contracts/CHANGES.md'
export const VERSIONS_FILE = 'packages/utils/src/records/contracts-versions.ts'

export interface ContractInputs {
  readonly tables: readonly RecordDefinition[]
  /** The contracts that were committed before, by table. */
  readonly before: ReadonlyMap<string, TableContract>
  /** The text of contracts/CHANGES.md. */
  readonly changes: string
  /** The text of every changeset. */
  readonly changesets: readonly string[]
  readonly migrations: readonly ContractMigration[]
}

export interface Judgement {
  /** The tables, each with the version it has now. */
  readonly tables: readonly (RecordDefinition & { readonly version: string })[]
  /** What changed, in words: one entry a table. */
  readonly changed: readonly string[]
  /** What a change needs and does not have yet, in words. */
  readonly needs: readonly string[]
}

/** Compares the tables with the committed contracts and gives each its version. */
export function judgeContracts(inputs: ContractInputs): Judgement {
  const changed: string[] = []
  const needs: string[] = []
  const tables = inputs.tables.map((record) => {
    const before = inputs.before.get(record.name)
    const written = lastEntry(inputs.changes, record.name)
    if (!before?.version) {
      changed.push(`${record.name}: a new table`)
      return { ...record, version: written ?? '1.0' }
    }
    const { change, reasons } = diffContracts(before, contractOf(record))
    const version = newest(nextVersion(before.version, change), written)
    if (version !== before.version) {
      const title = `${record.name} ${before.version} -> ${version} (${change === 'none' ? 'as CHANGES.md says' : change})`
      const lines = reasons.map(({ rule, column, detail }) => `  ${column}: ${CONTRACT_RULES[rule].doc} (${detail})`)
      changed.push([title, ...lines].join('\n'))
      needs.push(...needsOf(inputs, before, { ...record, version }))
    } else if (version !== '1.0' && !hasEntry(inputs.changes, `${record.name} ${version}`)) {
      needs.push(entryNeeded(`${record.name} ${version}`, 'none'))
    }
    return { ...record, version }
  })
  for (const [name, { version }] of inputs.before) {
    if (tables.some((table) => table.name === name)) continue
    changed.push(`${name} ${version}: the table is gone (breaking)`)
    if (!hasEntry(inputs.changes, `${name} removed`)) needs.push(entryNeeded(`${name} removed`, 'breaking'))
    if (!inputs.changesets.some((text) => isAbout(text, name))) needs.push(changesetNeeded(name))
  }
  return { tables, changed, needs }
}

/** Every generated file but the docs page, by its path from the root. */
export function contractFiles(tables: Judgement['tables']): Map<string, string> {
  const files = new Map<string, string>()
  for (const table of tables) {
    files.set(`contracts/${table.name}.json`, contractText(contractOf(table)))
    files.set(`contracts/json-schema/${table.name}.json`, `${JSON.stringify(jsonSchemaOf(table), null, 2)}\n`)
    files.set(`contracts/parquet/${table.name}.txt`, parquetSchemaText(table))
    for (const dialect of SQL_DIALECTS) files.set(`contracts/${dialect}/${table.name}.sql`, tableDdl(table, dialect))
  }
  files.set('contracts/dictionary.csv', dictionary(tables))
  files.set(VERSIONS_FILE, versionsModule(tables))
  return files
}

function needsOf(
  inputs: ContractInputs,
  before: TableContract,
  record: RecordDefinition & { version: string },
): string[] {
  const needs: string[] = []
  const [[was], [is]] = [parseContractVersion(before.version as string), parseContractVersion(record.version)]
  const entry = `${record.name} ${record.version}`
  if (!hasEntry(inputs.changes, entry)) needs.push(entryNeeded(entry, was === is ? 'additive' : 'breaking'))
  if (!inputs.changesets.some((text) => isAbout(text, record.name))) needs.push(changesetNeeded(record.name))
  const refused = inputs.migrations.some((step) => step.table === record.name && step.from === was && step.refuse)
  if (was === is || refused) return needs
  try {
    const columns = shapesOf(before.columns)
    planReading(record, { table: record.name, contract: before.version, columns }, { migrations: inputs.migrations })
  } catch (error) {
    needs.push(
      `a row in MIGRATIONS (packages/utils/src/records/contracts-migrations.ts) for table "${record.name}" from ${was}, with what is renamed, dropped and filled, or why older files are refused: ${(error as Error).message}`,
    )
  }
  return needs
}

function entryNeeded(entry: string, change: ContractChange): string {
  const what = change === 'breaking' ? 'what who reads the table must change' : 'what is new'
  return `an entry "## ${entry}" in ${CHANGES_FILE}: ${what}`
}

function changesetNeeded(table: string): string {
  return `a changeset (npx changeset), minor or major, that names \`${table}\` in backticks`
}

/** Whether CHANGES.md has a heading of this name with words under it. */
function hasEntry(changes: string, title: string): boolean {
  const [, body = ''] = changes.split(new RegExp(`^## ${title.replaceAll('.', '\\.')}$`, 'm'))
  return body.split(/^## /m)[0]?.trim() !== ''
}

/** The newest version of a table that CHANGES.md speaks of: a change of meaning shows in no column, and is declared there. */
function lastEntry(changes: string, table: string): string | null {
  const versions = [...changes.matchAll(/^## (\w+) (\d+\.\d+)$/gm)].flatMap(([, name, version]) =>
    name === table ? [version as string] : [],
  )
  return versions.reduce<string | null>((last, version) => newest(version, last), null)
}

function newest(version: string, other: string | null): string {
  if (other === null) return version
  const [[major, minor], [otherMajor, otherMinor]] = [parseContractVersion(version), parseContractVersion(other)]
  return major > otherMajor || (major === otherMajor && minor >= otherMinor) ? version : other
}

function isAbout(changeset: string, table: string): boolean {
  return /^["'][^"']+["']: (?:minor|major)$/m.test(changeset) && changeset.includes(`\`${table}\``)
}

function shapesOf(columns: readonly ContractColumn[]): Map<string, ColumnShape> {
  return new Map(
    columns.map(({ name, storedAs, cardinality, columns: members }) => [
      name,
      { stored: storedAs, list: cardinality === 'list', ...(members && { members: shapesOf(members) }) },
    ]),
  )
}

/** One column a line, so that a change of one shows as one. */
function contractText({ columns, ...rest }: TableContract): string {
  const head = Object.entries(rest).map(([name, value]) => `  ${JSON.stringify(name)}: ${inline(value)}`)
  return `{\n${head.join(',\n')},\n  "columns": ${columnsText(columns, '  ')}\n}\n`
}

function columnsText(columns: readonly ContractColumn[], indent: string): string {
  const lines = columns.map(({ columns: members, ...rest }) => {
    const line = `${indent}  ${inline(rest)}`
    return members ? `${line.slice(0, -2)}, "columns": ${columnsText(members, `${indent}  `)} }` : line
  })
  return `[\n${lines.join(',\n')}\n${indent}]`
}

function inline(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ')
}

/** Every column of every table as a row: the data dictionary for catalogues. */
function dictionary(tables: Judgement['tables']): string {
  const rows = tables.flatMap((table) => {
    const { name, version, columns } = contractOf(table)
    return dictionaryRows(columns, '').map((row) => [name, version, ...row])
  })
  const headings = [
    'table',
    'version',
    'column',
    'type',
    'stored_as',
    'cardinality',
    'unit',
    'values',
    'codes',
    'personal',
  ]
  return [[...headings, 'doc'], ...rows].map(formatCsvLine).join('')
}

function dictionaryRows(columns: readonly ContractColumn[], prefix: string): unknown[][] {
  return columns.flatMap(
    ({ name, type, storedAs, cardinality, unit, values, codes, personal, doc, columns: members }) => [
      [prefix + name, type, storedAs, cardinality, unit, values?.join(' '), codes, personal ?? false, doc],
      ...dictionaryRows(members ?? [], `${prefix}${name}[].`),
    ],
  )
}

function versionsModule(tables: Judgement['tables']): string {
  const lines = tables.map(
    (table) => `  ${table.name}: { version: '${table.version}', digest: '${contractDigest(table)}' },\n`,
  )
  return `/** The version of each table's contract, and the digest of its columns. Made by \`npm run generate\` from \`contracts/\`. */
export const CONTRACT_VERSIONS: Readonly<Record<string, { readonly version: string; readonly digest: string }>> = {
${lines.join('')}}
`
}
