import { FIRST_YEAR, type Reading } from '@ttb/utils'
import { yearInWindow } from './dates.ts'
import { issue, readText, refused, type SourceText, understood } from './reading.ts'

export interface VintageOptions {
  /** The latest year a vintage can be of; also where the window of two-digit years ends. Default: 2054. */
  readonly latestYear?: number
}

/** Madeira and port of the early 1800s are still approved; nothing older has a vintage. */
const EARLIEST_YEAR = 1780
const NON_VINTAGE = /^(?:n\.?v\.?|n\/v|non[- ]?vintage|no vintage|none|multi[- ]?vintage|m\.?v\.?)$/i

/**
 * The vintage year of a wine. Issues: `not_applicable` for a wine without one ("NV"), `ambiguous` for several years,
 * `assumed` for two digits (`'15`), `invalid` for a year no wine on sale can have, `not_understood`.
 */
export function cleanVintage(text: SourceText, { latestYear = FIRST_YEAR + 99 }: VintageOptions = {}): Reading<number> {
  return readText(text, (typed) => {
    if (NON_VINTAGE.test(typed)) return refused('not_applicable', typed)
    const plain = typed
      .replace(/^[([](.+)[)\]]$/, '$1')
      .replace(/^(?:vintage|year|harvest|cosecha|annata|millesime)\b[:.]? ?/i, '')
      .replace(/ ?-? ?\(?(?:vintage|harvest)\)?$/i, '')
    const years = [...new Set(plain.match(/(?<!\d)\d{4}(?!\d)/g))]
    if (years.length > 1) return refused('ambiguous', typed)
    if (years.length === 1 && /^\d{4}\.?$/.test(plain)) return inRange(Number(years[0]), latestYear, typed)
    const short = /^['’`´]?(\d{2})$/.exec(plain)?.[1]
    if (short === undefined) return refused('not_understood', typed)
    const year = yearInWindow(Number(short), latestYear)
    const reading = inRange(year, latestYear, typed)
    return reading.value === null ? reading : understood(year, [issue('assumed', typed)])
  })
}

function inRange(year: number, latestYear: number, typed: string): Reading<number> {
  return year >= EARLIEST_YEAR && year <= latestYear ? understood(year) : refused('invalid', typed)
}
