import type { Lifecycle } from './lifecycle.ts'

/** What a search asks for; whatever is absent is not asked. */
export interface SearchCriteria {
  /** Days since 1970, both included. */
  readonly completed?: { readonly from: number; readonly to: number }
  readonly classType?: CodeRange
  readonly classTypeCodes?: readonly string[]
  readonly originCodes?: readonly string[]
  readonly ttbId?: CodeRange
  /** `%` stands for any text. */
  readonly permitNumber?: string
  readonly productName?: { readonly pattern: string; readonly in: 'brand' | 'fanciful' | 'either' }
}

/** Codes are text and compare as text: `80A` lies between `80` and `81`, `100` comes before `80`. */
export interface CodeRange {
  readonly from: string
  /** Absent: only `from` itself, which may hold `%`. */
  readonly to?: string
}

/** Whether a record is of the classes, origins and IDs that are asked for. */
export function matchesCodes({ classType, origin, ttbId }: Lifecycle, criteria: SearchCriteria): boolean {
  return (
    (!criteria.classType || inRange(classType.code, criteria.classType)) &&
    (!criteria.classTypeCodes || criteria.classTypeCodes.includes(classType.code)) &&
    (!criteria.originCodes || criteria.originCodes.some((code) => matchesPattern(origin.code, code))) &&
    (!criteria.ttbId || inRange(ttbId, criteria.ttbId))
  )
}

function inRange(code: string, { from, to }: CodeRange): boolean {
  if (to === undefined) return matchesPattern(code, from)
  return code >= from && code <= to
}

/** Whether a text is what a search field asks for: the same but for case, `%` for any text. */
export function matchesPattern(text: string, pattern: string): boolean {
  const parts = pattern.toUpperCase().split('%')
  const upper = text.toUpperCase()
  const [first, last] = [parts[0] as string, parts.at(-1) as string]
  if (parts.length === 1) return upper === first
  if (upper.length < first.length + last.length || !upper.startsWith(first) || !upper.endsWith(last)) return false
  let from = first.length
  for (const part of parts.slice(1, -1)) {
    const found = upper.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return from <= upper.length - last.length
}
