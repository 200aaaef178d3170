import type { CodePeriod } from '@ttb/utils/records'

export interface ListedCode {
  readonly code: string
  readonly description: string | null
}

/**
 * The history of a list of codes with one more look at it taken in: new codes begin on the day of the look, codes gone or
 * described otherwise end on it. The same look again changes nothing. Looks must come in order of time. Pure.
 */
export function updateCodeHistory(
  history: readonly CodePeriod[],
  look: {
    readonly codeTable: CodePeriod['code_table']
    readonly observedDate: string
    readonly codes: readonly ListedCode[]
  },
): CodePeriod[] {
  const { codeTable, observedDate, codes } = look
  const listed = new Map(codes.map(({ code, description }) => [code, description]))
  const kept = history.map((period) => {
    if (period.code_table !== codeTable || !period.is_current) return period
    const stays = listed.has(period.code) && listed.get(period.code) === period.description
    return stays ? period : { ...period, valid_to: observedDate, is_current: false }
  })
  const current = new Set(
    kept.filter((period) => period.code_table === codeTable && period.is_current).map(({ code }) => code),
  )
  const begun = [...listed]
    .filter(([code]) => !current.has(code))
    .map(
      ([code, description]): CodePeriod => ({
        code_table: codeTable,
        code,
        description,
        valid_from: observedDate,
        valid_to: null,
        is_current: true,
      }),
    )
  // What was seen otherwise on the same day counts for nothing: it held for no time.
  return [...kept, ...begun]
    .filter(({ valid_from, valid_to }) => valid_from !== valid_to)
    .sort((one, other) => compare(keyOf(one), keyOf(other)))
}

function keyOf({ code_table, code, valid_from }: CodePeriod): string {
  return `${code_table} ${code} ${valid_from}`
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
