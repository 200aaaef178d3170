import type { Reading } from '@ttb/utils'
import { mapReading, readText, refused, type SourceText, understood } from './reading.ts'
import { STATE_LINES, type StateKind } from './state-table.ts'

export type { StateKind } from './state-table.ts'

export interface State {
  /** USPS code, two letters. */
  readonly code: string
  readonly name: string
  readonly kind: StateKind
}

interface StateRow extends State {
  readonly zipRanges: readonly (readonly [from: number, to: number])[]
}

interface Tables {
  readonly byCode: ReadonlyMap<string, StateRow>
  readonly byName: ReadonlyMap<string, StateRow>
}

let tables: Tables | null = null

function stateTables(): Tables {
  tables ??= buildTables()
  return tables
}

function buildTables(): Tables {
  const byCode = new Map<string, StateRow>()
  const byName = new Map<string, StateRow>()
  for (const [kind, lines] of Object.entries(STATE_LINES) as [StateKind, string][]) {
    for (const line of lines.split('\n').filter((row) => row !== '')) {
      const [code = '', name = '', zips = '', spellings = ''] = line.split('|')
      const zipRanges = zips.split(' ').map((range) => {
        const [from, to = from] = range.split('-').map(Number) as [number, number?]
        return [from, to] as const
      })
      const row: StateRow = { code, name, kind, zipRanges }
      byCode.set(code, row)
      for (const spelling of [code, name, ...spellings.split(',')])
        if (spelling !== '') byName.set(nameKey(spelling), row)
    }
  }
  return { byCode, byName }
}

function nameKey(text: string): string {
  return text
    .toUpperCase()
    .replace(/[.,'’‘ʻ`]/g, '')
    .replace(/[\s-]+/g, ' ')
    .replace(/^(?:THE )?(?:STATE|COMMONWEALTH) OF /, '')
    .trim()
}

/**
 * A US state, the District of Columbia, a territory, a freely associated state or a military mail region, from its USPS
 * code, its name or a customary abbreviation (`Calif.`, `D.C.`). The whole text must be one; case and full stops do not count.
 * Issues: `unknown_code` for two letters that are no code, `not_understood` for any other text.
 */
export function parseState(text: SourceText): Reading<State> {
  return readText(text, (typed) => {
    const row = stateTables().byName.get(nameKey(typed))
    if (row) return understood({ code: row.code, name: row.name, kind: row.kind })
    return refused(/^[A-Za-z]{2}$/.test(typed) ? 'unknown_code' : 'not_understood', typed)
  })
}

/** The USPS code of a state. Issues as {@link parseState}. */
export function cleanState(text: SourceText): Reading<string> {
  return mapReading(parseState(text), (state) => state.code)
}

/** Whether a USPS code, in capitals, is one. */
export function isStateCode(code: string): boolean {
  return stateTables().byCode.has(code)
}

/** Whether mail to a ZIP code goes to the state of a USPS code; by its first three digits. */
export function isZipOfState(zip: string, stateCode: string): boolean {
  const prefix = Number(zip.slice(0, 3))
  return (
    stateTables()
      .byCode.get(stateCode)
      ?.zipRanges.some(([from, to]) => prefix >= from && prefix <= to) ?? false
  )
}

/** Every state, territory and mail region. */
export function listStates(): readonly State[] {
  return [...stateTables().byCode.values()].map(({ code, name, kind }) => ({ code, name, kind }))
}
