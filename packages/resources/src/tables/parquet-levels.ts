import type { SchemaTree } from 'hyparquet'
import type { encodeNestedValues } from 'hyparquet-writer/src/dremel.js'

type PageData = ReturnType<typeof encodeNestedValues>

/**
 * The levels of a column of lists of values, or of a member of lists of groups; null for any other shape, and for a row
 * that does not fit it, of which `encodeNestedValues` says what is wrong.
 */
export function listLevels(path: SchemaTree[], rows: readonly unknown[]): PageData | null {
  const [, , list, element, part] = path.map((node) => node.element)
  if (list?.repetition_type !== 'REPEATED' || element?.repetition_type !== 'REQUIRED' || path.length > 5) return null
  const isOptional = part?.repetition_type === 'OPTIONAL'
  const maxDefinitionLevel = isOptional ? 2 : 1
  const values: unknown[] = []
  const definitionLevels: number[] = []
  const repetitionLevels: number[] = []
  for (const row of rows) {
    if (!Array.isArray(row)) return null
    const entries: readonly unknown[] = row
    for (let at = 0; at < Math.max(entries.length, 1); at++) {
      const entry = entries[at] ?? null
      const value = part && entry !== null ? (entry as Record<string, unknown>)[part.name] : entry
      const isThere = value !== null && value !== undefined
      if (!isThere && entries.length > 0 && (!isOptional || entry === null)) return null
      values.push(value)
      definitionLevels.push(isThere ? maxDefinitionLevel : entries.length > 0 ? 1 : 0)
      repetitionLevels.push(at === 0 ? 0 : 1)
    }
  }
  return { values, definitionLevels, repetitionLevels, maxDefinitionLevel }
}
