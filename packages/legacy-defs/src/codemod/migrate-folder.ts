import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrateSource, type Remainder } from './migrate-source.ts'

export interface MigratedFile {
  /** From the folder that was given. */
  readonly file: string
  readonly moved: number
  readonly changed: boolean
  readonly left: readonly Remainder[]
}

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/
const DECLARATIONS = /\.d\.[cm]?ts$/
/** A quick look, so that files that have nothing to do with it are not parsed. */
const MENTIONED = /legacy-defs|\bdefs\b/

/** Moves the sources below a folder off the old names; those without any are left out. Writes unless told not to. */
export function migrateFolder(folder: string, { write }: { readonly write: boolean }): MigratedFile[] {
  return sourcesIn(folder, '').flatMap((file): MigratedFile[] => {
    const path = join(folder, file)
    const source = readFileSync(path, 'utf8')
    if (!MENTIONED.test(source)) return []
    const { text, moved, left } = migrated(source, file)
    const changed = text !== source
    if (changed && write) writeFileSync(path, text)
    return changed || left.length > 0 ? [{ file, moved, changed, left }] : []
  })
}

function migrated(source: string, file: string): ReturnType<typeof migrateSource> {
  try {
    return migrateSource(source, file)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { text: source, moved: 0, left: [{ line: 1, name: file, advice: `cannot be parsed: ${error.message}` }] }
  }
}

function sourcesIn(folder: string, within: string): string[] {
  const entries = readdirSync(join(folder, within), { withFileTypes: true }).sort((one, other) =>
    one.name < other.name ? -1 : 1,
  )
  return entries.flatMap((entry) => {
    const file = within === '' ? entry.name : `${within}/${entry.name}`
    if (entry.isDirectory())
      return entry.name.startsWith('.') || ['node_modules', 'dist'].includes(entry.name) ? [] : sourcesIn(folder, file)
    return entry.isFile() && SOURCE.test(entry.name) && !DECLARATIONS.test(entry.name) ? [file] : []
  })
}
