import { isoDate, TtbError } from '@ttb/utils'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** What the directives of `strptime` match; the names are those of what is read, the others are passed over. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: String.raw`(?<year>\d{4})`,
  y: String.raw`(?<shortYear>\d{2})`,
  m: String.raw`(?<month>\d{1,2})`,
  d: String.raw`(?<day>\d{1,2})`,
  b: '(?<monthName>[a-z]{3})',
  B: '(?<monthName>[a-z]{3,9})',
  a: '[a-z]{3}',
  A: '[a-z]{6,9}',
  H: String.raw`\d{1,2}`,
  I: String.raw`\d{1,2}`,
  M: String.raw`\d{1,2}`,
  S: String.raw`\d{1,2}`,
  f: String.raw`\d{1,6}`,
  p: '[ap]m',
  '%': '%',
}

/**
 * The day of a text written in one of these formats of `strptime`, `YYYY-MM-DD`; null when it is in none, or the calendar
 * has no such day. Throws `invalid_argument` for a directive that is not understood.
 */
export function parseByFormats(text: string, formats: readonly string[]): string | null {
  for (const format of formats) {
    const { year, shortYear, month, monthName, day } = patternOf(format).exec(text.trim())?.groups ?? {}
    // The window of strptime: 69 to 99 are of the last century.
    const fullYear = year ?? (shortYear && Number(shortYear) + (Number(shortYear) < 69 ? 2000 : 1900))
    const monthNumber = month ?? (monthName && MONTHS.indexOf(monthName.slice(0, 3).toLowerCase()) + 1)
    const date = isoDate(Number(fullYear), Number(monthNumber), Number(day))
    if (date) return date
  }
  return null
}

function patternOf(format: string): RegExp {
  const parts = format.replace(/%(.)|(\s+)|([^%\s])/g, (_, directive?: string, space?: string, other?: string) => {
    if (space) return String.raw`\s+`
    if (other) return other.replace(/[\\^$.*+?()[\]{}|]/, String.raw`\$&`)
    const pattern = DIRECTIVES[directive as string]
    if (pattern) return pattern
    throw new TtbError(
      `date format ${JSON.stringify(format)}: no directive %${directive}; there are ${Object.keys(DIRECTIVES).join(' ')}`,
      {
        code: 'invalid_argument',
      },
    )
  })
  return new RegExp(`^${parts}$`, 'i')
}
