import type { Reading } from '@ttb/utils'
import { readText, refused, type SourceText, understood } from '../values/reading.ts'
import {
  type BaseSpirit,
  CLASS_TYPE_FAMILIES,
  type ClassTypeFamily,
  CODES_OF_SPIRIT,
  type Commodity,
  type Family,
} from './class-type-families.ts'
import { CLASS_TYPE_LINES } from './class-type-table.ts'
import { codeLines, descriptionKey } from './code-list.ts'

/** One class and type code of the registry. */
export interface ClassType {
  /** As text: leading zeros and letters count (`80A`, `412i`). */
  readonly code: string
  /** In the registry's words, misspellings included; null for the ten codes whose meaning is not known. */
  readonly description: string | null
  /** Null when the meaning of the code is not known. */
  readonly family: ClassTypeFamily | null
  /** The form's type of product; null when the code says nothing about it. */
  readonly commodity: Commodity | null
  /** The spirit it is made from, for spirits, liqueurs, specialties and cocktails whose code names one. */
  readonly spirit: BaseSpirit | null
}

interface Tables {
  readonly byCode: ReadonlyMap<string, ClassType>
  readonly byDescription: ReadonlyMap<string, readonly ClassType[]>
}

let tables: Tables | null = null

function classTypeTables(): Tables {
  tables ??= buildTables()
  return tables
}

function buildTables(): Tables {
  const byCode = new Map<string, ClassType>()
  const byDescription = new Map<string, ClassType[]>()
  const spirits = new Map<string, BaseSpirit>()
  for (const [spirit, codes] of Object.entries(CODES_OF_SPIRIT)) {
    for (const code of codes.split(' ')) spirits.set(code, spirit as BaseSpirit)
  }
  for (const [name, lines] of Object.entries(CLASS_TYPE_LINES)) {
    const family = name === 'unknown' ? null : (name as ClassTypeFamily)
    for (const line of codeLines(lines)) {
      const [code = '', ...words] = line.split(' ')
      const description = words.length === 0 ? null : words.join(' ')
      const row: Family | null = family && CLASS_TYPE_FAMILIES[family]
      const spirit = spirits.get(code) ?? row?.spirit ?? null
      const classType: ClassType = { code, description, family, commodity: row?.commodity ?? null, spirit }
      byCode.set(code, classType)
      if (description === null) continue
      const key = descriptionKey(description)
      const same = byDescription.get(key)
      if (same) same.push(classType)
      else byDescription.set(key, [classType])
    }
  }
  return { byCode, byDescription }
}

/** The class and type of a code, exactly as the registry writes it; null when the list of {@link CODE_LIST_DATE} lacks it. */
export function classTypeOf(code: string): ClassType | null {
  return classTypeTables().byCode.get(code) ?? null
}

/** Every class and type code, in families. */
export function listClassTypes(): readonly ClassType[] {
  return [...classTypeTables().byCode.values()]
}

/**
 * All codes that a description stands for, most have one: the registry gives `BEER` to 901 (domestic) and 951 (imported).
 * The whole description must match, apart from case, punctuation and the spelling of whisky; no part of it ever does.
 * Issues: `unknown_code` when no description of the list matches, `not_applicable`, `invalid` (overlong).
 */
export function classTypesDescribed(text: SourceText): Reading<readonly ClassType[]> {
  return readText(text, (description) => {
    const classTypes = classTypeTables().byDescription.get(descriptionKey(description))
    return classTypes ? understood(classTypes) : refused('unknown_code', description)
  })
}

/**
 * The class and type of a code as typed: white space is dropped and a small letter taken for its capital where only that
 * is a code. Issues: `unknown_code` when the list of {@link CODE_LIST_DATE} lacks it, `not_applicable`, `invalid` (overlong).
 */
export function cleanClassType(text: SourceText): Reading<ClassType> {
  return readText(text, (code) => {
    const classType = classTypeOf(code) ?? classTypeOf(code.toUpperCase())
    return classType ? understood(classType) : refused('unknown_code', code)
  })
}
