import { parseContractVersion } from './contracts-diff.ts'

/** How files of one major version of a table are read as the next. Steps are chained, so there is one for each major. */
export interface ContractMigration {
  readonly table: string
  /** The major version that it reads; what comes out is the next. */
  readonly from: number
  /** Old name to new. */
  readonly rename?: Readonly<Record<string, string>>
  /** Columns that must not be read although the newer version has one of that name, as it means another thing. */
  readonly drop?: readonly string[]
  /** The value that rows of older files have in a column. */
  readonly fill?: Readonly<Record<string, unknown>>
  /** Set, in words for the reader, where no older file can be read: its partition must be made again. */
  readonly refuse?: string
}

/** Every migration of this product's tables. None yet: all are at major 1. */
export const MIGRATIONS: readonly ContractMigration[] = []

/** Where the values of a field come from in an older file. */
export type ColumnSource = { readonly column: string } | { readonly value: unknown } | null

export interface ContractPath {
  /** Gives, for a field of the newer version, its source in the file; null when the file has none. */
  source(field: string): ColumnSource
  /** Why the file cannot be read; empty when it can. */
  readonly problems: readonly string[]
}

/** The way from a file's contract to a reader's, over the migrations between their majors. Minors need none. */
export function contractPath(
  table: string,
  { from, to }: { readonly from: string; readonly to: string },
  migrations: readonly ContractMigration[] = MIGRATIONS,
): ContractPath {
  const [[first], [last]] = [parseContractVersion(from), parseContractVersion(to)]
  if (first > last)
    return {
      source: (column) => ({ column }),
      problems: [`${from} is newer than ${to}, which is the newest known here`],
    }
  const majors = Array.from({ length: last - first }, (_, at) => first + at)
  const steps = majors.map((major) => migrations.find((step) => step.table === table && step.from === major))
  return {
    source: (field) => sourceOf(field, steps),
    problems: majors.flatMap((major, at) => {
      const step = steps[at]
      if (!step) return [`no migration reads major ${major} as ${major + 1}`]
      return step.refuse === undefined ? [] : [`files of major ${major} must be made again: ${step.refuse}`]
    }),
  }
}

/** Follows a field's name back through the steps, newest first. */
function sourceOf(field: string, steps: readonly (ContractMigration | undefined)[]): ColumnSource {
  let name = field
  for (const { rename = {}, drop = [], fill = {} } of steps.toReversed().flatMap((step) => step ?? [])) {
    if (Object.hasOwn(fill, name)) return { value: fill[name] }
    const old = Object.keys(rename).find((candidate) => rename[candidate] === name)
    if (old === undefined && (drop.includes(name) || Object.hasOwn(rename, name))) return null
    name = old ?? name
  }
  return { column: name }
}
