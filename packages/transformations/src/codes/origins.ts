import type { Reading } from '@ttb/utils'
import { readText, refused, type SourceText, understood } from '../values/reading.ts'
import { codeLines, descriptionKey } from './code-list.ts'
import { ORIGIN_LINES, type OriginKind, OTHER_ORIGIN_NAMES } from './origin-table.ts'

/** One origin code of the registry. */
export interface Origin {
  /** Two characters; leading zeros count (`01` is California). */
  readonly code: string
  /** In the registry's words, misspellings included. */
  readonly description: string
  readonly kind: OriginKind
  /** ISO 3166-1 code of the country, `US` for states and territories; null where there is no single one. */
  readonly country: string | null
  /** USPS code of a US state or territory. */
  readonly state: string | null
}

interface Tables {
  readonly byCode: ReadonlyMap<string, Origin>
  readonly byDescription: ReadonlyMap<string, readonly Origin[]>
}

let tables: Tables | null = null

function originTables(): Tables {
  tables ??= buildTables()
  return tables
}

function buildTables(): Tables {
  const byCode = new Map<string, Origin>()
  const byDescription = new Map<string, Origin[]>()
  const describe = (text: string, origin: Origin) => {
    const key = descriptionKey(text)
    const same = byDescription.get(key)
    if (same) same.push(origin)
    else byDescription.set(key, [origin])
  }
  for (const [kind, lines] of Object.entries(ORIGIN_LINES) as [OriginKind, string][]) {
    const inUs = kind === 'us_state' || kind === 'us_territory'
    for (const line of codeLines(lines)) {
      const [code = '', where = '-', ...words] = line.split(' ')
      const place = where === '-' ? null : where
      const origin: Origin = {
        code,
        description: words.join(' '),
        kind,
        country: inUs ? 'US' : place,
        state: inUs ? place : null,
      }
      byCode.set(code, origin)
      describe(origin.description, origin)
    }
  }
  for (const line of codeLines(OTHER_ORIGIN_NAMES)) {
    const origin = byCode.get(line.slice(0, 2))
    if (origin) describe(line.slice(3), origin)
  }
  return { byCode, byDescription }
}

/** The origin of a code, exactly as the registry writes it; null when the list of {@link CODE_LIST_DATE} lacks it. */
export function originOf(code: string): Origin | null {
  return originTables().byCode.get(code) ?? null
}

/** Every origin code, by kind of place. */
export function listOrigins(): readonly Origin[] {
  return [...originTables().byCode.values()]
}

/**
 * All codes that a description stands for; most have one, but `GEORGIA` is a state (08) and a country (6E). The whole
 * description must match, apart from case and punctuation; so does the usual name of a place that the registry describes
 * in other words (`SOUTH AFRICA` for `SOUTH AFRICA (UNION OF)`).
 * Issues: `unknown_code` when no description of the list matches, `not_applicable`, `invalid` (overlong).
 */
export function originsDescribed(text: SourceText): Reading<readonly Origin[]> {
  return readText(text, (description) => {
    const origins = originTables().byDescription.get(descriptionKey(description))
    return origins ? understood(origins) : refused('unknown_code', description)
  })
}

/**
 * The origin of a code as typed: white space is dropped and small letters taken for capitals. A leading zero that is
 * missing is not put back: `1` is no code. Issues: `unknown_code`, `not_applicable`, `invalid` (overlong).
 */
export function cleanOrigin(text: SourceText): Reading<Origin> {
  return readText(text, (code) => {
    const origin = originOf(code.toUpperCase())
    return origin ? understood(origin) : refused('unknown_code', code)
  })
}
