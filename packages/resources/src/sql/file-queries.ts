import { contractVersion, type Field, type RecordDefinition } from '@ttb/utils/records'
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'
import { type ColumnShape, parquetColumns } from '../tables/column-shapes.ts'
import { CONTRACT_KEYS, type FileContract, fileContract } from '../tables/file-contract.ts'
import { planReading } from '../tables/reading-plan.ts'
import type { ReadOptions } from '../tables/table-format.ts'
import type { Database } from './database.ts'
import { literal, quoteName, quoteText } from './sql-text.ts'
import { sqlType } from './sql-types.ts'

/** Files of the same columns. */
interface AlikeFiles {
  readonly files: readonly string[]
  readonly said: FileContract
}

export interface FileQueryOptions extends Pick<ReadOptions, 'migrations'> {
  /** The version of the contract that a file keeps, where that is known: only the others are asked themselves. */
  readonly contracts?: ReadonlyMap<string, string>
}

const SILENT: FileContract = { table: null, contract: null }

/**
 * A query for each kind of Parquet file, which gives the columns of the record from what the files hold, under whatever
 * version they were written. Of files that do not keep just the contract of the record, one of each schema is looked into.
 * Throws `corrupt_data` when a file cannot be read as the record.
 */
export async function fileQueries(
  database: Database,
  record: RecordDefinition,
  files: readonly string[],
  { contracts, ...options }: FileQueryOptions = {},
): Promise<string[]> {
  const version = contractVersion(record)
  const isSaidCurrent = (file: string): boolean => version !== null && contracts?.get(file) === version
  const said = await contractsOf(
    database,
    files.filter((file) => !isSaidCurrent(file)),
  )
  const isCurrent = (file: string): boolean => {
    const { table, contract } = said.get(file) ?? SILENT
    return isSaidCurrent(file) || (version !== null && contract === version && table === record.name)
  }
  const current = files.filter(isCurrent)
  const others = files.filter((file) => !isCurrent(file))
  const fields = Object.entries(record.fields)
  const queries =
    current.length > 0
      ? [
          query(
            current,
            fields.map(([name, field]) => columnOf(name, field, quoteName(name))),
          ),
        ]
      : []
  for (const alike of await alikeFiles(database, others, said)) {
    const where = alike.files[0] as string
    const columns = parquetColumns(await parquetMetadataAsync(await asyncBufferFromFile(where)))
    const { sources } = planReading(record, { ...alike.said, columns }, { ...options, where })
    const read = fields.map(([name, field]) => {
      const source = sources.get(name)
      if (source && 'column' in source)
        return columnOf(name, field, stored(quoteName(source.column), field, columns.get(source.column) as ColumnShape))
      return columnOf(name, field, literal(source?.value ?? (field.cardinality === 'list' ? [] : null)))
    })
    queries.push(query(alike.files, read))
  }
  return queries
}

function query(files: readonly string[], columns: readonly string[]): string {
  return `SELECT ${columns.join(', ')} FROM read_parquet(${fileList(files)})`
}

function columnOf(name: string, field: Field, value: string): string {
  return `CAST(${value} AS ${sqlType(field)}) AS ${quoteName(name)}`
}

/** A stored value; where groups lack a list, they are put together anew with an empty one, as the cast would give null. */
function stored(value: string, field: Field, shape: ColumnShape): string {
  if (!lacksList(field, shape)) return value
  const members = Object.entries(field.fields as Readonly<Record<string, Field>>).map(([name, member]) => {
    const held = shape.members?.get(name)
    const one = held
      ? stored(`each.${quoteName(name)}`, member, held)
      : literal(member.cardinality === 'list' ? [] : null)
    return `${quoteText(name)}: CAST(${one} AS ${sqlType(member)})`
  })
  return `list_transform(${value}, lambda each: {${members.join(', ')}})`
}

function lacksList(field: Field, shape: ColumnShape): boolean {
  return Object.entries(field.fields ?? {}).some(([name, member]) => {
    const held = shape.members?.get(name)
    return held ? lacksList(member as Field, held) : member.cardinality === 'list'
  })
}

/** What each file says of its contract. */
async function contractsOf(database: Database, files: readonly string[]): Promise<Map<string, FileContract>> {
  if (files.length === 0) return new Map()
  const keys = Object.values(CONTRACT_KEYS).map(quoteText).join(', ')
  const { rows } = await database.query(
    `SELECT file_name, decode(key), decode(value) FROM parquet_kv_metadata(${fileList(files)}) WHERE decode(key) IN (${keys})`,
  )
  const pairs = groupBy(rows as [string, string, string][], ([file]) => file)
  return new Map([...pairs].map(([file, all]) => [file, fileContract(all.map(([, key, value]) => [key, value]))]))
}

/** Files in groups of the same columns and the same contract. */
async function alikeFiles(
  database: Database,
  files: readonly string[],
  said: ReadonlyMap<string, FileContract>,
): Promise<AlikeFiles[]> {
  if (files.length === 0) return []
  const { rows } = await database.query(
    `SELECT file_name, md5(string_agg(concat_ws(' ', name, type, converted_type, num_children), ','))
     FROM parquet_schema(${fileList(files)}) GROUP BY file_name ORDER BY file_name`,
  )
  const groups = groupBy(rows as [string, string][], ([file, columns]) => JSON.stringify([columns, said.get(file)]))
  return [...groups.values()].map((group) => ({
    files: group.map(([file]) => file),
    said: said.get(group[0]?.[0] as string) ?? SILENT,
  }))
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

function fileList(files: readonly string[]): string {
  return `[${files.map(quoteText).join(', ')}]`
}
