import { TtbError } from '@ttb/utils'
import { type ContractPath, contractPath, contractVersion, type RecordDefinition } from '@ttb/utils/records'
import { type ColumnShape, shapeProblems } from './column-shapes.ts'
import type { FileContract } from './file-contract.ts'
import type { ReadOptions, Row } from './table-format.ts'

/** What is known of a file before its rows are read. */
export interface FileColumns extends FileContract {
  /** Its columns, each with its shape where the format has one; null when they need no look, as its contract names them. */
  readonly columns: ReadonlyMap<string, ColumnShape | null> | null
}

/** A column of the file, or the value that stands for it in every row. */
export type FieldSource = { readonly column: string } | { readonly value: unknown }

export interface ReadingPlan {
  /** In the order of the record. */
  readonly sources: ReadonlyMap<string, FieldSource>
  /** The columns of the file that no field is read from. */
  readonly ignored: readonly string[]
}

const SAME_MAJOR: ContractPath = { source: (column) => ({ column }), problems: [] }

/**
 * Decides, once a file, where each field of a record comes from. Throws `corrupt_data` when the file cannot be read as the
 * record, naming the file, both versions of the contract and everything in the way.
 */
export function planReading(record: RecordDefinition, file: FileColumns, options: ReadOptions = {}): ReadingPlan {
  const version = contractVersion(record)
  const contract = file.contract ?? options.contract ?? null
  const ofThisTable = file.table === null || file.table === record.name
  const path =
    version !== null && contract !== null && ofThisTable
      ? contractPath(record.name, { from: contract, to: version }, options.migrations)
      : SAME_MAJOR
  const where = options.where ?? `a file of table ${record.name}`
  const missing: string[] = []
  const problems = [...path.problems]
  const sources = new Map<string, FieldSource>()
  for (const [name, field] of Object.entries(record.fields)) {
    const source = path.source(name)
    if (source && 'value' in source) {
      sources.set(name, source)
    } else if (source && (file.columns?.has(source.column) ?? true)) {
      sources.set(name, source)
      const shape = file.columns?.get(source.column)
      if (shape) problems.push(...shapeProblems(name, field, shape))
    } else {
      sources.set(name, { value: null })
      missing.push(name)
      if (field.cardinality === 'required') problems.push(`${name} is required and not there`)
    }
  }
  const read = new Set([...sources.values()].map((source) => ('column' in source ? source.column : null)))
  const ignored = [...(file.columns?.keys() ?? [])].filter((column) => !read.has(column))
  if (problems.length > 0) {
    const [was, is] = [nameVersion(file.table ?? record.name, contract), nameVersion(record.name, version)]
    throw new TtbError(`${where}: written as ${was}, cannot be read as ${is}: ${problems.join('; ')}`, {
      code: 'corrupt_data',
    })
  }
  if (missing.length + ignored.length > 0)
    options.onDifference?.({ where, table: record.name, contract, missing, ignored })
  return { sources, ignored }
}

/** How a field is taken from a row of the file. */
export interface FieldReader {
  readonly name: string
  readonly source: FieldSource
  readonly decode: (value: unknown) => unknown
}

/** For each field how it is taken from a row of the file, with the way its values are decoded. */
export function fieldReaders(
  { sources }: ReadingPlan,
  decoders: ReadonlyMap<string, FieldReader['decode']>,
): FieldReader[] {
  return [...sources].map(([name, source]) => ({ name, source, decode: decoders.get(name) as FieldReader['decode'] }))
}

/** The row of a record that a row of the file is. */
export function readRow(row: Row, readers: readonly FieldReader[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { name, source, decode } of readers)
    values[name] = 'column' in source ? decode(row[source.column]) : (source.value ?? decode(null))
  return values
}

function nameVersion(table: string, version: string | null): string {
  return version === null ? `${table} without a contract` : `${table} ${version}`
}
